"""A Word template as it was typed: its paragraphs with their tags and their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from pmtdocs.dossier.model.library import FOLDER
from pmtdocs.system.limits import LimitError
from pmtdocs.templates.places import Places
from pmtdocs.templates.presence import CHARTER
from pmtdocs.templates.words import Wording, read_wording
from pmtdocs.word import links, notes, package
from pmtdocs.word.fields import split
from pmtdocs.word.normal import stories
from pmtdocs.word.numbering import Numbering
from pmtdocs.word.package import Element, TemplateError, margin_of, parse, w
from pmtdocs.word.styles import Styles
from pmtdocs.word.tags import TAG, repaired
from pmtdocs.word.words import descriptions, offsets, typed

_BOX = w("txbxContent")
_WORD = re.compile(r"(?:(?P<prefix>p|tr|tc|r)\s+)?(?P<keyword>\w+)\s*(?P<rest>.*)", re.DOTALL)
OPENING, CLOSING = ("if", "for"), ("endif", "endfor")
_NOTE = re.compile(r"\{#(?P<prefix>p |tr |tc )?(?P<keyword>)(?P<rest>)")


@dataclass(frozen=True)
class Tag:
    """A tag as typed, and as it was meant."""

    typed: str
    start: int
    """Where it stands in its paragraph; -1 for one in the alternative text of an image."""

    @property
    def end(self) -> int:
        return self.start + len(self.typed)

    @cached_property
    def text(self) -> str:
        """Without Word's typography: what rendering reads."""
        return repaired(self.typed)

    @property
    def prints(self) -> bool:
        """Is it ``{{ … }}``?"""
        return self.text.startswith("{{")

    @property
    def is_note(self) -> bool:
        """Is it ``{# … #}``, which nobody but the editor of the template reads?"""
        return self.text.startswith("{#")

    @cached_property
    def inside(self) -> str:
        return self.text[2:-2].strip()

    @cached_property
    def _parsed(self) -> re.Match[str] | None:
        if self.is_note:
            return _NOTE.match(self.text)
        return None if self.prints else _WORD.fullmatch(self.inside)

    @property
    def prefix(self) -> str:
        """« p », « tr », « tc » or « r »: the block that the tag stands for."""
        return ((self._parsed["prefix"] if self._parsed else "") or "").strip()

    @property
    def keyword(self) -> str:
        return self._parsed["keyword"] if self._parsed else ""

    @property
    def rest(self) -> str:
        return self._parsed["rest"] if self._parsed else ""


@dataclass(frozen=True)
class Typed:
    """A paragraph as typed."""

    story: str
    """The name of its XML part."""
    margin: str
    """« en-tête », « pied de page » or « note 2 », for a paragraph of one."""
    rank: int
    """Among all the paragraphs of its XML part, from 1."""
    number: int
    """As ``wording`` counts: without text boxes, headers and footers after the body."""
    label: str
    element: Element
    text: str
    tags: tuple[Tag, ...]
    in_box: bool = False

    @property
    def words(self) -> str:
        """What stands beside the tags."""
        return TAG.sub("", self.text).strip()

    def around(self, name: str) -> Element | None:
        """The innermost cell (« tc »), row or table around it."""
        return next(self.element.iterancestors(w(name)), None)


