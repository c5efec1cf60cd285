"""Tabs lead to the stops of a paragraph and of its style; pictures stand where anchors say."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from pmtdocs.word import pictures
from pmtdocs.word.formatting import Place, Position, TabStop
from pmtdocs.word.package import parse, w
from pmtdocs.word.placing import Span, start
from pmtdocs.word.styles import Styles
from pmtdocs.word.tabs import leads
from tests.support.pictures import drawing, placed, vml
from tests.support.word_files import XMLNS, r

_STYLES = f"""<w:styles {XMLNS}><w:style w:type="paragraph" w:default="1" w:styleId="N">
<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="footer">
<w:name w:val="footer"/><w:basedOn w:val="N"/><w:pPr><w:tabs><w:tab w:val="center" w:pos="4536"/>
<w:tab w:val="right" w:pos="9072"/></w:tabs></w:pPr></w:style></w:styles>"""
_TAB = "<w:r><w:tab/></w:r>"
_CENTRE, _RIGHT = TabStop("center", 226.8), TabStop("right", 453.6)


def paragraph(content: str, tabs: str = "", style: str = "footer") -> etree._Element:
    said = f"<w:tabs>{tabs}</w:tabs>" if tabs else ""
    head = f'<w:pPr><w:pStyle w:val="{style}"/>{said}</w:pPr>'
    return parse(f"<w:p {XMLNS}>{head}{content}</w:p>")


@pytest.mark.parametrize(
    ("content", "tabs", "wanted"),
    [
        (r("a"), "", ()),
        (r("a") + _TAB + r("b"), "", (_CENTRE,)),
        (_TAB + _TAB + r("page"), "", (_CENTRE, _RIGHT)),
        (r("de longs mots " * 5) + _TAB + r("b"), "", (_RIGHT,)),
        (r("a") + _TAB + _TAB + _TAB + r("b"), "", (_CENTRE, _RIGHT, TabStop("left", 0))),
        (r("a") + _TAB + r("b"), '<w:tab w:val="clear" w:pos="4536"/>', (_RIGHT,)),
        (r("a") + _TAB + r("b"), '<w:tab w:val="left" w:pos="2000"/>', (TabStop("left", 100),)),
        (r("a") + _TAB + r("b"), '<w:tab w:val="bar" w:pos="200"/>', (_CENTRE,)),
        (r("a") + '<w:r><w:ptab w:alignment="right" w:relativeTo="margin"/></w:r>', "",
         (TabStop("right", 500),)),
    ],
)  # fmt: skip
def test_tabs(content: str, tabs: str, wanted: tuple[TabStop, ...]) -> None:
    assert leads(Styles.read(_STYLES.encode()), paragraph(content, tabs), 500) == wanted


# --- pictures ----------------------------------------------------------------------------------


def read(run: str) -> pictures.Picture:
    element = parse(f"<w:p {XMLNS}>{run}</w:p>").find(f".//{w('r')}")
    assert element is not None
    found = pictures.read(element[0])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("anchor", "place"),
    [
        ("", None),
        (placed("wrapSquare", "column:right"), ("beside", ("text", "end", 0), ("text", "", 0))),
        (placed("wrapTight", "page:30", "page:40"), ("beside", ("page", "", 30), ("page", "", 40))),
        (placed("wrapTopAndBottom", "margin:center"),
         ("apart", ("margin", "center", 0), ("text", "", 0))),
        (placed("wrapNone", "leftMargin:5", "bottomMargin:10"),
         ("over", ("page", "", 5), ("margin", "after", 10))),
        (placed("wrapNone", "rightMargin:right", "line:3", behind=True),
         ("under", ("page", "end", 0), ("text", "", 3))),
    ],
)  # fmt: skip
def test_places(anchor: str, place: Any) -> None:
    wanted = place
    if place is not None:
        wrap, across, down = place
        wanted = Place(wrap, Position(*across), Position(*down), (0, 9, 0, 9))
    assert read(drawing(anchor=anchor)).place == wanted


@pytest.mark.parametrize(
    ("position", "wanted"),
    [
        (Position("page", "", 100), 60),
        (Position("margin", "", 100), 100),
        (Position("text", "end", 0), 450),
        (Position("page", "end", 0), 510),
        (Position("margin", "center", 0), 225),
        (Position("margin", "after", 5), 505),
    ],
)
def test_where_a_picture_begins(position: Position, wanted: float) -> None:
    """Fifty points wide, on a paper of 600 whose words begin at 40 and end at 540."""
    assert start(position, 50, Span(600, 40, 60)) == wanted


def test_crop_turn_and_link() -> None:
    found = read(drawing(crop='<a:srcRect l="10000" b="25000"/>', turn='rot="5400000" flipH="1"'))
    assert (found.crop, found.turned, found.mirrored) == ((0.1, 0, 0, 0.25), 90, (True, False))
    assert pictures.size(found) == (36, 72)
    assert read(drawing(link="rId8")).link == "rId8"
    assert read(drawing("", decorative=True)).decorative


@pytest.mark.parametrize(
    ("said", "turned"), [("90", 90), ("-90", 270), ("5898240fd", 90), ("1e9", 0), ("22.5", 22.5)]
)
def test_the_turn_of_an_older_picture(said: str, turned: float) -> None:
    """Degrees, or 65 536ths of them (ISO 29500-4, 19.1)."""
    assert read(vml(style=f"width:72pt;height:36pt;rotation:{said}")).turned == turned


def test_a_crop_that_leaves_nothing_is_none() -> None:
    assert read(drawing(crop='<a:srcRect l="60000" r="50000"/>')).crop == (0, 0, 0, 0)


def test_an_old_picture() -> None:
    style = "position:absolute;margin-left:1in;margin-top:5pt;width:2.54cm;height:36pt;z-index:-1"
    found = read(vml("Sceau", style))
    assert (found.alt, found.width, found.height) == ("Sceau", 72, 36)
    assert found.place == Place(
        "under", Position("text", "", 72), Position("text", "", 5), (0, 9, 0, 9)
    )


@pytest.mark.parametrize(
    ("said", "side"), [("top", "start"), ("center", "center"), ("bottom", "end")]
)
def test_an_old_picture_in_the_middle_of_the_page(said: str, side: str) -> None:
    """As Word writes « Filigrane, Image »."""
    style = f"position:absolute;mso-position-vertical:{said};mso-position-vertical-relative:margin"
    place = read(vml("Sceau", style)).place
    assert place is not None
    assert tuple(place.down) == ("margin", side, 0)


def test_a_group_of_old_shapes_is_no_picture() -> None:
    two = vml().replace("</w:pict>", '<v:shape><v:imagedata r:id="rId8"/></v:shape></w:pict>')
    element = parse(f"<w:p {XMLNS}>{two}</w:p>").find(f".//{w('pict')}")
    assert element is not None
    assert pictures.read(element) is None
