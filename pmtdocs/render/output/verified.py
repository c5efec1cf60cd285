"""One file held against a manifest, wherever it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pmtdocs.render.output.uptodate import MANIFEST, digest, outputs_of, read, table

_OUTPUT = Path("output")


def file(path: Path, manifest: Path | None, data: Path, templates: Path) -> list[str]:
    """Why a file does not come from a manifest, these data and these templates; nothing if it does.

    Raises OSError or ValueError when no manifest can be read.
    """
    own = digest(path.resolve())
    found = manifest or _manifest_of(path, own)
    content = read(found)
    outputs = table(content, "outputs")
    if own not in outputs.values():
        why = "a été modifié depuis" if path.name in outputs else "n'est pas un document de"
        return [
            f"{path.name} {why} {found}.",
            "Pour comparer ses mots à ceux qui ont été produits : pmtdocs compare.",
        ]
    return stale(content, data, templates)


def _manifest_of(path: Path, own: str) -> Path:
    """Of the manifests beside the file, or else of ``output/``, the one that names these bytes;
    failing that, one that names the file, or any.
    """
    found = _manifests(path.parent) or [m for f in sorted(_OUTPUT.glob("*")) for m in _manifests(f)]
    if not found:
        raise FileNotFoundError(MANIFEST)
    known = {manifest: outputs_of(manifest) for manifest in found}
    return min(known, key=lambda one: (own not in known[one].values(), path.name not in known[one]))


def _manifests(folder: Path) -> list[Path]:
    """That of the documents, then those of the amendments."""
    own = [folder / MANIFEST] if (folder / MANIFEST).is_file() else []
    return [*own, *sorted(folder.glob(f"*-{MANIFEST}"))]


def stale(content: dict[str, Any], data: Path, templates: Path) -> list[str]:
    """The data and templates that are no longer those of a manifest. Raises OSError, ValueError."""
    out = []
    for kind, place in (("data", data), ("templates", templates)):
        for name, recorded in table(content, kind).items():
            source = place / name
            if not source.is_file():
                out.append(f"{source} a disparu depuis le rendu.")
            elif digest(source) != recorded:
                out.append(f"{source} a changé depuis le rendu.")
    return out
