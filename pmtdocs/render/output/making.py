"""The files of documents: what is done apart, within limits, with templates and facts.

Importing this module is quick; the process that does the work pays for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pmtdocs.dossier.model import Dossier
    from pmtdocs.render.join.join import Document
    from pmtdocs.render.output.laying import Laid, Progress
    from pmtdocs.render.page.pdf import Asked
    from pmtdocs.word.printed import Paragraph


class Wanted(NamedTuple):
    """What documents are to be in."""

    formats: tuple[str, ...]
    draft: bool
    attachment: bytes = b""
    """The facts to attach to each PDF, as a JSON file; nothing for none."""
    known: Mapping[str, str] = {}
    """What the PDFs at hand were laid out from, by document: they need not be made again."""
    engine: Asked = "auto"
    cores: int = 0
    """How many may be used; 0 for all. With one, others are made beside: nothing is forked."""


class Made(NamedTuple):
    """The files of documents, and what each PDF comes from; those at hand are left out."""

    files: dict[str, bytes]
    pages: Mapping[str, Laid] = {}
    said: tuple[str, ...] = ()
    """What another engine laid out than the one that was wanted, and why."""
    printed: Mapping[str, tuple[Paragraph, ...]] = {}
    """What each document says, be it made again or at hand: rules read it."""


def preload_words() -> None:
    """Load what fills templates in and reads pages, while there is nothing else to do."""
    from pmtdocs.render.output import documents, laying  # noqa: F401 - for the work to come


def preload() -> None:
    """Load what lays pages out too."""
    preload_words()
    from pmtdocs.render.page.typst import engine  # noqa: F401 - before processes part


def preload_pages() -> None:
    """Load the reference instead, if it is there."""
    preload_words()
    from pmtdocs.render.page import pdf

    if not pdf.has_pango():
        preload()


def _unheard(*_: object) -> None:
    """Nobody waits for each document."""


def make(
    dossier: Dossier,
    modele: Path,
    documents: dict[str, tuple[str, ...]],
    wanted: Wanted,
    progress: Progress = _unheard,
) -> Made:
    """The documents of a dossier. Raises TemplateError, LimitError, NoPangoError."""
    from pmtdocs.render.output.documents import build

    return formatted(build(dossier, modele, documents, wanted.draft), modele, wanted, progress)


def formatted(built: dict[str, Document], modele: Path, wanted: Wanted, progress: Progress) -> Made:
    """Documents in the formats asked for; HTML and PDF come from the same pages."""
    from pmtdocs.word import package

    chosen = built.items() if "docx" in wanted.formats else ()
    files = {f"{name}.docx": package.write(document.parts) for name, document in chosen}
    from pmtdocs.render.output.laying import Laying

    laying = Laying(built, modele, wanted.draft, wanted.cores)
    if "html" in wanted.formats:
        files |= {f"{name}.html": laying.html(name).encode() for name in built}
    if "pdf" in wanted.formats:
        pdfs = laying.pdfs(wanted.engine, wanted.attachment, wanted.known, progress)
        files |= {f"{name}.pdf": data for name, data in pdfs.items()}
    return Made(files, laying.pages, tuple(laying.said), laying.printed())
