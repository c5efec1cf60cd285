"""The files of documents: what is done apart, within limits, with templates and facts.

Importing this module is quick; the process that does the work pays for the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pmtdocs.dossier.model import Dossier
    from pmtdocs.render.join.join import Document

#: Called with (document done, how many are done, how many there are).
Progress = Callable[[str, int, int], None]


class Wanted(NamedTuple):
    """What documents are to be in."""

    formats: tuple[str, ...]
    draft: bool
    attachment: bytes = b""
    """The facts to attach to each PDF, as a JSON file; nothing for none."""
    known: Mapping[str, str] = {}
    """What the PDFs at hand were laid out from, by document: they need not be made again."""


class Made(NamedTuple):
    """The files of documents, and what each PDF was laid out from; those at hand are left out."""

    files: dict[str, bytes]
    pages: dict[str, str]


def preload() -> None:
    """Load what lays out pages, while there is nothing else to do; its absence is said later."""
    from pmtdocs.render.page import html  # noqa: F401 - for the work to come

    try:
        from pmtdocs.render.page import layout  # noqa: F401
    except OSError:
        return


def make(
    dossier: Dossier,
    modele: Path,
    documents: dict[str, tuple[str, ...]],
    wanted: Wanted,
    progress: Progress,
) -> Made:
    """The documents of a dossier. Raises TemplateError, LimitError, NoPangoError."""
    from pmtdocs.render.output.documents import build

    return formatted(build(dossier, modele, documents, wanted.draft), modele, wanted, progress)


def formatted(built: dict[str, Document], modele: Path, wanted: Wanted, progress: Progress) -> Made:
    """Documents in the formats asked for; HTML and PDF come from the same page."""
    from pmtdocs.word import package

    chosen = built.items() if "docx" in wanted.formats else ()
    words = {f"{name}.docx": package.write(document.parts) for name, document in chosen}
    if not {"html", "pdf"} & set(wanted.formats):
        return Made(words, {})
    from pmtdocs.render.page import html
    from pmtdocs.templates import PAGE

    pages = {name: html.page(d, modele / PAGE, wanted.draft) for name, d in built.items()}
    if "html" in wanted.formats:
        words |= {f"{name}.html": page.encode() for name, page in pages.items()}
    if "pdf" not in wanted.formats:
        return Made(words, {})
    dates = {name: document.date for name, document in built.items()}
    laid_out, origins = _laid_out(pages, dates, wanted, progress)
    return Made(words | laid_out, origins)


def _laid_out(
    pages: dict[str, str], dates: dict[str, str], wanted: Wanted, progress: Progress
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The PDFs that are not at hand, and what all come from."""
    from pmtdocs.render.page import pdf

    engine = pdf.engine()
    origins = {
        name: hashlib.sha256(
            "\0".join((engine, dates[name], page, wanted.attachment.decode())).encode()
        ).hexdigest()
        for name, page in pages.items()
    }
    jobs = {
        name: pdf.Job(page, dates[name], wanted.attachment)
        for name, page in pages.items()
        if wanted.known.get(name) != origins[name]
    }
    files = {}
    for done, (name, data) in enumerate(pdf.write_all(jobs), 1):
        progress(name, done, len(jobs))
        files[f"{name}.pdf"] = data
    return {f"{name}.pdf": files[f"{name}.pdf"] for name in jobs}, origins
