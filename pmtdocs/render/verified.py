"""Held against a manifest: a folder of outputs, or one file wherever it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pmtdocs.render.uptodate import MANIFEST, changed, digest, outputs_of, read, table

_OUTPUT = Path("output")
_CHANGES = {
    "modifié": "a été modifié depuis le rendu",
    "absent": "manque",
    "ajouté": "n'est pas dans le manifeste",
}


def folder(place: Path) -> list[str]:
    """What is not as its manifest says, in French. Raises OSError or ValueError without one."""
    beside = _amendments(place)
    return [
        f"{change.name} {_CHANGES[change.kind]}."
        for change in changed(place)
        if change.kind != "ajouté" or digest(place / change.name) != beside.get(change.name)
    ]


def _amendments(place: Path) -> dict[str, str]:
    """The files that ``pmtdocs amend`` wrote there, each named by the manifest of its amendment."""
    manifests = sorted(place.glob(f"*-{MANIFEST}"))
    named = {name: own for one in manifests for name, own in outputs_of(one).items()}
    return named | {one.name: digest(one) for one in manifests}


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
    """The manifest beside the file, else the one of ``output/`` that names these bytes."""
    beside = path.parent / MANIFEST
    if beside.is_file():
        return beside
    known = sorted(_OUTPUT.glob(f"*/{MANIFEST}"))
    for one in known:
        if own in outputs_of(one).values():
            return one
    named = [one for one in known if path.name in outputs_of(one)]
    if not (named or known):
        raise FileNotFoundError(MANIFEST)
    return (named or known)[0]


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
