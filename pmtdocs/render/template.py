"""One Word part: its tags compiled once, rendered with a context as often as wanted.

docxtpl prepares the XML (tags split over runs, ``{%p … %}``, ``{%tr … %}``); compiling here and
not in docxtpl's ``render`` is what brings a warm document from 39 ms to about ten.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from io import BytesIO
from itertools import count
from pathlib import Path

from jinja2 import Template, TemplateSyntaxError
from lxml import etree

from pmtdocs.clauses import Chosen
from pmtdocs.french import nearest
from pmtdocs.render import grids, package
from pmtdocs.render.environment import (
    END,
    ORIGIN,
    PLAIN,
    RICH,
    Environment,
    FieldError,
    MissingValueError,
    RefusedError,
    UnknownFieldError,
)
from pmtdocs.render.marks import expand
from pmtdocs.render.package import Element, TemplateError, parse, w
from pmtdocs.views.tree import Node, UnfitError
from pmtdocs.wording import read_wording
from pmtdocs.wordxml import repair

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
# Tags that stand for the block around them, which docxtpl drops with all that it holds.
_BLOCKS = {"p": "son paragraphe", "tr": "sa ligne", "tc": "sa cellule"}
# docxtpl's way to print live objects, and to cut runs.
_OBJECT_TAG = re.compile(r"\{\{(?:p|r|tr|tc) |\{%r ")
# A field in an attribute (the alternative text of an image) is words alone: it needs no mark.
_MARKED_ATTRIBUTE = re.compile(f'="[^"<]*{END}[^"<]*"')
_MARKS = re.compile(f"[{PLAIN}{RICH}](?:[^{ORIGIN}{END}]*{ORIGIN})?|{END}")
_PARAGRAPH = re.compile(r"<w:p(?=[ />])")
#: When tracing, which paragraph of the file a paragraph comes from: « word/document.xml 12 ».
NUMBERED = "pmtdocs"
_COMMENTS = [w(n) for n in ("commentRangeStart", "commentRangeEnd")]
_MEND_TAG = "Ouvrez le modèle dans Word et corrigez la balise."
_MEND_DATA = "Écrivez cette valeur dans les données, ou demandez un projet : --draft"
_DOCUMENT = "word/document.xml"
_NEVER_RENDERED = ("footnotes", "endnotes")


@dataclass(frozen=True)
class Story:
    """A compiled XML part (body, header or footer) and its source, for messages."""

    name: str
    source: str
    template: Template
    trace: bool = False
    """Does it keep the marks and the origin of what it prints?"""


@dataclass(frozen=True)
class Part:
    """A compiled Word file."""

    file: Path
    parts: dict[str, bytes]
    body: Story
    margins: dict[str, Story]
    """Headers and footers, by zip name."""


@dataclass(frozen=True)
class Rendered:
    """A part filled in: XML trees that the joiner may copy."""

    part: Part
    body: Element
    margins: dict[str, Element]
    clauses: tuple[tuple[Chosen, Rendered], ...] = ()
    """The clauses that go into it, filled in too."""


def load_part(file: Path, draft: bool = False, trace: bool = False) -> Part:
    """Read and compile a Word file; compiled parts are kept as long as the bytes are the same.

    When tracing, what it renders keeps its marks, for ``render.trace`` to read.
    """
    try:
        data = file.read_bytes()
    except OSError:
        data = b""
    return _compile(file, hashlib.sha256(data).hexdigest(), draft, trace)


@lru_cache(maxsize=64)
def _compile(file: Path, _digest: str, draft: bool, trace: bool) -> Part:
    parts = package.read(file)
    _refuse_what_is_never_rendered(file, parts)
    environment = _environment(draft, trace)
    if _DOCUMENT not in parts:
        raise TemplateError(f"{file.name} n'est pas un document Word.")
    margins = [
        target
        for kind, target, _ in package.relationships(parts, _DOCUMENT).values()
        if kind in ("header", "footer")
    ]
    return Part(
        file,
        parts,
        _story(environment, file, parts, _DOCUMENT),
        {name: _story(environment, file, parts, name) for name in margins},
    )


@cache
def _environment(draft: bool, trace: bool) -> Environment:
    return Environment(draft, trace)


def _refuse_what_is_never_rendered(file: Path, parts: dict[str, bytes]) -> None:
    for kind in _NEVER_RENDERED:
        data = parts.get(f"word/{kind}.xml")
        # Word writes two technical notes (separators) in every such part: ids -1 and 0, or 0 and 1.
        if data and re.search(rb"<w:(?:foot|end)note (?![^>]*w:type=)", data):
            raise TemplateError(
                f"{file.name} contient des notes de bas de page, qui ne seraient pas reproduites.",
                "Écrivez la note dans un paragraphe de style « Mention ».",
            )


def _story(environment: Environment, file: Path, parts: dict[str, bytes], name: str) -> Story:
    raw = _repaired(package.piece(parts, name, file).decode("utf-8"), name)
    if any(mark in raw for mark in (PLAIN, RICH, END)):
        raise TemplateError(f"{file.name} contient des caractères réservés (U+E000 à U+E002).")
    _refuse_lost_words(file, raw)
    if found := _OBJECT_TAG.search("".join(_TEXT.findall(raw))):
        raise TemplateError(
            f"{file.name} : la balise « {found[0]}… » n'est pas permise dans un modèle.",
            "Écrivez {{ champ }} ou {% … %}.",
        )
    source = _source(raw, name if environment.trace else "")
    try:
        return Story(name, source, environment.compile_checked(source), environment.trace)
    except TemplateSyntaxError as error:
        raise _fault(file, name, source, error.lineno, _syntax(error)) from error
    except RefusedError as error:
        raise _fault(file, name, source, error.lineno, str(error)) from error


def _repaired(raw: str, name: str) -> str:
    """The XML once its tags are as they were meant: Word puts « », dashes and French spaces."""
    root = parse(raw, name)
    return etree.tostring(root, encoding="unicode") if repair(root) else raw


def _source(raw: str, numbered: str = "") -> str:
    """What Jinja compiles; ``numbered``, each paragraph says which one of this piece it is."""
    from docxtpl import DocxTemplate

    if numbered:
        ranks = count(1)
        raw = _PARAGRAPH.sub(lambda m: f'{m[0]} {NUMBERED}="{numbered} {next(ranks)}"', raw)
    # A line a paragraph, so that an error's line number names the paragraph.
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", DocxTemplate(BytesIO()).patch_xml(raw))
    # LibreOffice writes the quotes of tags as entities.
    return _TAG.sub(lambda m: unescape(m[0]), source)


def _refuse_lost_words(file: Path, raw: str) -> None:
    """docxtpl drops silently what stands beside a ``{%p … %}``, ``{%tr … %}`` or ``{%tc … %}``."""
    for block, place in _BLOCKS.items():
        for found in re.findall(rf"<w:{block}[ >].*?</w:{block}>", raw, re.DOTALL):
            text = "".join(_TEXT.findall(found))
            if not re.search(rf"\{{[%#]{block} ", text):
                continue
            tag = f"balise {{%{block} … %}}"
            if words := _TAG.sub("", text).strip():
                message = f"le texte « {words} » est à côté d'une {tag} et serait perdu"
                raise TemplateError(f"{file.name} : {message}.", f"Mettez-la seule dans {place}.")
            if "<w:sectPr" in found:
                message = f"un saut de section suit une {tag} et serait perdu"
                raise TemplateError(
                    f"{file.name} : {message}.", "Séparez-les d'un paragraphe vide."
                )


def _syntax(error: TemplateSyntaxError) -> str:
    message = error.message or ""
    if "end of" in message or "endfor" in message or "endif" in message:
        return "un {% if %} ou un {% for %} n'est pas fermé, ou l'est deux fois"
    return "la balise n'est pas bien écrite"


def _fault(file: Path, name: str, source: str, line: int, reason: str) -> TemplateError:
    return TemplateError(f"{_place(file, name, source, line)} : {reason}.", _MEND_TAG)


def _unfit(file: Path, story: Story, error: FieldError | UnfitError, reason: str) -> TemplateError:
    """The place in the template, and the path in the data, which the caller can place."""
    help = _MEND_DATA if isinstance(error, MissingValueError) else _MEND_TAG
    place = _place(file, story.name, story.source, _line_of(error))
    return TemplateError(f"{place} : {reason}.", help, error.path)


def _place(file: Path, name: str, source: str, line: int) -> str:
    """« convention.docx, paragraphe « Fait à … » (article 10, paragraphe 1 ; ligne 69) »."""
    place = f"{file.name}, paragraphe « {_paragraph(source, line)} »"
    words = read_wording(file, file.stem, "")
    if name != _DOCUMENT or words is None:
        return place
    lines = _source(_repaired(package.read(file)[name].decode(), name), name).split("\n")
    # A tag that stands for its paragraph is read in the line of the paragraph before it.
    ranks = re.findall(rf'{NUMBERED}="{name} (\d+)"', "".join(lines[:line]))
    rank = int(ranks[-1]) if ranks else 1
    label = next((p.label for p in words.paragraphs if p.number == rank), file.stem)
    human = label.partition(", ")[2]
    return f"{place} ({human} ; ligne {rank})" if human else f"{place} (ligne {rank})"


def _paragraph(source: str, line: int) -> str:
    lines = source.split("\n")
    text = re.sub(r"<[^>]+>", "", lines[line - 1]).strip() if 0 < line <= len(lines) else ""
    return text if len(text) < 80 else text[:79] + "…"


def render_part(part: Part, context: Node) -> Rendered:
    """Fill a part in. Raises TemplateError naming the paragraph and the field at fault."""
    return Rendered(
        part,
        _render(part.file, part.body, context),
        {name: _render(part.file, story, context) for name, story in part.margins.items()},
    )


def _render(file: Path, story: Story, context: Node) -> Element:
    try:
        text = story.template.render(dict(context))
    except FieldError as error:
        raise _unfit(file, story, error, _reason(error, context)) from error
    except UnfitError as error:
        raise _unfit(file, story, error, str(error)) from error
    except TypeError as error:
        reason = "cette boucle ou cette comparaison ne convient pas à la valeur du champ"
        line = _line_of(error)
        raise _fault(file, story.name, story.source, line, reason) from error
    text = _MARKED_ATTRIBUTE.sub(lambda m: _MARKS.sub("", m[0]), text)
    root = parse(text.replace("\n<w:p", "<w:p"), file.name)
    if not story.trace:
        expand(root)
    _keep_valid(root)
    grids.fit(root)
    return root


def _reason(error: FieldError, context: Node) -> str:
    """What is wrong; a name near a field of the context is likely a slip."""
    close = nearest(error.name, context) if isinstance(error, UnknownFieldError) else None
    return f"{error} ; vouliez-vous dire « {close} » ?" if close else str(error)


def _keep_valid(root: Element) -> None:
    """A loop over nothing may leave what Word refuses to open: a table without row, a row without
    cell, a cell without paragraph.
    """
    _remove(row for row in root.iter(w("tr")) if row.find(f".//{w('tc')}") is None)
    _remove(table for table in root.iter(w("tbl")) if table.find(f".//{w('tr')}") is None)
    for cell in root.iter(w("tc")):
        if len(cell) == 0 or cell[-1].tag not in (w("p"), w("sdt")):
            etree.SubElement(cell, w("p"))
    # The comments themselves are not taken, nor the style of the runs that call them.
    _remove(run for run in root.iter(w("r")) if run.find(w("commentReference")) is not None)
    _remove(root.iter(*_COMMENTS))


def _remove(elements: Iterable[Element]) -> None:
    for element in [*elements]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _line_of(error: Exception) -> int:
    """The template line that a rendering error came from: jinja rewrites its traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == "<template>"), 0)
