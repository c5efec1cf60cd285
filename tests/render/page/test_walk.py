"""DOCX → HTML: words, headings, links, images; nothing that a reader sees is lost."""

from __future__ import annotations

import base64
import re

import pytest

from pmtdocs.word.package import TemplateError, W, add, parse, val, w
from tests.support.word_files import (
    PIXEL,
    STYLES,
    Workshop,
    bare,
    bookmark,
    call,
    notes,
    p,
    r,
    relation,
    row,
    table,
    to_html,
)

IMAGE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="127000" cy="254000"/>'
    '<wp:docPr id="1" name="Logo"{alt}/><a:blip r:embed="rId9"/></wp:inline></w:drawing></w:r>'
)


def test_characters_of_word(word: Workshop) -> None:
    run = (
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/>"
        "<w:t>d</w:t><w:cr/><w:t>e</w:t></w:r>"
    )
    html = word.html(f"<w:p>{run}</w:p>")
    assert 'a<br><span class="nb">b-c\u00add</span><br>e' in html


def test_words_are_escaped(word: Workshop) -> None:
    assert "&lt;b&gt; &amp; c" in word.html(p("&lt;b&gt; &amp; c"))


def test_a_word_with_a_non_breaking_hyphen_stays_whole(word: Workshop) -> None:
    assert '<span class="nb">Sous-total</span> 1' in word.html(p("Sous\u2011total 1"))


def test_an_empty_paragraph_is_a_blank_line(word: Workshop) -> None:
    assert "<br></p>" in word.html("<w:p/>")


def test_page_break(word: Workshop) -> None:
    assert '<span class="pb"></span>' in word.html('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')


def test_neighbouring_runs_share_an_element(word: Workshop) -> None:
    html = word.html(f"<w:p>{r('a', '<w:b/>')}{r('b', '<w:b/>')}{r('c')}</w:p>")
    assert len(re.findall("<span", html)) == 1
    assert re.search(r'<span class="d\d">ab</span>c</p>', html)


@pytest.mark.parametrize(
    "wrapper",
    ["w:ins", "w:smartTag", "w:sdt><w:sdtContent", "w:fldSimple w:instr='HYPERLINK http://e.fr'"],
)
def test_wrappers_are_transparent(word: Workshop, wrapper: str) -> None:
    closing = "".join(f"</{tag.split()[0]}>" for tag in reversed(wrapper.split("><")))
    assert bare(word.html(f"<w:p><{wrapper}>{r('mots')}{closing}</w:p>")) == "mots"


def test_blocks_inside_a_content_control(word: Workshop) -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('a')}{table(row('b', 'c'))}</w:sdtContent></w:sdt>"
    assert bare(word.html(body)) == "abc"


def test_deleted_text_is_not_printed(word: Workshop) -> None:
    body = f"<w:p>{r('a')}<w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>"
    assert bare(word.html(body)) == "a"


def test_hidden_text_is_not_printed(word: Workshop) -> None:
    """Nor is it in the page, where whoever looks at its source would read it."""
    assert bare(word.html(f"<w:p>{r('a')}{r('b', '<w:vanish/>')}</w:p>")) == "a"


_HIDING = '<w:style w:type="paragraph" w:styleId="Cache"><w:name w:val="Caché"/>' \
    '<w:basedOn w:val="Article"/><w:rPr><w:vanish/></w:rPr></w:style>'  # fmt: skip


