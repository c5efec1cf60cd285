"""``make bench``: how long it takes and how much memory, the first part of docs/performance.md.

Each figure is the median of several runs. Nothing is asserted here: a figure is no test.
"""

from __future__ import annotations

import gc
import io
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from docxtpl import DocxTemplate

from pmtdocs import cli
from pmtdocs.commands import pipeline
from pmtdocs.dossier import load
from pmtdocs.dossier.views.context import context
from pmtdocs.render.fill.environment import Environment
from pmtdocs.render.output import documents
from pmtdocs.word import package

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, as ``make bench`` does

from tests.support import phases  # noqa: E402
from tests.support.grown import grow  # noqa: E402
from tests.support.phases import median  # noqa: E402
from tools import performance  # noqa: E402
from tools.performance import processor, shown, table  # noqa: E402

TEMPLATES, DATA = ROOT / "templates", ROOT / "data"
Row = tuple[str, str, str]


def process(*arguments: str) -> Callable[[], object]:
    """A whole process of this Python, from the root of the project."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def warm(names: tuple[str, ...], data: Path = DATA) -> Callable[[], object]:
    """One DOCX in a process that has made it before: fill in, join, zip."""
    dossier = load.load(data, "2024").dossier
    wanted = {"document": names}

    def run() -> bytes:
        built = documents.build(dossier, TEMPLATES / "gbm", wanted, draft=False)
        return package.write(built["document"].parts)

    return run


def docxtpl_alone(names: tuple[str, ...], data: Path) -> Callable[[], object]:
    """The same parts by docxtpl's own ``render`` and ``save``, not joined: the peer to compare."""
    dossier = load.load(data, "2024").dossier
    environment = Environment(draft=False)

    def run() -> None:
        values = context(dossier)
        for name in names:
            template = DocxTemplate(TEMPLATES / "gbm" / f"{name}.docx")
            template.render(dict(values), jinja_env=environment)
            template.save(io.BytesIO())

    return run


def commands(folder: Path) -> Iterator[Row]:
    """Whole commands, in a new process each."""
    render = ("-m", "pmtdocs", "render", "2024", "--output", str(folder))
    every = (*render, "--format", "docx,pdf,html")
    yield "`check 2024`, à froid", shown(median(process("-m", "pmtdocs", "check", "2024"))), "0,3 s"
    cold = shown(median(process(*every, "--force")))
    yield "`render 2024`, tous documents et formats, à froid", cold, "2,5 s"
    yield "le même, rien n'ayant changé", shown(median(process(*every))), "0,3 s"
    annex = (*render, "--only", "annexe-2-budget", "--force")
    yield "une annexe seule, en Word et en PDF", shown(median(process(*annex))), ""


def growth(folder: Path) -> Iterator[Row]:
    """The check of 2024, and of the same with more members, lines and actions."""
    for times in (1, 10, 100):
        data = folder / f"x{times}"
        name = grow(data, times)
        seconds = median(lambda: pipeline.check(data, TEMPLATES, name), 3)  # noqa: B023
        yield f"vérifier 2024 × {times}, dans un processus", shown(seconds), ""


def words() -> Iterator[Row]:
    """Word files in a process that has made them before."""
    parts = load.load(DATA, "2024").dossier.dossier.documents
    convention = shown(median(warm(parts["convention"]), 30))
    yield "convention en Word, 4 parties (9 pages), à chaud", convention, "10 ms"
    with tempfile.TemporaryDirectory() as folder:
        grow(Path(folder), 3)
        longer = shown(median(warm(parts["convention"], Path(folder)), 30))
        alone = shown(median(docxtpl_alone(parts["convention"], Path(folder)), 30))
    yield "la même, programme et budget trois fois plus longs (15 pages)", longer, "¹"
    yield "docxtpl seul, ces 4 parties de 15 pages, sans les joindre", alone, "¹"
    yield (
        "délibération en Word, 2 parties, à chaud",
        shown(median(warm(parts["deliberation"]), 30)),
        "",
    )
    rate = phases.documents_a_second(DATA, TEMPLATES, cores=len(os.sched_getaffinity(0)))
    yield "documents Word par seconde, règles et écriture comprises", f"{rate:.0f}", "150"


def memory() -> Iterator[Row]:
    """Resident memory of one process, over renders."""
    sizes = phases.memory_of_renders(DATA, TEMPLATES, (50, 500))
    said = ", ".join(f"{size:.1f} Mio après {count}" for count, size in sizes.items())
    yield "mémoire d'un processus, rendus Word de 2024 (6 documents)", said, "stable"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield "pic du plus gros processus", f"{peak:.0f} Mio", ""


def layout() -> Iterator[Row]:
    """Our pages laid out, against WeasyPrint alone on the same pages and cores."""
    ours, alone = phases.against_weasyprint(DATA, TEMPLATES, runs=5)
    ratio = statistics.median(a / b for a, b in zip(ours, alone, strict=True))
    yield "6 PDF de 2024, mise en page et écriture", shown(statistics.median(ours)), ""
    yield "WeasyPrint seul, mêmes pages, mêmes cœurs", shown(statistics.median(alone)), ""
    yield "rapport des deux, par paires", f"{ratio:.2f}".replace(".", ","), "1,1"


def main() -> None:
    """Measure, print and write the page."""
    busy = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    gc.set_threshold(cli.COLLECT_AFTER)  # as in a command
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*commands(folder), *words(), *layout(), *growth(folder), *memory()]
        stages = [(n, shown(s), "") for n, s in phases.stages(DATA, TEMPLATES)]
    cores = len(os.sched_getaffinity(0))
    page = (
        "# Le temps et la mémoire\n\n"
        f"Médianes, {cores} cœurs ({processor()}), Python {platform.python_version()}, charge de "
        f"la machine au début : {busy}. D'une machine à l'autre, et "
        "d'une minute à l'autre sur une machine partagée, elles varient d'un tiers ou plus : seuls "
        "les rapports se comparent.\n\n"
        f"{table(('mesure', 'médiane', 'visé'), rows)}\n"
        "¹ Les 10 ms ont été visées sur une machine où docxtpl seul met 39 ms pour 15 pages.\n\n"
        "## Où passe chaque milliseconde\n\n"
        "`render 2024`, étape par étape, dans un seul processus ; en vrai, WeasyPrint se charge "
        "pendant la vérification, et les pages se partagent les cœurs.\n\n"
        f"{table(('étape', 'médiane', ''), stages)}\n"
        f"{(ROOT / 'tools' / 'bench_tried.md').read_text(encoding='utf-8')}"
    )
    performance.write("bench", page)
    sys.stdout.write(page)


if __name__ == "__main__":
    main()
