"""What people put over the pages of a PDF: words typed, answers of a form, comments, marks."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple

from pmtdocs.compare.glyphs import Rule, in_sight

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_SILENT, _TYPED = ("LINK", "POPUP"), ("FREETEXT", "WIDGET")
#: A button, a box, a choice of one.
_BOXES = (1, 2, 3)
_DRAWN = ("INK", "STAMP", "SQUARE", "CIRCLE", "LINE", "POLYGON", "POLYLINE", "REDACT")


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

    kinds = (*_SILENT, *_TYPED, *_DRAWN, "STRIKEOUT")
    names = {getattr(raw, f"FPDF_ANNOT_{name}"): name for name in kinds}
    words, comments, struck, drawn = list[tuple[str, float]](), list[str](), list[Rule](), 0
    with ExitStack() as opened:
        for at in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, at)
            opened.callback(raw.FPDFPage_CloseAnnot, annotation)
            kind = names.get(raw.FPDFAnnot_GetSubtype(annotation), "")
            if kind in _TYPED:
                words += _typed(annotation, kind, page.formenv)
            elif kind not in _SILENT:
                said = " ".join(_said(annotation, "Contents").split())
                comments += [said] if said else []
                struck += _struck(annotation) if kind == "STRIKEOUT" else ()
                drawn += kind in _DRAWN
    return Over(words, comments, struck, drawn)


def _said(annotation: Any, key: str) -> str:
    from pypdfium2 import raw

    return string_of(raw.FPDFAnnot_GetStringValue, annotation, key.encode())


def string_of(ask: Callable[..., int], *of: Any) -> str:
    """A text that PDFium gives."""
    size = ask(*of, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    ask(*of, buffer, size)
    return in_sight(bytes(buffer)[:-2].decode("utf-16-le", "replace"))


def _typed(annotation: Any, kind: str, form: Any) -> Iterator[tuple[str, float]]:
    """The lines of a note, or what is filled in a field."""
    from pypdfium2 import raw

    said = _said(annotation, "Contents") if kind == "FREETEXT" else _filled(annotation, form)
    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, box)
    yield from ((line, float(box.bottom)) for line in said.splitlines() if line.strip())


def _filled(annotation: Any, form: Any) -> str:
    """What a field says: words, the choices made, a box that is ticked."""
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation) if form else -1
    if kind in _BOXES or _said(annotation, "FT") == "Btn":
        return "☒" if _said(annotation, "AS") not in ("", "Off") else ""
    if kind < 0:
        return _said(annotation, "V")
    chosen = [
        string_of(raw.FPDFAnnot_GetOptionLabel, form, annotation, at)
        for at in range(raw.FPDFAnnot_GetOptionCount(form, annotation))
        if raw.FPDFAnnot_IsOptionSelected(form, annotation, at)
    ]
    return "\n".join(chosen) or string_of(raw.FPDFAnnot_GetFormFieldValue, form, annotation)


def _struck(annotation: Any) -> Iterator[Rule]:
    """A line through the middle of each stretch that is struck out."""
    from pypdfium2 import raw

    for at in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
        points = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, at, points):
            across = (points.x1, points.x2, points.x3, points.x4)
            down = (points.y1, points.y2, points.y3, points.y4)
            yield Rule(min(across), max(across), min(down) + (max(down) - min(down)) * 0.42)
