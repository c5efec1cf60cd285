"""What is asked of a render, the same from the command line or the page down to the worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pmtdocs.render.page.pdf import Asked


class Request(NamedTuple):
    """From what, where, and how."""

    data: Path
    templates: Path
    output: Path
    only: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("docx", "pdf")
    draft: bool = False
    attach: bool = False
    """Are the facts attached to each PDF?"""
    force: bool = False
    """Is all of it made again, whatever is there?"""
    engine: Asked = "auto"
    """What lays pages out."""
