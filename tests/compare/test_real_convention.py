"""The real convention, changed anywhere: each change is found, alone, at its place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.compare.result import Difference
from pmtdocs.word.package import Element, w
from tests.support.command import ROOT
from tests.support.compared_files import change, compare, paragraph, paragraphs

#: Places tried for each kind of change, drawn once for all.
_TRIES = 15


def _places(file: Path, pattern: str) -> list[int]:
    """Paragraphs, by number, in which one piece of text holds the pattern."""
    found = [n for n, words in enumerate(paragraphs(file), 1) if re.search(pattern, words)]
    return sorted(random.Random(7).sample(found, min(_TRIES, len(found))))  # noqa: S311


def _replace(
    source: Path, target: Path, number: int, pattern: str, new: Callable[[str], str]
) -> str | None:
    """Change the last match in a paragraph; what was there, or None if no run holds it whole."""
    old: list[str] = []

    def edit(root: Element) -> None:
        for node in paragraph(root, number).iter(w("t")):
            for match in list(re.finditer(pattern, node.text or ""))[-1:]:
                old[:] = [match[0]]
                text = node.text or ""
                node.text = text[: match.start()] + new(match[0]) + text[match.end() :]
                return

    change(source, target, edit)
    return old[0] if old else None


def _only(old: Path, new: Path) -> Difference:
    result = compare(old, new)
    assert len(result.differences) == 1, result.differences
    return result.differences[0]


@pytest.fixture(scope="module", params=["docx", "pdf"])
def approved(request: pytest.FixtureRequest, rendered: Path) -> Path:
    """What was approved, as Word or as PDF; what comes back is a Word file."""
    return rendered / f"convention.{request.param}"


def _is_at(found: Difference, approved: Path, number: int) -> bool:
    """A Word place is exact; a PDF's is its page."""
    return approved.suffix == ".pdf" or found.reference == f"{approved}:{number}"


def test_every_changed_figure(approved: Path, rendered: Path, tmp_path: Path) -> None:
    source, back = rendered / "convention.docx", tmp_path / "back.docx"
    places = _places(source, r"\d")
    assert len(places) == _TRIES
    for number in places:
        old = _replace(source, back, number, r"\d+", lambda digits: str(int(digits) + 7))
        assert old is not None
        found = _only(approved, back)
        assert found.category == "chiffre"
        assert old in found.before
        assert _is_at(found, approved, number)


def test_every_changed_word(approved: Path, rendered: Path, tmp_path: Path) -> None:
    source, back = rendered / "convention.docx", tmp_path / "back.docx"
    for number in _places(source, r"[a-zà-ÿ]{4}"):
        old = _replace(source, back, number, r"[^\W\d_]{3,}", lambda _: "mutation")
        assert old is not None
        found = _only(approved, back)
        assert found.category in ("mots", "chiffre")  # a month is part of a date
        assert old in found.before
        assert "mutation" in found.after
        assert _is_at(found, approved, number)


def test_every_added_word(approved: Path, rendered: Path, tmp_path: Path) -> None:
    source, back = rendered / "convention.docx", tmp_path / "back.docx"
    for number in _places(source, r"[a-zà-ÿ]{4}"):
        old = _replace(source, back, number, r"[^\W\d_]{3,}", lambda word: f"{word} mutation")
        found = _only(approved, back)
        assert (found.before, found.after) == ("", "mutation"), old
        assert _is_at(found, approved, number)


def test_every_dropped_paragraph(approved: Path, rendered: Path, tmp_path: Path) -> None:
    source, back = rendered / "convention.docx", tmp_path / "back.docx"
    said = paragraphs(source)
    for number in _places(source, r"\w+ \w+ \w+"):

        def edit(root: Element, number: int = number) -> None:
            dropped = paragraph(root, number)
            for run in dropped.findall(f".//{w('r')}"):
                run.getparent().remove(run)  # type: ignore[union-attr]

        change(source, back, edit)
        result = compare(approved, back)
        lost = " ".join(d.before for d in result.differences)
        assert result.differences
        assert {d.after for d in result.differences} == {""}
        assert _flat(said[number - 1]) in _flat(lost)
        assert all(_is_at(d, approved, number) for d in result.differences)


@pytest.mark.parametrize(
    "name", [*(f.name for f in (ROOT / "data").iterdir() if (f / "dossier.yaml").exists())]
)
def test_every_document_is_faithful_to_its_pdf(
    documents_of: Callable[[str], Path], name: str
) -> None:
    made = [*documents_of(name).glob("*.docx")]
    assert made
    for file in made:
        assert compare(file, file.with_suffix(".pdf")).differences == (), file.name


def _flat(text: str) -> str:
    return re.sub(r"[\s–•□-]+", "", text)


def test_a_dropped_article_renumbers_apart(rendered: Path, tmp_path: Path) -> None:
    """What Word counts by itself is told apart from the figures of the contract."""
    source, back = rendered / "convention.docx", tmp_path / "back.docx"
    number = next(n for n, p in enumerate(paragraphs(source), 1) if p == "Litiges")

    def edit(root: Element) -> None:
        for gone in (paragraph(root, number + 1), paragraph(root, number)):
            gone.getparent().remove(gone)  # type: ignore[union-attr]

    result = compare(source, change(source, back, edit))
    assert [d.category for d in result.differences] == ["supprimé", "supprimé", "numéro"]
    assert result.differences[0].before == "Article 9 – Litiges"


def test_a_changed_amount_of_the_budget_is_told_by_row_and_column(
    rendered: Path, tmp_path: Path
) -> None:
    source, back = rendered / "convention.docx", tmp_path / "back.docx"
    number = next(n for n, p in enumerate(paragraphs(source), 1) if p.startswith("104"))
    _replace(source, back, number, r"104", lambda _: "140")
    found = _only(source, back)
    assert (found.before, found.after) == ("104 000", "140 000")
    row, column = "ligne « Frais de structure »", "colonne « Budget 2024 »"
    assert found.place == f"annexe 2, « Dépenses », tableau 1, {row}, {column}"
