"""An outline in the format asked for; each is imported when it is wanted."""

from __future__ import annotations

from pathlib import Path

from pmtdocs.render.outline.outline import Outline


def written(outline: Outline, shape: str, charter: Path, date: str) -> bytes:
    """``text``, ``html``, ``pdf`` or ``docx``, as the bytes of a file. Raises PmtdocsError."""
    if shape == "docx":
        from pmtdocs.render.outline import word

        return word.render(outline, charter, date)
    if shape == "text":
        from pmtdocs.render.outline import text

        return f"{text.render(outline.blocks)}\n".encode()
    from pmtdocs.render.outline import html

    if shape == "pdf":
        from pmtdocs.render.page.pdf import write_pdf

        return write_pdf(html.render(outline, embedded=True), date)
    return html.render(outline).encode()
