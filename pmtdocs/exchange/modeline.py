"""The first line of a data file, by which an editor finds what it may hold."""

from __future__ import annotations

import os
from pathlib import Path

#: Beside ``data/``: where ``pmtdocs schema schemas`` writes them, and where a clone has them.
_FOLDERS = ("schemas", "pmtdocs/schemas")


def modeline(data: Path, subject: str, folder: Path | None = None) -> str:
    """That of a file of this subject in ``folder``, a dossier's unless said; nothing in a project
    that has no schemas, where it would lead nowhere."""
    here = (folder or data / "dossier").absolute()
    for name in _FOLDERS:
        schema = data.absolute().parent / name / f"{subject}.schema.json"
        if schema.is_file() and schema.drive == here.drive:
            way = Path(os.path.relpath(schema, here)).as_posix()
            return f"# yaml-language-server: $schema={way}\n"
    return ""
