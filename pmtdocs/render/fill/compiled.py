"""One Word part: its tags compiled once, kept in memory and on disk while its bytes are the same.

docxtpl prepares the XML (tags split over runs, ``{%p … %}``, ``{%tr … %}``); compiling here and not
in docxtpl's ``render`` is what brings a warm document from 39 ms to about ten. What docxtpl would
drop (words beside a tag, a section) is refused before, by ``templates.inspection``.

A note is compiled where it is called: it is filled once for each call that is printed, and sees the
loops around it. It stands in its call until parts are joined.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from itertools import count
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from jinja2 import TemplateSyntaxError
from jinja2 import __version__ as jinja_version
from lxml import etree

from pmtdocs.language.columns import shorten
from pmtdocs.render.fill.environment import END, PLAIN, RICH, Environment, RefusedError
from pmtdocs.system import cache, safezip
from pmtdocs.templates import reading
from pmtdocs.templates.bounds import bounds
from pmtdocs.templates.fault import Fault
from pmtdocs.templates.unrendered import refusals
from pmtdocs.templates.words import read_wording
from pmtdocs.word import notes, order, package, theme
from pmtdocs.word.links import ADDRESS, address
from pmtdocs.word.normal import stories, unwrap
from pmtdocs.word.package import Element, TemplateError, inner, is_on, parse, val, w
from pmtdocs.word.styles import NAMING, Styles
from pmtdocs.word.words import repair

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p(?=[ />])")
_CALL = re.compile(
    r"<w:(?P<kind>footnote|endnote)Reference\b(?P<said>[^>]*?)(?:/>|></w:(?P=kind)Reference>)"
)
_ID = re.compile(r'\bw:id="(-?\d+)"')
#: When tracing, which paragraph of its piece a paragraph comes from: « 12 ».
NUMBERED = "pmtdocs"
Called = dict[notes.Key, notes.Note]
MEND_TAG = "Ouvrez le modèle dans Word et corrigez la balise."
#: The folder of the user's cache.
_KEPT = "compile"


class Story(NamedTuple):
    """A compiled XML part (body, header or footer) and its source, for messages."""

    name: str
    source: str
    code: CodeType
    names: tuple[str, ...]
    """What it asks of the context: the rest is not worked out for it."""
    referring: tuple[str, ...]
    """Which elements refer to images, links, headers: there are no others once it is filled in."""
    addressed: bool
    """May it print values in addresses?"""
    naming: tuple[tuple[str, str], ...]
    """The styles that it names, by their ids and kinds."""


@dataclass(frozen=True)
class Part:
    """A compiled Word file."""

    file: Path
    parts: dict[str, bytes]
    draft: bool
    trace: bool
    """Are the marks of what it prints kept?"""
    body: Story
    margins: dict[str, Story]
    """Headers and footers, by zip name."""
    refused: tuple[str, str] | None = None
    """What its file holds and no document would print: the message and the help, if anything."""

    @functools.cached_property
    def sheet(self) -> Callable[[str], bytes | None]:
        """Its « styles », its « numbering »; None when it has none. Raises TemplateError."""
        return functools.cache(functools.partial(package.sheet, self.parts, file=self.file.name))

    @functools.cached_property
    def related(self) -> Callable[[str], dict[str, package.Related]]:
        """The relations of one of its pieces."""
        return functools.cache(functools.partial(package.relationships, self.parts))

    @functools.cached_property
    def styles(self) -> Styles:
        """Those of its file. Raises TemplateError."""
        return Styles.of(self.parts, self.file.name)

    @functools.cached_property
    def even_pages(self) -> bool:
        """« Paires et impaires différentes » (17.10.1)."""
        settings = self.sheet("settings")
        root = None if settings is None else parse(settings, self.file.name)
        return root is not None and is_on(root.find(w("evenAndOddHeaders")))

    def piece(self, name: str) -> bytes:
        """A part that a relation names. Raises TemplateError when the file lacks it."""
        return package.piece(self.parts, name, self.file.name)


def load_part(file: Path, draft: bool = False, trace: bool = False) -> Part:
    """Read and compile a Word file; compiled parts are kept as long as the bytes are the same.

    When tracing, what it renders keeps its marks, for ``render.trace`` to read.
    """
    try:
        data = safezip.load(file)
    except OSError:
        data = b""
    return _compile(file, hashlib.sha256(data).hexdigest(), draft, trace)


@functools.lru_cache(maxsize=64)
def _compile(file: Path, digest: str, draft: bool, trace: bool) -> Part:
    parts = package.read(file)
    name = f"{_KEPT}/{cache.key(jinja_version, digest, str(trace))}"
    if (stories := cache.recall(name)) is None:
        template = reading.read(file)
        _refuse_excess(template)
        package.document(parts, file.name)
        names = (package.main(parts, file.name), *package.margins(parts, file.name))
        refused = _refused(template)
        try:
            stories = [refused, *(_story(file, parts, name, draft, trace) for name in names)]
        except TemplateError as error:  # what the check says of it is nearer to the fault
            raise (TemplateError(refused[0], refused[1]) if refused else error) from error
        cache.remember(name, stories)
    refused, *compiled = stories
    body, *margins = (Story(*story) for story in compiled)
    by_name = {story.name: story for story in margins}
    return Part(file, parts, draft, trace, body, by_name, refused and (refused[0], refused[1]))


def _refused(template: reading.Template | None) -> tuple[str, ...]:
    """As the check says it: what it passes is printed."""
    fault = None if template is None else next(refusals(template), None)
    return () if template is None or fault is None else _told(template, fault)


def _told(template: reading.Template, fault: Fault) -> tuple[str, str]:
    where = fault.label.replace(template.name, f"{template.name}.docx", 1)
    return f"{where} : {fault.message}", fault.help


environment = functools.cache(Environment)


def _refuse_excess(template: reading.Template | None) -> None:
    """What the check refuses before it reads on is not compiled either. Raises TemplateError."""
    if template is not None and (excess := next(bounds(template), None)):
        raise TemplateError(*_told(template, excess))


def _story(
    file: Path, parts: dict[str, bytes], name: str, draft: bool, trace: bool
) -> tuple[object, ...]:
    """What makes a ``Story``, to be kept."""
    root = parse(package.piece(parts, name, file.name), name)
    is_main = name == package.main(parts, file.name)
    if is_main and inner(root, "body") is None:
        raise TemplateError(f"{file.name} n'est pas un document Word.")
    called = notes.called(parts, file.name, root) if is_main else {}
    source = _whole_source(parts, name, root, called, trace)
    if any(mark in source for mark in (PLAIN, RICH, END)):
        raise TemplateError(f"{file.name} contient des caractères réservés (U+E000 à U+E002).")
    try:
        code, names = environment(draft, trace).compile_checked(source)
    except (TemplateSyntaxError, RefusedError) as error:
        badly = "la balise n'est pas bien écrite"
        reason = str(error) if isinstance(error, RefusedError) else badly
        raise fault(file, name, source, error.lineno, reason) from error
    except (SyntaxError, ValueError, RecursionError, OverflowError) as error:
        # Tags that no paragraph shows, which the bounds do not see: Python cannot compile them.
        raise TemplateError(
            f"{file.name} : ses balises ne peuvent pas être lues.", MEND_TAG
        ) from error
    roots = (root, *(note.element for note in called.values()))
    elements = [element for one in roots for element in one.iter("{*}*")]
    referring = {str(element.tag) for element in elements if package.refers_to(element)}
    addressed = any(mark in source for mark in (ADDRESS, "HYPERLINK"))
    naming = {(val(e) or "", NAMING[str(e.tag)]) for e in elements if e.tag in NAMING}
    return name, source, code, names, tuple(sorted(referring)), addressed, tuple(sorted(naming))


def _whole_source(
    parts: dict[str, bytes], name: str, root: Element, called: Called, numbered: bool
) -> str:
    """What Jinja compiles of a piece, each note in the call that asks for it."""
    raw = _repaired(parts, name, root)
    first, inside = 1 + (_paragraphs_before(parts, name) if numbered and called else 0), {}
    for key, note in called.items():
        repair(note.element)
        _settle(parts, note.element)
        text = etree.tostring(note.element, encoding="unicode", with_tail=False)
        inside[key] = _source(text, numbered, first)
        first += sum(1 for _ in note.element.iter(w("p")))

    def call(match: re.Match[str]) -> str:
        number = _ID.search(match["said"])
        note = inside.pop((match["kind"], number[1] if number else ""), None)
        name = f"w:{match['kind']}Reference"
        return match[0] if note is None else f"<{name}{match['said']}>{note}</{name}>"

    return _CALL.sub(call, _source(raw, numbered)) if called else _source(raw, numbered)


def _paragraphs_before(parts: dict[str, bytes], name: str) -> int:
    """How many stand before the notes, as ``word.reading`` counts: the body, then the margins."""
    return sum(1 for piece in stories(parts, name).values() for _ in piece.iter(w("p")))


def _repaired(parts: dict[str, bytes], name: str, root: Element) -> str:
    """The XML once its tags are as they were meant: Word puts « », dashes and French spaces."""
    unwrap(root)
    repair(root)
    address(root, package.relationships(parts, name))
    _settle(parts, root)
    if (found := inner(root, "body")) is not None:
        # The body alone, each block with its own namespaces: lxml moves elements that are declared
        # so into a document in a time that grows with their number, others as its square.
        root = etree.Element(w("body"), nsmap=package.NS)
        root.extend([copy(block) for block in found])
    return etree.tostring(root, encoding="unicode")


def _settle(parts: dict[str, bytes], root: Element) -> None:
    """In the order of Word, in the fonts and colours that its file means by those of its theme."""
    order.settle(root)
    theme.spell_out(root, theme.read(theme.of(parts, "")))


def _source(raw: str, numbered: bool, first: int = 1) -> str:
    """What Jinja compiles; ``numbered``, each paragraph says which one of this piece it is."""
    from docxtpl import DocxTemplate

    if numbered:
        ranks = count(first)
        raw = _PARAGRAPH.sub(lambda m: f'{m[0]} {NUMBERED}="{next(ranks)}"', raw)
    # A line a paragraph, so that an error's line number names the paragraph.
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", DocxTemplate(BytesIO()).patch_xml(raw))
    # LibreOffice writes the quotes of tags as entities.
    return _TAG.sub(lambda m: unescape(m[0]), source)


def fault(file: Path, name: str, source: str, line: int, reason: str) -> TemplateError:
    """What is wrong in a line of a source, with its place in the Word file."""
    return TemplateError(f"{place(file, name, source, line)} : {reason}.", MEND_TAG)


def place(file: Path, name: str, source: str, line: int) -> str:
    """« convention.docx, paragraphe « Fait à … » (article 10, paragraphe 1 ; ligne 69) »."""
    text = unescape(re.sub(r"<[^>]+>", "", "".join(source.split("\n")[line - 1 : line]))).strip()
    where = f"{file.name}, paragraphe « {shorten(text, 80)} »"
    words = read_wording(file, file.stem, "")
    parts = package.read(file)
    if name != package.main(parts, file.name) or words is None:
        return where
    root = parse(parts[name], name)
    called = notes.called(parts, file.name, root)
    lines = _whole_source(parts, name, root, called, numbered=True).split("\n")
    # A tag that stands for its paragraph is read in the line of the paragraph before it.
    ranks = re.findall(rf'{NUMBERED}="(\d+)"', "".join(lines[:line]))
    rank = int(ranks[-1]) if ranks else 1
    known = (p for p in (*words.paragraphs, *words.margins) if p.number == rank)
    label = next((p.label for p in known), file.stem)
    human = label.partition(", ")[2]
    return f"{where} ({human} ; ligne {rank})" if human else f"{where} (ligne {rank})"
