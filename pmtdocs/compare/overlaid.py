"""What people put over the pages of a PDF: words typed, answers of a form, comments, marks."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from pmtdocs.compare.glyphs import Rule, in_sight

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_UTF16 = "utf-16-le"


class Over(NamedTuple):
    """What stands over a page."""

    words: list[tuple[str, float]]
    """What is typed on it, as its words are, and how high."""
    comments: list[str]
    """What is said of it."""
    struck: list[Rule]
    drawn: int
    """How many stamps, strokes and shapes, which nobody can read but by looking."""


def read(page: PdfPage) -> Over:
    """The annotations of a page; links say nothing more than its words."""
    from pypdfium2 import raw

    silent = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP)
    drawn = (
        raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE,
        raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_POLYLINE,
        raw.FPDF_ANNOT_REDACT,
    )  # fmt: skip
    over = Over([], [], [], 0)
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        with _opened(page, at) as annotation:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            said = _said(annotation, "Contents")
            if kind in silent:
                continue
            if kind in (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WIDGET):
                answer = said if kind == raw.FPDF_ANNOT_FREETEXT else _answer(annotation)
                bottom = _bottom(annotation)
                over.words.extend((line, bottom) for line in answer.splitlines() if line.strip())
                continue
            if kind == raw.FPDF_ANNOT_STRIKEOUT:
                over.struck.extend(_struck(annotation))
            if said.strip():
                over.comments.append(" ".join(said.split()))
            over = over._replace(drawn=over.drawn + (kind in drawn))
    return over


@contextmanager
def _opened(page: PdfPage, at: int) -> Iterator[Any]:
    from pypdfium2 import raw

    annotation = raw.FPDFPage_GetAnnot(page, at)
    try:
        yield annotation
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _said(annotation: Any, key: str) -> str:
    from pypdfium2 import raw

    name = key.encode()
    size = raw.FPDFAnnot_GetStringValue(annotation, name, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFAnnot_GetStringValue(annotation, name, buffer, size)
    return in_sight(bytes(buffer)[: size - 2].decode(_UTF16, "replace"))


def _answer(annotation: Any) -> str:
    """What is filled in a field: words, or a box that is ticked."""
    value = _said(annotation, "V")
    if _said(annotation, "FT") == "Btn":
        return "☒" if _said(annotation, "AS") not in ("", "Off") else ""
    return value


def _bottom(annotation: Any) -> float:
    from pypdfium2 import raw

    rectangle = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, rectangle)
    return float(rectangle.bottom)


def _struck(annotation: Any) -> Iterator[Rule]:
    """A line through the middle of each stretch that is struck out."""
    from pypdfium2 import raw

    for at in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
        points = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, at, points):
            across = (points.x1, points.x2, points.x3, points.x4)
            down = (points.y1, points.y2, points.y3, points.y4)
            yield Rule(min(across), max(across), min(down) + (max(down) - min(down)) * 0.42)
