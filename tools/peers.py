"""``make peers``: this tool beside others, measured in turn; the second part of performance.md.

What it installs goes in a scratch folder outside the tree. Nothing is asserted: a figure is no
test. What cannot be installed here is said in the table.
"""

from __future__ import annotations

import copy
import gc
import io
import json
import multiprocessing
import os
import platform
import shutil
import statistics
import string
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import jinja2
from docxtpl import DocxTemplate
from lxml import etree

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, as ``make peers`` does

from pmtdocs import cli  # noqa: E402
from pmtdocs.dossier import load  # noqa: E402
from pmtdocs.render.join.join import Document  # noqa: E402
from pmtdocs.render.output import documents  # noqa: E402
from pmtdocs.render.page import html, pdf  # noqa: E402
from pmtdocs.word import package  # noqa: E402
from pmtdocs.word.package import w  # noqa: E402
from tests.support.grown import grow  # noqa: E402
from tools import bench, performance  # noqa: E402
from tools.peers_template import SYNTAXES, Data, derived  # noqa: E402

MODELE = ROOT / "templates" / "gbm"
MAIN = "word/document.xml"
#: What npm installs for each peer.
NPM = {
    "docxtemplater": ("docxtemplater", "pizzip"),
    "easy-template-x": ("easy-template-x",),
    "carbone": ("carbone",),
    "docx-templates": ("docx-templates",),
}
TIMES = 5  # pairs
RENDERS = 10  # Word files for one figure
OURS, TYPST, WEASYPRINT = "pmtdocs", "pmtdocs, Typst", "pmtdocs, WeasyPrint"
NEW = f"{TYPST}, d'autres mots chaque fois"
#: A thing to measure: it says how many seconds it took.
Timed = Callable[[], float]


class Measured(NamedTuple):
    """What was measured in turn, the first being what others are compared with."""

    title: str
    seconds: Mapping[str, list[float]]
    missing: Mapping[str, str]
    """What was not measured, and why."""
    notes: Mapping[str, str] = {}
    """What is to be known of one of them."""


def timed(work: Callable[[], object]) -> Timed:
    """The same, saying how long it took."""

    def run() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return run


def in_turn(runs: Mapping[str, Timed]) -> dict[str, list[float]]:
    """Each once, then each so many times, one after the other."""
    for run in runs.values():
        run()
    rounds = [{name: run() for name, run in runs.items()} for _ in range(TIMES)]
    return {name: [one[name] for one in rounds] for name in runs}


def rows(measured: Measured) -> Iterator[tuple[str, str, str]]:
    """(what, median, median of the ratios to the first, pair by pair)."""
    first = next(iter(measured.seconds.values()))
    for name, seconds in measured.seconds.items():
        ratio = statistics.median(a / b for a, b in zip(seconds, first, strict=True))
        said = f"{name}{measured.notes.get(name, '')}"
        yield said, performance.shown(statistics.median(seconds)), f"{ratio:.1f}".replace(".", ",")
    for name, why in measured.missing.items():
        yield name, "pas mesuré", why


def part(measures: list[Measured], conditions: str) -> str:
    """The second part of the page."""
    tables = "\n".join(
        f"### {one.title}\n\n"
        f"{performance.table(('quoi', 'médiane', 'rapport au premier'), rows(one))}"
        for one in measures
    )
    said = (ROOT / "tools" / "peers_how.md").read_text(encoding="utf-8")
    return f"## À côté d'autres outils\n\n{conditions}\n\n{said}\n{tables}"


def installed(name: str, scratch: Path) -> str:
    """Install a peer from npm; why it cannot be, else nothing."""
    if not shutil.which("npm"):
        return "npm manque sur cette machine"
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *NPM[name]]
    done = subprocess.run(command, cwd=scratch, capture_output=True, check=False, timeout=300)
    return f"npm ne l'installe pas (code {done.returncode})" if done.returncode else ""


def npm_version(name: str, scratch: Path) -> str:
    """« docxtemplater 3.71.0 »."""
    file = scratch / "node_modules" / name / "package.json"
    return f"{name} {json.loads(file.read_text(encoding='utf-8'))['version']}"


class Template(NamedTuple):
    """What a peer is given."""

    docx: bytes
    data: Data


