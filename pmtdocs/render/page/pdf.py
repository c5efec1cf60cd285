"""HTML → PDF on the cores at hand; WeasyPrint is loaded here, and only when a PDF is wanted."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

from pmtdocs.finding import PmtdocsError
from pmtdocs.system.limits import LimitError
from pmtdocs.word.package import TemplateError


class NoPangoError(PmtdocsError):
    """WeasyPrint cannot find Pango: DOCX and HTML still work."""


def _layout() -> Callable[[str, str, bytes], bytes]:
    """The function that lays out. Raises NoPangoError with the line to type."""
    try:
        from pmtdocs.render.page.layout import lay_out
    except OSError as error:
        raise NoPangoError(
            "Pango manque : les PDF ne peuvent pas être produits (les DOCX et HTML le peuvent).",
            "Debian, Ubuntu : sudo apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0 — ou demandez seulement le Word : --format docx",
        ) from error
    return lay_out


def engine() -> str:
    """What lays out, to the letter: another version may give other bytes. Raises NoPangoError."""
    _layout()
    from pmtdocs.render.page import layout

    return layout.engine()


def write_pdf(html: str, date: str, attachment: bytes = b"") -> bytes:
    """Lay one page out. ``date`` (ISO) becomes its creation date, ``attachment`` a file inside.

    Raises NoPangoError, or TemplateError when the page asks for anything outside itself.
    """
    lay_out = _layout()
    from weasyprint.urls import FatalURLFetchingError

    try:
        return lay_out(html, date, attachment)
    except FatalURLFetchingError as error:
        raise TemplateError(
            f"Le PDF n'est pas produit : {error}.", "Mettez l'image dans le document Word."
        ) from error


class Job(NamedTuple):
    """A page to lay out: what ``write_pdf`` takes."""

    html: str
    date: str
    attachment: bytes = b""


def write_all(jobs: dict[str, Job]) -> Iterator[tuple[str, bytes]]:
    """Lay out several pages, by name, in parallel.

    Yields each name with its PDF as it is done. WeasyPrint is imported once, before forking; where
    processes cannot fork, pages are laid out one after the other.
    """
    _layout()
    longest_first = sorted(jobs, key=lambda name: -len(jobs[name].html))
    workers = min(len(jobs), _cores())
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        for name in longest_first:
            yield name, write_pdf(*jobs[name])
        return
    from pmtdocs.render.page.layout import fonts_known

    fork = multiprocessing.get_context("fork")
    with fonts_known(), ProcessPoolExecutor(workers, mp_context=fork) as pool:
        pages = {pool.submit(write_pdf, *jobs[name]): name for name in longest_first}
        try:
            for page in as_completed(pages):
                yield pages[page], page.result()
        except BrokenProcessPool as error:
            raise LimitError(
                "La mise en page s'est arrêtée : elle demande trop de temps ou de mémoire.",
                "Cherchez ce que le modèle répète sans fin, ou rendez un document à la fois "
                "avec --only.",
            ) from error


def _cores() -> int:
    """The cores that this process may use, which a container or a CI runner may restrict."""
    known = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1
