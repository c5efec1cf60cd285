"""What a template names (styles, bookmarks, texts beside images) never becomes markup of the page.

Names are shown by Word alone: nobody reads them again before a page is published.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmtdocs.render.page.css import class_name
from pmtdocs.render.page.html import page
from pmtdocs.word.package import TemplateError, w
from tests.support.markup import assert_harmless
from tests.support.word_files import (
    NUMBERING,
    PIXEL,
    STYLES,
    Workshop,
    bookmark,
    p,
    page_template,
    r,
    relation,
    row,
    table,
    to_html,
)

#: What XML may hold but tags and our own marks: names are not data, nothing read them before.
NAMES = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs"),
        exclude_characters="{\ufffe\uffff\ue000\ue001\ue002",
    ),
    min_size=1,
).filter(str.strip)


def hostile(word: Workshop, name: str) -> str:
    """The page of a template that says ``name`` wherever a name may be."""
    n = quoteattr(name)
    styles = (
        f'{STYLES}<w:style w:type="paragraph" w:styleId={n}><w:name w:val={n}/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    mark = f'<w:bookmarkStart w:id="1" w:name={n}/><w:bookmarkEnd w:id="1"/>'
    named = f"<w:pPr><w:pStyle w:val={n}/></w:pPr>"
    link = f"<w:hyperlink w:anchor={n} w:tooltip={n} w:tgtFrame={n}>{r('voir')}</w:hyperlink>"
    out = f'<w:hyperlink r:id="rId8" w:tooltip={n}>{r("ailleurs")}</w:hyperlink>'
    image = (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name={n} '
        f'descr={n} title={n}/><a:graphic><a:graphicData uri="{_PICTURE}"><a:blip r:embed="rId9"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    caption = f"<w:tblCaption w:val={n}/><w:tblDescription w:val={n}/>"
    control = f"<w:sdt><w:sdtPr><w:alias w:val={n}/><w:tag w:val={n}/></w:sdtPr><w:sdtContent>"
    body = (
        f"<w:p>{named}{mark}{r('Titre')}</w:p><w:p>{link}{out}{image}</w:p>"
        f"{control}{p('x')}</w:sdtContent></w:sdt>{p('a', 'Article')}"
        f"{table(row('a', 'b', properties='<w:tblHeader/>'), row('c', 'd'), properties=caption)}"
    )
    numbering = NUMBERING.replace('w:val="Article %1 –"', f"w:val={n}")
    file = word.file(
        body,
        styles=styles,
        numbering=numbering,
        headers={"header-default": f"<w:p>{named}{r('En-tête')}</w:p>"},
        relations=relation("image", "media/a.png")
        + relation("hyperlink", "https://exemple.fr/?a=1&amp;b=%22", 'TargetMode="External"', 8),
        more={"word/media/a.png": PIXEL},
    )
    return page(word.join(word.fill(file), styles=styles), page_template(), draft=False)


_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "--></style><script>a</script>",
    "}*{background:url(http://exemple.fr)}",
    "@import url(//exemple.fr)",
    "javascript:alert(1)",
    "a b\u00a0c%20é",
    "&lt;script&gt;",
    "\u202e\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
]


@pytest.mark.parametrize("name", ATTACKS)
def test_no_name_leaves_its_place(word: Workshop, name: str) -> None:
    made = assert_harmless(hostile(word, name))
    assert ("img", name) in [(tag, attrs.get("alt")) for tag, attrs in made.elements]
    assert name in made.values("aria-label")


@settings(max_examples=40)
@given(NAMES)
@example(" ~")
def test_any_name_stays_in_its_place(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    assert_harmless(hostile(Workshop(tmp_path_factory.mktemp("noms")), name))


@given(NAMES, NAMES)
@example("é", "e9")
def test_two_styles_have_two_classes(one: str, other: str) -> None:
    assert (class_name(one) == class_name(other)) is (one == other)


def test_a_link_to_nowhere_is_words(word: Workshop) -> None:
    html = word.html(f'<w:p><w:hyperlink w:anchor="parti">{r("voir")}</w:hyperlink></w:p>')
    assert "voir" in html
    assert "<a" not in html


def test_a_header_on_many_pages_carries_no_target(word: Workshop) -> None:
    """It is written in each section: its bookmark would be many."""
    link = f'<w:hyperlink w:anchor="ici">{r("voir")}</w:hyperlink>'
    header = {"header-default": f"<w:p>{bookmark('ici', 3)}{r('Ville')}</w:p>"}
    part = word.file(f"<w:p>{link}</w:p><w:p>{bookmark('ici')}{r('but')}</w:p>", headers=header)
    filled = word.fill(part)
    document = word.join(filled, filled)
    assert_harmless(page(document, page_template(), draft=False))
    assert to_html(document)[0].count('id="ici"') == 1


def test_renamed_bookmarks_never_meet_another(word: Workshop) -> None:
    first = word.fill(word.file("".join(f"<w:p>{bookmark(n)}</w:p>" for n in ("a", "a_2"))))
    second = word.fill(word.file(f"<w:p>{bookmark('a')}</w:p>", "autre"))
    marks = word.join(first, second).body.iter(w("bookmarkStart"))
    names = [mark.get(w("name")) for mark in marks]
    assert len(names) == len(set(names)) == 3


@pytest.mark.parametrize(
    "body",
    [
        f'<w:p><w:hyperlink r:id="rId9">{r("a")}</w:hyperlink></w:p>',
        "<w:p><w:pPr><w:sectPr>"
        '<w:headerReference w:type="default" r:id="rId9"/></w:sectPr></w:pPr></w:p>',
        '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default"/></w:sectPr></w:pPr></w:p>',
    ],
)
def test_a_reference_of_another_kind_is_refused(word: Workshop, body: str) -> None:
    """A link to an image, an image for a header, none at all: it came out as a traceback."""
    image = relation("image", "media/a.png")
    with pytest.raises(TemplateError, match=r"autre chose|qui manque"):
        word.html(body, relations=image, more={"word/media/a.png": PIXEL})
