"""Parts → one document: valid for Word, whatever the parts hold."""

from __future__ import annotations

import pytest

from pmtdocs.render.join import join as joining
from pmtdocs.render.join.join import load_charter
from pmtdocs.word import package
from pmtdocs.word.package import Element, TemplateError, W, parse, val, w
from tests.support.word_files import (
    SECTION,
    STYLES,
    Workshop,
    bare,
    p,
    pack,
    r,
    row,
    table,
    text,
    to_html,
)

SETTINGS = (
    f'<w:settings xmlns:w="{W}" xmlns:r="{package.R}"><w:zoom w:percent="100"/>'
    '<w:attachedTemplate r:id="rId1"/><w:footnotePr><w:footnote w:id="-1"/></w:footnotePr>'
    '<w:defaultTabStop w:val="709"/></w:settings>'
)


def test_bodies_follow_one_another_each_with_its_section(word: Workshop) -> None:
    wide = SECTION.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')
    parts = [
        word.fill(word.file(p("a"), "un")),
        word.fill(word.file(p("b") + table(row("c")), "deux", section=wide)),
        word.fill(word.file(p("d"), "trois")),
    ]
    document = word.join(*parts)
    assert text(document).split() == ["a", "b", "c", "d"]
    widths = [val(size, "w") for size in document.body.iter(w("pgSz"))]
    assert widths == ["11906", "16838", "11906"]
    assert document.body[-1].tag == w("sectPr")
    for section in list(document.body.iter(w("sectPr")))[:-1]:
        assert section.getparent() is not None
        assert section.getparent().tag == w("pPr")  # type: ignore[union-attr]


def test_bodies_are_copied_not_moved(word: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """lxml moves n elements from a document to another in a time that grows as the square of n."""
    roots: list[Element | None] = []
    monkeypatch.setattr(joining, "keep_company", lambda body, _: roots.append(body.getparent()))
    document = word.join(word.fill(word.file(table(row("a")) + p("b"))))
    assert roots == [document.body.getparent()]
    assert [child.tag for root in roots if root is not None for child in root] == [w("body")]


def test_a_part_that_ends_with_a_section_break(word: Workshop) -> None:
    broken = f"<w:p><w:pPr>{SECTION.replace('{refs}', '')}</w:pPr>{r('a')}</w:p>"
    document = word.join(word.fill(word.file(broken, "un")), word.fill(word.file(p("b"), "deux")))
    for properties in document.body.iter(w("pPr")):
        assert len(properties.findall(w("sectPr"))) <= 1
    assert text(document).split() == ["a", "b"]


def test_the_section_stands_before_a_tracked_change(word: Workshop) -> None:
    changed = p("a", extra='<w:pPrChange w:id="1"><w:pPr/></w:pPrChange>')
    document = word.join(word.fill(word.file(changed, "un")), word.fill(word.file(p("b"), "deux")))
    properties = document.body[0].find(w("pPr"))
    assert properties is not None
    assert [child.tag for child in properties] == [w("sectPr"), w("pPrChange")]


def test_styles_are_matched_by_name(word: Workshop) -> None:
    """Word in another language gives the same style another id."""
    other = STYLES.replace('w:styleId="Titre"', 'w:styleId="Heading9"')
    document = word.join(word.fill(word.file(p("x", "Heading9"), styles=other)))
    assert [val(s) for s in document.body.iter(w("pStyle"))] == ["Titre"]


def test_comments_of_the_template_are_left_behind(word: Workshop) -> None:
    """Their part is not taken: a mark without its comment would break the file."""
    marks = '<w:commentRangeStart w:id="1"/>{}<w:commentRangeEnd w:id="1"/>'
    reference = '<w:r><w:commentReference w:id="1"/></w:r>'
    document = word.document(f"<w:p>{marks.format(r('mots'))}{reference}</w:p>")
    xml = document.parts["word/document.xml"]
    assert b"comment" not in xml
    assert bare(to_html(document)[0]) == "mots"


def test_settings_of_the_charte_point_at_nothing(word: Workshop) -> None:
    """Word writes an attached template and notes there; neither part is taken."""
    charter = word.file("", "charte", more={"word/settings.xml": SETTINGS})
    from pmtdocs.render.join.join import join

    part = word.fill(word.file(p("x")))
    document = join(load_charter(charter), [part], draft=False)
    settings = document.parts["word/settings.xml"].decode()
    assert "r:id" not in settings
    assert "footnote" not in settings
    assert "defaultTabStop" in settings


@pytest.mark.parametrize("missing", ["word/styles.xml", "word/document.xml"])
def test_a_charte_that_is_no_word_file(word: Workshop, missing: str) -> None:
    file = word.file("", "charte")
    parts = {n: d for n, d in package.read(file).items() if n != missing}
    if missing == "word/document.xml":
        pack(word.folder / "partie.docx", dict(parts))
        with pytest.raises(TemplateError, match="n'est pas un document Word"):
            word.fill(word.folder / "partie.docx")
        return
    pack(file, dict(parts))
    with pytest.raises(TemplateError, match=r"charte\.docx .*il y manque word/styles\.xml"):
        load_charter(file)


# --- drafts ------------------------------------------------------------------------------------


def watermarks(parts: dict[str, bytes]) -> dict[str, int]:
    return {
        name: data.count(b'string="PROJET"')
        for name, data in parts.items()
        if name.startswith("word/header")
    }


def test_a_draft_is_marked_on_each_page(word: Workshop) -> None:
    """Sections with a header, without one, and with another on their first page."""
    first = SECTION.replace("<w:pgSz", "<w:titlePg/><w:pgSz")
    parts = [
        word.fill(word.file(p("a"), "un", headers={"header-default": p("Haut")})),
        word.fill(word.file(p("b"), "deux", headers={"footer-default": p("Bas")})),
        word.fill(word.file(p("c"), "trois", section=first)),
    ]
    document = word.join(*parts, draft=True)
    marked = watermarks(document.parts)
    assert set(marked.values()) == {1}
    sections = list(document.body.iter(w("sectPr")))
    shown = [{val(h, "type") for h in s.iterfind(w("headerReference"))} for s in sections]
    assert shown == [{"default"}, {"default"}, {"default", "first"}]
    assert len(marked) == 4
    for name in marked:
        parse(document.parts[name])


def test_the_words_of_a_draft_are_the_same(word: Workshop) -> None:
    part = word.fill(word.file(p("a"), headers={"header-default": p("Haut")}))
    final, draft = word.join(part), word.join(part, draft=True)
    assert to_html(final) == to_html(draft)
    assert set(watermarks(final.parts).values()) == {0}


def test_a_header_that_is_only_a_table(word: Workshop) -> None:
    part = word.fill(word.file(p("a"), headers={"header-default": table(row("Haut"))}))
    assert watermarks(word.join(part, draft=True).parts) == {"word/header1.xml": 1}


# --- properties of the file --------------------------------------------------------------------


def test_title_and_date(word: Workshop) -> None:
    document = word.document(p("x")).dated("Budget & « co »", "2024-04-11")
    core = document.parts["docProps/core.xml"].decode()
    assert "<dc:title>Budget &amp; « co »</dc:title>" in core
    assert "<dc:language>fr-FR</dc:language>" in core
    assert core.count("2024-04-11T00:00:00Z") == 2
    assert document.title == "Budget & « co »"
