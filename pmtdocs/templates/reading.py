"""A Word template as it was typed: its paragraphs with their tags and their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree

from pmtdocs.system import safexml, safezip
from pmtdocs.templates.places import Places
from pmtdocs.templates.words import Wording, read_wording
from pmtdocs.word.tags import TAG, repaired
from pmtdocs.word.words import W, typed

BODY = "word/document.xml"
_STORY = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_BOX = f"{W}txbxContent"
_DESCRIBED = ("descr", "title")
_WORD = re.compile(r"(?:(?P<prefix>p|tr|tc|r)\s+)?(?P<keyword>\w+)\s*(?P<rest>.*)", re.DOTALL)

Element = etree._Element


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

    @cached_property
    def inside(self) -> str:
        return self.text[2:-2].strip().strip("-+").strip()

    @cached_property
    def _parsed(self) -> re.Match[str] | None:
        return None if self.prints else _WORD.fullmatch(self.inside)

    @property
    def prefix(self) -> str:
        """« p », « tr », « tc » or « r »: the block that the tag stands for."""
        return (self._parsed["prefix"] if self._parsed else "") or ""

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

    def cell(self) -> Element | None:
        """The innermost cell around it."""
        return next(self.element.iterancestors(f"{W}tc"), None)


@dataclass(frozen=True)
class Template:
    """A Word template. ``charter`` is the styles.xml of its modèle, if there is one."""

    name: str
    files: dict[str, bytes]
    trees: dict[str, Element]
    """Its body, headers and footers by name."""
    paragraphs: tuple[Typed, ...]
    charter: bytes = field(repr=False, default=b"")

    def parsed(self, name: str) -> Element | None:
        """Another of its pieces; None when it has none of this name. Raises BrokenXmlError."""
        data = self.files.get(name)
        return None if data is None else safexml.parse(data, f"{self.name}.docx")

    def within(self, element: Element) -> Typed | None:
        """The paragraph around an element."""
        above = next(element.iterancestors(f"{W}p"), None) if element.tag != f"{W}p" else element
        return self._by_element.get(above) if above is not None else None

    @cached_property
    def _by_element(self) -> dict[Element, Typed]:
        return {p.element: p for p in self.paragraphs}

    @cached_property
    def body(self) -> tuple[Typed, ...]:
        """The paragraphs of the body that are rendered."""
        return tuple(p for p in self.paragraphs if p.story == BODY and not p.in_box)


def read(file: Path, charter: bytes = b"") -> Template | None:
    """A template; None when the file cannot be read, which ``presence`` says. Raises LimitError."""
    wording = read_wording(file, file.stem, "")
    if wording is None:
        return None
    files = safezip.unzip(safezip.load(file), file.name)
    trees = {n: safexml.parse(d, file.name) for n, d in files.items() if _STORY.fullmatch(n)}
    trees = {BODY: trees.pop(BODY), **trees}
    styles = safexml.parse(files["word/styles.xml"], file.name)
    paragraphs = tuple(_paragraphs(wording, trees, styles))
    return Template(file.stem, files, trees, paragraphs, charter)


def _paragraphs(wording: Wording, trees: dict[str, Element], styles: Element) -> Iterator[Typed]:
    places = Places(wording, styles)
    number = 0
    for story, tree in trees.items():
        for rank, element in enumerate(tree.iter(f"{W}p"), 1):
            in_box = next(element.iterancestors(_BOX), None) is not None
            number += not in_box or story != BODY
            text = "".join(piece for _, piece in typed(element))
            label = places.label(story, number, element, text, in_box)
            # What a text box holds is never rendered, and is said once of the box.
            tags = () if in_box else (*_tags(text), *_described(element))
            yield Typed(story, rank, number, label, element, text, tags, in_box)


def _tags(text: str) -> Iterator[Tag]:
    return (Tag(match[0], match.start()) for match in TAG.finditer(text))


def _described(paragraph: Element) -> Iterator[Tag]:
    """Tags in the alternative text of images, which are filled in too."""
    for image in paragraph.iter("{*}docPr"):
        for attribute in _DESCRIBED:
            yield from (Tag(tag, -1) for tag in TAG.findall(image.get(attribute, "")))
