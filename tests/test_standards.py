"""The documents of the acts against standards: PDF/A, PDF/UA, what Word opens, the same bytes."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from pmtdocs import pipeline
from pmtdocs.load import load
from pmtdocs.render import documents
from pmtdocs.render.html import page
from pmtdocs.render.layout import lay_out
from tests.verapdf import Verdicts
from tests.words import ACTS, DOCUMENTS

ROOT = Path(__file__).parent.parent
Documents = Callable[[str], Path]
#: Dossiers with parts of their own, each of one document.
OTHERS = ("contrat-2014-2018", "medic-lps")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents of 2024 as a draft."""
    made = pipeline.check(ROOT / "data", ROOT / "templates", "2024")
    assert made.loaded is not None
    only = ("convention", "deliberation")
    output = tmp_path_factory.mktemp("projet")
    request = pipeline.Request(ROOT / "templates", output, only, draft=True)
    return pipeline.render(made.loaded, made.findings, request, "", lambda *_: None).folder


@pytest.mark.verapdf
def test_pdfs_conform(
    documents_of: Documents, draft: Path, verapdf: Callable[..., Verdicts]
) -> None:
    """PDF/A-3a and PDF/UA-1, drafts too."""
    pdfs = [documents_of(act) / f"{name}.pdf" for act, name in DOCUMENTS]
    pdfs += [draft / "convention.pdf", draft / "deliberation.pdf"]
    pdfs += [pdf for name in OTHERS for pdf in sorted(documents_of(name).glob("*.pdf"))]
    assert len(pdfs) == len(DOCUMENTS) + 2 + len(OTHERS)
    broken = {f"{file} {kind}": v for (file, kind), v in verapdf(pdfs).items() if v}
    assert broken == {}


def test_word_files_follow_their_schemas(documents_of: Documents, draft: Path) -> None:
    """Office Open XML: what Word would repair or refuse, in what is made and in the templates."""
    files = [documents_of(act) / f"{name}.docx" for act, name in DOCUMENTS]
    files += [*draft.glob("*.docx"), *(ROOT / "templates").glob("*/*.docx")]
    files += [file for name in OTHERS for file in documents_of(name).glob("*.docx")]
    assert len(files) >= 12 + 2 + 9
    validator = OpenXmlValidator()
    broken = {str(file): validator.validate(str(file)).errors for file in files}
    assert {file: errors for file, errors in broken.items() if errors} == {}


def test_a_draft_says_so_on_each_page(draft: Path) -> None:
    for name in ("convention", "deliberation"):
        reader = PdfReader(draft / f"{name}.pdf")
        assert all("PROJET" in page.extract_text() for page in reader.pages)
        with zipfile.ZipFile(draft / f"{name}.docx") as archive:
            headers = [n for n in archive.namelist() if n.startswith("word/header")]
            assert headers
            assert all(b'string="PROJET"' in archive.read(n) for n in headers)
        sections = docx.Document(str(draft / f"{name}.docx")).sections
        assert not any(section.header.is_linked_to_previous for section in sections)


def assert_whole(parts: dict[str, bytes]) -> None:
    """Every relation leads to a part, every reference to a relation, every part has a type."""
    types = parts["[Content_Types].xml"].decode()
    for part, data in parts.items():
        folder, _, base = part.rpartition("/")
        own = parts.get(f"{folder}/_rels/{base}.rels", b"<a/>")
        targets = {r.get("Id"): r for r in etree.fromstring(own)}
        for relation in targets.values():
            if relation.get("TargetMode") != "External":
                assert f"{folder}/{relation.get('Target')}".lstrip("/") in parts
        root = etree.fromstring(data)
        used = {v for e in root.iter() for a, v in e.attrib.items() if str(a).startswith(_RELATION)}
        assert used <= set(targets), part
        assert f'PartName="/{part}"' in types or part.endswith((".rels", "Types].xml"))


@pytest.mark.parametrize(("act", "name"), DOCUMENTS)
def test_word_can_open_it(documents_of: Documents, act: str, name: str) -> None:
    """What Word refuses: a dangling relation, style or list; a cell or a table left empty."""
    file = documents_of(act) / f"{name}.docx"
    docx.Document(str(file))
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        parts = {n: archive.read(n) for n in archive.namelist()}
    assert_whole(parts)
    body = etree.fromstring(parts["word/document.xml"])
    named = {e.get(qn("w:styleId")) for e in etree.fromstring(parts["word/styles.xml"])}
    lists = etree.fromstring(parts["word/numbering.xml"])
    numbers = {e.get(qn("w:numId")) for e in lists.iter(qn("w:num"))}
    models = {e.get(qn("w:abstractNumId")) for e in lists.iter(qn("w:abstractNum"))}
    assert {e.get(qn("w:val")) for e in lists.iter(qn("w:abstractNumId"))} <= models
    for tag, known in (("pStyle", named), ("rStyle", named), ("tblStyle", named)):
        assert {e.get(qn("w:val")) for e in body.iter(qn(f"w:{tag}"))} <= known
    assert {e.get(qn("w:val")) for e in body.iter(qn("w:numId"))} <= {*numbers, "0"}
    assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))
    assert all(t.find(qn("w:tr")) is not None for t in body.iter(qn("w:tbl")))
    ids = [e.get(qn("w:id")) for e in body.iter(qn("w:bookmarkStart"))]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("act", ACTS)
def test_weasyprint_has_nothing_to_say(act: str, caplog: pytest.LogCaptureFixture) -> None:
    """No warning, no unknown property, no missing anchor."""
    dossier = load(ROOT / "data", act).dossier
    wanted = documents.chosen(dossier, ["dossier"])
    modele = ROOT / "templates" / "gbm"
    (document,) = documents.build(dossier, modele, wanted, draft=False).values()
    with caplog.at_level(logging.DEBUG, "weasyprint"):
        lay_out(page(document, modele / "page.html.j2", draft=True), document.date)
    said = [r.message for r in caplog.records if r.name == "weasyprint"]
    assert said == []


def digests(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}


def test_same_inputs_same_bytes_on_another_machine(rendered: Path, tmp_path: Path) -> None:
    """Another folder, seed, time zone and language; data and templates copied elsewhere."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    subprocess.run(
        [
            sys.executable, "-m", "pmtdocs", "render", "2024", "--format", "docx,pdf,html",
            "--data", str(tmp_path / "data"), "--templates", str(tmp_path / "templates"),
            "--output", str(tmp_path / "sortie"),
        ],
        check=True, capture_output=True, cwd=tmp_path,
        env=os.environ | {
            "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland",
            "LC_ALL": "C", "HOME": str(tmp_path),
        },
    )  # fmt: skip
    assert digests(tmp_path / "sortie" / "2024") == digests(rendered)
