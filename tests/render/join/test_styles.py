"""Styles that the charte lacks come with their part, and look as they did there."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtdocs.render.join.join import Document, join, load_charter
from pmtdocs.render.page.tree import Paragraph
from pmtdocs.render.page.walk import walk
from pmtdocs.word import package
from pmtdocs.word.inherited import settle
from pmtdocs.word.package import parse, val, w
from pmtdocs.word.properties import computed
from pmtdocs.word.styles import Styles
from tests.support.word_files import SECTION, STYLES, Workshop, p, r, relation, row, table, to_html

#: Another document: its defaults, its plain text and its headings are not those of the charte.
FOREIGN = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/><w:sz w:val="24"/></w:rPr>
</w:rPrDefault><w:pPrDefault><w:pPr>
<w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr>
</w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Standard"/><w:rPr>
<w:color w:val="112233" w:themeColor="text1"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Corps"><w:name w:val="Corps 2"/><w:basedOn w:val="Standard"/>
<w:next w:val="Standard"/><w:pPr><w:ind w:firstLine="200"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
<w:basedOn w:val="Corps"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr><w:outlineLvl w:val="0"/>
</w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Fort"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr>
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TN"><w:name w:val="Normal Table"/></w:style>
<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="TN"/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/>
<w:insideH w:val="single" w:sz="4"/></w:tblBorders>
</w:tblPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt
 w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>
"""
_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fontScheme>'
    '<a:minorFont><a:latin typeface="Georgia"/></a:minorFont></a:fontScheme></a:theme>'
)


def styled(text: str, style: str) -> str:
    """A paragraph whose words have a style of characters."""
    properties = f'<w:rStyle w:val="{style}"/>'
    return f"<w:p>{r(text, properties)}</w:p>"


_BODY = (
    p("Un", "Heading1")
    + p("corps", "Corps")
    + styled("fort", "Fort")
    + table(row("cellule"), properties='<w:tblStyle w:val="Grid"/>')
    + p("Deux", "Heading1")
)


def foreign(word: Workshop, body: str = _BODY, name: str = "partie", **options: str) -> Document:
    """A part of another document, joined over the charte of the tests."""
    return word.join(word.fill(_file(word, body, name, **options)))


def _file(word: Workshop, body: str, name: str = "partie", styles: str = FOREIGN) -> Path:
    theme = relation("theme", "theme1.xml", number="theme")
    more: dict[str, str | bytes] = {"word/theme1.xml": _THEME}
    return word.file(body, name, styles=styles, numbering=NUMBERING, relations=theme, more=more)


def names(document: Document) -> list[str]:
    """What each element that names a style calls it, in the joined document."""
    marks = document.body.iter(w("pStyle"), w("rStyle"), w("tblStyle"))
    return [document.styles.name_of(val(mark)) for mark in marks]


def test_they_come_with_their_names_and_what_they_are_based_on(word: Workshop) -> None:
    document = foreign(word)
    assert names(document) == ["heading 1", "Corps 2", "Strong", "Table Grid", "heading 1"]
    heading = document.styles.id_of("heading 1")
    lineage = [style.name for style in document.styles.lineage(heading)]
    assert lineage == ["heading 1", "Corps 2", "Normal"]
    written = Styles.read(package.sheet(document.parts, "styles", "x"))
    assert {*document.styles.by_id} == {*written.by_id}


def test_they_look_as_they_did(word: Workshop) -> None:
    """Whatever the plain text of the charte is, and the theme of its fonts."""
    document = foreign(word)
    own = Styles.of_tree(parse(f'<w:s xmlns:w="{package.W}">{FOREIGN}</w:s>'))
    for name in ("Corps 2", "heading 1"):
        mine = computed(own, own.by_id[own.id_of(name) or ""])
        here = computed(document.styles, document.styles.by_id[document.styles.id_of(name) or ""])
        assert here == {**mine, "font": "Georgia"} | {k: here[k] for k in here if k not in mine}
        assert not any(here[k] for k in here if k not in mine)
    _, css = to_html(document)
    assert "Georgia" in css
    assert "#112233" in css


