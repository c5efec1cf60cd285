"""Notes, from a Word template to the three formats: each once, filled in, where it is called."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from pmtdocs.render.join.join import Document, join, load_charter
from pmtdocs.render.page import html
from pmtdocs.render.page.layout import lay_out
from pmtdocs.word import package
from pmtdocs.word.package import TemplateError, parse, w
from tests.support.accessible import faults_of_pdf, outline_of_html
from tests.support.browsers import said, violations
from tests.support.compared_files import compare
from tests.support.verapdf import Verdicts
from tests.support.word_files import (
    SECTION,
    STYLES,
    Workshop,
    bare,
    call,
    mark,
    notes,
    p,
    page_template,
    r,
    relation,
    row,
    table,
    text,
    to_html,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page


def one(content: str, kind: str = "footnote") -> str:
    """A note of one paragraph."""
    return f"<w:p>{mark(kind)}{r(f' {content}')}</w:p>"


def calling(words: str, number: int = 1, more: str = "") -> str:
    return f"<w:p>{r(words)}{call(number)}{more}</w:p>"


def kept(document: Document, kind: str = "footnote") -> list[str]:
    """The words of the notes of a DOCX, its lines apart."""
    root = parse(document.parts[f"word/{kind}s.xml"])
    own = [note for note in root if note.get(w("type")) is None]
    return ["".join(t.text or "" for t in note.iter(w("t"))).strip() for note in own]


# --- filled in ------------------------------------------------------------------------------


def test_a_note_is_filled_in_once(word: Workshop) -> None:
    """docxtpl did it once a section: what the data held was then executed."""
    section = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    body = calling("Un") + section + p("Deux") + section + p("Trois")
    facts: dict[str, object] = {"x": "{_{ y }_} {{ y }}", "y": "secret"}
    document = word.document(body, facts, more=notes(one("Voir {{ x }}")))
    assert kept(document) == ["Voir {_{ y }_} {{ y }}"]


def test_a_note_in_a_loop_is_of_its_turn(word: Workshop) -> None:
    body = p("{%p for v in vs %}") + calling("{{ v.n }}") + p("{%p endfor %}") + calling("fin", 2)
    said = notes(one("taux de {{ v.t }}"), one("Fin."))
    facts: dict[str, object] = {"vs": [{"n": "a", "t": "*1*"}, {"n": "b", "t": "2"}]}
    document = word.document(body, facts, more=said)
    assert kept(document) == ["taux de *1*", "taux de 2", "Fin."]
    assert bare(to_html(document)[0]) == "a1b2fin31 taux de *1*2 taux de 23 Fin."


def test_a_note_that_is_not_called_is_not_filled_in(word: Workshop) -> None:
    body = p("{%p if x %}") + calling("caché") + p("{%p endif %}") + calling("vu", 2)
    document = word.document(body, {"x": ""}, more=notes(one("{{ inconnu }}"), one("Vue.")))
    assert kept(document) == ["Vue."]
    assert bare(to_html(document)[0]) == "vu11 Vue."


def test_blocks_inside_a_note(word: Workshop) -> None:
    said = p("{%p for v in vs %}") + one("{{ v }}") + p("{%p endfor %}")
    document = word.document(calling("a"), {"vs": ["x", "y"]}, more=notes(said))
    assert bare(to_html(document)[0]) == "a11 x1 y"


def test_a_fault_in_a_note_has_its_place(word: Workshop) -> None:
    body = p("Avant") + calling("Un") + calling("Deux", 2)
    file = word.file(body, more=notes(one("bon"), one("Voir {{ nulle_part }}")))
    with pytest.raises(TemplateError, match=r"« Voir \{\{ nulle_part \}\} » \(note 2"):
        word.fill(file)


# --- joined ---------------------------------------------------------------------------------


def test_each_part_counts_from_one(word: Workshop) -> None:
    first = word.fill(
        word.file(calling("a") + calling("b", 2), "un", more=notes(one("A"), one("B")))
    )
    second = word.fill(word.file(calling("c"), "deux", more=notes(one("C"))))
    document = word.join(first, second)
    assert kept(document) == ["A", "B", "C"]
    ids = [e.get(w("id")) for e in document.body.iter(w("footnoteReference"))]
    assert ids == ["1", "2", "3"]
    html = to_html(document)[0]
    assert bare(html) == "a1b21 A2 Bc11 C"
    assert len(set(re.findall(r'id="([^"]+)"', html))) == 6


def test_the_settings_name_notes_in_the_order_of_the_schema(word: Workshop) -> None:
    """Whatever the text calls first (17.15.1.78)."""
    body = f"<w:p>{r('a')}{call(1, 'endnote')}{call(1)}</w:p>"
    more = {**notes(one("bas")), **notes(one("fin", "endnote"), kind="endnote")}
    rule = f'<w:settings xmlns:w="{package.W}"><w:compat/></w:settings>'
    charter = word.file("", "charte", more={"word/settings.xml": rule})
    document = join(load_charter(charter), [word.fill(word.file(body, more=more))], draft=False)
    settings = parse(document.parts["word/settings.xml"])
    assert [str(e.tag).rpartition("}")[2] for e in settings] == [
        "footnotePr",
        "endnotePr",
        "compat",
    ]


def test_the_settings_of_a_part_go_with_it(word: Workshop) -> None:
    rule = '<w:numFmt w:val="upperLetter"/><w:numRestart w:val="eachPage"/>'
    rule = f"<w:footnotePr>{rule}</w:footnotePr>"
    more = notes(one("A"), one("B")) | {
        "word/settings.xml": f'<w:settings xmlns:w="{package.W}">{rule}<w:compat/></w:settings>'
    }
    document = word.document(calling("a") + calling("b", 2), more=more)
    assert bare(to_html(document)[0]) == "aAbBA AB B"
    (section,) = document.body.iter(w("sectPr"))
    names = [str(e.tag).rpartition("}")[2] for e in section]
    assert names == ["headerReference", "footerReference", "footnotePr", "pgSz", "pgMar"]
    assert section.find(w("footnotePr/numRestart")) is None


def test_a_link_in_a_note_stays_with_it(word: Workshop) -> None:
    said = f'<w:p>{mark()}<w:hyperlink r:id="rId4">{r("loi")}</w:hyperlink></w:p>'
    link = relation("hyperlink", "https://a.fr", 'TargetMode="External"', 4)
    relations = f'<Relationships xmlns="{package.PR}">{link}</Relationships>'
    more = notes(said) | {"word/_rels/footnotes.xml.rels": relations}
    document = word.document(calling("a"), more=more)
    related = package.relationships(document.parts, "word/footnotes.xml")
    assert [one.target for one in related.values()] == ["https://a.fr"]
    assert '<a href="https://a.fr" class="">loi</a>' in to_html(document)[0]


def test_a_file_with_notes_opens_in_word(word: Workshop) -> None:
    """Each piece has its type and its relation, each call its note, each line its place."""
    more = notes(one("A")) | notes(one("B", "endnote"), kind="endnote")
    document = word.document(calling("a", 1, call(1, "endnote")), more=more)
    types = document.parts["[Content_Types].xml"].decode()
    related = package.relationships(document.parts, "word/document.xml").values()
    for kind in ("footnotes", "endnotes"):
        assert f'PartName="/word/{kind}.xml"' in types
        assert [r.target for r in related if r.kind == kind] == [f"word/{kind}.xml"]
        root = parse(document.parts[f"word/{kind}.xml"])
        assert [note.get(w("id")) for note in root] == ["-1", "0", "1"]


@pytest.mark.parametrize(
    ("body", "said"),
    [(calling("a"), notes()), (calling("a"), notes(f"<w:p>{mark()}{call(1)}</w:p>"))],
)
def test_a_call_without_its_note(word: Workshop, body: str, said: dict[str, str | bytes]) -> None:
    with pytest.raises(TemplateError, match="note est appelée"):
        word.document(body, more=said)


# --- written --------------------------------------------------------------------------------


def test_call_and_note_lead_to_one_another(word: Workshop) -> None:
    html = word.html(calling("a"), more=notes(one("A")))
    assert '<a class="call d1" id="appel-1" href="#note-1" role="doc-noteref">1</a>' in html
    assert '<div class="notes" role="doc-endnotes" aria-label="Notes de bas de page">' in html
    assert '<div class="note" id="note-1" role="doc-footnote">' in html
    assert '<a class="back d1" href="#appel-1" role="doc-backlink">1</a> A</p>' in html


def test_a_mark_of_the_text(word: Workshop) -> None:
    body = f"<w:p>{r('a')}{call(1, own='*')}{r('b')}{call(2)}</w:p>"
    html = word.html(body, more=notes(p("* A"), one("B")))
    assert bare(html) == "a*b1* A1 B"
    assert html.count('role="doc-noteref">*</a>') == html.count('role="doc-backlink">*</a>') == 1


def test_endnotes_stand_after_the_last_part(word: Workshop) -> None:
    more = notes(one("A")) | notes(one("Z", "endnote"), kind="endnote")
    parts = [
        word.fill(word.file(calling(n, 1, call(1, "endnote")), n, more=more)) for n in ("u", "v")
    ]
    html = to_html(word.join(*parts))[0]
    assert bare(html) == "u1i1 Av1ii1 Ai Zii Z"
    assert html.count("<section") == 2


def test_a_note_of_a_link_is_a_link_of_its_own(word: Workshop) -> None:
    inside = f'<w:hyperlink w:anchor="ici">{r("voir")}{call(1)}</w:hyperlink>'
    start = '<w:bookmarkStart w:id="0" w:name="ici"/>'
    html = word.html(f"<w:p>{start}{inside}</w:p>", more=notes(one("A")))
    assert '>voir</a><a class="call d1" id="appel-1"' in html


_HEAD = row("Poste", "Montant", properties="<w:tblHeader/>")
_NAMED = STYLES + (
    '<w:style w:type="paragraph" w:styleId="N"><w:name w:val="footnote text"/><w:rPr>'
    '<w:sz w:val="18"/></w:rPr></w:style>'
)


def rich(word: Workshop) -> Document:
    """A note in a title, in a cell, of two paragraphs, on several pages; and one of the end."""
    long = f'<w:p><w:pPr><w:pStyle w:val="N"/></w:pPr>{mark()}{r(" Longue. " * 40)}</w:p>'
    more = notes(one("Du titre"), long + p("Second paragraphe", "N"), one("De cellule"))
    more |= notes(one("De la fin", "endnote"), kind="endnote")
    cell = f"<w:tc>{calling('594 000', 3)}</w:tc>"
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="Titre"/></w:pPr>{r("Convention")}{call(1)}</w:p>'
        + calling("Texte", 2, call(1, "endnote"))
        + p("mot " * 1800)
        + table(_HEAD, row("Total", cell))
    )
    file = word.file(body, styles=_NAMED, more=more)
    return word.join(word.fill(file), styles=_NAMED)


def test_on_a_page_a_note_is_at_its_foot(word: Workshop, tmp_path: Path) -> None:
    page = html.page(rich(word), page_template(), draft=False)
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(lay_out(page, "2024-04-11"))
    first, *_, last = (page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    assert first.index("mot mot") < first.index("Du titre") < first.index("Second paragraphe")
    assert last.index("594 000") < last.index("De la fin") < last.index("De cellule")
    outline = [(1, "Convention")]
    assert outline_of_html(tmp_path / "a.html") == [(1, "Convention1")]
    assert faults_of_pdf(tmp_path / "a.pdf", outline) == []
    assert lay_out(page, "2024-04-11") == (tmp_path / "a.pdf").read_bytes()


def tags(element: object) -> list[str]:
    """The tags below an element of the structure, in order."""
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        return [tag for child in found for tag in tags(child)]
    if not isinstance(found, dict) or "/S" not in found:
        return []
    return [str(found["/S"]), *tags(found.get("/K"))]


def test_a_screen_reader_is_told_of_notes(word: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        lay_out(html.page(rich(word), page_template(), draft=False), "2024-04-11")
    )
    root: Any = PdfReader(tmp_path / "a.pdf").trailer["/Root"]
    found = tags(root["/StructTreeRoot"]["/K"])
    assert found.count("/Note") == 3
    assert "/Art" not in found
    assert found.count("/Link") == 8


def test_a_comparison_finds_the_notes_of_each_part(word: Workshop, tmp_path: Path) -> None:
    """Two parts that say the same, the last mark where page numbers stand."""
    body = calling("Le premier paragraphe") + calling("Le second paragraphe", 2)
    paper = SECTION.replace('w:top="1000"', 'w:top="2000"')
    said = notes(one("La loi."), one("Le décret."))
    part = word.fill(word.file(body, more=said, section=paper))
    document = word.join(part, part)
    (tmp_path / "a.docx").write_bytes(package.write(document.parts))
    page = html.page(document, page_template(), draft=False)
    (tmp_path / "a.pdf").write_bytes(lay_out(page, "2024-04-11"))
    assert compare(tmp_path / "a.docx", tmp_path / "a.pdf").differences == ()


def everything(word: Workshop) -> str:
    """The page of a document with notes, columns, turned words and columns that a row skips."""
    goes_on = '<w:type w:val="continuous"/><w:cols w:num="2" w:sep="1"/></w:sectPr>'
    body = f"<w:p><w:pPr>{SECTION.format(refs='')}</w:pPr></w:p>".join(
        (p("Titre", "Titre") + calling("Texte", 1, call(1, "endnote")), calling("mot " * 300, 2))
    )
    up = f'<w:tc><w:tcPr><w:textDirection w:val="btLr"/></w:tcPr>{p("Année")}</w:tc>'
    skips = row("a", properties='<w:gridBefore w:val="1"/>')
    body += table(row(up, "Montant", properties="<w:tblHeader/>"), skips, row("b", "c"))
    more = notes(one("Une"), one("Deux")) | notes(one("Trois", "endnote"), kind="endnote")
    document = word.document(body, more=more, section=SECTION.replace("</w:sectPr>", goes_on))
    return html.page(document, page_template(), draft=True)


@pytest.mark.verapdf
def test_such_pages_are_pdfa_and_pdfua(
    word: Workshop, tmp_path: Path, verapdf: Callable[..., Verdicts]
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(lay_out(everything(word), "2024-04-11"))
    assert all(verdict == [] for verdict in verapdf([file]).values())


@pytest.mark.browser
def test_such_pages_keep_no_reader_out(word: Workshop, page: Page) -> None:
    page.set_content(everything(word))
    found = violations(page)
    assert not found, said(found)


def test_words_are_the_same_in_word(word: Workshop) -> None:
    document = rich(word)
    assert "Convention" in text(document)
    assert kept(document)[0] == "Du titre"
    assert kept(document, "endnote") == ["De la fin"]
