"""Words in a workbook are words: whatever they begin with, Excel calculates none of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.budget import Budget, Group, Line, Published, Side
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.dossier.model.sheet import Sheet
from pmtdocs.exchange.budget import cells, write_excel
from tests.support.excel import COMMONS

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
#: Only sums, differences and our own words.
_OURS = re.compile(
    r"(SUM\([A-Z]+\d+(:[A-Z]+\d+)?\)|[A-Z]+\d+)([-+](SUM\([A-Z]+\d+:[A-Z]+\d+\)|[A-Z]+\d+))*"
    r'|IF\(ROUND\([A-Z]+\d+,2\)=0,"Budget équilibré","Budget déséquilibré"\)'
)
_BEGINNINGS = st.sampled_from(["=", "+", "-", "@", "{=", "'", '"', "\t", "\n", "\ufeff=", "%", ""])
_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
)
TEXTS = st.builds(str.__add__, _BEGINNINGS, _WORDS).filter(bool)


def budget_of(text: str) -> bytes:
    """A budget that says ``text`` wherever a budget has words."""
    amounts = {2021: Decimal(3), 2022: Decimal(4)}
    facts: dict[str, Any] = {"libelle": text, "montant": amounts, "compte": text, "deduit": text}
    line = Line.model_construct(**facts, en_nature=True, financeur="autre")
    published = Published.model_construct(total=amounts)
    part: dict[str, Any] = {"lignes": (line, line), "libelle_total": text, "publie": published}
    titles: dict[str, Any] = {"intitule": text, "colonne_libelle": text, "colonne_montant": text}
    side = Side.model_construct(
        **part, **titles, groupes=(Group.model_construct(nom=text, **part),)
    )
    words: dict[str, Any] = {"intitule": text, "taxe": text}
    budget = Budget.model_construct(**words, depenses=side, recettes=side)
    other = Organisation.model_construct(nom=text, article=None, nature="association", sigle=None)
    bodies = {**COMMONS.organisations, "autre": other}
    commons = COMMONS.model_copy(update={"organisations": bodies})
    stage: dict[str, Any] = {"etat": Stage.INSTRUCTION, "beneficiaire": "autre"}
    sheet = Sheet.model_construct(**stage)
    return write_excel.write(
        Dossier.model_construct(nom="x", dossier=sheet, budget=budget, commun=commons)
    )


def parts(content: bytes) -> Iterator[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/") and n.endswith(".xml")]
        yield from (etree.fromstring(archive.read(name)) for name in names)


def as_excel_reads(text: str) -> str:
    """Excel takes ``_x0041_`` in a string for the character of that number."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)


@settings(max_examples=40)
@given(TEXTS)
@example("=cmd|' /C calc'!A0")
@example("{=1+1}")
@example("@SUM(A1)")
@example("\t=1+1")
@example("_x003D_1+1")
@example("_x005F_x003D_")
@example("<f>1+1</f>")
@example("]]>&amp;")
@example(" deux  espaces ")
@example("#REF!")
@example("2024-04-11")
@example("12e3")
@example("TRUE")
@example("a" * 300)
def test_text_is_stored_as_text(text: str) -> None:
    content = budget_of(text)
    live = load_workbook(io.BytesIO(content))["Budget"]
    cells = [cell for row in live for cell in row if cell.data_type == "s"]
    said = [cell for cell in cells if as_excel_reads(str(cell.value)) == text]
    # Both sides: seven of each of the four lines, five titles, two names of groups and totals.
    assert len(said) >= 30
    assert all(cell.quotePrefix for cell in said) is (text[0] in "=+-@'")
    formulas = [f for root in parts(content) for f in root.iter(f"{_S}f")]
    assert len(formulas) == sum(cell.data_type == "f" for row in live for cell in row) > 0
    assert all(_OURS.fullmatch(f.text or "") and not f.attrib for f in formulas)


def test_what_excel_codes_is_read_back() -> None:
    """Excel on Windows keeps a carriage return as ``_x000D_``, which the library leaves there."""
    sheet = cells.Sheet("b.xlsx", "Budget")
    assert cells.Cell(sheet, 1, 1, "Frais_x000D_\nde structure").text == "Frais de structure"
    assert cells.Cell(sheet, 1, 1, "_x005F_x000D_").text == "_x000D_"
    assert cells.Cell(sheet, 1, 1, "a_xD83D_b").text == "ab"  # half of a character is none