def test_their_lists_count_with_their_part(word: Workshop) -> None:
    two = [word.fill(_file(word, _BODY, name)) for name in ("une", "deux")]
    document = word.join(*two)
    counted = document.numbering()
    labels = (counted.label(paragraph) for paragraph in document.body.iter(w("p")))
    assert [label.text for label in labels if label] == ["I.", "II.", "I.", "II."]
    headings = [b for s in walk(document).sections for b in s.blocks if getattr(b, "level", None)]
    assert len(headings) == 4
    assert "I." in to_html(document)[0]


def test_one_definition_comes_once_and_two_are_two(word: Workshop) -> None:
    other = FOREIGN.replace('w:firstLine="200"', 'w:left="900"')
    parts = [
        word.fill(_file(word, p("a", "Corps"), "une")),
        word.fill(_file(word, p("b", "Corps"), "deux")),
        word.fill(_file(word, p("c", "Corps"), "trois", styles=other)),
    ]
    document = word.join(*parts)
    assert names(document) == ["Corps 2", "Corps 2", "Corps 2 (2)"]
    assert len({style.id for style in document.styles.by_id.values()}) == len(document.styles.by_id)


def test_an_id_of_the_charte_is_not_taken(word: Workshop) -> None:
    styles = FOREIGN.replace("Corps", "Titre")
    document = foreign(word, p("a", "Titre"), styles=styles)
    assert names(document) == ["Titre 2"]
    key = val(document.body.find(f".//{w('pStyle')}"))
    assert key != "Titre"


def test_a_style_of_another_kind_is_another_style(word: Workshop) -> None:
    styles = (
        f'{STYLES}<w:style w:type="character" w:styleId="X"><w:name w:val="Titre"/>'
        "<w:rPr><w:b/></w:rPr></w:style>"
    )
    document = foreign(word, styled("a", "X"), styles=styles)
    assert names(document) == ["Titre (2)"]


def test_what_nothing_defines_is_plain(word: Workshop) -> None:
    body = (
        p("a", "Inconnu")
        + styled("b", "Rien")
        + table(row("c"), properties='<w:tblStyle w:val="Nul"/>')
    )
    document = foreign(word, body)
    assert names(document) == []
    assert "Inconnu" not in to_html(document)[0]


def test_a_header_brings_its_style(word: Workshop) -> None:
    file = word.file(p("x"), headers={"header-default": p("h", "Corps")}, styles=FOREIGN)
    document = word.join(word.fill(file))
    (header,) = (m for m in document.margins.values() if m.tag == w("hdr"))
    assert document.styles.name_of(val(header.find(f".//{w('pStyle')}"))) == "Corps 2"


def test_a_circle_ends(word: Workshop) -> None:
    styles = FOREIGN.replace(
        '<w:name w:val="Corps 2"/><w:basedOn w:val="Standard"/>',
        '<w:name w:val="Corps 2"/><w:basedOn w:val="Heading1"/>',
    )
    assert names(foreign(word, p("a", "Corps"), styles=styles)) == ["Corps 2"]


def test_names_of_word_in_another_language(word: Workshop) -> None:
    """A stock style is that of the charte, however a program calls it."""
    charter = STYLES.replace('<w:name w:val="Titre"/>', '<w:name w:val="Titre 1"/>')
    for name in ("heading 1", "Heading 1", "TITRE 1", "Überschrift 1", "Título 1", "Titre\u00a01"):
        styles = (
            f'<w:style w:type="paragraph" w:styleId="H"><w:name w:val="{name}"/><w:rPr><w:b/>'
            "</w:rPr></w:style>"
        )
        part = word.fill(word.file(p("a", "H"), styles=styles))
        assert names(word.join(part, styles=charter)) == ["Titre 1"]


