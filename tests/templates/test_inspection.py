"""Each faulty template: every fault at its place, and nothing else."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtdocs.finding import Severity
from pmtdocs.render.fill.compiled import load_part
from pmtdocs.templates import INSPECTED
from pmtdocs.templates.fault import Fault
from pmtdocs.templates.inspection import inspect
from pmtdocs.templates.reading import read
from pmtdocs.templates.workshop import inspect_files
from pmtdocs.word.package import TemplateError
from tests.conftest import ROOT
from tests.support.faulty import CASES, PAGE_FAULT, Case
from tests.support.messages import faults as ours
from tests.support.word_files import STYLES, Workshop, p, pack, page_template, row, table

GBM = ROOT / "templates" / "gbm"


def faults_of(case: Case, folder: Path) -> tuple[Fault, ...]:
    """Beside a charte with the styles of the tests."""
    word = Workshop(folder)
    word.file("", "charte", styles=STYLES)
    inspected = inspect_files([word.file(case.body, **case.options)])
    assert not inspected.unreadable
    (faults,) = inspected.faults.values()
    return faults


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_fault_and_nothing_else(case: Case, tmp_path: Path) -> None:
    found = faults_of(case, tmp_path)
    assert [(f.code, f.label) for f in found] == [(code, place) for code, place, *_ in case.faults]
    for fault, (_, _, words, message, help) in zip(found, case.faults, strict=True):
        if words:
            assert fault.text[fault.start - 1 : fault.end - 1] == words
        assert message in fault.message
        assert help in fault.help
        assert ours(fault.message) + ours(fault.help) == []


def test_a_fault_of_a_page(tmp_path: Path) -> None:
    file = tmp_path / "page.html.j2"
    page = page_template().read_text(encoding="utf-8").replace("{{ body }}", "")
    file.write_text(page, encoding="utf-8")
    ((fault,),) = inspect_files([file]).faults.values()
    code, place, _, message, help = PAGE_FAULT
    assert (fault.code, fault.label) == (code, place)
    assert message in fault.message
    assert help in fault.help


def test_every_kind_of_fault_is_tried() -> None:
    tried = {fault[0] for case in CASES for fault in case.faults} | {PAGE_FAULT[0]}
    assert tried == {known.kind.code for known in INSPECTED} - {"MDL118", "MDL119"}
    assert len(CASES) >= 25


def test_many_faults_are_all_told_in_one_run(tmp_path: Path) -> None:
    """Those of several cases in one file, in the order of the text."""
    codes = ("MDL111", "MDL112", "MDL113", "MDL114", "MDL115", "MDL117")
    bodies = [c for c in CASES if not c.options and c.faults[0][0] in codes]
    whole = Case("", "".join(c.body for c in bodies), ())
    found = faults_of(whole, tmp_path)
    assert sorted(f.code for f in found) == sorted(f[0] for c in bodies for f in c.faults)
    assert [f.number for f in found] == sorted(f.number for f in found)


@pytest.mark.parametrize("file", sorted(GBM.glob("*.docx")), ids=lambda file: file.stem)
def test_the_shipped_templates_have_no_fault(file: Path) -> None:
    (faults,) = inspect_files([file]).faults.values()
    assert faults == ()


def test_what_is_well_written_is_left_alone(tmp_path: Path) -> None:
    """Each construct of the language, in the body and in a table."""
    body = (
        p("{%p for q in convention.parties %}")
        + p('{{ q.organisation.le | capitale }}{% if loop.last and not q.role == "x" %}.{% else %},'
            "{% endif %} {{ loop.index }}")
        + p("{%p endfor %}")
        + p("Le {{ seance.date|jour_date }}, {{ vote.pour }} {% if vote.pour &gt; 1 %}voix"
            "{% else %}voix{% endif %} : {{ budget.total | euros_en_lettres }}")
        + table(
            row("Poste", "Montant", properties="<w:tblHeader/>"),
            row("{%tr for l in budget.depenses.lignes %}", ""),
            row("{{ l.libelle }}", "{% if l.montant %}{{ l.montant }}{% endif %}"),
            row("{%tr endfor %}", ""),
        )
        + p("{# une remarque #}Fin, {0} et 100 % des cas.")
        + p("Les accolades { } d'un ensemble {a, b}, {sic}, {1}, [nom], « budget », a &lt;&lt; b.")
    )  # fmt: skip
    assert faults_of(Case("", body, ()), tmp_path) == ()


PIECES = (
    "{{ ", " }}", "{% ", "{%p ", "{%tr ", " %}", "if ", "for x in ", "else", "elif ", "endif",
    "endfor", "convention.intitule", "convention.parties", "x.role", " == ", '"a"', " | euros",
    " | capitale", "mot", "{", "}", "«", "\u00a0", "{% if convention.intitule %}", "{% endif %}",
    "{%p endif %}", "{%p if convention.intitule %}", "{# note #}",
    "{#p note #}", "{#tr note #}", "{#",
)  # fmt: skip


LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=6), min_size=1, max_size=5)


@given(LINES, st.booleans())
@settings(max_examples=200)
def test_what_has_no_fault_can_be_compiled(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]], in_cells: bool
) -> None:
    """Whatever people type, it is inspected; and nothing that rendering refuses is missed."""
    texts = [escape("".join(pieces)) for pieces in lines]
    body = table(*(row(text, "b") for text in texts)) if in_cells else "".join(map(p, texts))
    file = Workshop(tmp_path_factory.mktemp("modele")).file(body)
    errors = [f for f in inspect(file) if f.kind.severity is Severity.ERROR]
    try:
        load_part(file)
    except TemplateError:
        assert errors


def test_a_file_with_a_broken_piece(tmp_path: Path) -> None:
    file = Workshop(tmp_path).file(p("a"), more={"word/_rels/settings.xml.rels": "<a"})
    (fault,) = inspect(file)
    assert (fault.code, fault.label) == ("MDL003", "partie")


def test_a_file_that_is_no_word_file(tmp_path: Path) -> None:
    broken = tmp_path / "partie.docx"
    broken.write_bytes(b"PK nothing")
    (finding,) = inspect_files([broken]).findings()
    assert finding.code == "MDL003"
    assert finding.primary.label == "partie"
    assert inspect(pack(tmp_path / "vide.docx", {"a.xml": "<a/>"})) == ()


def test_places_number_paragraphs_as_wording_does(tmp_path: Path) -> None:
    """Its body, headers and footers, on every template that is shipped."""
    from pmtdocs.templates.words import read_wording

    for file in GBM.glob("*.docx"):
        template, wording = read(file), read_wording(file, file.stem, "")
        assert template is not None
        assert wording is not None
        numbers = {p.number: p for p in template.paragraphs}
        for known in (*wording.paragraphs, *wording.margins):
            first = known.words.partition("…")[0].partition("/")[0].partition(" ")[0]
            assert first in numbers[known.number].text
