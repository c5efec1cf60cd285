"""Words → HTML: escaped; those that break or are drawn in a way of their own stand apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby, zip_longest
from operator import itemgetter

from pmtdocs.language.glyphs import symbols
from pmtdocs.render.page import tree
from pmtdocs.word import formatting

#: Wider than many a cell; beyond, a word is cut like Word cuts it, or it would leave the page.
LONG = 30
#: Drawn by the font of signs, whatever font the words name.
_SIGNS = re.escape("".join(sorted(symbols())))
_LETTER = rf"[^\s{_SIGNS}]"
_APART = re.compile(
    rf"([{_SIGNS}]+|{_LETTER}*{tree.NO_BREAK_HYPHEN}{_LETTER}*|{_LETTER}{{{LONG},}})"
)
#: Before the number of a page.
_OTHER = r"[^\w)»]*+"
_COUNTING = re.compile(
    rf"(?:(?<=[\w)»])|^){_OTHER}(?:\b(?:pages?|p|sur|de)\b)?{_OTHER}(?:n°)?{_OTHER}$", re.IGNORECASE
)
TAB = '<span class="tab"></span>'
_NUMBERS = {"this": "page", "last": "pages"}
#: The page of a bookmark, and what a screen shows for it.
THERE, UNPAGED = "pageof", "<span>…</span>"


def target_name(bookmark: str) -> str:
    """A bookmark as HTML names it: Word's letters stay, a space or a sign would end the name."""
    return re.sub(r"\W", lambda m: f".{ord(m[0]):x}.", bookmark)


def title(heading: tree.Paragraph) -> str:
    """What a heading that calls a note is called among bookmarks: its words alone."""
    if not heading.level or not any(isinstance(one, tree.Note) for one in heading.content):
        return ""
    words = "".join(one.text for one in heading.content if isinstance(one, tree.Run))
    number = f"{heading.number.text} " if heading.number else ""
    return f' data-title="{escape(number + words)}"'


def between_tabs(content: Iterable[tree.Inline]) -> Iterable[list[tree.Inline]]:
    """What stands between tabs."""
    piece: list[tree.Inline] = []
    for one in content:
        if isinstance(one, tree.Run):
            *done, last = (tree.Run(text, one.style) for text in one.text.split(tree.TAB))
            for run in done:
                yield [*piece, run]
                piece = []
            piece.append(last)
        else:
            piece.append(one)
    yield piece


def counted(content: list[tree.Inline]) -> list[tuple[bool, list[tree.Inline]]]:
    """What only says the number of a page, « page 1 sur 3 », apart from other words if there are.

    A screen has no pages, and shows the others alone.
    """
    out: list[tuple[bool, tree.Inline]] = []
    for one, after in zip_longest(content, content[1:]):
        if isinstance(one, tree.Run) and isinstance(after, tree.PageNumber):
            head, tail = _COUNTING.sub("", one.text), _COUNTING.search(one.text)
            out += [(False, one._replace(text=head))] if head else []
            out += [(True, one._replace(text=tail[0]))] if tail and tail[0] else []
        else:
            out.append((isinstance(one, tree.PageNumber), one))
    if not any(page for page, _ in out) or not any(_is_said(one) for page, one in out if not page):
        return [(False, content)]
    return [(page, [one for _, one in some]) for page, some in groupby(out, key=itemgetter(0))]


def _is_said(piece: tree.Inline) -> bool:
    return not isinstance(piece, tree.Run) or any(map(str.isalnum, piece.text))


def written(text: str) -> str:
    """Escaped words; those that break or are drawn in a way of their own stand apart."""
    return "".join(
        f'<span class="{name}">{piece}</span>' if name else piece for name, piece in apart(text)
    )


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """Words by pieces: does each stand apart? A text without words is a piece all the same."""
    found = _APART.split(text) if len(text) >= LONG or not text.isascii() else [text]
    for rank, piece in enumerate(found):
        if rank % 2 or piece or len(found) == 1:
            yield piece, bool(rank % 2)


def apart(text: str) -> Iterator[tuple[str, str]]:
    """Escaped words by pieces, with the class of those that stand apart."""
    for piece, is_apart in parted(escape(text, quote=False)):
        if is_apart:
            yield _class_of(piece), piece.replace(tree.NO_BREAK_HYPHEN, "-")
        else:
            yield "", piece.replace(tree.LINE_BREAK, "<br>").replace(tree.TAB, TAB)


def _class_of(piece: str) -> str:
    """A sign, or a word too long for its line; the font lacks U+2011: a hyphen that stays whole."""
    if piece[0] in symbols():
        return "sign"
    return "long" if len(piece) >= LONG else "nb"


def language(style: formatting.RunStyle) -> str:
    """Which one words are in, if not that of the page."""
    said = style.get("language")
    return f' lang="{escape(said)}"' if said else ""


def page_number(number: tree.PageNumber) -> str:
    """What is counted when pages are laid out."""
    if number.of == "there":
        return f'<a class="{THERE}" href="#{target_name(number.target)}">{UNPAGED}</a>'
    return f'<span class="{_NUMBERS[number.of]}"></span>'


def listed(name: str, title: str, notes: list[str]) -> str:
    """Notes under one another, if any."""
    if not notes:
        return ""
    return f'<div class="{name}" role="doc-endnotes" aria-label="{title}">{"".join(notes)}</div>'


def share(width: float, total: float) -> str:
    """What a column takes of a table."""
    return f"{100 * width / total:.4g}%"
