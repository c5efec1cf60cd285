"""One Word part: its tags compiled once, rendered with a context as often as wanted.

docxtpl prepares the XML (tags split over runs, ``{%p … %}``, ``{%tr … %}``); compiling here and
not in docxtpl's ``render`` is what brings a warm document from 39 ms to about ten.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from io import BytesIO
from pathlib import Path

from jinja2 import Template, TemplateSyntaxError
from lxml import etree

from pmtdocs.french import nearest
from pmtdocs.render import package
from pmtdocs.render.environment import (
    END,
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
from pmtdocs.views.tree import Node

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
# Tags that stand for the block around them, which docxtpl drops with all that it holds.
_BLOCKS = {"p": "son paragraphe", "tr": "sa ligne", "tc": "sa cellule"}
# docxtpl's way to print live objects, and to cut runs.
_OBJECT_TAG = re.compile(r"\{\{(?:p|r|tr|tc) |\{%r ")
# A field in an attribute (the alternative text of an image) is words alone: it needs no mark.
_MARKED_ATTRIBUTE = re.compile(f'="[^"<]*{END}[^"<]*"')
_MARKS = re.compile(f"[{PLAIN}{RICH}{END}]")
_ODD_SPACES = re.compile("[\u00a0\u202f\u2009]")
_COMMENTS = [w(n) for n in ("commentRangeStart", "commentRangeEnd", "commentReference")]
_MEND_TAG = "Ouvrez le modèle dans Word et corrigez la balise."
_MEND_DATA = "Écrivez cette valeur dans les données, ou demandez un projet : --draft"
_NEVER_RENDERED = ("footnotes", "endnotes")


@dataclass(frozen=True)
class Story:
    """A compiled XML part (body, header or footer) and its source, for messages."""

    name: str
    source: str
    template: Template


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


def load_part(file: Path, draft: bool = False) -> Part:
    """Read and compile a Word file; compiled parts are kept as long as the bytes are the same."""
    try:
        data = file.read_bytes()
    except OSError:
        data = b""
    return _compile(file, hashlib.sha256(data).hexdigest(), draft)


@lru_cache(maxsize=64)
def _compile(file: Path, _digest: str, draft: bool) -> Part:
    parts = package.read(file)
    _refuse_what_is_never_rendered(file, parts)
    environment = _environment(draft)
    document = "word/document.xml"
    if document not in parts:
        raise TemplateError(f"{file.name} n'est pas un document Word.")
    margins = [
        target
        for kind, target, _ in package.relationships(parts, document).values()
        if kind in ("header", "footer")
    ]
    return Part(
        file,
        parts,
        _story(environment, file, parts, document),
        {name: _story(environment, file, parts, name) for name in margins},
    )


@cache
def _environment(draft: bool) -> Environment:
    return Environment(draft)


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
    from docxtpl import DocxTemplate

    raw = package.piece(parts, name, file).decode("utf-8")
    if any(mark in raw for mark in (PLAIN, RICH, END)):
        raise TemplateError(f"{file.name} contient des caractères réservés (U+E000 à U+E002).")
    _refuse_lost_words(file, raw)
    if found := _OBJECT_TAG.search("".join(_TEXT.findall(raw))):
        raise TemplateError(
            f"{file.name} : la balise « {found[0]}… » n'est pas permise dans un modèle.",
            "Écrivez {{ champ }} ou {% … %}.",
        )
    # A line a paragraph, so that an error's line number names the paragraph.
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", DocxTemplate(BytesIO()).patch_xml(raw))
    # Word puts French spaces inside tags, LibreOffice writes their quotes as entities.
    source = _TAG.sub(lambda m: _ODD_SPACES.sub(" ", unescape(m[0])), source)
    try:
        return Story(name, source, environment.compile_checked(source))
    except TemplateSyntaxError as error:
        raise _fault(file, source, error.lineno, _syntax(error)) from error
    except RefusedError as error:
        raise _fault(file, source, error.lineno, str(error)) from error


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


def _fault(file: Path, source: str, line: int, reason: str, help: str = _MEND_TAG) -> TemplateError:
    return TemplateError(
        f"{file.name}, paragraphe « {_paragraph(source, line)} » : {reason}.", help
    )


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
        help = _MEND_DATA if isinstance(error, MissingValueError) else _MEND_TAG
        reason = _reason(error, context)
        raise _fault(file, story.source, _line_of(error), reason, help) from error
    except TypeError as error:
        reason = "cette boucle ou cette comparaison ne convient pas à la valeur du champ"
        raise _fault(file, story.source, _line_of(error), reason) from error
    text = _MARKED_ATTRIBUTE.sub(lambda m: _MARKS.sub("", m[0]), text)
    root = parse(text.replace("\n<w:p", "<w:p"), file.name)
    expand(root)
    _keep_valid(root)
    return root


def _reason(error: FieldError, context: Node) -> str:
    """What is wrong; a name near a field of the context is likely a slip."""
    close = nearest(error.name, context) if isinstance(error, UnknownFieldError) else None
    return f"{error} ; vouliez-vous dire « {close} » ?" if close else str(error)


def _keep_valid(root: Element) -> None:
    """A loop over nothing may leave what Word refuses to open: no row, no paragraph in a cell."""
    for table in [t for t in root.iter(w("tbl")) if t.find(f".//{w('tr')}") is None]:
        parent = table.getparent()
        if parent is not None:
            parent.remove(table)
    for cell in root.iter(w("tc")):
        if len(cell) == 0 or cell[-1].tag not in (w("p"), w("sdt")):
            etree.SubElement(cell, w("p"))
    for mark in [*root.iter(*_COMMENTS)]:  # the comments themselves are not taken
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)


def _line_of(error: Exception) -> int:
    """The template line that a rendering error came from: jinja rewrites its traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == "<template>"), 0)
