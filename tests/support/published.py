"""Everything that the project publishes: what standards are held against."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from pmtdocs.commands import pipeline
from pmtdocs.commands.request import Request
from pmtdocs.dossier.load import load
from pmtdocs.render.join.join import Document
from pmtdocs.render.output import documents
from pmtdocs.render.page.html import SHIPPED, page
from pmtdocs.render.page.pdf import write_pdf
from pmtdocs.word import package
from pmtdocs.years import outline
from pmtdocs.years.whole import compare
from tests.conftest import DOSSIERS, ROOT
from tests.support import amendments, letterhead
from tests.support.command import run

FORMATS = ("docx", "pdf", "html")
#: The whole of 2024 behind a table of contents, which no adopted act has.
WHOLE = ("sommaire", "deliberation", "bilan", "convention", "annexe-1", "annexe-2", "annexe-3")
_DATA, _TEMPLATES = ROOT / "data", ROOT / "templates"


def publish(documents_of: Callable[[str], Path], folder: Path) -> list[Path]:
    """The files of every dossier, of drafts, an amendment, a comparison, a contents, a letter."""
    folders = [documents_of(name) for name in DOSSIERS]
    folders += [_draft(folder), _amendment(folder), _comparison(folder), _contents(folder)]
    folders += [_letterhead(folder)]
    return [f for made in folders for f in sorted(made.iterdir()) if f.suffix[1:] in FORMATS]


def _draft(folder: Path) -> Path:
    """Two documents of 2024 as drafts."""
    made = pipeline.check(_DATA, _TEMPLATES, "2024")
    assert made.loaded is not None
    only = ("convention", "deliberation")
    request = Request(_DATA, _TEMPLATES, folder / "projet", only, FORMATS, draft=True)
    return pipeline.render(made.loaded, made.findings, request, "", lambda *_: None).folder


def _amendment(folder: Path) -> Path:
    """An invented one to 2024, which it makes a draft of."""
    shutil.copytree(_DATA, folder / "data")
    file = amendments.write(folder / "data/2024", amendments.CHANGES)
    options = {"--data": folder / "data", "--templates": _TEMPLATES, "--output": folder / "avenant"}
    said = [str(word) for option in options.items() for word in option]
    result = run("amend", "2024", "--with", str(file), "--format", ",".join(FORMATS), *said)
    assert result.exit_code == 0, result.output
    return folder / "avenant" / "2024"


def _comparison(folder: Path) -> Path:
    """Two years, and three that want a page on its side."""
    out = folder / "evolution"
    out.mkdir()
    for names in (("2020", "2024"), ("2020", "pmt-health", "2024")):
        evolution = compare([load(_DATA, name) for name in names], _TEMPLATES)
        for shape in FORMATS:
            data = outline.written(evolution, shape, _TEMPLATES)
            (out / f"evolution-{len(names)}.{shape}").write_bytes(data)
    return out


def _contents(folder: Path) -> Path:
    out = folder / "sommaire"
    out.mkdir()
    dossier, modele = load(_DATA, "2024").dossier, _TEMPLATES / "gbm"
    (document,) = documents.build(dossier, modele, {"dossier": WHOLE}, draft=False).values()
    return _written(out / "dossier", document)


def _letterhead(folder: Path) -> Path:
    """Logos, pictures in every place, another first page, even pages; a draft."""
    out = folder / "lettre"
    out.mkdir()
    return _written(out / "lettre", letterhead.letter(folder, draft=True), draft=True)


def _written(file: Path, document: Document, draft: bool = False) -> Path:
    html = page(document, SHIPPED, draft, on_paper=False)
    file.with_suffix(".docx").write_bytes(package.write(document.parts))
    file.with_suffix(".html").write_text(html, encoding="utf-8")
    file.with_suffix(".pdf").write_bytes(write_pdf(page(document, SHIPPED, draft), document.date))
    return file.parent
