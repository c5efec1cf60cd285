"""Whatever its parts are called, a Word file says the same words: relations lead to them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pmtdocs.compare.docx import read_docx
from pmtdocs.dossier.load import Loaded
from pmtdocs.finding import ReadError
from pmtdocs.render.fill.compiled import load_part
from pmtdocs.render.output import documents
from pmtdocs.templates import CHARTER
from pmtdocs.templates.inspection import inspect
from pmtdocs.templates.reading import read
from pmtdocs.templates.words import read_wording
from pmtdocs.templates.workshop import inspect_files
from pmtdocs.word import package
from pmtdocs.word.package import TemplateError
from tests.conftest import ROOT
from tests.support.compared_files import compare, short
from tests.support.faulty import CASES, Case
from tests.support.renamed import WAYS, rename, renamed_modele
from tests.support.word_files import SECTION, Workshop, p, relation, text

GBM = ROOT / "templates" / "gbm"
every_way = pytest.mark.parametrize("way", WAYS)


@pytest.fixture(params=WAYS)
def renamed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The real modèle, every part of its files called otherwise."""
    return renamed_modele(GBM, tmp_path / "gbm", request.param)


def test_what_is_read_is_the_same(renamed: Path) -> None:
    for file in sorted(renamed.glob("**/*.docx")):
        own, other = (
            read_wording(f, file.stem, "") for f in (file, GBM / file.relative_to(renamed))
        )
        assert own is not None
        assert own == other


def test_what_is_inspected_is_the_same(renamed: Path) -> None:
    inspected = inspect_files(sorted(renamed.glob("**/*.docx")))
    assert inspected.unreadable == ()
    assert [fault for faults in inspected.faults.values() for fault in faults] == []


def test_what_is_rendered_is_the_same_to_the_byte(renamed: Path, dossier_2024: Loaded) -> None:
    def built(modele: Path) -> dict[str, dict[str, bytes]]:
        wanted = documents.chosen(dossier_2024.dossier, [])
        made = documents.build(dossier_2024.dossier, modele, wanted, draft=False)
        return {name: document.parts for name, document in made.items()}

    assert built(renamed) == built(GBM)


@every_way
@pytest.mark.parametrize("part", ["convention", "annexe-2", "deliberation", "sommaire"])
def test_what_is_compared_is_the_same(tmp_path: Path, part: str, way: str) -> None:
    file, (renamer, absolute) = GBM / f"{part}.docx", WAYS[way]
    other = rename(file, tmp_path / f"{part}.docx", renamer, absolute=absolute)
    assert short(compare(file, other)) == []
    one, two = read_docx(file).text, read_docx(other).text
    assert (one.blocks, one.margins) == (two.blocks, two.margins)


@pytest.mark.parametrize("way", ["another folder, absolute", "names that say nothing"])
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_fault_is_found_in_it(case: Case, tmp_path: Path, way: str) -> None:
    word, (renamer, absolute) = Workshop(tmp_path), WAYS[way]
    word.file("", "charte")
    file = word.file(case.body, **case.options)
    rename(file, file, renamer, absolute=absolute)
    (faults,) = inspect_files([file]).faults.values()
    assert [(f.code, f.label) for f in faults] == [(c, place) for c, place, *_ in case.faults]


def test_names_are_found_whatever_their_case(word: Workshop) -> None:
    file = word.file(p("Article", "Article"), headers={"header-default": p("En haut")})
    parts = package.read(file)
    other = {n if n.endswith(".rels") else n.upper(): data for n, data in parts.items()}
    file.write_bytes(package.write(other))
    wording = read_wording(file, "a", "")
    assert wording is not None
    assert [margin.words for margin in wording.margins] == ["En haut"]
    assert "En haut" in str(read_docx(file).text.margins)


# --- what leads nowhere --------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["styles.xml", "numbering.xml", "document.xml"])
def test_a_part_that_is_gone_is_named_by_everybody(word: Workshop, gone: str) -> None:
    file = word.file(p("Titre", "Article"))
    parts = package.read(file)
    del parts[f"word/{gone}"]
    file.write_bytes(package.write(parts))
    word.file("", "charte")
    said = [f.message for f in inspect_files([file]).findings()]
    assert any(gone in message for message in said)
    with pytest.raises(ReadError, match=gone):
        read_docx(file)
    with pytest.raises(TemplateError, match=gone):
        word.join(word.fill(file))


