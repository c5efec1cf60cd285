"""The fields that templates may use, as a table, a page and a Word file."""

from __future__ import annotations

import io
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import OpenXmlValidator

from pmtdocs.commands.report import fields, fields_text
from pmtdocs.commands.report.fields import Row, Sheet
from pmtdocs.commands.report.fields_outline import outline
from pmtdocs.dossier.load import load
from pmtdocs.dossier.views.context import context
from pmtdocs.render.outline.outline import written
from pmtdocs.templates import usage
from pmtdocs.templates.contract.groups import names, printable
from tests.conftest import ROOT

GBM = ROOT / "templates" / "gbm"
CHARTER = GBM / "charte.docx"


@cache
def sheet(wanted: bool | None = None, *acts: str) -> Sheet:
    used = usage.used(usage.wordings(GBM)[0].values())
    contexts = [context(load(ROOT / "data", act).dossier) for act in acts or ("2024", "2020")]
    return fields.sheet("Champs du modèle", contexts, used, wanted)


def page(made: Sheet) -> str:
    return written(outline(made, parts=True), "html", CHARTER, "2000-01-01").decode()


def word(charter: Path = CHARTER) -> bytes:
    return written(outline(sheet(), parts=False), "docx", charter, "2000-01-01")


def rows(made: Sheet) -> dict[str, Row]:
    return {row.name: row for section in made.sections for row in section.rows}


def test_every_field_once() -> None:
    made = sheet()
    assert made.total == len(printable())
    subjects = {section.name for section in made.sections}
    assert set(rows(made)) == set(names()) - subjects


def test_used_and_unused_share_out_the_fields() -> None:
    used, unused = rows(sheet(True)), rows(sheet(False))
    prints = (
        {n for n, row in used.items() if row.prints},
        {n for n, r in unused.items() if r.prints},
    )
    assert prints[0] | prints[1] == set(printable())
    assert not prints[0] & prints[1]
    assert all(used[name].parts for name in prints[0])


def test_what_leads_to_a_field_stays_with_it() -> None:
    """A list, when one of its fields does; not one whose fields are all elsewhere."""
    used, unused = rows(sheet(True)), rows(sheet(False))
    assert "convention.parties" in used
    assert "dossier.autres_subventions" not in used
    assert "dossier.autres_subventions" in unused
    assert "bilan.elements" not in unused


def test_a_row_says_all_that_is_needed() -> None:
    row = rows(sheet())["convention.subvention.montant"]
    assert row.tag == "{{ convention.subvention.montant }}"
    assert row.sort == "montant"
    assert row.example == "45\u202f000"
    assert row.filters == ("euros", "euros_en_lettres", "nombre", "en_lettres")
    assert "convention" in row.parts
    assert row.doc


def test_fields_of_a_list_are_typed_in_its_loop() -> None:
    found = rows(sheet())
    assert found["convention.parties"].tag == "{%p for p in convention.parties %} … {%p endfor %}"
    assert found["convention.parties[].fonction"].tag == "{{ p.fonction }}"
    assert found["dossier.exercices[]"].tag == "{{ e }}"
    assert found["personne.nom"].tag == "{{ ….nom }}"
    assert found["convention.financeur"].sort == "groupe, comme convention.parties"
    inner = found["expose.sections[].sections"]
    assert inner.tag == "{%p for se in s.sections %} … {%p endfor %}"


@pytest.mark.parametrize("act", ["2024", "2020"])
def test_examples_come_from_the_dossier(act: str) -> None:
    facts = load(ROOT / "data", act).dossier
    found = rows(sheet(None, act))
    assert facts.convention
    assert found["convention.intitule"].example[:20] == facts.convention.intitule[:20]
    assert found["exercice"].example == str(facts.dossier.exercices[0])


def test_the_first_dossier_that_has_the_value() -> None:
    assert rows(sheet(None, "2024"))["convention.reserve_execution"].example == ""
    assert rows(sheet(None, "2024", "2020"))["convention.reserve_execution"].example
    assert rows(sheet(None, "2024", "2020"))["exercice"].example == "2024"


# --- the terminal ----------------------------------------------------------------------------


def test_a_table_in_columns() -> None:
    text = fields_text.text(sheet())
    assert max(map(len, text.splitlines())) <= 100
    for row in rows(sheet()).values():
        assert (row.tag or row.name) in text
    assert re.search(r"\{\{ seance\.ouverture \}\} +heure +Heure d’ouverture\.", text)


# --- the page --------------------------------------------------------------------------------


class _Balanced(HTMLParser):
    """Fails on a tag closed out of turn, gathers the words of the cells and what is linked."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [str(given["id"])] if "id" in given else []
        self.links += [str(given["href"])] if "href" in given else []
        self.addresses += [str(given["src"])] if "src" in given else []
        if tag not in ("meta", "br", "col"):  # nothing closes these
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_of_its_own() -> None:
    made = page(sheet())
    reader = _Balanced()
    reader.feed(made)
    assert reader.open == []
    assert reader.addresses == []
    assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links)
    assert len(set(reader.ids)) == len(reader.ids) == len(sheet().sections)
    assert '<html lang="fr">' in made
    assert "<title>Champs du modèle</title>" in made
    assert made.count("<code>{{ convention.subvention.montant }}</code>") == 1


def test_words_of_the_data_are_no_tags() -> None:
    made = sheet()
    section = made.sections[1]
    odd = section.rows[0]._replace(example="<script>alert(1)</script> & co")
    said = page(made._replace(sections=(section._replace(rows=(odd,)),)))
    assert "<script" not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in said


# --- the Word file ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> bytes:
    return word()


def test_word_opens_it(made: bytes, tmp_path: Path) -> None:
    file = tmp_path / "champs.docx"
    file.write_bytes(made)
    assert OpenXmlValidator().validate(str(file)).errors == []
    document = docx.Document(str(file))
    assert document.core_properties.title == "Champs du modèle"
    assert document.core_properties.language == "fr-FR"
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height


def test_it_has_the_styles_of_the_charte(made: bytes) -> None:
    document, charter = docx.Document(io.BytesIO(made)), docx.Document(str(CHARTER))
    assert etree.tostring(document.styles.element) == etree.tostring(charter.styles.element)
    used = {p.style.name for p in document.paragraphs if p.style}
    assert used == {"Titre de l'acte", "Section 1", "Normal", "Espace"}
    words = " ".join(p.text for p in document.paragraphs)
    assert "Changez ici une police" not in words


def test_the_heading_comes_back_on_each_page(made: bytes) -> None:
    for table in docx.Document(io.BytesIO(made)).tables:
        marked = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in table._tbl.tr_lst]
        assert [mark is not None for mark in marked] == [True] + [False] * (len(marked) - 1)


def test_tags_are_copied_whole(made: bytes) -> None:
    """One run a tag: what is copied from here is not split in the template."""
    document = docx.Document(io.BytesIO(made))
    runs = [
        r.text for t in document.tables for c in t.columns[0].cells for r in c.paragraphs[0].runs
    ]
    for row in rows(sheet()).values():
        assert (row.tag or row.name) in runs


def test_a_charte_without_these_styles_will_do(tmp_path: Path) -> None:
    plain = tmp_path / "charte.docx"
    docx.Document().save(str(plain))
    document = docx.Document(io.BytesIO(word(plain)))
    assert len(document.tables) == len(sheet().sections) + 2
