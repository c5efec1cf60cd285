"""A dossier written whole: its folder and the files in it, or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from pmtdocs.system import disk
from pmtdocs.system.files import NotWrittenError
from pmtdocs.system.lock import patiently


def create(data: Path, name: str, files: Mapping[str, str]) -> list[str]:
    """Write ``data/name/`` whole, or raise NotWrittenError; hands back the files' names."""
    target = data / name
    try:
        if target.exists():
            raise NotWrittenError(
                f"{target} existe déjà : rien n'a été écrit.", "Choisissez un autre nom."
            )
        with tempfile.TemporaryDirectory(prefix=f".{name}.", dir=data) as stage:
            folder = Path(stage, name)
            folder.mkdir()
            for file, text in files.items():
                (folder / file).write_text(text, encoding="utf-8", newline="\n")
            patiently(lambda: folder.rename(target))
    except OSError as error:
        raise NotWrittenError(
            f"{target} ne peut pas être écrit : {disk.reason(error)}. Rien n'a changé."
        ) from error
    return sorted(files)