@pytest.mark.parametrize("mode", ["", 'TargetMode="External"'])
@pytest.mark.parametrize("kind", ["image", "hyperlink", "oleObject"])
@pytest.mark.parametrize(
    "target", ["../NULL", "../../../etc/passwd", "/absent.xml", "file:///etc/passwd", ""]
)
def test_a_dead_relation_that_nothing_uses_is_nothing(
    word: Workshop, kind: str, target: str, mode: str
) -> None:
    """Word leaves that of a link or of a linked picture that somebody took away."""
    related = relation(kind, target, mode, "mort")
    file = word.file(p("Texte"), relations=related)
    assert inspect(file) == ()
    document = word.join(word.fill(file))
    assert text(document) == "Texte"
    assert not any(b'Id="rIdmort"' in data for data in document.parts.values())


@pytest.mark.parametrize("target", ["../NULL", "../../../etc/passwd", "/media/absent.png"])
def test_an_image_that_leads_nowhere_is_said_at_its_paragraph(word: Workshop, target: str) -> None:
    image = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        '<wp:docPr id="1" name="a" descr="Logo"/><a:graphic>'
        '<a:graphicData><a:blip r:embed="rId9"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    file = word.file(p("Avant") + image, relations=relation("image", target))
    (fault,) = inspect(file)
    assert (fault.code, fault.number) == ("MDL142", 2)
    assert "une image qui manque" in fault.message
    with pytest.raises(TemplateError, match="paragraphe 1 : Le modèle appelle une image"):
        word.join(word.fill(file))


def test_a_header_that_leads_nowhere(word: Workshop) -> None:
    refs = '<w:headerReference w:type="default" r:id="rId9"/>'
    section = SECTION.replace("{refs}", refs)
    file = word.file(p("Texte"), section=section, relations=relation("header", "header9.xml"))
    (fault,) = inspect(file)
    assert (fault.code, fault.label) == ("MDL142", "partie")
    assert "un en-tête qui manque" in fault.message
    with pytest.raises(TemplateError, match=r"header9\.xml"):
        word.join(word.fill(file))
    assert read_docx(file).text.margins == ()


@pytest.mark.parametrize("change", ["no relation", "a workbook", "strict"])
def test_what_is_no_word_document(word: Workshop, change: str) -> None:
    file = word.file(p("Texte"))
    parts = package.read(file)
    name = "word/document.xml"
    if change == "no relation":
        del parts["_rels/.rels"]
    elif change == "a workbook":
        parts[name] = b"<workbook/>"
    else:
        parts[name] = parts[name].replace(
            package.W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        )
    file.write_bytes(package.write(parts))
    words = "Open XML strict" if change == "strict" else "pas un document Word"
    (finding,) = inspect_files([file]).findings()
    assert (finding.code, words in finding.message) == ("MDL003", True)
    with pytest.raises(ReadError, match=words):
        read_docx(file)
    with pytest.raises(TemplateError, match=words):
        load_part(file)


# --- real files ----------------------------------------------------------------------------------


def test_no_part_is_named_outside_this_room() -> None:
    """But where a package is written anew, or a Word file told from a workbook."""
    named = re.compile(r'"word/|word/(?:document|styles|numbering|header|footer)')
    found = [
        file.relative_to(ROOT).as_posix()
        for file in sorted((ROOT / "pmtdocs").rglob("*.py"))
        if named.search(file.read_text(encoding="utf-8"))
    ]
    assert found == ["pmtdocs/exchange/budget/received_file.py", "pmtdocs/word/assembly.py"]


def test_a_charte_with_other_names_is_the_charte(tmp_path: Path) -> None:
    """Its styles are those that parts are held against."""
    folder = tmp_path / "gbm"
    folder.mkdir()
    rename(GBM / CHARTER, folder / CHARTER, *WAYS["another folder"][:1])
    shutil.copy(GBM / "convention.docx", folder)
    charter = (folder / CHARTER).read_bytes()
    template = read(folder / "convention.docx", charter)
    assert template is not None
    assert template.charter is not None
    assert template.charter.id_of("article") == template.styles.id_of("Article")
    assert inspect(folder / "convention.docx", charter) == ()
