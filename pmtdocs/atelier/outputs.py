"""The documents that were rendered: which are there, and whether the data have changed since."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pmtdocs.atelier.project import Project
from pmtdocs.render.output import manifest, uptodate, verified

SUFFIXES = ("docx", "pdf")


class Rendered(NamedTuple):
    """What ``output/`` holds of a dossier."""

    files: dict[str, tuple[str, ...]]
    """Formats by document, in the order of the dossier."""
    draft: bool
    current: bool
    """Were the data and the templates left as they were?"""


def rendered(project: Project, name: str, documents: tuple[str, ...]) -> Rendered:
    """The files to download; none before the first render."""
    folder = project.folder(name)
    files = {
        document: formats
        for document in documents
        if (formats := tuple(s for s in SUFFIXES if (folder / f"{document}.{s}").is_file()))
    }
    return Rendered(files, bool(manifest.is_draft(folder)), _is_current(project, folder))


def _is_current(project: Project, folder: Path) -> bool:
    """Every input that the manifest names has the bytes that it had."""
    try:
        recorded = uptodate.read(folder / uptodate.MANIFEST)
        return not verified.stale(recorded, project.data, project.templates)
    except (OSError, ValueError):
        return False
