"""The comparison in the format asked for; each is imported when it is wanted."""

from __future__ import annotations

from pathlib import Path

from pmtdocs.years.whole import Evolution

#: Those that only a file can hold.
BINARY = ("pdf", "docx")


def data(evolution: Evolution, shape: str, templates: Path) -> bytes:
    """``text``, ``json``, ``html``, ``pdf`` or ``docx``, as bytes. Raises PmtdocsError."""
    if shape == "json":
        from pmtdocs.years import as_json

        return f"{as_json.render(evolution)}\n".encode()
    from pmtdocs.render.outline.formats import written
    from pmtdocs.render.output.documents import date_of
    from pmtdocs.templates import CHARTER
    from pmtdocs.years.outline import outline

    latest = evolution.loadeds[-1].dossier
    charter = templates / latest.dossier.modele / CHARTER
    return written(outline(evolution), shape, charter, date_of(latest))