def test_a_part_without_foreign_style_leaves_the_styles_of_the_charte(word: Workshop) -> None:
    charter = package.read(word.file("", "charte"))
    document = word.document(p("a", "Titre"))
    assert document.parts["word/styles.xml"] == charter["word/styles.xml"]


def test_settings_of_a_printer_are_left_behind(word: Workshop) -> None:
    section = SECTION.replace("<w:pgSz", '<w:printerSettings r:id="rId9"/><w:pgSz')
    printer = relation("printerSettings", "printer.bin")
    more: dict[str, str | bytes] = {"word/printer.bin": b"x"}
    document = word.document(p("a"), section=section, relations=printer, more=more)
    assert not any("printer" in name for name in document.parts)
    assert document.body.find(f".//{w('printerSettings')}") is None


_Style = dict[str, list[str]]
PROPERTIES = {
    "rPr": (
        "<w:b/>", '<w:b w:val="0"/>', "<w:caps/>", '<w:color w:val="FF0000"/>',
        '<w:u w:val="single"/>', '<w:spacing w:val="20"/>', '<w:sz w:val="30"/>',
        '<w:shd w:val="clear" w:fill="AABBCC"/>',
        '<w:vertAlign w:val="superscript"/>', '<w:rFonts w:ascii="Arial"/>',
    ),
    "pPr": (
        "<w:keepNext/>", '<w:jc w:val="center"/>', '<w:ind w:left="300" w:hanging="100"/>',
        '<w:ind w:firstLine="50"/>', '<w:spacing w:before="120" w:line="300" w:lineRule="exact"/>',
        '<w:spacing w:after="40"/>', '<w:outlineLvl w:val="2"/>', "<w:pageBreakBefore/>",
        '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1"/></w:pBdr>',
        '<w:pBdr><w:left w:val="double" w:sz="4"/></w:pBdr>',
    ),
}  # fmt: skip
_SAID = st.fixed_dictionaries(
    {
        part: st.lists(st.sampled_from(said), max_size=4, unique_by=lambda x: x[:6])
        for part, said in PROPERTIES.items()
    }
)


def _styles(defaults: _Style, plain: _Style) -> str:
    """Styles of a document: its defaults, and what its plain text says."""
    kept = "".join(
        f"<w:{part}Default><w:{part}>{''.join(said)}</w:{part}></w:{part}Default>"
        for part, said in sorted(defaults.items(), reverse=True)
    )
    return (
        f"<w:docDefaults>{kept}</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/>'
        f"{_said(plain)}</w:style>"
    )


def _said(style: _Style) -> str:
    return "".join(f"<w:{part}>{''.join(style[part])}</w:{part}>" for part in ("pPr", "rPr"))


@given(charter=st.tuples(_SAID, _SAID), part=st.tuples(_SAID, _SAID), own=_SAID)
@settings(max_examples=150, deadline=None)
def test_any_style_looks_the_same_over_any_charte(
    charter: tuple[_Style, _Style], part: tuple[_Style, _Style], own: _Style
) -> None:
    """Whatever both say, in their defaults and in their plain text."""
    more = (
        '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="X"/><w:basedOn w:val="N"/>'
        f"{_said(own)}</w:style>"
    )
    mine, theirs = (
        parse(f'<w:styles xmlns:w="{package.W}">{_styles(*said)}{extra}</w:styles>')
        for said, extra in ((part, more), (charter, ""))
    )
    before = computed(Styles.of_tree(mine), Styles.of_tree(mine).by_id["X"])
    element = Styles.of_tree(mine).by_id["X"].element
    settle(element, Styles.of_tree(mine), Styles.of_tree(theirs), "N")
    theirs.append(element)
    there = Styles.of_tree(theirs)
    after = computed(there, there.by_id["X"])
    for name in {*before, *after} - {"font"}:
        assert _seen(after.get(name)) == _seen(before.get(name)), name


def _seen(value: object) -> object:
    """Nothing, said or not."""
    drawn = getattr(value, "kind", "") != "none"
    return (value or None) if drawn and value not in ((0, 0, 0),) else None


