"""The comparison in the format asked for; each is imported when it is wanted."""

from __future__ import annotations

from pathlib import Path

from pmtdocs.years.whole import Evolution

TEXT, JSON, HTML, PDF, DOCX = "text", "json", "html", "pdf", "docx"
#: Those that only a file can hold.
BINARY = (PDF, DOCX)


def words(evolution: Evolution, shape: str) -> str:
    """A format that is text."""
    from pmtdocs.years import as_json, html, text

    return {TEXT: text.render, JSON: as_json.render, HTML: html.render}[shape](evolution)


def data(evolution: Evolution, shape: str, templates: Path) -> bytes:
    """Any format, as the bytes of a file. Raises PmtdocsError."""
    if shape == DOCX:
        from pmtdocs.years import word

        return word.render(evolution, templates)
    if shape == PDF:
        from pmtdocs.render.output.documents import date_of
        from pmtdocs.render.page.pdf import write_pdf
        from pmtdocs.years import html

        latest = evolution.loadeds[-1].dossier
        return write_pdf(html.render(evolution, embedded=True), date_of(latest))
    return f"{words(evolution, shape).rstrip()}\n".encode()
