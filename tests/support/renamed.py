"""Word files whose parts have other names than Word's own: only their relations lead to them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

from pmtdocs.word import package

_RELS = re.compile(r"(?:(.*)/)?_rels/(.*)\.rels")
_TARGET = re.compile(r'(Target=")([^"]*)(")')

#: The new name of a part, by its old one.
Renamer = Callable[[str], str]


def rename(source: Path, target: Path, renamer: Renamer, *, absolute: bool = False) -> Path:
    """A copy of a Word file with other names for its parts, and relations that follow.

    ``absolute``: targets begin with « / », else they are relative to the part they stand beside.
    """
    parts = package.read(source)
    names = {n: n if _is_plumbing(n) else renamer(n) for n in parts}
    out = {}
    for name, data in parts.items():
        if found := _RELS.fullmatch(name):
            owner = posixpath.join(found[1] or "", found[2])
            fresh = names.get(owner, owner)
            folder = posixpath.dirname(fresh)
            rows = _retargeted(data.decode(), found[1] or "", folder, names, absolute)
            out[posixpath.join(folder, "_rels", f"{posixpath.basename(fresh)}.rels")] = rows
        elif name == "[Content_Types].xml":
            text = data.decode()
            for old, new in names.items():
                text = text.replace(f'PartName="/{old}"', f'PartName="/{new}"')
            out[name] = text.encode()
        else:
            out[names[name]] = data
    target.write_bytes(package.write(out))
    return target


def _is_plumbing(name: str) -> bool:
    return name == "[Content_Types].xml" or bool(_RELS.fullmatch(name))


def _retargeted(
    text: str, old_folder: str, folder: str, names: dict[str, str], absolute: bool
) -> bytes:
    def target(match: re.Match[str]) -> str:
        old = posixpath.normpath(posixpath.join("/", old_folder, match[2])).lstrip("/")
        if old not in names:
            return match[0]
        new = f"/{names[old]}" if absolute else posixpath.relpath(names[old], folder or ".")
        return f"{match[1]}{new}{match[3]}"

    return _TARGET.sub(target, text).encode()


def numbered(name: str) -> str:
    """« word/document.xml » → « word/document2.xml », as SharePoint writes."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}2{dot}{suffix}"


def moved(name: str) -> str:
    """Every part in a folder of its own."""
    return f"parts/{posixpath.basename(name).partition('.')[0]}/{posixpath.basename(name)}"


def nameless(name: str) -> str:
    """Names that say nothing, at the root of the package."""
    suffix = posixpath.splitext(name)[1]
    number = sum(rank * ord(sign) for rank, sign in enumerate(name))
    return f"p{number}{'.dat' if suffix == '.xml' else suffix}"


#: Every way, and whether targets are absolute.
WAYS: dict[str, tuple[Renamer, bool]] = {
    "document2.xml": (numbered, False),
    "document2.xml, absolute": (numbered, True),
    "another folder": (moved, False),
    "another folder, absolute": (moved, True),
    "names that say nothing": (nameless, False),
    "unchanged, absolute": (str, True),
}


def renamed_modele(source: Path, target: Path, way: str) -> Path:
    """A modèle whose every Word file was renamed; what is no Word file is copied."""
    renamer, absolute = WAYS[way]
    for file in sorted(source.rglob("*")):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".docx":
            rename(file, copy, renamer, absolute=absolute)
        elif file.is_file():
            copy.write_bytes(file.read_bytes())
    return target