@dataclass(frozen=True)
class Template:
    """A Word template. ``charter`` has the styles of its modèle, if there is a charte."""

    name: str
    files: dict[str, bytes]
    trees: dict[str, Element]
    """Its body, headers and footers by name, the body first; then each note, by its number."""
    paragraphs: tuple[Typed, ...]
    styles: Styles
    charter: Styles | None = None
    notes: dict[notes.Key, notes.Note] = field(default_factory=dict)
    """Those that its body calls."""
    is_clause: bool = False
    """Does it go into a part, whose bookmarks it may aim at?"""

    @property
    def main(self) -> str:
        """The name of its body's piece."""
        return next(iter(self.trees))

    def sheet(self, kind: str) -> bytes | None:
        """What its main part relates to as « comments », « settings »…; None when nothing is.

        Raises TemplateError.
        """
        return package.sheet(self.files, kind, f"{self.name}.docx")

    @cached_property
    def settings(self) -> Element | None:
        """Those of the file. Raises TemplateError."""
        data = self.sheet("settings")
        return None if data is None else parse(data, f"{self.name}.docx")

    def relations(self) -> Iterator[package.Related]:
        """Where its body, headers and footers lead."""
        for story in self.trees:
            yield from self.related(story).values()

    def related(self, story: str) -> dict[str, package.Related]:
        """The relations of a piece by id; those of a note are those of the part that keeps it."""
        return package.relationships(self.files, notes.part(story))

    def within(self, element: Element) -> Typed | None:
        """The paragraph around an element."""
        above = next(element.iterancestors(w("p")), None) if element.tag != w("p") else element
        return self._by_element.get(above) if above is not None else None

    def near(self, element: Element) -> Typed | None:
        """The paragraph around an element, else the next one of its piece, else the last."""
        return self.within(element) or self._by_element.get(self._next.get(element))

    def calls(self, paragraph: Typed) -> list[tuple[int, str]]:
        """The notes that a paragraph calls: after how many signs, and the name of its tree."""
        calls = [*paragraph.element.iter(*notes.CALLS)]
        before = offsets(paragraph.element) if calls else {}
        called = ((c, self.notes.get(notes.note_key(c))) for c in calls)
        return [(before[call], note.name) for call, note in called if note]

    @cached_property
    def numbering(self) -> Numbering:
        """Its lists. Raises TemplateError."""
        return Numbering.read(self.sheet("numbering"), self.styles)

    @cached_property
    def _next(self) -> dict[Element, Element | None]:
        """The paragraph that comes after each element, or the last one."""
        out: dict[Element, Element | None] = {}
        for tree in self.trees.values():
            every = [*tree.iter()]
            last = next((e for e in reversed(every) if e.tag == w("p")), None)
            for element in reversed(every):
                last = element if element.tag == w("p") else last
                out[element] = last
        return out

    @cached_property
    def _by_element(self) -> dict[Element | None, Typed]:
        return {p.element: p for p in self.paragraphs}

    @cached_property
    def body(self) -> tuple[Typed, ...]:
        """The paragraphs of the body that are rendered."""
        return tuple(p for p in self.paragraphs if not p.margin and not p.in_box)


def read(file: Path, charter: bytes = b"") -> Template | None:
    """A template; None when the file cannot be read, which ``presence`` says.

    ``charter`` is the charte of its modèle. Raises TemplateError for a style that is no style.
    """
    wording = read_wording(file, file.stem, "")
    if wording is None:
        return None
    files = package.read(file)
    trees = stories(files, file.name)
    places = {name: margin_of(tree) for name, tree in trees.items()}
    called = notes.called(files, file.name, next(iter(trees.values())))
    trees |= {note.name: note.element for note in called.values()}
    for tree in trees.values():
        split(tree)
    styles = Styles.of(files, file.name)
    places |= {note.name: note.place for note in called.values()}
    paragraphs = tuple(_paragraphs(wording, trees, places, styles))
    is_clause = file.parent.name == FOLDER
    held = _styles_of(charter)
    return Template(file.stem, files, trees, paragraphs, styles, held, called, is_clause)


@lru_cache(maxsize=4)
def _styles_of(charter: bytes) -> Styles | None:
    """None when there is no charte, or one that cannot be read: others say so."""
    try:
        parts = package.unpack(charter, CHARTER)
        return Styles.of(parts, CHARTER)
    except (TemplateError, LimitError):
        return None


def _paragraphs(
    wording: Wording, trees: dict[str, Element], apart: dict[str, str], styles: Styles
) -> Iterator[Typed]:
    """``apart`` is what people call the pieces that are not of the body."""
    places = Places(wording, styles)
    number = 0
    for story, tree in trees.items():
        margin = apart.get(story, "")
        for rank, element in enumerate(tree.iter(w("p")), 1):
            in_box = next(element.iterancestors(_BOX), None) is not None
            number += not in_box or bool(margin)
            text = "".join(piece for _, piece in typed(element))
            label = places.label(margin, number, element, text, in_box)
            own = (Tag(match[0], match.start()) for match in TAG.finditer(text))
            # What a text box holds is never rendered, and is said once of the box.
            tags = () if in_box else (*own, *_described(element))
            yield Typed(story, margin, rank, number, label, element, text, tags, in_box)


def described(paragraph: Element) -> Iterator[str]:
    """The alternative texts of its images, and of the tables that it opens."""
    tables = (t for t in paragraph.iterancestors(w("tbl")) if t.find(f".//{w('p')}") is paragraph)
    above = (own for table in tables for own in table.iterfind(w("tblPr")))
    for root in (paragraph, *above):
        yield from (element.get(name, "") for element, name in descriptions(root))


def _described(paragraph: Element) -> Iterator[Tag]:
    told = (tag for text in described(paragraph) for tag in TAG.findall(text))
    yield from (Tag(tag, -1) for tag in (*links.tags_of(paragraph), *told))
