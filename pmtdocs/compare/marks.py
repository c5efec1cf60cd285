"""What of a paragraph is struck out or hidden: written in the file, and not said by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from pmtdocs.word.package import Element, is_on, val, w
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
    _of_style: dict[tuple[str, str], bool] = field(default_factory=dict)

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
        return next((how for how in (_HIDDEN, _STRUCK) if self._is(paragraph, run, how)), ())

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
            one, other = (self._says(style, name) for style in styles)
            if is_on(said) if said is not None else one is not other:
                return True
        return False

    def _says(self, style: str, name: str) -> bool:
        if (style, name) not in self._of_style:
            self._of_style[style, name] = is_on(self.styles.find(style, "rPr", name))
        return self._of_style[style, name]
