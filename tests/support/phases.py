"""What ``make bench`` measures from inside a process: stages, rates, memory, WeasyPrint alone."""

from __future__ import annotations

import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pmtdocs.commands import pipeline
from pmtdocs.dossier import load
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.views.context import context
from pmtdocs.render.output import documents, making, output
from pmtdocs.render.page import html
from pmtdocs.word import package
from tests.support.stopped import nothing

_FORK = multiprocessing.get_context("fork")


def _import(module: str) -> float:
    """Seconds that importing a module adds to a new process; median of 5."""
    code = "import time\nt = time.perf_counter()\nimport {}\nprint(time.perf_counter() - t)"
    command = [sys.executable, "-c", code.format(module)]
    runs = (subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(5))
    return statistics.median(float(run.stdout) for run in runs)


def median(run: Callable[[], object], runs: int = 5) -> float:
    """Seconds, after one run that is not counted."""
    run()
    return statistics.median(_once(run) for _ in range(runs))


def stages(data: Path, templates: Path) -> Iterator[tuple[str, float]]:
    """(stage, seconds) of a render of 2024, warm, one after the other."""
    for module in ("click", "pydantic", "lxml.etree", "jinja2", "docxtpl", "weasyprint"):
        yield f"charger {module}", _import(module)
    loaded = load.load(data, "2024")
    dossier, modele = loaded.dossier, templates / "gbm"
    wanted = documents.chosen(dossier, ())
    yield "lire et typer les données", median(lambda: load.load(data, "2024"))
    yield "vérifier (règles, mots et modèles)", median(lambda: pipeline.judge(loaded, templates))
    yield "calculer le contexte", median(lambda: context(dossier))
    built = documents.build(dossier, modele, wanted, draft=False)
    yield (
        "remplir et joindre les 6 documents",
        median(lambda: documents.build(dossier, modele, wanted, draft=False)),
    )
    yield "zipper les 6 Word", median(lambda: [package.write(d.parts) for d in built.values()])
    pages = [html.page(d, html.SHIPPED, draft=False) for d in built.values()]
    yield (
        "parcourir les 6 documents en HTML",
        median(lambda: [html.page(d, html.SHIPPED, draft=False) for d in built.values()]),
    )
    yield from _weasyprint_stages(pages)
    with tempfile.TemporaryDirectory() as folder:
        files = {f"{n}.pdf": b"x" * 100_000 for n in range(12)}
        target = Path(folder) / "2024"
        yield (
            "écrire le dossier entier (12 fichiers)",
            median(lambda: output.replace_folder(target, files, keep=nothing)),
        )


def _weasyprint_stages(pages: list[str]) -> Iterator[tuple[str, float]]:
    from weasyprint import HTML

    yield (
        "WeasyPrint : lire le HTML des 6 pages",
        median(lambda: [HTML(string=page) for page in pages], 3),
    )
    rendered = [HTML(string=page).render() for page in pages]
    yield (
        "WeasyPrint : styles et mise en page",
        median(lambda: [HTML(string=page).render() for page in pages], 3),
    )
    yield (
        "WeasyPrint : écrire les PDF balisés",
        median(lambda: [one.write_pdf(pdf_variant="pdf/a-3a") for one in rendered], 3),
    )


def _renders(data: Path, templates: Path, seconds: float) -> int:
    """How many Word files a process checks, makes and writes in that time."""
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            done += _render(data, templates, Path(folder))
    return done


def _render(data: Path, templates: Path, folder: Path) -> int:
    checked = pipeline.check(data, templates, "2024")
    dossier = _loaded(checked).dossier
    wanted = documents.chosen(dossier, ())
    built = documents.build(dossier, templates / "gbm", wanted, draft=False)
    files = {f"{name}.docx": package.write(d.parts) for name, d in built.items()}
    output.replace_folder(folder / "2024", files, keep=nothing)
    return len(files)


def _loaded(checked: pipeline.Checked) -> Loaded:
    if checked.loaded is None:
        raise ValueError(checked.findings)
    return checked.loaded


def documents_a_second(data: Path, templates: Path, cores: int, seconds: float = 5.0) -> float:
    """Word files a second, a process a core, each having made them before."""
    with ProcessPoolExecutor(cores, mp_context=_FORK) as pool:
        warm = [pool.submit(_renders, data, templates, 0.5) for _ in range(cores)]
        _ = [one.result() for one in warm]
        runs = [pool.submit(_renders, data, templates, seconds) for _ in range(cores)]
        return sum(run.result() for run in runs) / seconds


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _memory(data: Path, templates: Path, counts: tuple[int, ...]) -> dict[int, float]:
    sizes = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in range(1, max(counts) + 1):
            _render(data, templates, Path(folder))
            if count in counts:
                sizes[count] = _resident()
    return sizes


def memory_of_renders(data: Path, templates: Path, counts: tuple[int, ...]) -> dict[int, float]:
    """Resident MiB of a process after so many renders, rules and writing included."""
    with ProcessPoolExecutor(1, mp_context=_FORK) as pool:
        return pool.submit(_memory, data, templates, counts).result()


def _alone(page: str) -> bytes:
    from weasyprint import HTML

    data: bytes = HTML(string=page).write_pdf(pdf_variant="pdf/a-3a")
    return data


def against_weasyprint(data: Path, templates: Path, runs: int) -> tuple[list[float], list[float]]:
    """Seconds of our PDFs, and of WeasyPrint on the same pages and as many cores, in turn."""
    from pmtdocs.render.page import pdf
    from pmtdocs.render.page.fonts import font_css

    dossier, modele = load.load(data, "2024").dossier, templates / "gbm"
    built = documents.build(dossier, modele, documents.chosen(dossier, ()), draft=False)
    pages = {n: html.page(d, html.SHIPPED, draft=False) for n, d in built.items()}
    jobs = {n: pdf.HtmlJob(page, built[n].date) for n, page in pages.items()}
    fonts = f"<style>{font_css()}"
    complete = [p.replace("<style>", fonts, 1) for p in sorted(pages.values(), key=len)][::-1]
    making.preload()

    def alone() -> None:
        with ProcessPoolExecutor(len(os.sched_getaffinity(0)), mp_context=_FORK) as pool:
            list(pool.map(_alone, complete))

    ours, theirs = [], []
    for _ in range(runs):
        ours.append(_once(lambda: list(pdf.write_all(jobs))))
        theirs.append(_once(alone))
    return ours, theirs


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
