"""One Word part: its tags compiled once, rendered with a context as often as wanted.

docxtpl prepares the XML (tags split over runs, ``{%p … %}``, ``{%tr … %}``); compiling here and
not in docxtpl's ``render`` is what brings a warm document from 39 ms to about ten.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from jinja2 import Template, TemplateSyntaxError

from pmtdocs.render import package
from pmtdocs.render.environment import END, PLAIN, RICH, Environment, FieldError, RefusedError
from pmtdocs.render.marks import expand
from pmtdocs.render.package import Element, TemplateError, parse
from pmtdocs.views.tree import Node

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
# Tags that stand for the paragraph or the row around them, which docxtpl drops with its words.
_DROPPED = (
    ("p", "paragraphe", re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)),
    ("tr", "ligne", re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)),
)
_OBJECT_TAG = re.compile(r"\{\{(?:p|r|tr|tc)\s|\{%r\s")
# A field in an attribute (the alternative text of an image) is words alone: it needs no mark.
_MARKED_ATTRIBUTE = re.compile(f'="[^"<]*{END}[^"<]*"')
_MARKS = re.compile(f"[{PLAIN}{RICH}{END}]")
_ODD_SPACES = re.compile("[\u00a0\u202f\u2009]")
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


def load_part(file: Path) -> Part:
    """Read and compile a Word file; compiled parts are kept as long as the bytes are the same."""
    try:
        data = file.read_bytes()
    except OSError:
        data = b""
    return _compile(file, hashlib.sha256(data).hexdigest())


@lru_cache(maxsize=64)
def _compile(file: Path, _digest: str) -> Part:
    parts = package.read(file)
    _refuse_what_is_never_rendered(file, parts)
    environment = _environment()
    document = "word/document.xml"
    if document not in parts:
        raise TemplateError(f"{file.name} n'est pas un document Word.")
    margins = [
        f"word/{target}"
        for kind, target, _ in package.relationships(parts, document).values()
        if kind in ("header", "footer")
    ]
    return Part(
        file,
        parts,
        _story(environment, file, parts, document),
        {name: _story(environment, file, parts, name) for name in margins},
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment()


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

    raw = parts[name].decode("utf-8")
    if any(mark in raw for mark in (PLAIN, RICH, END)):
        raise TemplateError(f"{file.name} contient des caractères réservés (U+E000 à U+E002).")
    _refuse_lost_words(file, raw)
    # A line a paragraph, so that an error's line number names the paragraph.
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", DocxTemplate(BytesIO()).patch_xml(raw))
    source = _TAG.sub(lambda m: _ODD_SPACES.sub(" ", m[0]), source)
    try:
        return Story(name, source, environment.compile_checked(source))
    except TemplateSyntaxError as error:
        raise _fault(file, source, error.lineno, _syntax(error)) from error
    except RefusedError as error:
        raise _fault(file, source, error.lineno, str(error)) from error


def _refuse_lost_words(file: Path, raw: str) -> None:
    """docxtpl drops silently what stands beside a ``{%p … %}`` or a ``{%tr … %}``."""
    for tag, block, pattern in _DROPPED:
        for found in pattern.findall(raw):
            text = "".join(_TEXT.findall(found))
            if f"{{%{tag} " not in text:
                continue
            if words := _TAG.sub("", text).strip():
                raise TemplateError(
                    f"{file.name} : le texte « {words} » est à côté d'une balise "
                    f"{{%{tag} … %}} et serait perdu.",
                    f"Mettez la balise seule : son {block} ne s'imprime pas."
                    if tag == "p"
                    else f"Mettez la balise seule : sa {block} ne s'imprime pas.",
                )
            if "<w:sectPr" in found:
                raise TemplateError(
                    f"{file.name} : le saut de section qui suit la balise « {text.strip()} » "
                    "serait perdu.",
                    "Dans Word, ajoutez un paragraphe vide avant le saut de section.",
                )


def _syntax(error: TemplateSyntaxError) -> str:
    message = error.message or ""
    if "end of" in message or "endfor" in message or "endif" in message:
        return "un {% if %} ou un {% for %} n'est pas fermé, ou l'est deux fois"
    return "la balise n'est pas bien écrite"


def _fault(file: Path, source: str, line: int, reason: str) -> TemplateError:
    return TemplateError(
        f"{file.name}, paragraphe « {_paragraph(source, line)} » : {reason}.",
        "Ouvrez le modèle dans Word et corrigez la balise.",
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
        raise _fault(file, story.source, _line_of(error), str(error)) from error
    root = parse(text.replace("\n<w:p", "<w:p"), file.name)
    expand(root)
    return root


def _line_of(error: Exception) -> int:
    """The template line that a rendering error came from: jinja rewrites its traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == "<template>"), 0)
