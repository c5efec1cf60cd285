"""What changed in the words of the parts that two dossiers print, article by article.

Parts are matched by name; the words are those of the Word templates, fields included. The
conditions and loops of a template are left out: they print nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from pmtdocs.compare.docx import read_docx
from pmtdocs.compare.edits import Comparison, Edit
from pmtdocs.compare.text import Block, Text
from pmtdocs.compare.words import Kind
from pmtdocs.dossier.load import Loaded
from pmtdocs.finding import ReadError
from pmtdocs.render.outline.outline import Mark, Run
from pmtdocs.system.files import shown
from pmtdocs.word.package import TemplateError
from pmtdocs.years.likeness import match, said

_CONTROL = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_ELSE = re.compile(r"\{%[prt]?[rc]?-?\s*(?:else|elif)\b")


@dataclass(frozen=True)
class Passage:
    """A paragraph that changed: what is kept, removed and added in it, in order."""

    heading: str
    """« Article 3 – Montant »: the heading that it stands under."""
    place: str
    """« article 3, paragraphe 2 », in the old file, or in the new one for what it adds."""
    reference: tuple[str, str]
    """File and paragraph on each side; empty on the side that lacks it."""
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class PartChange:
    """A part on both sides, or on one only: the other name is then empty."""

    old: str
    new: str
    passages: tuple[Passage, ...] = ()

    @property
    def name(self) -> str:
        """« convention-fonctionnement → convention », or the one name."""
        both = bool(self.old and self.new and self.old != self.new)
        return f"{self.old} → {self.new}" if both else self.new or self.old


def compare(old: Loaded, new: Loaded, templates: Path) -> tuple[PartChange, ...]:
    """The parts that differ, in the order of the old dossier. Raises TemplateError."""
    left, right = _files(old, templates), _files(new, templates)
    found = match(left, right, lambda file: file.stem.replace("-", " "))
    parts = [part for pair in found.pairs if (part := changed(*pair)).passages]
    parts += [PartChange(file.stem, "") for file in found.gone]
    return (*parts, *(PartChange("", file.stem) for file in found.come))


def _files(loaded: Loaded, templates: Path) -> list[Path]:
    """The Word files of the parts, each once, in the order of the documents."""
    sheet = loaded.dossier.dossier
    return [templates / sheet.modele / f"{name}.docx" for name in sheet.parts]


def changed(old: Path, new: Path) -> PartChange:
    """What changed from a Word template to the one that stands for it. Raises TemplateError."""
    if old == new:
        return PartChange(old.stem, new.stem)
    words = Comparison(_printed(old), _printed(new))
    return PartChange(old.stem, new.stem, tuple(_passages(words)))


def _printed(file: Path) -> Text:
    """The words of a template that may print. Raises TemplateError."""
    try:
        text = read_docx(file).text
    except ReadError as error:
        raise TemplateError(error.message, error.help) from error
    kept = [block for block in text.blocks if _CONTROL.sub("", block.words).strip()]
    # « La » or « Le », as a condition decides, reads « La/Le ».
    without = partial(_CONTROL.sub, lambda control: "/" if _ELSE.match(control[0]) else "")
    blocks = tuple(replace(block, words=without(block.words)) for block in kept)
    return replace(text, file=shown(file), blocks=blocks)


# --- passages -------------------------------------------------------------------------------


def _passages(words: Comparison) -> Iterator[Passage]:
    edits = [edit for edit in words.edits if _says_something(words, edit)]
    for (is_old, at), group in groupby(edits, key=lambda edit: _home(words, edit)):
        text = words.old if is_old else words.new
        here = list(group)
        if is_old:
            runs = _marked(words, text.blocks[at], here)
        else:
            runs = tuple((Mark.ADDED, words.halves(edit)[1].said()) for edit in here)
        yield Passage(_heading(text, at), text.place(at), _references(words, here), runs)


def _home(words: Comparison, edit: Edit) -> tuple[bool, int]:
    """The paragraph of the old file that an edit is in; of the new one, if it adds one."""
    home = words.home(edit)
    return (True, home) if home is not None else (False, words.b[edit.j1].block)


def _says_something(words: Comparison, edit: Edit) -> bool:
    """Neither signs alone, nor the numbers that Word counts by itself."""
    old, new = words.halves(edit)
    return not words.is_numbering(edit) and said(old.said()) != said(new.said())


def _marked(words: Comparison, block: Block, edits: list[Edit]) -> tuple[Run, ...]:
    """The old paragraph with what it lost and got."""
    runs: list[Run] = []
    at = 0
    for edit in edits:
        start, end = _bounds(words, edit)
        gone, come = (half.said() for half in words.halves(edit))
        runs += [
            (Mark.KEPT, block.words[at:start]), (Mark.REMOVED, gone),
            (Mark.KEPT, _space(gone or block.words[:start], come)), (Mark.ADDED, come),
            (Mark.KEPT, "" if gone else _space(come, block.words[end:])),
        ]  # fmt: skip
        at = max(at, end)
    runs.append((Mark.KEPT, block.words[at:]))
    return tuple((mark, re.sub(r"[ \t\n]+", " ", text)) for mark, text in runs if text)


def _space(before: str, after: str) -> str:
    """What parts two words that an edit would run together."""
    return " " if before[-1:].isalnum() and after[:1].isalnum() else ""


def _bounds(words: Comparison, edit: Edit) -> tuple[int, int]:
    """Where an edit stands in its old paragraph: what it removes, or where it adds."""
    gone = words.halves(edit)[0]
    if gone.tokens:
        inside = [token for token in gone.tokens if token.block == gone.block]
        return inside[0].start, inside[-1].end
    home = words.home(edit)
    if edit.i1 and words.a[edit.i1 - 1].block == home:
        return (words.a[edit.i1 - 1].end,) * 2
    return (words.a[edit.i1].start,) * 2


def _references(words: Comparison, edits: list[Edit]) -> tuple[str, str]:
    """The first place on each side; none on the side that lacks the whole paragraph."""
    old = (words.old.reference(at) for e in edits if (at := words.home(e)) is not None)
    new = (words.new.reference(at) for e in edits if (at := _twin(words, e)) is not None)
    return next(old, ""), next(new, "")


def _twin(words: Comparison, edit: Edit) -> int | None:
    """The paragraph of the new file that an edit is in; None for one removed whole."""
    if edit.j1 < edit.j2:
        return words.b[edit.j1].block
    if edit.is_whole or not words.b:
        return None
    before = words.b[edit.j1 - 1] if edit.j1 else words.b[0]
    return before.block if before.kind is not Kind.END else words.b[edit.j1].block


def _heading(text: Text, block: int) -> str:
    """The words of the nearest heading above, or the part's beginning."""
    above = (one.words for one in reversed(text.blocks[: block + 1]) if one.level)
    return " ".join(next(above, "Début de la pièce").split())
