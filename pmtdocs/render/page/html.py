"""The whole HTML page: the walked body, its CSS and the page that dresses them."""

from __future__ import annotations

import codecs
import hashlib
import os
from functools import lru_cache
from pathlib import Path

from jinja2 import StrictUndefined, Template
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from pmtdocs.render.join.draft import CSS as DRAFT_CSS
from pmtdocs.render.join.draft import PAPER as DRAFT_PAPER
from pmtdocs.render.join.draft import WORD
from pmtdocs.render.join.join import Document
from pmtdocs.render.page.markup import to_html
from pmtdocs.render.page.tree import Pages
from pmtdocs.render.page.walk import walk
from pmtdocs.system import files, limits
from pmtdocs.templates import PAGE
from pmtdocs.templates.page import faults
from pmtdocs.word.package import TemplateError


def page(document: Document, template: Path, draft: bool, on_paper: bool = True) -> str:
    """A document as one page. Raises TemplateError."""
    return dressed(walk(document), document.title, template, draft, on_paper)


def dressed(pages: Pages, title: str, template: Path, draft: bool, on_paper: bool) -> str:
    """One self-contained page: no script, no outside address; to be laid out, or for browsers.

    ``template`` receives ``title``, ``draft``, ``css`` and ``body``. Raises TemplateError.
    """
    body, css, paper = to_html(pages)
    said = [css, *([paper] if on_paper else [])]
    if draft:
        said += [DRAFT_CSS, *([DRAFT_PAPER] if on_paper else [])]
    try:
        prepared = _prepared(template.name, _read(template).decode(errors="replace"))
        # The walk escapes every word of the document: what it returns is markup.
        safe = {"css": Markup("\n".join(said)), "body": Markup(body)}  # noqa: S704
        words = {"title": title, "draft": WORD if draft else ""}
        return prepared.render(words, **safe)
    except JinjaError as error:
        raise TemplateError(f"{template.name} ne peut pas être employé : {error}.") from error


#: The page of modèles that have none of their own.
SHIPPED = Path(__file__).with_name(PAGE)
#: The copies of it that modèles held before, as digests.
_COPIES = {
    "b691ff8b93a6d0d9887ab8b540794d9047afda7977209f41f3a6df4d66466741",
    "a36ffcff55c76aa00c5a1e047d9c5b488c75c2d0cc4bb4f9880a06f3aeaa1a1b",
}


def template_of(modele: Path) -> Path:
    """What dresses the pages of a modèle. Its own shapes only HTML, and what is laid out from it.

    Raises TemplateError.
    """
    own = modele / PAGE
    if not os.path.lexists(own):
        return SHIPPED
    said = _read(own).replace(b"\r\n", b"\n")
    return SHIPPED if hashlib.sha256(said).hexdigest() in _COPIES else own


def _read(template: Path) -> bytes:
    try:
        return files.read(template, limits.PAGE_TEMPLATE).removeprefix(codecs.BOM_UTF8)
    except files.UnreadableError as error:
        raise TemplateError(error.message, error.help) from error


@lru_cache(maxsize=4)
def _prepared(name: str, source: str) -> Template:
    """The page compiled, once it is known to run and fetch nothing. Raises TemplateError."""
    for fault in faults(name, source):
        raise TemplateError(f"{fault.label} : {fault.message}", fault.help)
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters.clear()  # « safe » would let the words of the data be markup
    return environment.from_string(source)