def test_no_space_between_paragraphs_of_one_style(word: Workshop) -> None:
    """« List Paragraph » says so; the first and the last keep theirs on the other side."""
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="LP"><w:name w:val="List Paragraph"/><w:pPr>'
        '<w:spacing w:before="100" w:after="200"/><w:contextualSpacing/></w:pPr></w:style>'
    )
    off = '<w:contextualSpacing w:val="0"/>'
    body = p("a", "LP") + p("b", "LP") + p("c", "LP", off) + p("d") + p("e", "LP")
    blocks = [b for s in walk(word.document(body, styles=styles)).sections for b in s.blocks]
    said = [block.said for block in blocks if isinstance(block, Paragraph)]
    assert said == [{"after": 0}, {"before": 0, "after": 0}, {}, {}, {}]


def test_the_fonts_of_a_theme_in_the_charte_and_beside_the_words(word: Workshop) -> None:
    """A charte of Word's own names its fonts by their use; so do words that were pasted."""
    themed = relation("theme", "theme1.xml", number="theme")
    more: dict[str, str | bytes] = {"word/theme1.xml": _THEME}
    styles = STYLES.replace('w:ascii="Calibri"', 'w:asciiTheme="minorHAnsi"')
    charter = word.file("", "charte", styles=styles, more=more, relations=themed)
    pasted = '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>'
    major = _THEME.replace("minorFont", "majorFont").replace("Georgia", "Cambria")
    file = word.file(
        f"<w:p>{r('a', pasted)}</w:p>", more={"word/theme1.xml": major}, relations=themed
    )
    document = join(load_charter(charter), [word.fill(file)], draft=False)
    css = to_html(document)[1]
    assert "Georgia" in css
    assert "Cambria" in css
    assert document.parts["word/styles.xml"] == package.read(charter)["word/styles.xml"]


def test_a_long_line_of_styles_is_followed(word: Workshop) -> None:
    """Word allows some ten of them; a file may hold any number. What is inherited is written once,
    where the line meets the charte."""
    count = 1_500
    styles = FOREIGN + "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="S{n}"/>'
        f'<w:basedOn w:val="{f"S{n - 1}" if n else "Corps"}"/></w:style>'
        for n in range(count)
    )
    document = foreign(word, p("a", f"S{count - 1}"), styles=styles)
    assert names(document) == [f"S{count - 1}"]
    *line, body, _ = document.styles.lineage(f"S{count - 1}")
    assert len(line) == count
    assert not any(style.element.find(w("rPr")) is not None for style in line)
    assert body.element.find(w("rPr")) is not None


def test_what_they_say_stands_in_the_order_of_word(word: Workshop) -> None:
    """Whatever program wrote it (ISO 29500-1, annex A)."""
    said = (
        '<w:rPr><w:sz w:val="30"/><w:b/></w:rPr><w:pPr><w:jc w:val="center"/><w:keepNext/></w:pPr>'
    )
    style = f'<w:style w:styleId="Corps">{said}<w:name w:val="Corps 2"/></w:style>'
    part = word.fill(word.file(p("a", "Corps"), styles=STYLES + style))
    root = parse(word.join(part).parts["word/styles.xml"], "styles.xml")
    (brought,) = (e for e in root.iter(w("style")) if e.get(w("styleId")) == "Corps")
    assert [package.local(e.tag) for e in brought] == ["name", "pPr", "rPr"]
    assert [package.local(e.tag) for e in brought.iterfind("*/*")] == ["keepNext", "jc", "b", "sz"]


def test_styles_of_a_modele_written_again_and_again_are_not_all_kept() -> None:
    """An atelier is open all day: what it read this morning is let go."""
    sheets = [f'<w:styles xmlns:w="{package.W}"><!--{n}--></w:styles>'.encode() for n in range(300)]
    first = weakref.ref(Styles.read(sheets[0]))
    for sheet in sheets[1:]:
        Styles.read(sheet)
    gc.collect()
    assert first() is None