@pytest.mark.parametrize(
    ("hidden", "third"),
    [
        (p("Deux", "Article", "<w:rPr><w:vanish/></w:rPr>").replace(
            "<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"), "2"),
        (p("Deux", "Cache"), "2"),
        (p("Deux", "Cache").replace("<w:r>", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr>'), "3"),
        # Its mark is shown: Word shows the number too.
        (p("Deux", "Article").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"), "3"),
        (p("Deux", "Article", "<w:rPr><w:vanish/></w:rPr>"), "3"),
    ],
)  # fmt: skip
def test_a_hidden_paragraph_takes_neither_number_nor_line(
    word: Workshop, hidden: str, third: str
) -> None:
    """An empty « Article 2 – » stood in the PDF."""
    body = p("Un", "Article") + hidden + p("Trois", "Article")
    file = word.file(body, styles=STYLES + _HIDING)
    html, _ = to_html(word.join(word.fill(file), styles=STYLES + _HIDING))
    assert f"Article {third} – Trois" in bare(html)
    # LibreOffice counts it, unless it is in no list.
    joined = word.join(word.fill(file), styles=STYLES + _HIDING).body
    assert (val(joined[1].find(w("pPr/numPr/numId"))) == "0") == (third == "2")
    assert html.count("<h2") == int(third)


@pytest.mark.parametrize(
    "lost",
    [
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('mots')}</w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>",
        "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>",
        '<w:r><w:sym w:font="Wingdings" w:char="F04D"/></w:r>',
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
        "<w:altChunk/>",
    ],
)
def test_what_would_be_lost_is_refused_before_it_is_filled_in(word: Workshop, lost: str) -> None:
    said = "partie.docx, paragraphe 1 : .* : (?:il|cela) ne s'imprimerait pas"
    with pytest.raises(TemplateError, match=said):
        word.fill(word.file(f"<w:p>{r('a')}{lost}</w:p>"))


def test_what_came_in_some_other_way_is_refused_by_the_walk(word: Workshop) -> None:
    document = word.document(p("a"))
    add(document.body[0], "pict").append(parse(f"<w:t xmlns:w='{W}'>mots</w:t>"))
    with pytest.raises(TemplateError, match="« mots » est dans un objet"):
        to_html(document)


def test_words_that_were_moved_are_printed_once(word: Workshop) -> None:
    moved = f"<w:moveFrom>{r('mots')}</w:moveFrom>{r(' a ')}<w:moveTo>{r('mots')}</w:moveTo>"
    assert bare(word.html(f"<w:p>{moved}</w:p>")) == " a mots"


def test_what_shows_nothing_is_let_through(word: Workshop) -> None:
    body = '<w:p><w:proofErr w:type="spellStart"/><w:customXml/><w:r><w:lastRenderedPageBreak/>'
    assert bare(word.html(f"{body}<w:t>a</w:t></w:r></w:p>")) == "a"


def test_outline_levels_are_headings(word: Workshop) -> None:
    html = word.html(p("Un", "Titre") + p("x"))
    assert '<h1 class="s-Titre">Un</h1><p class="s-Normal">' in html


def test_links(word: Workshop) -> None:
    inside = f'<w:p><w:hyperlink w:anchor="ici">{r("lien")}</w:hyperlink></w:p>'
    outside = f'<w:p><w:hyperlink r:id="rId9">{r("site")}</w:hyperlink></w:p>'
    html = word.html(
        f"<w:p>{bookmark('ici')}{r('a')}</w:p>{inside}{outside}",
        relations=relation(
            "hyperlink", "https://example.org/?a=1&amp;b=2", 'TargetMode="External"'
        ),
    )
    assert '<a href="#ici" class="">lien</a>' in html
    assert '<a id="ici"></a>' in html
    assert '<a href="https://example.org/?a=1&amp;b=2" class="">site</a>' in html


def test_a_link_goes_to_its_place_in_another_page(word: Workshop) -> None:
    """The place was left out; it is no bookmark of this document, even of the same name."""
    link = f'<w:hyperlink r:id="rId9" w:anchor="ici">{r("loi")}</w:hyperlink>'
    body = f"<w:p>{bookmark('ici')}{link}</w:p>"
    related = relation("hyperlink", "https://example.org/a", 'TargetMode="External"')
    assert 'href="https://example.org/a#ici"' in word.html(body, relations=related)


def test_a_bookmark_between_paragraphs_is_that_of_the_next(word: Workshop) -> None:
    """Word puts them there too, around a table or several paragraphs."""
    link = f'<w:p><w:hyperlink w:anchor="ici">{r("là")}</w:hyperlink></w:p>'
    for body in (p("a") + bookmark("ici") + p("b"), p("a") + bookmark("ici") + table(row("b"))):
        assert '<p class="s-Normal"><a id="ici"></a>b</p>' in word.html(body + link)
        # A link of a header leads there too.
        html = word.html(body, headers={"header-default": link})
        assert '<a href="#ici"' in html


def test_a_link_to_nowhere_keeps_its_words(word: Workshop) -> None:
    html = word.html(f"<w:p><w:hyperlink>{r('mots')}</w:hyperlink></w:p>")
    assert ">mots<" in html
    assert "None" not in html


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "fiche.docx"])
def test_other_addresses_are_refused(word: Workshop, target: str) -> None:
    body = f'<w:p><w:hyperlink r:id="rId9">{r("x")}</w:hyperlink></w:p>'
    with pytest.raises(TemplateError, match="un lien vers un fichier"):
        word.html(body, relations=relation("hyperlink", target, 'TargetMode="External"'))


