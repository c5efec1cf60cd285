"""What of a paragraph is struck out, hidden or not to be seen: in the file, and not said by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from pmtdocs.compare import sight
from pmtdocs.word.formatting import BLACK, HIGHLIGHTS, WHITE, Colour
from pmtdocs.word.package import Element, is_on, val, w, whole
from pmtdocs.word.properties import colour
from pmtdocs.word.styles import Styles, style_of
from pmtdocs.word.words import segments

_STRUCK, _HIDDEN = ("strike", "dstrike"), ("vanish", "specVanish")


class Gone(NamedTuple):
    """Letters ``start`` to ``end`` of a paragraph."""

    start: int
    end: int
    is_hidden: bool
    """Hidden, else struck out."""


@dataclass
class Marks:
    """What the styles of a file and its runs say."""

    styles: Styles
    _unseen: dict[Element, bool] = field(default_factory=dict)

    def gone(self, paragraph: Element) -> Iterator[Gone]:
        """The stretches of a paragraph that are struck out or hidden, in order."""
        at = 0
        pieces = ((node, text) for node, text in segments(paragraph) if text)
        for how, group in groupby(pieces, lambda piece: self._how(paragraph, piece[0])):
            start, at = at, at + sum(len(text) for _, text in group)
            if how:
                yield Gone(start, at, how is _HIDDEN)

    def _how(self, paragraph: Element, node: Element) -> tuple[str, ...]:
        run = next(node.iterancestors(w("r")), None)
        if run is None:
            return ()
        hows = (how for how in (_HIDDEN, _STRUCK) if self._is(paragraph, run, how))
        return next(hows, _HIDDEN if self._is_unseen(paragraph, run) else ())

    def _is_unseen(self, paragraph: Element, run: Element) -> bool:
        """Are its letters too small, without ink, or of the colour of what is behind them?"""
        if run not in self._unseen:
            size = val(next(self.styles.of_run(run, "sz"), None))
            is_bare = run.find(f"{w('rPr')}/{{*}}textFill/{{*}}noFill") is not None
            is_tiny = bool(size) and whole(size) < sight.TINY * 2
            rows = (row.find(w("trPr/hidden")) for row in run.iterancestors(w("tr")))
            is_out = is_bare or is_tiny or any(map(is_on, rows))
            self._unseen[run] = is_out or self._is_drowned(paragraph, run)
        return self._unseen[run]

    def _is_drowned(self, paragraph: Element, run: Element) -> bool:
        """What is automatic is black on what the run lays behind itself, else the other of both."""
        ink = colour(val(next(self.styles.of_run(run, "color"), None)))
        marked = HIGHLIGHTS.get(val(next(self.styles.of_run(run, "highlight"), None)) or "")
        own = marked or _fill(next(self.styles.of_run(run, "shd"), None))
        if ink is None and own is None:
            return False
        cell = next(paragraph.iterancestors(w("tc")), None)
        around = (
            paragraph.find(w("pPr/shd")),
            self.styles.find(style_of(paragraph) or self.styles.default_paragraph, "pPr", "shd"),
            None if cell is None else cell.find(w("tcPr/shd")),
        )
        behind = own or next(filter(None, map(_fill, around)), WHITE)
        return max(abs(x - y) for x, y in zip(ink or BLACK, behind, strict=True)) < sight.FAINT

    def _is(self, paragraph: Element, run: Element, names: tuple[str, ...]) -> bool:
        """A toggle that a run says itself; else its style and its paragraph's undo one another.

        (ISO 29500-1, 17.7.3.)
        """
        own = run.find(w("rPr"))
        styles = (
            "" if own is None else val(own.find(w("rStyle"))) or "",
            style_of(paragraph) or self.styles.default_paragraph or "",
        )
        for name in names:
            said = None if own is None else own.find(w(name))
            one, other = (is_on(self.styles.find(style, "rPr", name)) for style in styles)
            if is_on(said) if said is not None else one is not other:
                return True
        return False


def _fill(shade: Element | None) -> Colour | None:
    """What a shading lays behind words (ISO 29500-1, 17.3.5)."""
    if val(shade) == "solid":
        return colour(val(shade, "color")) or BLACK
    return colour(val(shade, "fill"))
