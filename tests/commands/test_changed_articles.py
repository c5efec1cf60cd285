"""Articles and annexes that change: named, placed by their headings, figures whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.commands.changed_articles import PREAMBLE, articles, changed_articles
from pmtdocs.compare.differences import compare
from pmtdocs.compare.docx import DocxFile, read_docx
from pmtdocs.compare.edits import Comparison
from pmtdocs.compare.text import Block, Text


@pytest.fixture(scope="module")
def convention(rendered: Path) -> DocxFile:
    return read_docx(rendered / "convention.docx")


def test_articles_by_title_the_place_to_sign_left_out(convention: DocxFile) -> None:
    found = articles(convention)
    assert list(found)[:3] == [PREAMBLE, "Objet", "Programme d’actions"]
    assert [s.name for s in found.values()][1:] == [f"article {n}" for n in range(1, 11)]
    last = found["Délégation d’attribution"]
    assert not any("Fait en" in block.words for block in last.blocks)
    assert [block.bullet for block in found["Litiges"].blocks] == [False, False]
    assert any(block.bullet for block in found["Modification et reversement"].blocks)


def test_a_convention_and_itself(convention: DocxFile) -> None:
    assert changed_articles(convention, convention) == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("vingt mille euros", "vingt-cinq mille euros", None),
        ("vingt-cinq mille euros", "vingt mille euros", None),
        ("1 000 €", "1 500 €", None),
        ("le 1er mai 2025", "le 1er juin 2025", ("1er mai 2025", "1er juin 2025")),
    ],
)
def test_a_figure_is_shown_whole_on_both_sides(
    before: str, after: str, said: tuple[str, str] | None
) -> None:
    texts = [Text(n, (Block(f"Une somme de ({w}).", 1),)) for n, w in (("a", before), ("b", after))]
    (found,) = compare(Comparison(*texts)).differences
    assert (found.before, found.after) == (said or (before, after))
