"""The clauses among the words of their part: their order, their place, what is counted again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.load import load
from pmtdocs.dossier.model.library import FOLDER
from pmtdocs.templates import completed
from pmtdocs.templates.words import Wording
from tests.conftest import ROOT
from tests.support import modele
from tests.support.word_files import Workshop, call, notes, p, r


@pytest.fixture
def read(small: Path) -> Wording:
    """The convention of ``bon`` with two clauses at one place: a paragraph and an article."""
    folder = small / "modeles" / "gbm"
    modele.convert(folder)
    modele.convert(folder / FOLDER)
    sheet = small / "bon" / "dossier.yaml"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(f"{text}clauses: [forfait, avance]\n", encoding="utf-8")
    words = completed.wordings(folder, load(small, "bon").dossier)
    return words.parts["convention"]


def test_they_stand_at_the_end_of_their_article_the_new_one_last(read: Wording) -> None:
    own = [(p.clause, p.article, p.words) for p in read.printed if p.clause]
    assert own == [
        ("avance", 2, "Le premier versement est un acompte."),
        ("forfait", 3, "Forfait"),
        ("forfait", 3, "La subvention est forfaitaire, au sens de l'article …."),
    ]
    assert [p.words for p in read.articles][2:4] == ["Forfait", "Obligations …"]
    assert [p.article for p in read.articles] == [1, 2, 3, 4, 5, 6]


def test_their_place_is_the_file_that_they_are_written_in(read: Wording) -> None:
    (one,) = (p for p in read.printed if p.clause == "avance")
    place = read.locate(one, one.path)
    assert one.path == ("textes", "convention", "clause-avance", "1")
    assert one.label == "convention, clause « avance », paragraphe 1"
    assert place.span is not None
    assert (place.span.file, place.span.line) == ("data/modeles/gbm/clauses/avance.docx", 1)


def test_a_path_of_theirs_leads_to_their_file(small: Path, read: Wording) -> None:
    words = completed.wordings(small / "modeles" / "gbm", load(small, "bon").dossier)
    place = words.locate(("textes", "convention", "clause-forfait", "1"))
    assert place is not None
    assert place.span is not None
    assert (place.span.file, place.span.line) == ("data/modeles/gbm/clauses/forfait.docx", 2)
    assert words.line(place.span.file, 1) == "Forfait"


def test_a_clause_that_replaces_keeps_the_bookmarks(small: Path) -> None:
    folder = small / "modeles" / "gbm"
    table = folder / "clauses.yaml"
    text = table.read_text(encoding="utf-8")
    table.write_text(
        text.replace("  place: [versement]", "  remplace: oui\n  place: [ici]"), "utf-8"
    )
    lines = (folder / "convention.txt").read_text(encoding="utf-8")
    (folder / "convention.txt").write_text(
        lines.replace("| L'emploi de l'aide", "Mention #ici | L'emploi de l'aide"), "utf-8"
    )
    modele.convert(folder)
    modele.convert(folder / FOLDER)
    sheet = small / "bon" / "dossier.yaml"
    sheet.write_text(f"{sheet.read_text('utf-8')}clauses: [avance]\n", encoding="utf-8")
    found = completed.wordings(folder, load(small, "bon").dossier).parts["convention"]
    assert "est contrôlé sur pièces" not in found.plain
    (one,) = (p for p in found.printed if p.clause)
    assert one.bookmarks == ("ici",)


@pytest.mark.parametrize("style", ["Décision", "décision"])
def test_a_clause_stands_before_what_closes_the_act(small: Path, style: str) -> None:
    folder = small / "modeles" / "gbm"
    lines = (folder / "convention.txt").read_text(encoding="utf-8")
    closed = lines.replace("{%p endfor %}", f"{{%p endfor %}}\n{style} | Fait en deux exemplaires.")
    (folder / "convention.txt").write_text(closed, "utf-8")
    modele.convert(folder)
    modele.convert(folder / FOLDER)
    sheet = small / "bon" / "dossier.yaml"
    sheet.write_text(f"{sheet.read_text('utf-8')}clauses: [avance]\n", encoding="utf-8")
    found = completed.wordings(folder, load(small, "bon").dossier).parts["convention"]
    words = [p.words for p in found.printed]
    at = words.index("Le premier versement est un acompte.")
    assert words[at + 1] == "Fait en deux exemplaires."


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.data())
def test_a_clause_never_leaves_its_article(ends: list[bool], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(ends) - 1))
    heading, replaces = ends[at] and data.draw(st.booleans()), data.draw(st.booleans())
    start, end = completed.span(at, ends, heading, replaces)
    assert at <= start <= end <= len(ends)
    assert heading or end == at + 1
    assert not (heading and any(ends[at + 1 : end]))
    assert replaces or start == end
    assert not heading or start > at  # a heading stays


def test_the_shipped_acts_choose_none(tmp_path: Path) -> None:
    """Their words are what was voted: with the library or without, the same."""
    bare = tmp_path / "gbm"
    shutil.copytree(ROOT / "templates" / "gbm", bare, ignore=shutil.ignore_patterns("clauses*"))
    for name in ("2024", "2020"):
        dossier = load(ROOT / "data", name).dossier
        assert dossier.dossier.clauses == ()
        with_it = completed.wordings(ROOT / "templates" / "gbm", dossier)
        without = completed.wordings(bare, dossier)
        assert {n: w.paragraphs for n, w in with_it.parts.items()} == {
            n: w.paragraphs for n, w in without.parts.items()
        }


def test_notes_of_a_clause_are_read_with_it(small: Path) -> None:
    """But not its headers, which are not printed."""
    folder = small / "modeles" / "gbm"
    modele.convert(folder)
    modele.convert(folder / FOLDER)
    said = notes(p("La loi du 12 avril 2000."))
    word = Workshop(folder / FOLDER)
    headers = {"header-default": p("Tête")}
    word.file(f"<w:p>{r('Acompte')}{call(1)}</w:p>", "avance", more=said, headers=headers)
    sheet = small / "bon" / "dossier.yaml"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(f"{text}clauses: [avance]\n", encoding="utf-8")
    read = completed.wordings(folder, load(small, "bon").dossier).parts["convention"]
    (one,) = (paragraph for paragraph in read.margins if paragraph.clause)
    assert one.words == "La loi du 12 avril 2000."
    assert one.label == "convention, note 1, clause « avance », paragraphe 1"
    assert read.locate(one, one.path).path == (
        "textes", "convention", "note-1", "clause-avance", "1",
    )  # fmt: skip
