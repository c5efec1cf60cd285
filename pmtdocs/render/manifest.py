"""``manifest.json``: what was read, with what, and what came of it.

It names no path of this machine and no date of today: the same inputs give the same manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from pmtdocs import __version__
from pmtdocs.finding import Finding
from pmtdocs.load import COMMON_FOLDER, Loaded
from pmtdocs.render.fonts import FONTS

NAME = "manifest.json"


def manifest(
    loaded: Loaded,
    modele: Path,
    findings: Iterable[Finding],
    outputs: dict[str, str],
    draft: bool,
) -> bytes:
    """The manifest as a JSON file; ``outputs`` are SHA-256 digests by file name."""
    data = loaded.folder.parent
    own = [*_files(data / COMMON_FOLDER, "*.yaml"), *_files(loaded.folder, "*.yaml")]
    sources = [*own, *sorted(loaded.elsewhere)]
    content = {
        "tool": f"pmtdocs {__version__}",
        "dossier": loaded.dossier.nom,
        "draft": draft,
        "data": {f.relative_to(data).as_posix(): sha256(f.read_bytes()) for f in sources},
        "templates": {
            f"{modele.name}/{f.relative_to(modele).as_posix()}": sha256(f.read_bytes())
            for pattern in ("*.docx", "*.j2", "clauses.yaml", "clauses/*.docx")
            for f in _files(modele, pattern)
        },
        "fonts": {f.name: sha256(f.read_bytes()) for f in _files(FONTS, "*.ttf")},
        "outputs": dict(sorted(outputs.items())),
        "findings": [_finding(f) for f in findings],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _finding(finding: Finding) -> dict[str, str | None]:
    return {
        "code": finding.code,
        "path": ".".join(map(str, finding.primary.path)),
        "message": finding.message,
        "accepted": finding.accepted or None,
    }


def digests(files: dict[str, bytes]) -> dict[str, str]:
    """SHA-256 by name."""
    return {name: sha256(content) for name, content in files.items()}


def is_draft(folder: Path) -> bool | None:
    """Was the output there a draft? None when there is none, or no manifest to tell."""
    try:
        return bool(json.loads((folder / NAME).read_text(encoding="utf-8"))["draft"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def kept(folder: Path) -> dict[str, str]:
    """Digests of the outputs that are already there, when some only are rendered again."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return {f.name: sha256(f.read_bytes()) for f in files if f.is_file() and f.name != NAME}


def sha256(content: bytes) -> str:
    """The digest, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _files(folder: Path, pattern: str) -> list[Path]:
    """Sorted; Word's own lock files (``~$…``) are nobody's."""
    return sorted(f for f in folder.glob(pattern) if not f.name.startswith("~$"))
