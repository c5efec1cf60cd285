"""The words of the parts, article by article."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.render.outline.outline import Mark
from pmtdocs.years.words import PartChange, changed, compare
from tests.support.command import ROOT
from tests.support.compared_files import make

Words = tuple[str, ...]


def _parts(tmp_path: Path, old: Words, new: Words) -> PartChange:
    return changed(make(tmp_path / "a.docx", *old), make(tmp_path / "b.docx", *new))


@pytest.mark.parametrize(
    "new",
    [
        "L’aide\u00a0: «\u202fdouze\u202f» mois, {{ montant | euros }}.",
        "L'aide : « douze » mois, {% if a %}{{ montant | euros }}{% endif %} .",
        "L'aide : « douze » mois ; {{ montant|euros }}.",
    ],
)
def test_typography_and_conditions_are_no_change(tmp_path: Path, new: str) -> None:
    old = "L'aide : « douze » mois, {{ montant | euros }}."
    assert _parts(tmp_path, ("# Article 1 – Objet", old), ("# Article 1 – Objet", new)) == (
        PartChange("a", "b")
    )


def test_what_is_kept_removed_and_added_at_its_article(tmp_path: Path) -> None:
    old = ("# Article 1 – Objet", "Le but.", "# Article 2 – Durée", "Elle dure douze mois.")
    new = ("# Article 1 – Objet", "Le but.", "# Article 2 – Durée", "Elle dure un an ferme.")
    (passage,) = _parts(tmp_path, old, new).passages
    assert (passage.heading, passage.place) == ("Article 2 – Durée", "article 2, paragraphe 1")
    assert passage.runs == (
        (Mark.KEPT, "Elle dure "),
        (Mark.REMOVED, "douze mois"),
        (Mark.KEPT, " "),
        (Mark.ADDED, "un an ferme"),
        (Mark.KEPT, "."),
    )
    assert [reference.rpartition("/")[2] for reference in passage.reference] == [
        "a.docx:4",
        "b.docx:4",
    ]


def test_a_paragraph_more_or_less(tmp_path: Path) -> None:
    one, two = ("# Article 1", "Une phrase."), ("# Article 1", "Une phrase.", "Une autre encore.")
    (more,) = _parts(tmp_path, one, two).passages
    assert more.runs == ((Mark.ADDED, "Une autre encore."),)
    assert more.reference[0] == ""
    (less,) = _parts(tmp_path, two, one).passages
    assert less.runs == ((Mark.REMOVED, "Une autre encore."),)
    assert less.reference[1] == ""


def test_one_word_more_keeps_its_spaces(tmp_path: Path) -> None:
    (passage,) = _parts(tmp_path, ("Une aide annuelle.",), ("Une grande aide annuelle.",)).passages
    assert "".join(text for _, text in passage.runs) == "Une grande aide annuelle."


def test_the_conventions_of_2020_and_2024(dossier_2020: Loaded, dossier_2024: Loaded) -> None:
    parts = compare(dossier_2020, dossier_2024, ROOT / "templates")
    names = [part.name for part in parts]
    assert names == [
        "convention-fonctionnement → convention",
        "annexe-2-part-privee → annexe-2",
        "bilan",
    ]
    report = [p for p in parts[0].passages if p.place == "article 3, paragraphe 7"]
    assert (Mark.REMOVED, "un compte rendu financier") in report[0].runs
    assert report[0].heading.startswith("Article 3 – Montant")


def test_the_same_parts_say_the_same(dossier_2024: Loaded) -> None:
    assert compare(dossier_2024, dossier_2024, ROOT / "templates") == ()
    base = load(ROOT / "data", "2020")
    assert all(part.passages or not part.old for part in compare(base, base, ROOT / "templates"))
