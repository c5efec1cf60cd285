"""Make the pictures of the README and of the guide with the project itself: ``make pictures``.

Pages are rendered from data/2024 and turned into PNG by pdftoppm; the terminal is the text that the
command prints, set in a page by WeasyPrint; a template is walked as it is, tags and all. Nothing
here is drawn by hand, and the same project gives the same bytes.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import weasyprint
from PIL import Image
from playwright.sync_api import Page

from pmtdocs.render.fill.compiled import load_part
from pmtdocs.render.fill.template import Rendered
from pmtdocs.render.join.join import join, load_charter
from pmtdocs.render.page.html import SHIPPED
from pmtdocs.render.page.html import page as html_page
from pmtdocs.render.page.pdf import write_pdf
from pmtdocs.templates import CHARTER
from pmtdocs.word.package import parse, w
from tools.gestures import AS_IT_IS, GBM, GESTURES, Gesture, faults
from tools.windows import atelier, beginning

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
FAULTS = ("templates", "check", "templates/gbm/convention.docx")
CHECK = ("check", "2024", "--select", "BUD", "--select", "RES")
_COLOURS, _DOTS = 128, 80
#: What is shown above and below the words, in points.
_AROUND = 6
_TERMINAL = """<style>
@page {{ size: 1000px {height}px; margin: 0 }}
body {{ margin: 0; background: #14202e; color: #dde6f0; padding: 22px 26px;
       font: 14px/1.45 "DejaVu Sans Mono", monospace; white-space: pre-wrap }}
