"""Tables of contents: the headings of the whole document, with links, and no invented page."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from pmtdocs.render.join.join import Document
from pmtdocs.render.page.html import page
from pmtdocs.render.page.layout import lay_out
from pmtdocs.templates.inspection import inspect
from pmtdocs.word import package
from pmtdocs.word.package import Element, TemplateError, val, w
from tests.support.word_files import (
    SECTION,
    STYLES,
    Workshop,
    bookmark,
    p,
    page_template,
    r,
    row,
    table,
    to_html,
)

TOC = ' TOC \\o "1-3" \\h \\z \\u '
_TOC_STYLES = (
    '<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TM2"><w:name w:val="TOC 2"/></w:style>'
)


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def begin(instruction: str = TOC) -> str:
    code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return f"{char('begin')}{code}{char('separate')}"


def remembered(instruction: str = TOC, style: str = "Normal", end: str = "") -> str:
    """A table as Word keeps it: entries of last year, each with a field of its own."""
    old = f"{char('begin')}<w:r><w:instrText> PAGEREF _Toc9 \\h </w:instrText></w:r>"
    old += f"{char('separate')}{r('12')}{char('end')}"
    link = (
        f'<w:hyperlink w:anchor="_Toc9">{r("Ancien titre")}<w:r><w:tab/></w:r>{old}</w:hyperlink>'
    )
    head = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return (
        f"<w:p>{head}{begin(instruction)}{link}</w:p><w:p>{head}{link}</w:p>"
        f"<w:p>{char('end')}{end}</w:p>"
    )


def simple(instruction: str = TOC) -> str:
    return f"<w:p>{begin(instruction)}{r('…')}{char('end')}</w:p>"


def entries(document: Document) -> list[tuple[str, str, str]]:
    """Style, words, and the words of the heading that each entry leads to."""
    targets: dict[str, Element] = {}
    for paragraph in document.body.iter(w("p")):
        for mark in paragraph.iter(w("bookmarkStart")):
            targets[val(mark, "name") or ""] = paragraph
    out = []
    for link in document.body.iter(w("hyperlink")):
        (paragraph,) = link.iterancestors(w("p"))
        style = val(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or ""
        out.append((style, text(link), text(targets[val(link, "anchor") or ""])))
    return out


def text(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter(w("t")))


HEADINGS = p("Convention", "Titre") + p("Objet", "Article") + p("Durée", "Article") + p("mots")


def test_entries_are_the_headings_with_their_numbers(word: Workshop) -> None:
    part = word.fill(word.file(remembered() + HEADINGS))
    document = word.join(part, styles=STYLES + _TOC_STYLES)
    assert entries(document) == [
        ("TM1", "Convention", "Convention"),
        ("TM2", "Article 1 – Objet", "Objet"),
        ("TM2", "Article 2 – Durée", "Durée"),
    ]
    assert "Ancien titre" not in text(document.body)


def test_the_field_stays_whole_for_word_to_count_its_pages(word: Workshop) -> None:
    document = word.document(remembered() + HEADINGS)
    kinds = [val(c, "fldCharType") for c in document.body.iter(w("fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    (instruction,) = document.body.iter(w("instrText"))
    assert instruction.text == TOC
    first, *_, last = [x.getparent() for x in document.body.iter(w("hyperlink"))]
    assert first is not None
    assert last is not None
    assert first.find(f".//{w('instrText')}") is instruction
    assert val(last[-1].find(w("fldChar")), "fldCharType") == "end"
    assert b"updateFields" not in b"".join(document.parts.values())


def test_the_word_file_is_valid(word: Workshop) -> None:
    document = word.document(remembered(style="Alinea") + HEADINGS)
    file = word.folder / "sommaire.docx"
    file.write_bytes(package.write(document.parts))
    errors = [str(e) for e in OpenXmlValidator().validate(str(file)).errors]
    # The small charte of these tests has no settings and no fonts.
    assert [e for e in errors if "required relationship" not in e] == []


def test_headings_of_every_part_are_listed_numbered_as_they_print(word: Workshop) -> None:
    parts = [simple() + p("Un", "Titre"), HEADINGS, p("Annexe", "Titre") + p("Bilan", "Article")]
    files = [word.fill(word.file(body, f"partie-{n}")) for n, body in enumerate(parts)]
    document = word.join(*files, styles=STYLES + _TOC_STYLES)
    assert [words for _, words, _ in entries(document)] == [
        "Un", "Convention", "Article 1 – Objet", "Article 2 – Durée", "Annexe", "Article 1 – Bilan",
    ]  # fmt: skip
    names = [val(m, "name") for m in document.body.iter(w("bookmarkStart"))]
    ids = [val(m, "id") for m in document.body.iter(w("bookmarkStart"))]
    assert len(set(names)) == len(names) == len(set(ids)) == 6


@pytest.mark.parametrize(
    ("instruction", "listed"),
    [
        (' TOC \\o "1-1" ', ["A"]),
        (' TOC \\o "2-3" \\n ', ["Article 1 – B"]),
        (" TOC ", ["A", "Article 1 – B", "C"]),
        (" TOC \\u \\h", ["A", "Article 1 – B", "C"]),
        (' TOC \\h \\t "Alinéa;2" ', ["1.a) D"]),
        (' TOC \\o "1-1" \\t "alinéa;2;Inconnu;3" ', ["A", "1.a) D"]),
    ],
)
def test_switches(word: Workshop, instruction: str, listed: list[str]) -> None:
    """Levels, outline levels, styles by name."""
    fourth = p("C", extra='<w:outlineLvl w:val="3"/>')
    body = simple(instruction) + p("A", "Titre") + p("B", "Article") + fourth + p("D", "Alinea")
    assert [words for _, words, _ in entries(word.document(body))] == listed


def test_body_text_blank_headings_and_the_title_are_left_out(word: Workshop) -> None:
    off = p("Hors plan", "Titre", '<w:outlineLvl w:val="9"/>')
    body = p("Sommaire", "Titre") + simple() + off + p(" ", "Titre") + p("Seul", "Titre")
    assert [words for _, words, _ in entries(word.document(body))] == ["Seul"]


def test_without_a_style_for_it_an_entry_looks_as_the_table_did(word: Workshop) -> None:
    document = word.document(remembered(style="Alinea") + p("A", "Titre"))
    assert entries(document) == [("Alinea", "A", "A")]


def test_a_heading_in_several_runs_is_one_link_but_for_what_is_raised(word: Workshop) -> None:
    raised = r("er", '<w:vertAlign w:val="superscript"/>')
    head = f'<w:p><w:pPr><w:pStyle w:val="Article"/></w:pPr>{r("Le ")}{r("1")}{raised}{r(" jour")}'
    document = word.document(f"{simple()}{head}</w:p>")
    link = document.body.find(f".//{w('hyperlink')}")
    assert link is not None
    assert [text(run) for run in link] == ["Article 1 – Le 1", "er", " jour"]
    html, _ = to_html(document)
    assert re.search(r'<a href="#_Toc000000001" class="toc"> jour</a>', html)
    assert html.count('class="toc"') == 1


def test_the_section_of_a_part_that_ends_with_its_table_is_kept(word: Workshop) -> None:
    landscape = SECTION.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')
    parts = [word.file(simple(), "un", section=landscape), word.file(HEADINGS, "deux")]
    document = word.join(*map(word.fill, parts))
    sizes = [val(s, "w") for s in document.body.iter(w("pgSz"))]
    assert sizes == ["16838", "11906"]


def test_no_heading_leaves_an_empty_table(word: Workshop) -> None:
    document = word.document(remembered() + p("mots"))
    assert text(document.body) == "mots"
    assert len([*document.body.iter(w("fldChar"))]) == 3


def test_a_table_in_a_content_control_and_the_simple_form(word: Workshop) -> None:
    inside = f"<w:sdt><w:sdtPr/><w:sdtContent>{remembered()}</w:sdtContent></w:sdt>"
    assert len(entries(word.document(inside + HEADINGS))) == 3
    one = f"<w:p><w:fldSimple w:instr=' TOC \\o \"1-1\" '>{r('x')}</w:fldSimple></w:p>"
    assert [e[1] for e in entries(word.document(one + HEADINGS))] == ["Convention"]


def test_what_a_table_remembers_may_be_broken(word: Workshop) -> None:
    """« PAGEREF » of nothing: it ended in an IndexError."""
    assert len(entries(word.document(remembered().replace("PAGEREF _Toc9", "PAGEREF") + HEADINGS)))


def test_a_table_of_figures_is_not_ours(word: Workshop) -> None:
    with pytest.raises(TemplateError, match="liste autre chose que les titres"):
        word.document(simple(' TOC \\h \\c "Figure" ') + HEADINGS)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (simple(' TOC \\b "annexes" '), r"l'option « \\b »"),
        (f"<w:p>{r('Voir ')}{begin()}{char('end')}</w:p>", "d'autres mots"),
        (remembered(end=r("fin")), "d'autres mots"),
        (
            f"<w:p>{begin()}</w:p>" + table(row(f"<w:tc><w:p>{char('end')}</w:p></w:tc>", "b")),
            "partage ses paragraphes",
        ),
    ],
)
def test_what_would_lose_words_is_refused(word: Workshop, body: str, said: str) -> None:
    """The same, at its paragraph, as the check says."""
    (fault,) = inspect(word.file(body + HEADINGS))
    assert (fault.code, fault.number) == ("MDL143", 1)
    with pytest.raises(TemplateError, match=said) as caught:
        word.document(body + HEADINGS)
    assert fault.message in caught.value.message
    assert fault.help == caught.value.help


def test_the_pdf_says_the_true_pages(word: Workshop) -> None:
    far = "".join(p("suite", extra="<w:pageBreakBefore/>") for _ in range(3))
    document = word.document(simple() + p("Près", "Titre") + far + p("Loin", "Titre"))
    html = page(document, page_template(), draft=False)
    reader = PdfReader(BytesIO(lay_out(html, "2024-04-11")))
    words = reader.pages[0].extract_text().split()
    assert words == ["Près", "1", "Loin", "4", "Près"]


def test_links_lead_to_one_anchor_each(word: Workshop) -> None:
    head = (
        f'<w:p><w:pPr><w:pStyle w:val="Titre"/></w:pPr>{bookmark("_Toc000000001", 4)}{r("A")}</w:p>'
    )
    second = p("mots") + simple(' TOC \\o "1-1" ')
    html, _ = to_html(word.document(simple() + head + second + HEADINGS))
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == 4 + 2
    assert all(html.count(f'id="{target}"') == 1 for target in targets)
    assert len({*targets}) == 4


def test_the_same_document_gets_the_same_bookmarks(word: Workshop, tmp_path: Path) -> None:
    again = [package.write(word.document(simple() + HEADINGS).parts) for _ in range(2)]
    assert all(a == b for a, b in pairwise(again))