@pytest.mark.parametrize(
    "target", ["media/logo.png", "/word/media/logo.png", "../word/media/logo.png"]
)
def test_an_image_is_embedded(word: Workshop, target: str) -> None:
    body = p("").replace("<w:r>", IMAGE.format(alt=' descr="Logo &amp; nom"') + "<w:r>")
    document = word.document(
        body, relations=relation("image", target), more={"word/media/logo.png": PIXEL}
    )
    html, _ = to_html(document)
    assert '<img alt="Logo &amp; nom" style="width:10pt;height:20pt"' in html
    assert base64.b64encode(PIXEL).decode() in html
    assert document.parts["word/media/image1.png"] == PIXEL
    assert b'Extension="png"' in document.parts["[Content_Types].xml"]


def test_an_image_needs_words_that_say_it(word: Workshop) -> None:
    with pytest.raises(TemplateError, match=r"paragraphe 1 : .*texte de remplacement"):
        word.document(
            f"<w:p>{IMAGE.format(alt='')}</w:p>",
            relations=relation("image", "media/a.png"),
            more={"word/media/a.png": PIXEL},
        )


@pytest.mark.parametrize(
    ("relations", "said"),
    [
        (relation("image", "media/a.emf"), "est au format inconnu, qui ne s'imprime pas"),
        (relation("image", "media/absente.png"), "absente.png"),
        (
            relation("image", "http://example.org/a.png", 'TargetMode="External"'),
            "pas dans le fichier",
        ),
        (relation("chart", "charts/c.xml"), "est autre chose .chart."),
        ("", "avant le paragraphe 1 : Le modèle appelle une image qui manque"),
    ],
)
def test_images_that_cannot_be_embedded(word: Workshop, relations: str, said: str) -> None:
    named = ' descr="Logo"'
    with pytest.raises(TemplateError, match=said):
        word.document(
            f"<w:p>{IMAGE.format(alt=named)}</w:p>",
            relations=relations,
            more={"word/media/a.emf": b"x", "word/charts/c.xml": "<c/>"},
        )


def test_a_drawing_without_picture(word: Workshop) -> None:
    with pytest.raises(TemplateError, match="Un dessin est dans le modèle"):
        word.document("<w:p><w:r><w:drawing><wp:inline/></w:drawing></w:r></w:p>")


def test_a_heading_that_heads_nothing_of_the_text_is_a_paragraph(word: Workshop) -> None:
    """One without words; one of a header or of a note."""
    logo = p(" ", "Titre") + p("{{ rien }}", "Titre") + p("Un", "Titre")
    called = f"<w:p>{r('a')}{call(1)}</w:p>"
    more = notes(p("de note", "Titre"))
    html = word.html(
        logo + called, {"rien": ""}, headers={"header-default": p("En-tête", "Titre")}, more=more
    )
    assert re.findall(r"<h\d[^>]*>(.*?)</h\d>", html) == ["Un"]


LANG = "<w:lang w:val='{}'/>"


def test_words_of_another_language_say_it(word: Workshop) -> None:
    """So that a screen reader says them (WCAG 3.1.2); the page is in French."""
    said = ("en-GB", "fr-CA", "x-none", 'a" onclick="b')
    runs = "".join(r("mot ", LANG.format(one)) for one in said)
    link = f'<w:hyperlink r:id="rId9">{r("here", LANG.format("de"))}</w:hyperlink>'
    relations = relation("hyperlink", "https://exemple.fr", 'TargetMode="External"')
    html = word.html(f"<w:p>{runs}{link}</w:p>", relations=relations)
    assert '<span lang="en-GB">mot </span>mot mot mot <a' in html
    assert re.search(r'<a [^>]*lang="de">here</a>', html)
    assert html.count("lang=") == 2


def test_a_link_without_words_is_none(word: Workshop) -> None:
    """A screen reader would say its address, or nothing."""
    relations = relation("hyperlink", "https://exemple.fr", 'TargetMode="External"')
    link = '<w:hyperlink r:id="rId9">{}</w:hyperlink>'.format
    html = word.html(f"<w:p>{link(r(' '))}{link('')}{link(r('a'))}</w:p>", relations=relations)
    assert html.count("<a ") == 1
