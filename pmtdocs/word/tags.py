"""The tags of a template as plain text: which fields they name, seen from the loops around them.

Nothing is executed, and Jinja is not asked: ``check`` reads templates at each run. What a tag may
say is held to the language elsewhere (``render.environment``).
"""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import takewhile

from pmtdocs.system.limits import TAG_NESTING

#: A field, a block, a note. One never closed ends where the next begins: it is no tag, hides none.
TAG = re.compile(
    r"\{#(?:(?!\{#).)*?#\}|\{\{(?:(?!\{[{%#]).)*?\}\}|\{%(?:(?!\{[{%#]).)*?%\}", re.DOTALL
)
#: What opens or closes a tag.
MARK = re.compile(r"\{[{%#]|[}%#]\}")
#: « {% else %} » : between two wordings of which one is printed.
ELSE = re.compile(r"\{%(?:p|tr|tc|r)?\s*el(?:se|if)\b")
_FOR = re.compile(r"\{%(?:p|tr|tc|r)?\s*for\s+(\w+)\s+in\s+([\w.]+)")
#: What opens a block, goes on with it or closes it, and what it says beside.
BLOCK = re.compile(
    r"\{%(?:p|tr|tc|r)?\s*(if|elif|else|endif|for|endfor)\b\s*(.*?)\s*%\}", re.DOTALL
)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_FILTER = re.compile(r"\|\s*\w+")
_NAME = re.compile(r"(?<![\w.])[a-z_]\w*(?:\.\w+)*")
_WORDS = frozenset("p tr tc r if elif else endif for in endfor and or not is true false".split())  # noqa: SIM905
_PIECE = re.compile(r"'[^']*'|\"[^\"]*\"|\w+|[^\w\s]")


def pieces(said: str) -> list[str]:
    """The words, quotations and signs of which a tag is made: what reading it costs."""
    return _PIECE.findall(said)


class Scope:
    """The blocks that are open where a tag stands; reads tags in the order of the file."""

    def __init__(self) -> None:
        self._loops: list[tuple[str, str]] = []
        self._blocks: list[tuple[str, ...]] = []
        self._tags: list[str] = []

    def tags(self) -> tuple[str, ...]:
        """The tags read since the last call, as they were meant; notes excepted."""
        found = tuple(self._tags)
        self._tags.clear()
        return found

    def read(self, tag: str) -> list[str]:
        """The fields that a tag names: ``versements[].montant`` for ``v.montant`` in a loop.

        A tag of a loop opens or closes it for those that follow. ``loop.last`` is no field, and
        what ``{# … #}`` says is for whoever edits the template.
        """
        if tag.startswith("{#"):
            return []
        tag = repaired(tag)
        self._tags.append(tag)
        word = block[1] if (block := BLOCK.match(tag)) else ""
        self._follow(word, tag)
        if match := _FOR.match(tag):
            over = self._resolve(match[2])
            # Deeper than any template may go, where a name could grow with each loop.
            open_ = len(self._loops) < TAG_NESTING.most
            self._loops.append((match[1], f"{over}[]") if open_ else ("", ""))
            return [over]
        if word == "endfor" and self._loops:
            self._loops.pop()
            return []
        said = _FILTER.sub("", _QUOTED.sub("", tag))
        names = (name for name in _NAME.findall(said) if name not in _WORDS)
        return [self._resolve(name) for name in names if name.split(".")[0] != "loop"]

    def _follow(self, word: str, tag: str) -> None:
        """Note the block that a tag opens, goes on with or closes."""
        if word in ("if", "for"):
            self._blocks.append((tag,))
        elif word and self._blocks:
            chain = self._blocks.pop()
            if not word.startswith("end"):
                self._blocks.append((*chain[: TAG_NESTING.most], tag))

    def after(self, text: str) -> Scope:
        """The blocks that would be open after a text, for what stands there: the tags that opened
        them are its first.
        """
        scope = Scope()
        scope._loops, scope._blocks = [*self._loops], [*self._blocks]
        for tag in TAG.findall(text):
            scope.read(tag)
        scope._tags = [tag for block in scope._blocks[: TAG_NESTING.most] for tag in block]
        return scope

    def _resolve(self, name: str) -> str:
        first, dot, rest = name.partition(".")
        for variable, over in reversed(self._loops[: TAG_NESTING.most]):
            if first == variable:
                return f"{over}{dot}{rest}"
        return name


# --- what Word changes while people type -------------------------------------------------------

_DOUBLE, _SINGLE = '"«»“”„', "'‘’‚"
_HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
#: Outside of what is quoted: « -- » became a dash, « ... » one sign.
_TYPESET = {"–": "-", "—": "-", "−": "-", "\u2011": "-", "…": "."}


#: « {%- », « {%p- », « -%} »: Jinja's signs that trim (or « + », that do not).
_OPENING = re.compile(r"\{[{%#](?:p|tr|tc|r)?([-–—−+])(?![}%#]\})")
_ENDING = re.compile(r"([-–—−+])[}%#]\}$")


def letters(tag: str) -> list[str]:
    """What each character of a tag stands for once Word's typography is undone.

    Inside quotes, only spaces and what cannot be seen change: the words are those of the data.
    The dashes that trim spaces are done with before (``trimmed``): docxtpl would eat paragraphs.
    """
    out = _undone(tag)
    for found in (_OPENING.match(tag), _ENDING.search(tag)):
        if found:
            out[found.start(1)] = ""
    return out


def trimmed(text: str, kept: Container[int] = ()) -> list[str]:
    """The characters of a paragraph, nothing for the spaces that « {%- » or « -%} » trims.

    ``kept`` are the places of signs that are more than spaces: tabs, line breaks.
    """
    out = list(text)
    for tag in TAG.finditer(text):
        opening, ending = _OPENING.match(tag[0]), _ENDING.search(tag[0])
        before = range(tag.start() - 1, -1, -1) if opening and opening[1] != "+" else ()
        after = range(tag.end(), len(text)) if ending and ending[1] != "+" else ()
        for places in (before, after):
            for at in takewhile(lambda at: text[at].isspace() and at not in kept, places):
                out[at] = ""
    return out


def _undone(tag: str) -> list[str]:
    if tag.isascii() and tag.isprintable():  # most tags: nothing was done to them
        return list(tag)
    out: list[str] = []
    quotes = last = ""
    for sign in tag:
        kind = next((kind for kind in (_DOUBLE, _SINGLE) if sign in kind), "")
        if kind and (not quotes or quotes == kind):
            quotes = "" if quotes else kind
            if sign == "»":
                _blank_end(out)
            out.append(kind[0])
        elif sign in _HIDDEN or (sign.isspace() and last == "«"):
            out.append("")
        elif sign.isspace():
            out.append(" ")
        else:
            out.append(sign if quotes else _TYPESET.get(sign, sign))
        last = last if sign.isspace() else sign
    return out


def repaired(tag: str) -> str:
    """A tag as it was meant: ``{% if a == « b » %}`` → ``{% if a == "b" %}``."""
    return "".join(letters(tag))


def _blank_end(out: list[str]) -> None:
    """The space before » belongs to the quotes."""
    for rank in range(len(out) - 1, -1, -1):
        if out[rank].strip():
            return
        out[rank] = ""
