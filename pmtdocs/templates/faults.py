"""How a check says a fault: in a paragraph, or of the whole file."""

from __future__ import annotations

from pmtdocs.templates.fault import Fault
from pmtdocs.templates.kinds import KINDS
from pmtdocs.templates.reading import Template, Typed

__all__ = ["Fault", "at", "whole"]


def at(paragraph: Typed, code: str, message: str, help: str, start: int = 0, end: int = 0) -> Fault:
    """A fault in a paragraph; ``start`` and ``end`` count characters from 0, all by default."""
    stop = end or len(paragraph.text)
    return Fault(
        KINDS[code], message, help, paragraph.label, paragraph.number, start + 1, stop + 1,
        paragraph.text, 0 if paragraph.margin else paragraph.rank,
    )  # fmt: skip


def whole(template: Template, code: str, message: str, help: str) -> Fault:
    """A fault of a file that no paragraph shows."""
    first = template.paragraphs[0] if template.paragraphs else None
    return Fault(KINDS[code], message, help, template.name, text=first.text if first else "")