def template(parts: Mapping[str, bytes], name: str) -> Template:
    """Our finished convention as a template of this peer."""
    root = etree.fromstring(parts[MAIN])
    body = root.find(w("body"))
    assert body is not None
    data = derived(body, fixed_words(), SYNTAXES[name])
    return Template(package.write({**parts, MAIN: etree.tostring(root)}), data)


def fixed_words() -> frozenset[str]:
    """The runs of words that our templates hold."""
    files = (zipfile.ZipFile(file) for file in MODELE.glob("**/*.docx"))
    roots = (etree.fromstring(file.read(MAIN)) for file in files)
    return frozenset(text.text or "" for root in roots for text in root.iter(w("t")))


def words(docx: bytes) -> str:
    """All that the main part says, without its white space."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read(MAIN))
    return "".join("".join(text.text or "" for text in root.iter(w("t"))).split())


def docxtpl(made: Template) -> Callable[[], bytes]:
    """docxtpl on its template."""
    environment = jinja2.Environment(autoescape=True)

    def run() -> bytes:
        filled, out = DocxTemplate(io.BytesIO(made.docx)), io.BytesIO()
        filled.render(dict(made.data), jinja_env=environment)
        filled.save(out)
        return out.getvalue()

    return run


@contextmanager
def node(name: str, made: Template, scratch: Path) -> Iterator[Timed]:
    """A peer of npm, in a process that waits for its turn; its first output is kept."""
    source, values = scratch / f"{name}.docx", scratch / f"{name}.json"
    source.write_bytes(made.docx)
    values.write_text(json.dumps(made.data), encoding="utf-8")
    script = ROOT / "tools" / "peers.mjs"
    files = (script, name, source, values, scratch / f"{name}.out.docx")
    command = ["node", *map(str, files)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=scratch, text=True, stdin=pipe, stdout=pipe) as process:
        asked, told = process.stdin, process.stdout
        assert asked is not None
        assert told is not None

        def run() -> float:
            print(RENDERS, file=asked, flush=True)
            seconds: list[float] = json.loads(told.readline())
            return statistics.median(seconds)

        yield run
        asked.close()


def several(work: Callable[[], object]) -> Timed:
    """The median of as many renders as a process of Node makes for a figure."""
    run = timed(work)
    return lambda: statistics.median(run() for _ in range(RENDERS))


def word_files(scratch: Path) -> Measured:
    """A convention of 15 pages in Word, in processes that have made it before."""
    grow(scratch / "data", 3)
    dossier = load.load(scratch / "data", "2024").dossier
    wanted = {"convention": dossier.dossier.documents["convention"]}
    finished = documents.build(dossier, MODELE, wanted, draft=False)["convention"].parts
    ours = bench.warm(wanted["convention"], scratch / "data")
    alone = bench.docxtpl_alone(wanted["convention"], scratch / "data")
    theirs = docxtpl(template(finished, "docxtpl"))
    said = f"docxtpl {version('docxtpl')}"
    runs = {
        OURS: several(ours),
        said: several(theirs),
        f"{said}, nos 4 modèles, sans les joindre": several(alone),
    }
    outputs, missing = {said: theirs()}, {}
    with ExitStack() as stack:
        for name in NPM:
            if why := installed(name, scratch):
                missing[name] = why
                continue
            run, said = stack.enter_context(node(name, template(finished, name), scratch)), name
            try:
                run()
            except ValueError:
                missing[name] = "s'arrête sur ce modèle"
                continue
            said = npm_version(name, scratch)
            runs[said] = run
            outputs[said] = (scratch / f"{name}.out.docx").read_bytes()
        seconds = in_turn(runs)
    expected = words(package.write(finished))
    notes = {n: " (mots différents)" for n, out in outputs.items() if words(out) != expected}
    return Measured("Convention de 15 pages en Word, à chaud", seconds, missing, notes)


def commands(scratch: Path) -> Measured:
    """All documents of 2024 in a new process, and LibreOffice on the same six Word files."""
    folder = scratch / "output"

    def render(engine: str) -> Callable[[], object]:
        command = ("-m", "pmtdocs", "render", "2024", "--force", "--output", str(folder / engine))
        return bench.process(*command, "--engine", engine)

    runs = {TYPST: timed(render("typst")), WEASYPRINT: timed(render("weasyprint"))}
    office, missing = shutil.which("soffice"), {}
    if office:
        runs[TYPST]()
        files = sorted((folder / "typst" / "2024").glob("*.docx"))
        profile = f"-env:UserInstallation={(scratch / 'office').as_uri()}"
        target = ("--headless", "--convert-to", "pdf", "--outdir", str(scratch / "pdf"))
        command = [office, profile, *target, *map(str, files)]
        said = subprocess.run([office, "--version"], capture_output=True, text=True, check=True)
        name = f"{' '.join(said.stdout.split()[:2])}, les {len(files)} Word en PDF seulement"
        runs[name] = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    else:
        missing["LibreOffice"] = "LibreOffice manque sur cette machine"
    title = "`render 2024`, tous les documents en Word et en PDF, nouveau processus"
    return Measured(title, in_turn(runs), missing)


def reworded(document: Document, letter: str) -> Document:
    """Its words, each run of them ending otherwise: nothing that was laid out serves again."""
    body = copy.deepcopy(document.body)
    for text in body.iter(w("t")):
        text.text = f"{(text.text or '')[:-1]}{letter}"
    return replace(document, body=body)


#: What a process of ``layouts`` does.
_work: list[Timed] = []


def _pinned(core: int, fonts: str, work: Timed) -> None:
    os.sched_setaffinity(0, {core})
    from pmtdocs.render.page.layout import know_fonts

    know_fonts(fonts)  # here: a process in which Pango has worked must not fork
    _work.append(work)


def _worked() -> float:
    return _work[0]()


def layouts() -> Measured:
    """The whole dossier of 2024 as one PDF, by both engines, each warm and on one core."""
    dossier = load.load(bench.DATA, "2024").dossier
    every = dossier.dossier.documents
    wanted = {"dossier": every["dossier"]}
    document = documents.build(dossier, MODELE, wanted, draft=False)["dossier"]

    fresh = iter([reworded(document, letter) for letter in string.ascii_lowercase[: TIMES + 1]])

    def typst(one: Document = document) -> bytes:
        from pmtdocs.render.page.typst.engine import Job
        from pmtdocs.render.page.walk import walk

        return Job.of(walk(one), one).lay_out()

    def weasyprint() -> bytes:
        return pdf.write_pdf(html.page(document, html.SHIPPED, draft=False), document.date)

    core = max(os.sched_getaffinity(0))
    fork = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as fonts, ExitStack() as stack:
        runs = {}
        works = {TYPST: typst, NEW: lambda: typst(next(fresh)), WEASYPRINT: weasyprint}
        for name, work in works.items():
            start = (core, fonts, timed(work))
            pool = ProcessPoolExecutor(1, mp_context=fork, initializer=_pinned, initargs=start)
            stack.enter_context(pool)
            runs[name] = lambda pool=pool: pool.submit(_worked).result()
        seconds = in_turn(runs)
    return Measured("Dossier de 14 pages en PDF, à chaud, un cœur", seconds, {})


def conditions(load_before: float) -> str:
    """On what it was measured."""
    found = shutil.which("node")
    said = f", Node {_output(found, '--version')}" if found else ""
    engines = f"Typst {version('typst')}, WeasyPrint {version('weasyprint')}"
    busy = f"{load_before:.1f} au début, {os.getloadavg()[0]:.1f} à la fin".replace(".", ",")
    return (
        f"{len(os.sched_getaffinity(0))} cœurs ({performance.processor()}), Python "
        f"{platform.python_version()}{said}, {engines}. Charge de la machine : {busy}."
    )


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Install, measure, print and write the part of the page."""
    busy = os.getloadavg()[0]
    gc.set_threshold(cli.COLLECT_AFTER)  # as in a command
    with tempfile.TemporaryDirectory(prefix="peers-") as name:
        scratch = Path(name)
        (scratch / "data").mkdir()
        (scratch / "package.json").write_text('{"private": true}', encoding="utf-8")
        measures = [word_files(scratch), commands(scratch), layouts()]
    text = part(measures, conditions(busy))
    performance.write("peers", text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
