"""``make bench``: how long it takes and how much memory, as a table. Nothing is asserted here.

Each row is the median of several runs of a whole process, unless it says « in one process ».
"""

from __future__ import annotations

import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from docxtpl import DocxTemplate

from pmtdocs import load, pipeline
from pmtdocs.render import documents, package
from pmtdocs.render.environment import Environment
from pmtdocs.views.context import context

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, as ``make bench`` does

from tests.grown import grow  # noqa: E402

RUNS = 5
# WeasyPrint alone: the same pages, one after the other, in one process that does nothing else.
_ALONE = """
import sys
from pathlib import Path
import weasyprint
for page in sys.argv[1:]:
    weasyprint.HTML(filename=page).write_pdf(str(Path(page).with_suffix(".alone.pdf")),
                                             pdf_variant="pdf/a-3a")
"""


def median(run: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds, after one run that is not counted."""
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def process(*arguments: str) -> Callable[[], object]:
    """A whole process of this Python, from the root of the project."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def warm(names: tuple[str, ...]) -> Callable[[], object]:
    """One DOCX in a process that has made it before: read, fill in, join, zip."""
    dossier = load.load(ROOT / "data", "2024").dossier
    wanted = {"document": names}

    def run() -> bytes:
        built = documents.build(dossier, ROOT / "templates" / "gbm", wanted, draft=False)
        return package.write(built["document"].parts)

    return run


def growth(folder: Path) -> Iterator[tuple[str, float]]:
    """The check of 2024, and of the same with more members, lines and actions."""
    for times in (1, 10, 100):
        data = folder / f"x{times}"
        name = grow(data, times)
        seconds = median(lambda: pipeline.check(data, ROOT / "templates", name), RUNS)  # noqa: B023
        yield f"check 2024 × {times}, in one process", seconds


def docxtpl_alone() -> Callable[[], object]:
    """One part, the convention, by docxtpl's own ``render`` and ``save``: the peer to compare."""
    values = context(load.load(ROOT / "data", "2024").dossier)
    environment = Environment(draft=False)

    def run() -> None:
        template = DocxTemplate(ROOT / "templates" / "gbm" / "convention.docx")
        template.render(dict(values), jinja_env=environment)
        template.save(io.BytesIO())

    return run


def main() -> None:
    """Measure and print the table."""
    parts = load.load(ROOT / "data", "2024").dossier.dossier.documents
    with tempfile.TemporaryDirectory() as folder:
        rows = [("check 2024, new process", median(process("-m", "pmtdocs", "check", "2024")))]
        rows += growth(Path(folder))
        render = ["-m", "pmtdocs", "render", "2024", "--output", folder]
        process(*render, "--format", "html")()
        pages = sorted(str(p) for p in Path(folder, "2024").glob("*.html"))
        alone = median(process("-c", _ALONE, *pages), runs=3)
        everything = median(process(*render), runs=3)
        one_core = median(
            lambda: subprocess.run(
                ["taskset", "-c", "0", sys.executable, *render],
                cwd=ROOT,
                check=True,
                capture_output=True,
            ),
            runs=3,
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rows += [
        ("WeasyPrint alone, the same 6 pages, new process", alone),
        ("render 2024, 6 documents in DOCX and PDF, new process", everything),
        ("the same on one core", one_core),
        ("convention.docx (4 parts) warm, in one process", median(warm(parts["convention"]), 30)),
        ("annexe-1-programme.docx warm, in one process", median(warm(("annexe-1",)), 30)),
        ("docxtpl alone, the first of these 4 parts, warm", median(docxtpl_alone(), 30)),
        (
            "deliberation.docx (2 parts) warm, in one process",
            median(warm(parts["deliberation"]), 30),
        ),
    ]
    once, ten, hundred = (seconds for name, seconds in rows if name.startswith("check 2024 ×"))
    print(f"{'what':58} {'median':>10}")
    for name, seconds in rows:
        shown = f"{seconds:.2f} s" if seconds > 0.1 else f"{1000 * seconds:.1f} ms"
        print(f"{name:58} {shown:>10}")
    print(f"{'check × 10 / check × 1':58} {ten / once:>10.1f}")
    print(f"{'check × 100 / check × 10':58} {hundred / ten:>10.1f}")
    print(f"{'render / WeasyPrint alone':58} {everything / alone:>10.2f}")
    print(f"{'render on one core / WeasyPrint alone':58} {one_core / alone:>10.2f}")
    print(f"{'peak memory, largest process':58} {peak:>6.0f} MiB")


if __name__ == "__main__":
    main()
