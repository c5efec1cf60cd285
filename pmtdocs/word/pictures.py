"""Pictures as Word keeps them: in the line of words or beside it, in DrawingML or in older VML.

ISO/IEC 29500-1, 20.4 (``wp:inline``, ``wp:anchor``) and 20.2 (``pic:pic``); VML is in part 4, 19.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from pmtdocs.word.formatting import Against, Origin, Place, Position, Wrap
from pmtdocs.word.package import YES, Element, R, local, remove, w, whole
from pmtdocs.word.units import POINTS

_EMU_PER_POINT = 12700
#: A turn of VML and DrawingML, in sixty thousandths of a degree.
_DEGREE = 60_000
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
#: Of extensions, which are otherwise left out: a picture that says nothing (Word 2019).
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_UNITS = POINTS | {"px": 0.75}
_LENGTH = re.compile(r"\s*([+-]?\d{0,9}(?:\.\d{1,9})?)\s*(pt|in|cm|mm|px|pc)?\s*", re.ASCII)

_SIDES = ("left", "top", "right", "bottom")


class Picture(NamedTuple):
    """A picture; ``reference`` and ``link`` are relations of the piece that it stands in."""

    reference: str
    """Empty for a picture that is elsewhere (« Lier au fichier »)."""
    alt: str
    decorative: bool
    width: float
    height: float
    crop: tuple[float, float, float, float]
    """What is cut off on the left, above, on the right, below: shares of its sides."""
    turned: float
    """Clockwise, in degrees."""
    mirrored: tuple[bool, bool]
    """Left and right, top and bottom."""
    link: str
    place: Place | None
    """None in the line of words."""


def read(element: Element) -> Picture | None:
    """The picture of a ``w:drawing`` or a ``w:pict``; None for what is none: a shape, a chart.

    Raises TemplateError for a measure that is none.
    """
    if element.tag == w("drawing"):
        return _drawing(element)
    return _vml(element) if element.tag == w("pict") else None


def size(picture: Picture) -> tuple[float, float]:
    """Width and height as printed: those of Word are from before it was turned."""
    turn = math.radians(picture.turned)
    across, down = abs(math.cos(turn)), abs(math.sin(turn))
    return (
        round(picture.width * across + picture.height * down, 2),
        round(picture.width * down + picture.height * across, 2),
    )


def keep_decoration(drawing: Element) -> None:
    """Leave out the extensions of a drawing, which carry more than its picture: a video, for one.

    What says that a picture is decoration stays.
    """
    listed = [*drawing.iter("{*}extLst")]
    every = (extension for each in listed for extension in each.iterchildren("{*}ext"))
    remove(extension for extension in every if extension.find(_DECORATIVE) is None)
    remove(each for each in listed if len(each) == 0)


# --- DrawingML ---------------------------------------------------------------------------------


def _drawing(drawing: Element) -> Picture | None:
    data, blip = next(drawing.iter("{*}graphicData"), None), next(drawing.iter("{*}blip"), None)
    extent = next(drawing.iter("{*}extent"), None)
    if (
        blip is None
        or extent is None
        or (data is not None and data.get("uri", _PICTURE) != _PICTURE)
    ):
        return None
    about = next(drawing.iter("{*}docPr"), None)
    frame = next(drawing.iter("{*}xfrm"), None)
    said: Mapping[str, str] = {} if frame is None else cast("Mapping[str, str]", frame.attrib)
    link = None if about is None else about.find("{*}hlinkClick")
    anchor = drawing.find("{*}anchor")
    return Picture(
        blip.get(f"{{{R}}}embed") or "",
        "" if about is None else about.get("descr") or "",
        next((d.get("val") in YES for d in drawing.iter(_DECORATIVE)), False),
        _points(extent.get("cx")),
        _points(extent.get("cy")),
        _cropped(next(drawing.iter("{*}srcRect"), None)),
        whole(said.get("rot")) / _DEGREE % 360,
        (said.get("flipH") in YES, said.get("flipV") in YES),
        "" if link is None else link.get(f"{{{R}}}id") or "",
        None if anchor is None else _place(anchor),
    )


def _points(emu: str | None) -> float:
    return round(whole(emu) / _EMU_PER_POINT, 2)


def _cropped(source: Element | None) -> tuple[float, float, float, float]:
    """In thousandths of a percent, or « 12% » in files written otherwise; a side may be padded."""
    if source is None:
        return (0, 0, 0, 0)
    return _kept(_share(source.get(side[0])) for side in _SIDES)


def _kept(crop: Iterable[float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = crop
    return (left, top, right, bottom) if left + right < 1 and top + bottom < 1 else (0, 0, 0, 0)


def _share(value: str | None) -> float:
    text = value or "0"
    share = whole(text[:-1]) / 100 if text.endswith("%") else whole(text) / 100_000
    return max(0.0, share)


#: What « left margin » and the like are measured from: the strip between the edge and the words.
_ORIGINS: Mapping[str, tuple[Origin, Against]] = {
    "leftMargin": ("page", "start"), "insideMargin": ("page", "start"),
    "rightMargin": ("page", "end"), "outsideMargin": ("page", "end"),
    "topMargin": ("page", "start"), "bottomMargin": ("page", "end"),
    "page": ("page", ""), "margin": ("margin", ""),
}  # fmt: skip
_ALIGNED: Mapping[str, Against] = {
    "left": "start", "inside": "start", "top": "start", "center": "center",
    "right": "end", "outside": "end", "bottom": "end",
}  # fmt: skip


def _place(anchor: Element) -> Place:
    around = cast(
        "tuple[float, float, float, float]",
        tuple(_points(anchor.get(f"dist{side}")) for side in "TRBL"),
    )
    wrap = next((local(e.tag) for e in anchor if local(e.tag).startswith("wrap")), "wrapNone")
    under = anchor.get("behindDoc") in YES
    kind = _wrap(wrap.removeprefix("wrap"), under)
    simple = anchor.find("{*}simplePos")
    if anchor.get("simplePos") in YES and simple is not None:
        x, y = (Position("page", "", _points(simple.get(axis))) for axis in "xy")
        return Place(kind, x, y, around)
    return Place(kind, _position(anchor, "positionH"), _position(anchor, "positionV"), around)


def _wrap(said: str, under: bool) -> Wrap:
    kinds: dict[str, Wrap] = {"topandbottom": "apart", "none": "under" if under else "over"}
    return kinds.get(said.lower(), "beside")


def _position(anchor: Element, name: str) -> Position:
    """Where it says a measure or a side; shares of the page have one beside them, for Word 2007."""
    for element in anchor.iter(f"{{*}}{name}"):
        offset, align = element.find("{*}posOffset"), element.find("{*}align")
        origin, side = _ORIGINS.get(element.get("relativeFrom", ""), ("text", ""))
        if offset is not None and side == "end":
            # From where the words end; « from the edge » would need the paper.
            return Position("margin", "after", _points(offset.text))
        if offset is not None:
            return Position(origin, "", _points(offset.text))
        if align is not None:
            said = side or _ALIGNED.get((align.text or "").strip(), "start")
            return Position(origin, said, 0)
    return Position("text", "start", 0)


# --- VML ---------------------------------------------------------------------------------------


def _vml(pict: Element) -> Picture | None:
    """A picture of Word 2003 or of « Coller »; a shape that holds words is none."""
    found = [*pict.iter("{*}imagedata", w("txbxContent"))]
    shape = found[0].getparent() if found else None
    if shape is None or len(found) > 1 or not found[0].get(f"{{{R}}}id"):
        return None
    image = found[0]
    style = dict(_declared(shape.get("style", "")))
    return Picture(
        image.get(f"{{{R}}}id") or "",
        shape.get("alt") or "",
        False,
        _length(style.get("width")),
        _length(style.get("height")),
        _kept(_fraction(image.get(f"crop{side}")) for side in _SIDES),
        _turn(style.get("rotation", "0")),
        ("x" in style.get("flip", ""), "y" in style.get("flip", "")),
        "",
        _vml_place(pict, style) if style.get("position") == "absolute" else None,
    )


def _vml_place(pict: Element, style: Mapping[str, str]) -> Place:
    wrap = next((e.get("type") or "none" for e in pict.iter("{*}wrap")), "none")
    under = style.get("z-index", "").startswith("-")
    x, y = (_vml_position(style, *axis) for axis in (("horizontal", "left"), ("vertical", "top")))
    if (side := style.get("mso-position-horizontal")) in ("left", "center", "right"):
        x = Position(x.origin, _ALIGNED[side], 0)
    if (side := style.get("mso-position-vertical")) in ("top", "center", "bottom"):
        y = Position(y.origin, _ALIGNED[side], 0)
    return Place(_wrap(wrap, under), x, y, (0, 9, 0, 9))


def _vml_position(style: Mapping[str, str], axis: str, side: str) -> Position:
    origin = _ORIGINS.get(style.get(f"mso-position-{axis}-relative", ""), ("text", ""))[0]
    return Position(origin, "", _length(style.get(f"margin-{side}")))


def _declared(style: str) -> list[tuple[str, str]]:
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    return [(name.strip(), value.strip()) for name, _, value in pairs]


def _length(text: str | None) -> float:
    found = _LENGTH.fullmatch(text or "")
    if found is None or not found[1].strip("+-."):
        return 0.0
    return round(float(found[1]) * _UNITS[found[2] or "px"], 2)


def _turn(text: str) -> float:
    """« -90 » in degrees, « 5898240fd » in 65 536ths of one."""
    found = re.fullmatch(r"([+-]?\d{1,8}(?:\.\d{1,9})?)(fd)?", text, re.ASCII)
    return 0.0 if found is None else float(found[1]) / (65_536 if found[2] else 1) % 360


def _fraction(text: str | None) -> float:
    """« 6554f » is a tenth: VML counts in 65 536ths; or a plain share."""
    found = re.fullmatch(r"(\d{1,6})f|(0?\.\d{1,9})", text or "", re.ASCII)
    if found is None:
        return 0.0
    return int(found[1]) / 65_536 if found[1] else float(found[2])
