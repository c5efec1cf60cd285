"""The comparison in each format: accessible, valid, the same bytes, the same figures."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree, html
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from pmtdocs.dossier.load import load
from pmtdocs.years import outline
from pmtdocs.years.whole import Evolution, compare
from tests.support.command import ROOT

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEMPLATES = ROOT / "templates"


def _evolution(*names: str) -> Evolution:
    return compare([load(ROOT / "data", name) for name in names], TEMPLATES)


@pytest.fixture(scope="module")
def both() -> Evolution:
    return _evolution("2020", "2024")


@pytest.fixture(scope="module")
def three() -> Evolution:
    return _evolution("2020", "pmt-health", "2024")


def test_the_page_is_accessible(both: Evolution) -> None:
    root = html.document_fromstring(outline.written(both, "html", TEMPLATES).decode())
    assert root.get("lang") == "fr"
    assert root.findtext(".//title") == "Évolution 2020 – 2024"
    levels = [int(e.tag[1]) for e in root.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in root.iter("table"):
        assert table.findtext("caption")
        assert all(th.get("scope") == "col" for th in table.findall("thead/tr/th"))
        for row in table.findall("tbody/tr"):
            assert row[0].tag == "th"
            assert row[0].get("scope") in ("row", "rowgroup")
    (picture,) = root.iter("svg")
    assert picture.get("role") == "img"
    assert not list(root.iter("script", "link"))


def test_the_page_escapes_what_people_wrote(small: Path) -> None:
    budget = small / "bon" / "budget.yaml"
    text = budget.read_text(encoding="utf-8")
    budget.write_text(text.replace("Frais externes", "Frais <b> & co"), encoding="utf-8")
    for name in ("bon", "partage"):  # the small dossiers have no Word template to print
        sheet = small / name / "dossier.yaml"
        kept = sheet.read_text(encoding="utf-8").split("documents:")[0]
        sheet.write_text(kept, encoding="utf-8")
    loadeds = [load(small, name) for name in ("bon", "partage")]
    page = outline.written(compare(loadeds, small / "modeles"), "html", small / "modeles").decode()
    assert "Frais &lt;b&gt; &amp; co" in page
    assert "<b>" not in page


def test_places_for_machines(both: Evolution) -> None:
    made = json.loads(outline.written(both, "json", TEMPLATES).decode())
    assert made["comparable"] is False
    (row,) = [r for r in made["table"]["rows"] if r["name"] == "Frais de structure"]
    assert (row["gap"], row["gap_percent"]) == (-101000, -49.27)
    for cell, year in zip(row["cells"], ("2020", "2024"), strict=True):
        (place,) = cell["places"]
        line = (ROOT / place["file"]).read_text(encoding="utf-8").split("\n")[place["line"] - 1]
        assert "Frais de structure" in line
        assert place["file"].endswith(f"data/{year}/budget.yaml")
        assert place["path"].startswith("budget.depenses.lignes.")
    values = [
        value
        for change in made["steps"][0]["data"]
        for value in (change["before"], change["after"])
        if value
    ]
    assert len(values) > 200
    assert all(value["path"] and value["file"] and value["line"] for value in values)


def test_the_word_file_is_valid(both: Evolution, three: Evolution, tmp_path: Path) -> None:
    for name, evolution in (("both", both), ("three", three)):
        file = tmp_path / f"{name}.docx"
        file.write_bytes(outline.written(evolution, "docx", TEMPLATES))
        assert OpenXmlValidator().validate(str(file)).errors == []


def test_the_word_table_has_the_styles_of_the_charte(both: Evolution) -> None:
    data = outline.written(both, "docx", TEMPLATES)
    assert data == outline.written(both, "docx", TEMPLATES)
    document = docx.Document(BytesIO(data))
    table = document.tables[0]
    assert table.style is not None
    assert table.style.name == "Tableau de l'acte"
    assert [cell.text for cell in table.rows[0].cells] == [
        "Montants et votes", "2020", "2024", "Écart", "Écart en %",
    ]  # fmt: skip
    assert table.rows[0]._tr.find(f"{_W}trPr/{_W}tblHeader") is not None
    rows = {row.cells[0].text: [c.text for c in row.cells[1:]] for row in table.rows}
    assert rows["Subvention"] == [
        "45\u202f000\u00a0€",
        "45\u202f000\u00a0€",
        "0\u00a0€",
        "0\u00a0%",
    ]
    assert document.core_properties.title == "Évolution 2020 – 2024"


def test_a_wide_table_turns_the_page(both: Evolution, three: Evolution) -> None:
    def orientation(evolution: Evolution) -> str | None:
        data = outline.written(evolution, "docx", TEMPLATES)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        size = root.find(f".//{_W}sectPr/{_W}pgSz")
        assert size is not None
        return size.get(f"{_W}orient")

    assert orientation(both) != "landscape"
    assert orientation(three) == "landscape"
    assert "A4 landscape" in outline.written(three, "html", TEMPLATES).decode()
    assert "A4 landscape" not in outline.written(both, "html", TEMPLATES).decode()


def test_the_picture_is_said_in_words(both: Evolution) -> None:
    """The PDF is held against its standards with all the others."""
    root: Any = PdfReader(BytesIO(outline.written(both, "pdf", TEMPLATES))).trailer["/Root"]
    (alt,) = _figures(root["/StructTreeRoot"])
    assert "994\u202f312\u00a0€ HT" in alt


def _figures(element: Any) -> Iterator[str]:
    """The text of each picture of a tagged PDF."""
    found = element.get_object()
    if isinstance(found, list):
        for child in found:
            yield from _figures(child)
    elif isinstance(found, dict):
        if found.get("/S") == "/Figure":
            yield str(found.get("/Alt"))
        if "/K" in found:
            yield from _figures(found["/K"])


def test_a_row_stays_whole_on_its_page_unless_it_is_tall(both: Evolution) -> None:
    """A row of two lines is not cut; one of half a page would leave the page before it blank."""
    root = html.document_fromstring(outline.written(both, "html", TEMPLATES).decode())
    rows = [(row.get("class") or "", "".join(map(str, row.itertext()))) for row in root.iter("tr")]
    assert "tr:not(.tall){break-inside:avoid}" in (root.findtext(".//style") or "")
    assert any("tall" in names for names, _ in rows)
    assert all(len(words) > 200 for names, words in rows if "tall" in names)
    archive = zipfile.ZipFile(BytesIO(outline.written(both, "docx", TEMPLATES)))
    word = etree.fromstring(archive.read("word/document.xml"))
    loose = [row for row in word.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}cantSplit") is None]
    assert len(loose) == sum("tall" in names for names, _ in rows)
