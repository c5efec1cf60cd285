"""Pictures for the tests: real pixels, and the XML that Word writes around them."""

from __future__ import annotations

import io
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageFilter

from tests.support.word_files import relation

_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst>"
)


def pixels(
    form: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (4, 2), colour: str = "#1F3A5F"
) -> bytes:
    """A picture of one colour, red in its first pixel."""
    image = Image.new("RGB", size, colour)
    image.putpixel((0, 0), (255, 0, 0))
    out = io.BytesIO()
    image.convert(mode).save(out, form)
    return out.getvalue()


def drawing(
    alt: str = "Logo",
    size: tuple[float, float] = (72, 36),
    *,
    anchor: str = "",
    rid: str = "rId9",
    crop: str = "",
    turn: str = "",
    decorative: bool = False,
    link: str = "",
    more: str = "",
) -> str:
    """A run with a picture, in the line of words or where ``anchor`` (made by ``placed``) says."""
    across, down = (round(side * 12700) for side in size)
    clicked = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    about = (
        f'<wp:extent cx="{across}" cy="{down}"/>{{wrap}}<wp:docPr id="1" name="Image 1" '
        f'descr="{alt}">{clicked}{_DECORATIVE if decorative else ""}</wp:docPr>'
    )
    graphic = (
        f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{rid}">{more}</a:blip>{crop}<a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm {turn}><a:off x="0" y="0"/>'
        f'<a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )
    if anchor:
        start, wrap = anchor.split("|")
        inside = f"{start}{about.replace('{wrap}', wrap)}{graphic}</wp:anchor>"
    else:
        inside = f"<wp:inline>{about.replace('{wrap}', '')}{graphic}</wp:inline>"
    return f"<w:r><w:drawing>{inside}</w:drawing></w:r>"


def placed(
    wrap: str = "wrapSquare", across: str = "column:left", down: str = "paragraph:0",
    behind: bool = False,
) -> str:  # fmt: skip
    """An anchor: « page:120 » points from there, « margin:right » against it."""
    sides = "".join(
        f'<wp:position{axis} relativeFrom="{origin}">{_position(where)}</wp:position{axis}>'
        for axis, (origin, _, where) in (("H", across.partition(":")), ("V", down.partition(":")))
    )
    kind = ' wrapText="bothSides"' if wrap == "wrapSquare" else ""
    return (
        '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
        f'relativeHeight="1" behindDoc="{int(behind)}" locked="0" layoutInCell="1" '
        f'allowOverlap="1"><wp:simplePos x="0" y="0"/>{sides}|<wp:{wrap}{kind}/>'
    )


def _position(where: str) -> str:
    if where.lstrip("-").isdigit():
        return f"<wp:posOffset>{int(where) * 12700}</wp:posOffset>"
    return f"<wp:align>{where}</wp:align>"


def vml(alt: str = "Logo", style: str = "width:72pt;height:36pt", rid: str = "rId9") -> str:
    """A picture as Word 2003 wrote it."""
    return (
        f'<w:r><w:pict><v:shape id="s1" style="{style}" alt="{alt}"><v:imagedata r:id="{rid}"/>'
        "</v:shape></w:pict></w:r>"
    )


def of_margin(
    piece: str, data: bytes, *, number: int = 9, target: str = "media/a.png", more: str = ""
) -> dict[str, str | bytes]:
    """The parts by which « header1 » holds a picture, as rId9."""
    rows = f"{relation('image', target, number=number)}{more}"
    return {
        f"word/_rels/{piece}.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{rows}'
        "</Relationships>",
        f"word/{target}": data,
    }


# --- on paper ----------------------------------------------------------------------------------


class Box(NamedTuple):
    """From the left and from the top of the page, in points."""

    left: float
    top: float
    right: float
    bottom: float


def marks(pdf: bytes) -> list[tuple[int, Box]]:
    """« PROJET » on each page: how many pixels have its grey, and where they stand."""
    out = []
    for sheet in pypdfium2.PdfDocument(pdf):
        image = sheet.render(scale=0.5).to_pil().convert("L")
        solid = image.point([255 if v == 0xD9 else 0 for v in range(256)])
        solid = solid.filter(ImageFilter.MinFilter(3))  # without the edges of letters
        box = Box(*(2.0 * side for side in solid.getbbox() or (0, 0, 0, 0)))
        out.append((solid.histogram()[255], box))
    return out
