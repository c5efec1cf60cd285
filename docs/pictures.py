"""Make the pictures of the README and of the guide with the project itself: ``make pictures``.

Pages are rendered from data/2024 and turned into PNG by pdftoppm; the terminal is the text that the
command prints, set in a page by WeasyPrint. Nothing here is drawn by hand.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import weasyprint

ROOT = Path(__file__).parent.parent
IMAGES = Path(__file__).parent / "images"
CHECK = ("check", "2024", "--select", "BUD", "--select", "RES")
_TERMINAL = """<style>
@page {{ size: 1000px {height}px; margin: 0 }}
body {{ margin: 0; background: #14202e; color: #dde6f0; padding: 22px 26px;
       font: 14px/1.45 "DejaVu Sans Mono", monospace; white-space: pre-wrap }}
b {{ color: #ff8f7a; font-weight: normal }} i {{ color: #7fd1c1; font-style: normal }}
</style>{text}"""


def png(pdf: Path, page: int, name: str, dots: int) -> None:
    """One page of a PDF as docs/images/<name>.png, at so many dots per inch."""
    options = ["-png", "-singlefile", "-r", str(dots), "-f", str(page), "-l", str(page)]
    subprocess.run(["pdftoppm", *options, str(pdf), str(IMAGES / name)], check=True)


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


def terminal(command: str, text: str, name: str, folder: Path) -> None:
    """A picture of a terminal."""
    lines = html.escape(f"$ {command}\n{text}".rstrip())
    lines = lines.replace("erreur ", "<b>erreur</b> ").replace("  → ", "  <i>→</i> ")
    height = 60 + 21 * sum(1 + len(line) // 112 for line in lines.split("\n"))
    page = folder / f"{name}.pdf"
    weasyprint.HTML(string=_TERMINAL.format(text=lines, height=height)).write_pdf(str(page))
    png(page, 1, name, 96)


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


if __name__ == "__main__":
    main()