b {{ color: #ff8f7a; font-weight: normal }} i {{ color: #7fd1c1; font-style: normal }}
</style>{text}"""


def png(
    pdf: Path, page: int, name: str, dots: int, band: tuple[float, float] | None = None
) -> None:
    """One page of a PDF as docs/images/<name>.png, at so many dots per inch.

    ``band`` is what is kept of its height, in points from the top. Few colours, so that pictures
    stay small.
    """
    options = ["-png", "-singlefile", "-r", str(dots), "-f", str(page), "-l", str(page)]
    if band:
        top, bottom = (round(points * dots / 72) for points in band)
        options += ["-x", "0", "-y", str(top), "-W", "0", "-H", str(bottom - top)]
    subprocess.run(["pdftoppm", *options, str(pdf), str(IMAGES / name)], check=True)
    _reduce(IMAGES / f"{name}.png")


def _reduce(file: Path) -> None:
    """Few colours."""
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(_COLOURS).save(file, optimize=True)


def shown(pdf: Path, words: tuple[str, str]) -> tuple[int, tuple[float, float]]:
    """The page where some words first stand, and the band from the first of them to the last."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            text, height = page.get_textpage(), page.get_height()
            first = _place(text, words[0])
            last = _place(text, words[1], first.after) if first else None
            if first and last:
                return number, (height - first.top - _AROUND, height - last.bottom + _AROUND)
    raise ValueError(f"{pdf.name}: no page has {words}")


class _Place(NamedTuple):
    """Where words stand on a page, in points from its foot."""

    top: float
    bottom: float
    after: int


def _place(text: pypdfium2.PdfTextPage, words: str, index: int = 0) -> _Place | None:
    """The first place from a character of the page on."""
    found = text.search(words, index).get_next()
    if found is None:
        return None
    start, end = found[0], found[0] + found[1]
    boxes = [text.get_charbox(i) for i in range(start, end)]
    return _Place(max(box[3] for box in boxes), min(box[1] for box in boxes), end)


def pmtdocs(folder: Path, *arguments: str) -> str:
    """What the command prints, run in ``folder``."""
    command = [sys.executable, "-m", "pmtdocs", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def failing_check(folder: Path) -> str:
    """``pmtdocs check 2024`` after one euro was added to one line."""
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "templates").symlink_to(ROOT / "templates")
    budget = folder / "data" / "2024" / "budget.yaml"
    text = budget.read_text(encoding="utf-8")
    budget.write_text(text.replace("montant: 285 000", "montant: 285 001"), encoding="utf-8")
    return pmtdocs(folder, *CHECK)


def copied(folder: Path, name: str) -> Path:
    """A copy of the project to change."""
    project = folder / name
    for part in ("data", "templates"):
        shutil.copytree(ROOT / part, project / part)
    return project


def gesture(one: Gesture, folder: Path) -> None:
    """What is typed in the template, and the page that comes of it."""
    project = copied(folder, f"geste-{one.name}")
    one.do(project)
    typed = folder / f"{one.name}-modele.pdf"
    typed.write_bytes(as_typed(project / GBM, one.part))
    page, band = shown(typed, one.typed)
    png(typed, page, f"{one.name}-modele", _DOTS, band)
    pmtdocs(project, "render", "2024", "--only", one.document, "--output", "sortie")
    made = project / "sortie" / "2024" / f"{one.document}.pdf"
    page, band = shown(made, one.printed)
    png(made, page, f"{one.name}-page", _DOTS, band)


def as_typed(modele: Path, name: str) -> bytes:
    """A part as Word shows it, tags and all, in PDF."""
    part = load_part(modele / f"{name}.docx")
    margins = {margin: parse(part.parts[margin]) for margin in part.margins}
    body = next(parse(part.parts["word/document.xml"]).iter(w("body")))
    raw = Rendered(part, body, margins)
    document = join(load_charter(modele / CHARTER), [raw], False).dated(name, "2024-01-01")
    return write_pdf(html_page(document, SHIPPED, False), document.date)


def terminal(command: str, text: str, name: str, folder: Path) -> None:
    """A picture of a terminal."""
    lines = html.escape(f"$ {command}\n{text}".rstrip())
    lines = lines.replace("erreur ", "<b>erreur</b> ").replace("  → ", "  <i>→</i> ")
    height = 60 + 21 * sum(1 + len(line) // 112 for line in lines.split("\n"))
    page = folder / f"{name}.pdf"
    weasyprint.HTML(string=_TERMINAL.format(text=lines, height=height)).write_pdf(str(page))
    png(page, 1, name, _DOTS)


def window(page: Page, name: str) -> None:
    """What the browser shows."""
    file = IMAGES / f"{name}.png"
    page.screenshot(path=file)
    _reduce(file)


def first_pages(project: Path) -> None:
    """The first act of chapter 1: the page that begins it, what it finds, the documents."""
    project.mkdir()
    beginning(project, window)
    pmtdocs(project, "render", "--all")
    for name in ("deliberation", "convention"):
        made = project / "output" / "premier-dossier" / f"{name}.pdf"
        png(made, 1, f"debut-{name}", 60)


def main() -> None:
    """Write every picture."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pmtdocs(ROOT, "render", "2024", "--output", str(folder))
        png(folder / "2024" / "convention.pdf", 1, "convention", 60)
        png(folder / "2024" / "annexe-2-budget.pdf", 1, "budget", 60)
        png(folder / "2024" / "deliberation.pdf", 1, "deliberation", 60)
        pmtdocs(ROOT, "render", "2024", "--draft", "--output", str(folder / "projet"))
        png(folder / "projet" / "2024" / "annexe-2-budget.pdf", 1, "projet", 60)
        (folder / "copie").mkdir()
        text = failing_check(folder / "copie")
        terminal(f"pmtdocs {' '.join(CHECK)}", text, "check", folder)
        for one in (AS_IT_IS, *GESTURES):
            gesture(one, folder)
        faulty = copied(folder, "fautes")
        faults(faulty)
        text = pmtdocs(faulty, *FAULTS)
        terminal(f"pmtdocs {' '.join(FAULTS)}", text, "fautes", folder)
        atelier(copied(folder, "atelier"), window)
        first_pages(folder / "debut")


if __name__ == "__main__":
    main()
