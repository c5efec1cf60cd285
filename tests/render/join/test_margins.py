"""Headers and footers with pictures and links, and those of even pages."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from pmtdocs.word import package
from pmtdocs.word.package import TemplateError, w
from tests.support.pictures import drawing, of_margin, pixels
from tests.support.word_files import SECTION, Workshop, bare, p, r, relation, to_html

_WEB = relation("hyperlink", "https://exemple.fr", 'TargetMode="External"', 8)
_EVEN = "<w:settings xmlns:w='{}'><w:zoom w:percent='100'/>{}<w:compat/></w:settings>"


def settings(even: bool) -> dict[str, str | bytes]:
    asked = "<w:evenAndOddHeaders/>" if even else ""
    return {"word/settings.xml": _EVEN.format(package.W, asked)}


def rels(parts: dict[str, bytes], piece: str) -> list[tuple[str, str]]:
    rows = etree.fromstring(parts.get(f"word/_rels/{piece}.rels", b"<a/>"))
    return [(row.get("Id") or "", row.get("Target") or "") for row in rows]


def letterhead(word: Workshop, name: str, logo: bytes, words: str = "Mairie") -> object:
    link = f'<w:hyperlink r:id="rId8">{r("site")}</w:hyperlink>'
    header = f"<w:p>{drawing('Logo de la ville')}{r(words)}{link}</w:p>"
    file = word.file(
        p("x"), name, headers={"header-default": header},
        more=of_margin("header1", logo, more=_WEB),
    )  # fmt: skip
    return word.fill(file)


def test_a_logo_and_a_link_in_a_header_are_printed(word: Workshop) -> None:
    logo = pixels()
    document = word.join(letterhead(word, "un", logo))  # type: ignore[arg-type]
    html, _ = to_html(document)
    assert '<img alt="Logo de la ville" style="width:72pt;height:36pt" src="data:image/png' in html
    assert '<a href="https://exemple.fr" class="">site</a>' in html
    header = next(n for n in document.parts if n.startswith("word/header"))
    own = dict(rels(document.parts, header.removeprefix("word/")))
    named = set(re.findall(rb'r:(?:id|embed)="(\w+)"', document.parts[header]))
    assert named == {key.encode() for key in own}
    assert [*own.values()] == ["media/image1.png", "https://exemple.fr"]
    assert document.parts["word/media/image1.png"] == logo
    assert "image1.png" not in str(rels(document.parts, "document.xml"))


def test_the_logo_of_several_parts_is_written_once(word: Workshop) -> None:
    """And a header that says the same is one header; another logo is another."""
    parts = [
        letterhead(word, str(n), pixels(colour=c)) for n, c in enumerate(("red", "red", "blue"))
    ]
    document = word.join(*parts)  # type: ignore[arg-type]
    names = [n for n in document.parts if n.startswith(("word/media/", "word/header"))]
    assert len(names) == 4
    assert to_html(document)[0].count("<img") == 2


def test_a_logo_in_the_body_and_in_a_header_is_one_file(word: Workshop) -> None:
    logo = pixels()
    header = f"<w:p>{drawing()}</w:p>"
    document = word.document(
        f"<w:p>{drawing()}</w:p>", headers={"header-default": header},
        relations=relation("image", "media/a.png"), more=of_margin("header1", logo),
    )  # fmt: skip
    assert [n for n in document.parts if n.startswith("word/media/")] == ["word/media/image1.png"]
    header = next(n for n in document.parts if n.startswith("word/header"))
    for piece in (header.removeprefix("word/"), "document.xml"):
        assert "media/image1.png" in dict(rels(document.parts, piece)).values()


@pytest.mark.parametrize("target", ["file:///c:/x.docx", "javascript:alert(1)"])
def test_a_link_of_a_header_goes_where_those_of_the_body_may(word: Workshop, target: str) -> None:
    row = relation("hyperlink", target, 'TargetMode="External"', 8)
    header = f'<w:p><w:hyperlink r:id="rId8">{r("site")}</w:hyperlink></w:p>'
    with pytest.raises(TemplateError, match="en-tête : Le modèle appelle un lien"):
        word.document(
            p("x"), headers={"header-default": header},
            more=of_margin("header1", pixels(), more=row),
        )  # fmt: skip


# --- even pages --------------------------------------------------------------------------------

_BOTH = {"header-default": p("Impaire"), "header-even": p("Paire")}


def test_even_pages_have_their_header(word: Workshop) -> None:
    document = word.document(p("x"), headers=_BOTH, more=settings(True))
    html, css = to_html(document)
    assert "@page p1:left{@top-center{content:element(p1he)" in css
    assert bare(html) == "ImpairePairex"
    assert b"evenAndOddHeaders" in document.parts["word/settings.xml"]


def test_word_s_setting_decides(word: Workshop) -> None:
    """Without it, what is kept for even pages is shown nowhere."""
    document = word.document(p("x"), headers=_BOTH, more=settings(False))
    html, css = to_html(document)
    assert ":left" not in css
    assert bare(html) == "Impairex"
    kinds = [e.get(w("type")) for e in document.body.iter(w("headerReference"))]
    assert kinds == ["default"]


def test_even_pages_without_header_have_none(word: Workshop) -> None:
    headers = {"header-default": p("Impaire")}
    _, css = to_html(word.document(p("x"), headers=headers, more=settings(True)))
    assert "@page p1:left{@top-center{content:none}}" in css


def test_each_part_looks_as_it_does_alone(word: Workshop) -> None:
    """One asks for even pages of their own, the other does not, whatever it keeps for them."""
    one = word.fill(word.file(p("x"), "un", headers=_BOTH, more=settings(True)))
    two = word.fill(word.file(p("y"), "deux", headers=_BOTH, more=settings(False)))
    document = word.join(one, two)
    _, css = to_html(document)
    assert "@page p1:left" in css
    assert "@page p2:left" not in css  # the odd pages' own, for all
    last = {e.get(w("type")): e for e in document.body[-1].iter(w("headerReference"))}
    assert [*last["even"].attrib.values()][1:] == [*last["default"].attrib.values()][1:]


def test_a_draft_is_marked_on_even_pages_too(word: Workshop) -> None:
    part = word.fill(word.file(p("x"), headers={"header-default": p("a")}, more=settings(True)))
    document = word.join(part, draft=True)
    marked = [n for n, data in document.parts.items() if b'string="PROJET"' in data]
    assert len(marked) == 2


def test_the_setting_stands_where_the_schema_wants_it(word: Workshop) -> None:
    charter = word.file("", "charte", more=settings(False))
    from pmtdocs.render.join.join import join, load_charter

    part = word.fill(word.file(p("x"), headers=_BOTH, more=settings(True)))
    document = join(load_charter(charter), [part], draft=False)
    names = [
        str(e.tag).rpartition("}")[2] for e in etree.fromstring(document.parts["word/settings.xml"])
    ]
    assert names == ["zoom", "evenAndOddHeaders", "compat"]


def test_first_and_even_pages(word: Workshop) -> None:
    first = SECTION.replace("<w:pgSz", "<w:titlePg/><w:pgSz")
    headers = _BOTH | {"header-first": p("Une")}
    html, css = to_html(word.document(p("x"), headers=headers, section=first, more=settings(True)))
    assert sorted(re.findall(r"element\((\w+)\)", css)) == ["p1hd", "p1he", "p1hf"]
    assert bare(html) == "UneImpairePairex"
