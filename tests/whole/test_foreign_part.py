"""A part of another project, whose styles are all its own: rendered as it looks, with remarks."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from pmtdocs.finding import ExitCode
from pmtdocs.word.package import parse, val, w
from pmtdocs.word.styles import Styles
from tests.support.command import Patch, run
from tests.support.verapdf import Verdicts

_WORDS = (
    "Rapport d'activité", "Un titre", "Une puce", "Premier point", "Une citation", "Poste",
    "Montant", "Salaires", "45 000", "fort", "Paragraphe de liste",
)  # fmt: skip


def foreign(file: Path) -> Path:
    """With the template of python-docx, whose styles and theme are those of Word 2013."""
    document = docx.Document()
    document.add_heading("Rapport d'activité", 1)
    document.add_heading("Un titre", 2)
    document.add_paragraph("Une puce", style="List Bullet")
    document.add_paragraph("Premier point", style="List Number")
    document.add_paragraph("Une citation", style="Intense Quote")
    table = document.add_table(rows=2, cols=2, style="Light List Accent 1")
    for row, words in zip(table.rows, (("Poste", "Montant"), ("Salaires", "45 000")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("Un mot ").add_run("fort", style="Strong")
    document.add_paragraph("Paragraphe de liste", style="List Paragraph")
    document.save(str(file))
    return file


@pytest.fixture
def rendered(project: Path, patch: Patch) -> Path:
    """The folder of its documents, beside those of the modèle."""
    foreign(project / "templates/gbm/rapport.docx")
    patch(
        "2024/dossier.yaml", "annexe-2-budget: [annexe-2]", "annexe-2-budget: [rapport, annexe-2]"
    )
    formats = "docx,html,pdf"
    result = run("render", "2024", "--draft", "--only", "annexe-2-budget", "--format", formats)
    assert result.exit_code == ExitCode.OK, result.output
    return project / "output/2024"


def test_checked_with_remarks_alone(project: Path) -> None:
    file = foreign(project / "templates/gbm/rapport.docx")
    result = run("templates", "check", str(file), "--format", "json")
    assert result.exit_code == ExitCode.OK
    found = json.loads(result.stdout)
    assert {f["severity"] for f in found} <= {"info", "warning"}
    (brought,) = (f for f in found if f["code"] == "MDL171")
    for name in ("Titre 1", "Liste à puces", "Light List Accent 1", "Élevé"):
        assert f"« {name} »" in brought["message"]
    assert "« Titre 1 » (1 fois ; proche de « Titre de l'acte »)" in brought["message"]


def test_the_same_words_in_each_format_and_its_own_look(rendered: Path) -> None:
    """A heading as in its template, blue and of its size; the header row of its table too."""
    file = rendered / "annexe-2-budget.docx"
    in_word = " ".join(t.text or "" for t in docx.Document(str(file)).element.body.iter(w("t")))
    page = (rendered / "annexe-2-budget.html").read_text("utf-8")
    shown = subprocess.run(
        ["pdftotext", "-raw", str(rendered / "annexe-2-budget.pdf"), "-"],
        capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    for words in _WORDS:
        assert words in in_word
        assert words in re.sub(r"\s+", " ", page)
        assert words in re.sub(r"\s+", " ", shown)
    assert OpenXmlValidator().validate(str(file)).errors == []
    with zipfile.ZipFile(file) as archive:
        styles = Styles.of_tree(parse(archive.read("word/styles.xml")))
    heading = styles.id_of("heading 1")
    assert val(styles.find(heading, "rPr", "color")) == "365F91"
    assert val(styles.find(heading, "rPr", "sz")) == "28"
    assert [style.name for style in styles.lineage(heading)] == ["heading 1", "Normal"]
    assert "#365F91" in page
    assert "#4F81BD" in page


@pytest.mark.verapdf
def test_its_pdf_is_an_accessible_archive(rendered: Path, verapdf: Callable[..., Verdicts]) -> None:
    assert not any(verapdf([rendered / "annexe-2-budget.pdf"]).values())
