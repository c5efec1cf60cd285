"""The comparison in the format asked for; each is imported when it is wanted."""

from __future__ import annotations

from pathlib import Path

from pmtdocs.evolution.whole import Evolution

TEXT, JSON, HTML, PDF, DOCX = "text", "json", "html", "pdf", "docx"
#: Those that only a file can hold.
BINARY = (PDF, DOCX)


def words(evolution: Evolution, shape: str) -> str:
    """A format that is text."""
    from pmtdocs.evolution import as_json, html, text

    return {TEXT: text.render, JSON: as_json.render, HTML: html.render}[shape](evolution)


def data(evolution: Evolution, shape: str, templates: Path) -> bytes:
    """Any format, as the bytes of a file. Raises PmtdocsError."""
    if shape == DOCX:
        from pmtdocs.evolution import word

        return word.render(evolution, templates)
    if shape == PDF:
        from pmtdocs.evolution import html
        from pmtdocs.render.documents import date_of
        from pmtdocs.render.pdf import write_pdf

        latest = evolution.loadeds[-1].dossier
        return write_pdf(html.render(evolution, embedded=True), date_of(latest))
    return f"{words(evolution, shape).rstrip()}\n".encode()
