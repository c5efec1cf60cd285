"""What is told: figures apart, words, paragraphs, cells, fields; on small files of known words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.compared_files import compare, make, short

_TEXT = "La subvention de 45 000 € est versée le 11 avril 2024 au bénéficiaire."


@pytest.mark.parametrize(
    ("old", "new", "category", "before", "after"),
    [
        ("45 000 €", "54 000 €", "chiffre", "45 000 €", "54 000 €"),
        ("11 avril 2024", "11 mai 2024", "chiffre", "11 avril 2024", "11 mai 2024"),
        ("bénéficiaire", "partenaire", "mots", "bénéficiaire", "partenaire"),
        ("est versée", "sera peut-être versée", "mots", "est", "sera peut-être"),
        ("La subvention", "la subvention", "mots", "La", "la"),
        (" au bénéficiaire", "", "mots", "au bénéficiaire", ""),
    ],
)
def test_one_change(
    tmp_path: Path, old: str, new: str, category: str, before: str, after: str
) -> None:
    a = make(tmp_path / "a.docx", "# Article 1 – Objet", "Préambule.", _TEXT)
    b = make(tmp_path / "b.docx", "# Article 1 – Objet", "Préambule.", _TEXT.replace(old, new))
    (found,) = compare(a, b).differences
    assert (found.category, found.before, found.after) == (category, before, after)
    assert found.place == "article 1, paragraphe 2"
    assert found.reference == f"{a}:3"


def test_figures_in_words_are_figures(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", "Fait en trois exemplaires, une fois.")
    b = make(tmp_path / "b.docx", "Fait en deux exemplaires, une fois.")
    assert short(compare(a, b)) == [("chiffre", "trois", "deux")]


def test_figures_come_first(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", "Le mot change.", "Puis 12 %.")
    b = make(tmp_path / "b.docx", "Le terme change.", "Puis 13 %.")
    assert [d.category for d in compare(a, b).differences] == ["chiffre", "mots"]


def test_dropped_added_moved(tmp_path: Path) -> None:
    one, two, three = "Le premier alinéa dit ceci.", "Le second dit cela.", "Le dernier conclut."
    a = make(tmp_path / "a.docx", "# Un", one, two, "# Deux", three)
    assert short(compare(a, make(tmp_path / "b.docx", "# Un", one, "# Deux", three))) == [
        ("supprimé", two, "")
    ]
    assert short(compare(a, make(tmp_path / "c.docx", "# Un", one, two, "# Deux"))) == [
        ("supprimé", three, "")
    ]
    added = make(tmp_path / "d.docx", "# Un", one, two, "Le président arrive.", "# Deux", three)
    assert short(compare(a, added)) == [("ajouté", "", "Le président arrive.")]
    (moved,) = compare(a, make(tmp_path / "e.docx", "# Un", two, "# Deux", three, one)).differences
    assert (moved.category, moved.before) == ("déplacé", one)
    assert (moved.place, moved.other) == ("« Un », paragraphe 1", "« Deux », paragraphe 2")


def test_cells_are_told_by_row_and_column(tmp_path: Path) -> None:
    rows = [["Poste", "Budget"], ["Salaires", "285 000"], ["Frais", "5 000"]]
    a = make(tmp_path / "a.docx", rows)
    b = make(tmp_path / "b.docx", [*rows[:2], ["Frais", "6 000"]])
    (found,) = compare(a, b).differences
    assert (found.category, found.before, found.after) == ("chiffre", "5 000", "6 000")
    assert found.place == "tableau 1, ligne « Frais », colonne « Budget »"


def test_an_emptied_cell(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", [["Poste", "Budget"], ["Frais", "5 000"]])
    b = make(tmp_path / "b.docx", [["Poste", "Budget"], ["Frais", ""]])
    assert short(compare(a, b)) == [("chiffre", "5 000", "")]


def test_amounts_that_change_cells(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", [["Poste", "Budget"], ["Frais", "5 000"], ["Achats", "800"]])
    b = make(tmp_path / "b.docx", [["Poste", "Budget"], ["Frais", "800"], ["Achats", "5 000"]])
    assert {d.category for d in compare(a, b).differences} == {"chiffre"}
    assert len(compare(a, b).differences) == 2


def test_where_paragraphs_end_is_no_difference(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", "Une phrase. Une autre.", "Fin.")
    b = make(tmp_path / "b.docx", "Une phrase.", "Une autre. Fin.")
    assert short(compare(a, b)) == []


def test_fields_of_templates_are_told_apart(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", "Montant : {{ a.montant|euros }} versé.", "{%p if a.b %}", "Fin")
    b = make(tmp_path / "b.docx", "Montant : {{ a.total|euros }} payé.", "{%p if a.c %}", "Fin")
    assert short(compare(a, b)) == [
        ("mots", "versé", "payé"),
        ("champ", "{{ a.montant|euros }}", "{{ a.total|euros }}"),
        ("champ", "{%p if a.b %}", "{%p if a.c %}"),
    ]


def test_headers_are_compared_apart(rendered: Path) -> None:
    """The deliberation alone and the whole dossier do not carry the same footers."""
    result = compare(rendered / "deliberation.docx", rendered / "dossier.docx")
    assert "en-tête" in {d.category for d in result.differences}
    same = compare(rendered / "convention.docx", rendered / "convention.docx")
    assert same.differences == ()


@pytest.mark.parametrize("filled", ["2024-12", "le 13 mai 2024", "", "Madame Anne Petit"])
def test_a_blank_may_be_filled(tmp_path: Path, filled: str) -> None:
    a = make(tmp_path / "a.docx", "Convention n° …………………… du …………………… :")
    b = make(tmp_path / "b.docx", f"Convention n° {filled} du 13 mai 2024 :")
    result = compare(a, b)
    assert result.differences == ()
    assert [d.after for d in result.filled] == [filled, "13 mai 2024"]


@pytest.mark.parametrize(
    "text",
    [
        "Convention n° 12 du 13 mai 2024 sous réserve :",  # words beside the blanks
        "Contrat n° 12 du 13 mai 2024 :",
        f"Convention n° {'et encore ' * 8} du 13 mai 2024 :",  # a clause, not a number
    ],
)
def test_more_than_a_blank_is_told(tmp_path: Path, text: str) -> None:
    a = make(tmp_path / "a.docx", "Convention n° …………………… du …………………… :")
    assert compare(a, make(tmp_path / "b.docx", text)).differences


def test_a_value_that_became_a_blank_is_told(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", "Convention n° 2024-12")
    b = make(tmp_path / "b.docx", "Convention n° ……………………")
    assert short(compare(a, b)) == [("chiffre", "2024-12", "……………………")]


_SIGNED = ("Le texte.", "Fait à Besançon, le ……………………", "La Présidente", "Le Président")


@pytest.mark.parametrize(
    ("added", "faithful"),
    [
        ("Signé électroniquement par Anne PETIT le 13/05/2024", True),
        ("Lu et approuvé, bon pour accord", True),
        ("sous réserve du vote de la modification annexée", False),
        ("Montant : 60 000 €", False),
    ],
)
def test_where_people_sign(tmp_path: Path, added: str, faithful: bool) -> None:
    a = make(tmp_path / "a.docx", *_SIGNED)
    result = compare(a, make(tmp_path / "b.docx", *_SIGNED[:3], added, _SIGNED[3]))
    assert (result.differences == ()) is faithful
    elsewhere = compare(a, make(tmp_path / "c.docx", _SIGNED[0], added, *_SIGNED[1:]))
    assert elsewhere.differences


def test_the_stamp_of_transmission(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", "Le texte.", "La suite.")
    stamp = "Reçu en préfecture le 24/04/2024 Publié le 24/04/2024 ID : 025-242500361-DE"
    b = make(tmp_path / "b.docx", stamp, "Le texte.", "La suite.")
    result = compare(a, b)
    assert result.differences == ()
    assert len(result.filled) == 1


def test_a_cell_whose_deletion_is_pending_is_gone(tmp_path: Path) -> None:
    def row(mark: str) -> str:
        gone = f"<w:tc><w:tcPr>{mark}</w:tcPr><w:p><w:r><w:t>300 €</w:t></w:r></w:p></w:tc>"
        kept = "<w:tc><w:p><w:r><w:t>Frais</w:t></w:r></w:p></w:tc>"
        return f"<w:tbl><w:tr>{kept}{gone}</w:tr></w:tbl>"

    a = make(tmp_path / "a.docx", row(""))
    b = make(tmp_path / "b.docx", row('<w:cellDel w:id="1" w:author="X"/>'))
    assert [(d.before, d.after) for d in compare(a, b).differences] == [("300 €", "")]
