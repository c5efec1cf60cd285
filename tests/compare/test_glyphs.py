"""The signs of a PDF: pairs joined, letters spaced out brought together, figures never."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.compare.pdf import read_pdf
from tests.support.command import run
from tests.support.compared_files import compare, make, short
from tests.support.pdfs import Said, body, write_pdf

_TITLE = "CONVENTION D’OBJECTIFS"
_TEXT = (
    "La présente convention fixe les conditions d’attribution de la subvention",
    "de 45 000 €, affectée à l’association, versée avant le 30 avril 2025.",
)


def _words(file: Path) -> str:
    return " ".join(" ".join(block.words for block in read_pdf(file).text().blocks).split())


@pytest.mark.parametrize("spacing", [1.5, 2, 3, 5])
def test_letters_spaced_out_are_words(tmp_path: Path, spacing: float) -> None:
    a = write_pdf(tmp_path / "a.pdf", [body(*_TEXT)])
    b = write_pdf(tmp_path / "b.pdf", [Said(40, 700, _TEXT, spacing, 7)])
    assert _words(b) == _words(a)
    assert compare(a, b).differences == ()


def test_a_title_and_a_line_spaced_out(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", _TITLE, " ".join(_TEXT))
    lines = [Said(70, 750, [_TITLE], 4), Said(40, 700, _TEXT[:1], 2, 8), body(*_TEXT[1:], y=680)]
    assert compare(a, write_pdf(tmp_path / "b.pdf", lines)).differences == ()


def test_a_title_typed_with_its_spaces(tmp_path: Path) -> None:
    spaced = "  ".join(" ".join(word) for word in _TITLE.split())
    a = make(tmp_path / "a.docx", _TITLE, _TEXT[0])
    assert compare(a, make(tmp_path / "b.docx", spaced, _TEXT[0])).differences == ()
    assert compare(a, write_pdf(tmp_path / "b.pdf", [body(spaced, _TEXT[0])])).differences == ()


@pytest.mark.parametrize("spacing", [0, 2])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1000 €", "10 00 €"),
        ("10000 €", "1 0 0 0 0 €"),
        ("45 000 €", "45 0000 €"),
        ("45 000 €", "450 000 €"),
        ("12 345", "1 2345"),
    ],
)
def test_figures_are_never_joined(tmp_path: Path, old: str, new: str, spacing: float) -> None:
    """Spaces of thousands are no difference; others are, as letters spaced out hide none."""
    a = write_pdf(tmp_path / "a.pdf", [body(f"Un montant de {old} est versé.")])
    said = Said(70, 700, [f"Un montant de {new} est versé."], spacing)
    (found,) = compare(a, write_pdf(tmp_path / "b.pdf", [said])).differences
    assert found.category == "chiffre"


@pytest.mark.parametrize("spacing", [0, 2])
def test_the_spaces_of_thousands_are_no_difference(tmp_path: Path, spacing: float) -> None:
    a = write_pdf(tmp_path / "a.pdf", [body("Un montant de 1000 € est versé.")])
    b = [Said(70, 700, ["Un montant de 1 000 € est versé."], spacing)]
    assert compare(a, write_pdf(tmp_path / "b.pdf", b)).differences == ()


def test_columns_of_figures_stay_apart(tmp_path: Path) -> None:
    row = [Said(70 + 30 * n, 700, [letter]) for n, letter in enumerate("ABCD123")]
    assert _words(write_pdf(tmp_path / "a.pdf", [*row, body("Total", y=500)])) == (
        "A B C D 1 2 3 Total"
    )


def test_words_cut_by_a_line_are_no_difference(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", "Les conditions d’attribution de la subvention demandée.")
    lines = ("Les conditions d’attribution de la subven-", "tion demandée.")
    assert compare(a, write_pdf(tmp_path / "b.pdf", [body(*lines)])).differences == ()


# --- signs ---------------------------------------------------------------------------------------


def test_a_sign_above_u_ffff_is_one_sign(tmp_path: Path) -> None:
    meaning = {"x": "D83DDD8A", "4": "D835DFD2", "5": "D835DFD3"}
    file = write_pdf(tmp_path / "a.pdf", [body("Vu x pour 45 euros")], meaning=meaning)
    assert _words(file) == "Vu 🖊 pour 𝟒𝟓 euros"
    assert compare(make(tmp_path / "a.docx", "Vu 🖊 pour 45 euros"), file).differences == ()


@pytest.mark.parametrize("code", ["D83D", "DD8A", "001B", "0007", "0090"])
def test_a_sign_without_meaning_is_shown_and_said(tmp_path: Path, code: str) -> None:
    """Half of a pair, an escape: no terminal is sent them, no file that has some is faithful."""
    page = [body("Une xclause", "et la suite")]
    file = write_pdf(tmp_path / "a.pdf", page, meaning={"x": code})
    assert _words(file) == "Une \ufffdclause et la suite"
    assert short(compare(file, file))[0][0] == "page illisible"
    made = make(tmp_path / "a.docx", "Une clause", "et la suite")
    done = run("compare", str(made), str(file), "--redline", str(tmp_path / "redline.docx"))
    assert done.exit_code == 1
    assert "signe illisible" in done.stdout


@pytest.mark.parametrize("code", ["F0B7", "F0A7", "F0D8", "F076"])
def test_bullets_of_words_own_fonts_are_bullets(tmp_path: Path, code: str) -> None:
    """« Liste à puces » prints a sign of Symbol or Wingdings, which a PDF keeps as it is."""
    a = make(tmp_path / "a.docx", "les comptes annuels ;")
    b = write_pdf(tmp_path / "b.pdf", [body("~ les comptes annuels ;")], meaning={"~": code})
    assert compare(a, b).differences == ()


def test_a_tick_of_wingdings_is_a_tick(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", "☑ statuts")
    b = write_pdf(tmp_path / "b.pdf", [body("~ statuts")], meaning={"~": "F0FE"})
    assert compare(a, b).differences == ()
    c = write_pdf(tmp_path / "c.pdf", [body("~ statuts")], meaning={"~": "F0A8"})
    assert compare(a, c).differences != ()
