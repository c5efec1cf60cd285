"""Pages → PDF on the cores at hand, by one of two engines, each loaded only when it is wanted.

WeasyPrint is the reference; Typst lays the same pages out ten times sooner and asks for no library
of the system.
"""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stdout, suppress
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.system.limits import LimitError
from pmtdocs.system.pool import cores
from pmtdocs.system.process import may_fork
from pmtdocs.word.package import TemplateError

#: What lays pages out: what is asked for, and what does.
Asked = Literal["auto", "weasyprint", "typst"]
Engine = Literal["weasyprint", "typst"]
T = TypeVar("T")
_PANGO = (
    "Debian, Ubuntu : sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ; "
    "macOS : brew install pango"
)
_WORD = "ou demandez seulement le Word : --format docx"


class UnfitError(PmtdocsError):
    """An engine cannot lay these pages out: another one has to."""


def chosen(asked: Asked, draft: bool) -> Engine:
    """The engine for what is asked: drafts come soon, what is to be signed by the reference.

    Where Pango is missing, there is but one.
    """
    if asked != "auto":
        return asked
    return "weasyprint" if not draft and has_pango() else "typst"


class NoPangoError(PmtdocsError):
    """WeasyPrint is wanted and cannot find Pango: Word, HTML and Typst still work."""

    exit_code = ExitCode.WRITE

    @classmethod
    def wanted_for(cls, name: str, why: UnfitError) -> NoPangoError:
        """For what Typst cannot lay out."""
        return cls(
            f"{name} demande WeasyPrint, pour {why.message}, et Pango manque ici.",
            f"Installez Pango ({_PANGO}), {_WORD}",
        )


def has_pango() -> bool:
    """Can WeasyPrint lay out here?"""
    try:
        _layout()
    except NoPangoError:
        return False
    return True


def _layout() -> Callable[[str, str, bytes], bytes]:
    """The function that lays out. Raises NoPangoError with what to type."""
    if not _failed:
        try:
            with redirect_stdout(io.StringIO()):  # WeasyPrint prints what it lacks, in English
                from pmtdocs.render.page.layout import lay_out
        except (ImportError, OSError) as error:
            _failed.append(error)
        else:
            return lay_out
    raise NoPangoError(
        "Pango manque : WeasyPrint ne peut pas faire les PDF.",
        'Typst les fait sans Pango : --engine typst, ou engine = "typst" dans pmtdocs.toml. '
        f"Ou installez Pango ({_PANGO}), {_WORD}",
    ) from _failed[0]


#: Why WeasyPrint cannot be imported, in this process: to try again for each dossier is long.
_failed: list[Exception] = []


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


T_co = TypeVar("T_co", covariant=True)


class Job(Protocol[T_co]):
    """Pages to lay out, whatever the engine."""

    @property
    def engine(self) -> Engine:
        """That which lays them out."""

    def weight(self) -> int:
        """How long it takes, beside others."""

    def lay_out(self) -> T_co:
        """The PDF, or what comes with it. Raises UnfitError."""


class HtmlJob(NamedTuple):
    """A page for WeasyPrint: what ``write_pdf`` takes."""

    html: str
    date: str
    attachment: bytes = b""

    @property
    def engine(self) -> Engine:
        """That which reads HTML."""
        return "weasyprint"

    def weight(self) -> int:
        """How long it takes, beside others of its kind."""
        return len(self.html)

    def origin(self) -> str:
        """All that its bytes come from, as a digest."""
        said = "\0".join((engine(), self.date, self.html, self.attachment.decode()))
        return hashlib.sha256(said.encode()).hexdigest()

    def lay_out(self) -> bytes:
        """The PDF. Raises NoPangoError, TemplateError."""
        return write_pdf(*self)


def write_all(jobs: Mapping[str, Job[T]], at_most: int = 0) -> Iterator[tuple[str, T]]:
    """Lay out several pages, by name, in parallel: on ``at_most`` so many cores, or on all.

    Yields each name with what is made as it is done; what cannot be is raised last, always the
    same. Both engines start threads, which a process that forks later would lack: Typst works in
    processes of its own alone, even for one document, and so does Pango for several. A process
    that has one core never forks, nor does any elsewhere than on Linux (``may_fork``), nor in a
    container that gives no shared memory: pages are laid out there, one after the other.
    """
    longest_first = sorted(jobs, key=lambda name: -jobs[name].weight())
    workers = min(len(jobs), at_most or cores())
    pages_here = workers < 2 or _pango_has_worked()
    apart: dict[str, Job[T]] = {}
    for name in longest_first:
        is_plain = pages_here and jobs[name].engine == "weasyprint"
        if at_most == 1 or is_plain or not (may_fork() and _may_share()):
            yield name, jobs[name].lay_out()
        else:
            apart[name] = jobs[name]
    if apart:
        yield from _laid_out_apart(apart, workers)


def _laid_out_apart(jobs: Mapping[str, Job[T]], workers: int) -> Iterator[tuple[str, T]]:
    """The same in forked processes: engines are imported before they part, and work after."""
    engines = {job.engine for job in jobs.values()}
    if "typst" in engines:
        from pmtdocs.render.page.typst import engine  # noqa: F401
    if "weasyprint" in engines:
        _layout()
    fork = multiprocessing.get_context("fork")
    with (
        TemporaryDirectory(prefix="pmtdocs-") as folder,
        ProcessPoolExecutor(workers, fork, _begin, (jobs, folder)) as pool,  # inherited, not sent
    ):
        pages = {pool.submit(_laid_out, name): name for name in jobs}
        try:
            for page in as_completed(pages):
                if page.exception() is None:
                    yield pages[page], page.result()
            for page in pages:
                page.result()
        except BrokenProcessPool as error:
            raise LimitError(
                "La mise en page s'est arrêtée : elle demande trop de temps ou de mémoire.",
                "Cherchez ce que le modèle répète sans fin, ou rendez un document à la fois "
                "avec --only.",
            ) from error


#: Those of a process that lays out.
_jobs: dict[str, Job[Any]] = {}


def _begin(jobs: Mapping[str, Job[Any]], folder: str) -> None:
    _jobs.update(jobs)
    if any(job.engine == "weasyprint" for job in jobs.values()):
        from pmtdocs.render.page.layout import know_fonts

        with suppress(OSError):  # a full disk is said of a page, by whoever lays it out
            know_fonts(folder)


def _laid_out(name: str) -> Any:
    return _jobs[name].lay_out()


def _may_share() -> bool:
    """Is there what a pool of processes shares, semaphores in ``/dev/shm``?"""
    try:
        multiprocessing.Lock()
    except OSError:
        return False
    return True


def _pango_has_worked() -> bool:
    layout = sys.modules.get("pmtdocs.render.page.layout")
    return layout is not None and layout.worked.is_set()
