"""What of a PDF's words a reader sees: those that the page shows otherwise when they are not drawn.

So no way of hiding words needs to be known: white on white, black under black, under a picture,
off the page, in a layer that is off, cut away, transparent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ctypes import byref, c_int
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfObject, PdfPage, PdfTextPage

#: Letters less high, in points, are read by nobody; nor those that differ by less, of 255, from
#: what is behind them.
TINY, FAINT = 2.5, 20
#: The most pixels that a page is drawn on, across or down.
_MOST = 4000
#: The mode that neither fills nor draws letters (ISO 32000-1, 9.3.6).
_INVISIBLE = 3


def unseen(page: PdfPage, said: PdfTextPage, objects: Iterable[PdfObject]) -> set[int]:
    """The letters that nobody sees, by rank: of each word, all or none. ``page`` is spent."""
    from PIL import ImageChops
    from pypdfium2 import raw

    shown = _drawn(page)
    for one in objects:
        if one.type == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_SetIsActive(one, False)
    bands = ImageChops.difference(shown, _drawn(page)).split()
    ink = reduce(ImageChops.lighter, bands).point([at >= FAINT for at in range(256)])
    out: set[int] = set()
    for word in _words(said):
        hidden = sum(not _is_seen(page, said, ink, at) for at in word)
        out.update(word if hidden * 2 > len(word) else ())
    return out


def as_drawn(objects: Iterable[PdfObject]) -> None:
    """Take away what a file says in the place of its letters (ActualText): nobody sees it."""
    from pypdfium2 import raw

    for one in objects:
        for at in reversed(range(raw.FPDFPageObj_CountMarks(one))):
            mark = raw.FPDFPageObj_GetMark(one, at)
            if raw.FPDFPageObjMark_GetParamValueType(mark, b"ActualText"):
                raw.FPDFPageObj_RemoveMark(one, mark)


def _drawn(page: PdfPage) -> Image:
    scale = min(1.0, _MOST / max(1.0, *page.get_size()))
    picture: Image = page.render(scale=scale, rev_byteorder=True).to_pil()
    return picture


def _words(said: PdfTextPage) -> Iterator[list[int]]:
    from pypdfium2 import raw

    signs = [chr(raw.FPDFText_GetUnicode(said, at)) for at in range(said.count_chars())]
    for space, word in groupby(range(len(signs)), lambda at: signs[at].isspace()):
        if not space:
            yield list(word)


def _is_seen(page: PdfPage, said: PdfTextPage, ink: Image, at: int) -> bool:
    from pypdfium2 import raw

    if raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(said, at)) == _INVISIBLE:
        return False
    left, bottom, right, top = said.get_charbox(at, loose=True)
    if max(right - left, top - bottom) < TINY:
        return False
    (x1, y1), (x2, y2) = (_pixel(page, ink, *place) for place in ((left, bottom), (right, top)))
    box = (min(x1, x2), min(y1, y2), max(x1, x2) + 1, max(y1, y2) + 1)
    return ink.crop(box).getbbox() is not None


def _pixel(page: PdfPage, ink: Image, x: float, y: float) -> tuple[int, int]:
    """Where a point of a page is on its picture, turned and cut as the page is."""
    from pypdfium2 import raw

    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *ink.size, 0, x, y, byref(across), byref(down))
    return across.value, down.value
