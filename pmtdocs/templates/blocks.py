"""Blocks: what opens and closes them, and whether docxtpl can part their ends."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pmtdocs.templates.fault import Fault, Faults, at_tag
from pmtdocs.templates.reading import CLOSING, OPENING, Tag, Typed

_ORDER = "Vérifiez l'ordre : {% if … %}, {% elif … %}, {% else %}, {% endif %}."
#: Of each fault: the code, the message, the help.
_UNCLOSED = ("MDL103", "« $tag » n'est jamais refermé.", "Ajoutez $end là où il doit finir.")
_UNOPENED = (
    "MDL104",
    "« $tag » ne referme rien : aucun bloc n'est ouvert avant.",
    "Supprimez cette balise, ou ajoutez le {% if … %} ou le {% for … %} qui manque.",
)
_DISORDERED = ("MDL105", "« $tag » n'est pas à sa place.", _ORDER)
_UNLIKE = (
    "MDL107",
    "« $first » est refermé par « $tag » : les deux s'écrivent de la même façon.",
    "Écrivez $end pour refermer, ou ouvrez comme vous refermez.",
)
_APART = (
    "MDL108",
    "« $first » et « $tag » ne sont pas placés ensemble.",
    "{% … %} : dans la même cellule, ou hors des tableaux. {%p … %} : de même, et chacune seule "
    "dans son paragraphe. {%tr … %} : chacune dans une ligne à elle "
    "du même tableau. {%tc … %} : chacune dans une cellule à elle de la même ligne.",
)


class Placed(NamedTuple):
    """A tag where it stands, and as it was meant: what is mistyped is said elsewhere."""

    paragraph: Typed
    tag: Tag
    meant: Tag

    @property
    def spaced(self) -> bool:
        """« {% p if … %} »: docxtpl does not see the prefix."""
        return bool(self.prefix) and self.meant.text.lstrip("{%-+")[:1].isspace()

    @property
    def prefix(self) -> str:
        return self.meant.prefix


class Pair(NamedTuple):
    """The two ends of a block."""

    first: Placed
    last: Placed

    @property
    def share_a_row(self) -> bool:
        return self.first.paragraph.around("tr") is self.last.paragraph.around("tr")

    def are_apart(self) -> bool:
        """Can docxtpl not part them, or not put them together?"""
        prefix, first, last = self.first.prefix, self.first.paragraph, self.last.paragraph
        if prefix not in ("tr", "tc"):
            alone = prefix == "p" and first is last
            return alone or first.element.getparent() is not last.element.getparent()
        if None in (first.around("tc"), last.around("tc")):
            return False
        return first.around("tbl") is not last.around("tbl") or self.share_a_row == (prefix == "tr")


@dataclass
class _Begun:
    one: Placed
    has_else: bool = False


def paired(tags: Iterable[Placed]) -> Iterator[Pair | Fault]:
    """The blocks of a piece of the file, and those that lack an end."""
    begun: list[_Begun] = []
    for one in tags:
        word = one.meant.keyword
        if word in OPENING:
            begun.append(_Begun(one))
        elif word in ("else", "elif"):
            yield from _between(one, begun)
        elif word in CLOSING:
            yield from _closed(one, begun)
    yield from (_said(_UNCLOSED, b.one) for b in begun)


def _between(one: Placed, begun: list[_Begun]) -> Faults:
    word = one.meant.keyword
    if not begun or (word == "elif" and begun[-1].one.meant.keyword == "for"):
        yield _said(_UNOPENED, one)
    elif begun[-1].has_else:
        yield _said(_DISORDERED, one)
    else:
        begun[-1].has_else = word == "else"


def _closed(one: Placed, begun: list[_Begun]) -> Iterator[Pair | Fault]:
    """The block that a tag closes; those inside of it are never closed."""
    same = (b for b in reversed(begun) if b.one.meant.keyword == one.meant.keyword[3:])
    if (first := next(same, None)) is None:
        yield _said(_UNOPENED, one)
        return
    while (last := begun.pop()) is not first:
        yield _said(_UNCLOSED, last.one)
    yield Pair(first.one, one)


def misplaced(pairs: Iterable[Pair]) -> Faults:
    """Blocks whose ends do not go together."""
    for pair in pairs:
        if pair.first.spaced or pair.last.spaced:
            continue
        if pair.first.prefix != pair.last.prefix:
            yield _said(_UNLIKE, pair.last, pair.first)
        elif pair.are_apart():
            yield _said(_APART, pair.last, pair.first)


def _said(kind: tuple[str, str, str], one: Placed, first: Placed | None = None) -> Fault:
    """A fault of a tag, and of the one that it should go with."""
    code, *texts = kind
    opened = first or one
    end = f"{{%{opened.prefix} end{opened.meant.keyword} %}}"
    named = {"tag": one.tag.typed, "end": end, "first": opened.tag.typed}
    message, help = (string.Template(text).substitute(named) for text in texts)
    return at_tag(one.paragraph, one.tag, code, message, help)
