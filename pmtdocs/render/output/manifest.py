"""``manifest.json``: what was read, with what, and what came of it.

It names no path of this machine and no date of today: the same inputs give the same manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pmtdocs import __version__
from pmtdocs.dossier.kin import COMMON_FOLDER
from pmtdocs.dossier.load import Loaded
from pmtdocs.finding import Finding
from pmtdocs.render.output import uptodate
from pmtdocs.render.output.uptodate import MANIFEST
from pmtdocs.render.page.fonts import FONTS
from pmtdocs.system import files
from pmtdocs.system.files import listed
from pmtdocs.system.limits import WORK_RESULT, LimitError


def manifest(
    loaded: Loaded,
    modele: Path,
    findings: Iterable[Finding],
    draft: bool,
    outputs: dict[str, str],
    pages: Mapping[str, Mapping[str, str]],
) -> bytes:
    """As a JSON file, with the SHA-256 of the outputs and of what each PDF was laid out from."""
    data = loaded.folder.parent
    own = [*listed(data / COMMON_FOLDER, "*.yaml"), *listed(loaded.folder, "*.yaml")]
    sources = [*own, *sorted(loaded.elsewhere)]
    content = {
        "tool": f"pmtdocs {__version__}",
        "dossier": loaded.dossier.nom,
        "draft": draft,
        "data": {f.relative_to(data).as_posix(): read_digest(f) for f in sources},
        "templates": {
            # A part of no document may be unreadable: the check has said so of the others.
            f"{modele.name}/{f.relative_to(modele).as_posix()}": uptodate.digest(f, follow=True)
            for f in listed(modele, "*.docx", "*.j2", "clauses.yaml", "clauses/*.docx")
        },
        "fonts": {f.name: read_digest(f) for f in listed(FONTS, "*.ttf")},
        "pages": dict(sorted(pages.items())),
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


class Page(NamedTuple):
    """A PDF at hand, and what it was laid out from."""

    origin: str
    data: bytes


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a folder; nothing when there is none, or none that can be read."""
    try:
        return uptodate.read(folder / MANIFEST)
    except (OSError, ValueError):
        return {}


def is_draft(folder: Path) -> bool | None:
    """Was the output there a draft? None when there is none, or no manifest to tell."""
    draft = read(folder).get("draft")
    return draft if isinstance(draft, bool) else None


def pages(folder: Path) -> dict[str, dict[str, str]]:
    """What the PDFs of a folder were laid out from, and by which engine, by document.

    A manifest of another version says it otherwise, and nothing of use: they are laid out again.
    """
    found = read(folder).get("pages")
    known = found if isinstance(found, dict) else {}
    return {name: said for name, said in known.items() if isinstance(said, dict)}


def laid_out(folder: Path) -> dict[str, Page]:
    """The PDFs of a folder that nobody has touched since its manifest was written."""
    outputs = read(folder).get("outputs")
    digests = outputs if isinstance(outputs, dict) else {}
    found = {}
    for name, said in pages(folder).items():
        file = folder / f"{name}.pdf"
        with suppress(OSError, LimitError):  # it is laid out again
            data = files.read(file, WORK_RESULT) if file.name in digests else b""
            if data and not file.is_symlink() and sha256(data) == digests[file.name]:
                found[name] = Page(said.get("origin", ""), data)
    return found


def kept(folder: Path) -> dict[str, str]:
    """Digests of the outputs that are already there, when some only are rendered again.

    An amendment has a manifest of its own.
    """
    if not folder.is_dir():
        return {}
    apart = {MANIFEST, *uptodate.amendments(folder)}
    there = (f for f in sorted(folder.iterdir()) if f.is_file() and f.name not in apart)
    return {f.name: read_digest(f) for f in there}


def sha256(content: bytes) -> str:
    """The digest, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_digest(file: Path) -> str:
    """That of a file. Raises UnreadableError or LimitError."""
    return sha256(files.read(file, WORK_RESULT))
