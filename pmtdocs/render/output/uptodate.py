"""Is the output what the last render made of the same inputs? Known without loading a dossier.

After each render, what went in is kept as one digest in the user's cache, with what was said of it.
Importing this module is quick: it answers before anything else is loaded.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from pmtdocs.dossier import kin
from pmtdocs.system import cache, files
from pmtdocs.system.limits import MANIFEST_SIZE, WORK_RESULT, LimitError

MANIFEST = "manifest.json"
_KEPT = "rendus"
#: Of a project of thousands of dossiers, each is known.
_MOST = 10_000
#: What is read of another dossier that draws on the same credit, or is of the same sitting.
_AFFAIR = ("dossier", "deliberation")
#: What the dossier of a table of grants says for those that it votes.
_TABLE = ("dossier", "deliberation", "acte", "attributions", "seance")
_GRANT = (*_AFFAIR, "convention")
LIBRARIES = ("babel", "jinja2", "lxml", "pikepdf", "pydantic", "typst", "weasyprint")


class Said(NamedTuple):
    """What a render said: its findings as text, its summary, and what it wrote.

    ``printed`` is what was found in the words that documents print, once they were made.
    """

    report: str
    summary: str
    draft: bool
    files: tuple[str, ...]
    printed: str = ""


class Project:
    """What the renders of a project have in common, read once for those that follow one another."""

    def __init__(self, data: Path, templates: Path) -> None:
        self.data, self.templates = data, templates
        self.kin = kin.read(data)
        self._digests: dict[tuple[str, int, int], str] = {}
        self._digested: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}

    def key(self, name: str, target: Path, options: object) -> str:
        """All that a render of ``name`` depends on, as a digest: its data, those of its programme
        and what all share, its modèle, the code, the libraries, the options. A file that cannot
        be read counts as such.
        """
        found = hashlib.sha256(cache.fingerprint().encode())
        places = [str(path.absolute()) for path in (target, self.data, self.templates)]
        found.update(repr((*places, name, options, _libraries())).encode())
        if self.kin.same_credit(name):
            found.update(self._said(self.kin.drawing[self.kin.credits[name]], _GRANT).encode())
        if sitting := self.kin.sittings.get(name):
            told = self.data / kin.SITTINGS / f"{sitting}.yaml"
            found.update(repr((digest(told, follow=True), self.kin.twins(told))).encode())
            found.update(self._said(self.kin.sharing[sitting], _AFFAIR).encode())
        if table := self.kin.votes.get(name):
            if shared := self.kin.sittings.get(table):
                sitting_file = self.data / kin.SITTINGS / f"{shared}.yaml"
                found.update(digest(sitting_file, follow=True).encode())
            found.update(self._said((table,), _TABLE).encode())
        if apart := self.kin.voted.get(name):
            found.update(self._said(apart, ("dossier",)).encode())
        for folder in self._folders(name):
            found.update(os.fsencode(folder) + b"\n")
            with suppress(files.UnreadableError):
                for file in files.below(folder):
                    found.update(os.fsencode(file.path) + f" {self._digest(file)}\n".encode())
        return found.hexdigest()

    def _said(self, names: tuple[str, ...], subjects: tuple[str, ...]) -> str:
        """What those of one credit, or of one sitting, say of it: one digest for them all."""
        asked = names, subjects
        if asked not in self._digested:
            folders = [self.data / name for name in names]
            said = [digest(f / f"{s}.yaml", follow=True) for f in folders for s in subjects]
            self._digested[asked] = hashlib.sha256(repr((folders, said)).encode()).hexdigest()
        return self._digested[asked]

    def _folders(self, name: str) -> Iterator[Path]:
        """All that may be read for a dossier; what its sheet says in an odd way may be any."""
        sheet = self.data / name / kin.SHEET
        modele, base = kin.said(sheet, "modele"), self.kin.bases.get(name)
        yield self.templates / modele if modele else self.templates
        if name in self.kin.odd:
            yield self.data
            return
        if not (self.data / name / "deliberation.yaml").exists():  # papers print what others hold
            yield from (self.data / one for one in self.kin.same_sitting(name))
        yield from (self.data / one for one in (name, kin.COMMON_FOLDER, *self.kin.of(name, base)))

    def _digest(self, file: os.DirEntry[str]) -> str:
        """Of a file that several dossiers share, once, unless it was written meanwhile."""
        try:
            found = file.stat()
        except OSError:
            return ""
        written = file.path, found.st_mtime_ns, found.st_size
        if written not in self._digests:
            self._digests[written] = digest(Path(file), follow=True)
        return self._digests[written]


@functools.cache
def _libraries() -> tuple[str, ...]:
    return tuple(version(name) for name in LIBRARIES)


def said(key: str, target: Path) -> Said | None:
    """What the render of these inputs said, if its output is there as it left it."""
    try:
        kept = json.loads(cache.read(f"{_KEPT}/{key}") or b"{}")
        if not kept or digest(target / MANIFEST) != kept["manifest"] or changed(target):
            return None
        del kept["manifest"]
        return Said(**kept | {"files": tuple(kept["files"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(key: str, target: Path, said: Said) -> None:
    """Remember what a render said."""
    content = {**said._asdict(), "manifest": digest(target / MANIFEST)}
    data = json.dumps(content, ensure_ascii=False).encode()
    cache.write(f"{_KEPT}/{key}", data, _MOST)


def changed(folder: Path) -> list[str]:
    """What was altered, taken away or added since the manifest was written, and those of the
    amendments, which may be there alone; in French.

    Raises OSError without a manifest, ValueError for one that says nothing.
    """
    outputs = amendments(folder)
    if not outputs or (folder / MANIFEST).exists():
        outputs |= outputs_of(folder / MANIFEST)
    there = {file.name for file in folder.iterdir()} - {MANIFEST}
    found = [
        f"{name} {'a été modifié depuis le rendu' if name in there else 'manque'}."
        for name, recorded in outputs.items()
        if name not in there or digest(folder / name) != recorded
    ]
    added = sorted(there - outputs.keys())
    return found + [f"{name} n'est pas dans le manifeste." for name in added]


def amendments(folder: Path) -> dict[str, str]:
    """SHA-256 of what ``pmtdocs amend`` wrote there, by name: the files that the manifest of each
    amendment names, and that manifest. One that cannot be read names nothing.
    """
    found: dict[str, str] = {}
    for manifest in sorted(folder.glob(f"*-{MANIFEST}")):
        with suppress(OSError, ValueError):
            found |= {**outputs_of(manifest), manifest.name: digest(manifest)}
    return found


def outputs_of(manifest: Path) -> dict[str, str]:
    """The SHA-256 of each output, by name. Raises OSError or ValueError."""
    return table(read(manifest), "outputs")


def read(manifest: Path) -> dict[str, Any]:
    """A manifest. Raises OSError or ValueError."""
    try:
        content = json.loads(files.read(manifest, MANIFEST_SIZE).decode())
    except (RecursionError, LimitError) as error:
        raise ValueError(manifest) from error
    if not isinstance(content, dict):
        raise ValueError(manifest)
    return content


def table(content: dict[str, Any], name: str) -> dict[str, str]:
    """A table of digests of a manifest. Raises ValueError."""
    found = content.get(name)
    if not isinstance(found, dict) or not all(isinstance(d, str) for d in found.values()):
        raise ValueError(name)
    return found


def digest(file: Path, follow: bool = False) -> str:
    """SHA-256 of an ordinary file that can be read; nothing else is like what was written.

    Inputs may be links, which are to be followed; what we write never is one.
    """
    try:
        return _digest(file, follow)
    except (OSError, LimitError):
        return ""


def _digest(file: Path, follow: bool) -> str:
    return hashlib.sha256(files.read(file, WORK_RESULT, follow)).hexdigest()


# --- what a manifest says of a file -------------------------------------------------------------


def doubts(path: Path, manifest: Path | None, data: Path, templates: Path) -> list[str]:
    """Why a file does not come from a manifest, these data and these templates; nothing if it does.

    Raises OSError or ValueError when no manifest can be read.
    """
    own = _digest(path.resolve(), follow=False)
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
    found = _manifests(path.parent) or [
        m for f in sorted(Path("output").glob("*")) for m in _manifests(f)
    ]
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
            try:
                if _digest(source, follow=True) != recorded:
                    out.append(f"{source} a changé depuis le rendu.")
            except files.AbsentError:
                out.append(f"{source} a disparu depuis le rendu.")
            except (files.UnreadableError, LimitError) as error:
                out.append(error.message)
    return out
