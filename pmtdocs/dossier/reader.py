"""The one reader of data files: YAML to typed facts, with their places and their faults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pmtdocs.dossier.labels import describe
from pmtdocs.dossier.model.blank import BLANKS
from pmtdocs.dossier.model.dossier import OTHERS
from pmtdocs.dossier.model.faults import explain
from pmtdocs.dossier.model.sheet import Sheet, Stage, stage_of
from pmtdocs.dossier.source import Source, Tree
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.finding import DataError, Finding, Kind, Path, unreadable
from pmtdocs.language.french import nearest
from pmtdocs.system.files import AbsentError, UnreadableError, shown

MISSING_FILE = unreadable("MOD004", "fichier-absent")
UNKNOWN_FILE = unreadable("MOD005", "fichier-inconnu")
_BACK = "Remettez-le ; s'il n'a encore rien à dire, écrivez-y « {} »."
#: What was surely meant as a data file; Windows hides the last suffix of « budget.yaml.txt ».
_MEANT = re.compile(r"[^.~].*\.ya?ml\s*(\.txt)?", re.IGNORECASE | re.DOTALL)
_adapter = cache(TypeAdapter)


@dataclass
class Reader:
    """What was read of a dossier, and what is wrong in it. ``keys`` are those that each shared
    table defines, against which references are checked."""

    keys: dict[str, set[str]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    """By displayed file name."""

    @property
    def findings(self) -> list[Finding]:
        """What is wrong, in the order of the files."""
        return [finding for source in self.sources.values() for finding in source.findings]

    def fault(self, kind: Kind, message: str, path: Path, help: str) -> None:
        """What is wrong with what was read at ``path``, said in its file."""
        source = next(source for source in self.sources.values() if path in source.values)
        source.fault(kind, message, path, help=help)

    def __call__(self, file: FilePath, root: Path, kind: Any) -> Any:
        """The file as what stands at ``root``; None when it is faulty."""
        return self.typed(self.source(file, root), root, kind)

    def sheet(self, file: FilePath, root: Path) -> Sheet | None:
        """That of a dossier, read before its other files: it says whether they may hold holes.

        An unreadable stage is its own fault.
        """
        source = self.source(file, root)
        sheet: Sheet | None = self.typed(source, root, Sheet)
        said = source.tree.get("etat") if isinstance(source.tree, dict) else None
        if (stage_of(said) or Stage.INSTRUCTION) < Stage.VOTE:
            self.keys[BLANKS] = set()
        return sheet

    def source(self, file: FilePath, root: Path) -> Source:
        """The file as text with its places; one that cannot be read is a fault, at its name."""
        try:
            source = read_source(file, shown(file), root)
        except UnreadableError as error:
            source, message, help = Source(shown(file)), error.message, error.help
            if isinstance(error, AbsentError):
                message, help = "Le fichier n'existe pas.", _BACK
            source.fault(MISSING_FILE, message, root, help=help)
        self.sources[source.file] = source
        return source

    def typed(self, source: Source, root: Path, kind: Any) -> Any:
        """A tree as what stands at ``root``; None when it is faulty."""
        if source.findings:
            return None
        try:
            return _adapter(kind).validate_python(source.tree, context=self.keys)
        except ValidationError as error:
            source.findings += explain(source, kind, root, error)
            return None

    def unread(self, held: list[FilePath], known: Iterable[str], naming: str = "") -> None:
        """What was meant as a data file, and is none: « budget.yml », « budget (1).yaml ».

        A copy that bears another ending (« budget.yaml.bak ») counts when the file itself is
        missing.
        """
        wanted = {f"{subject}.yaml" for subject in known}
        missing = tuple(wanted - {file.name for file in held})
        for file in sorted(held):
            aside = missing and file.name.startswith(missing)
            if file.name in wanted or not (aside or _MEANT.fullmatch(file.name)):
                continue
            close = nearest(re.split(r"[.\s]", file.name)[0], known)
            hint = f" ; vouliez-vous dire « {close}.yaml » ?" if close else "."
            message = f"Le fichier « {file.name} » n'est lu par rien{hint}"
            help = f"Fichiers attendus ici : {', '.join(sorted(wanted)) or 'aucun'}.{naming}"
            source = self.sources[shown(file)] = Source(shown(file))
            source.fault(UNKNOWN_FILE, message, (), help=help)

    def check(self) -> None:
        """Raises DataError with every fault, and the words that people have for its place."""
        if found := self.findings:
            trees = trees_of(self.sources.values())
            labelled = []
            for one in found:
                place = one.primary._replace(label=describe(one.primary.path, trees))
                labelled.append(one._replace(primary=place))
            raise DataError(labelled)


def trees_of(sources: Iterable[Source]) -> dict[str, Tree]:
    """Raw trees by the components of the paths at which they stand."""
    trees: dict[str, Any] = {"commun": {}, **{name: {} for name in OTHERS}}
    for source in (one for one in sources if one.values):
        here = trees
        *above, last = next(iter(source.values))
        for step in above:
            here = here.setdefault(str(step), {})
        here[str(last)] = source.tree
    return trees
