"""A dossier read with its amendments: their changes laid over its files, then typed like them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel

from pmtdocs.dossier.labels import describe
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import STAGES, SUBJECTS, Stage
from pmtdocs.dossier.model.amendment import Amendment, Change, Inexact
from pmtdocs.dossier.model.budget import Total
from pmtdocs.dossier.model.dossier import Amended
from pmtdocs.dossier.overlay import KINDS as _MERGE
from pmtdocs.dossier.overlay import Difference, Merged, merge
from pmtdocs.dossier.reader import Reader
from pmtdocs.dossier.source import Source
from pmtdocs.finding import (
    ExitCode,
    Finding,
    Kind,
    Location,
    Path,
    PmtdocsError,
    Severity,
    unreadable,
)
from pmtdocs.system.files import shown

ROOT: Path = ("avenant",)
CHANGES: Path = (*ROOT, "modifie")

ABSENT = unreadable("AVN104", "sujet-absent")
LIFTED = Kind("AVN105", "reserve-sans-objet", Severity.INFO)
KINDS = (*_MERGE, ABSENT, LIFTED)


def amend(loaded: Loaded, file: FilePath) -> Loaded:
    """The dossier with the amendment of ``file``, and those before it, which stand beside.

    Raises DataError with every fault found, PmtdocsError for what cannot be amended.
    """
    stage = loaded.dossier.dossier.etat
    if stage < Stage.VOTE:
        name = next(name for name, value in STAGES.items() if value == stage)
        raise PmtdocsError(
            f"Le dossier « {loaded.dossier.nom} » est à l'état « {name} » : il n'y a encore rien "
            "à modifier par avenant.",
            "Corrigez directement ses fichiers ; un avenant se prépare une fois le dossier voté.",
        )
    return reduce(_apply, in_order(loaded, file), loaded)


def in_order(loaded: Loaded, file: FilePath) -> list[FilePath]:
    """The amendments to apply, the last one asked for; each is called by its number."""
    act = _read(loaded, file)[2]
    before = [file.with_name(f"{number}{file.suffix}") for number in range(1, act.numero)]
    for number, one in enumerate(before, 1):
        if not one.is_file():
            raise PmtdocsError(
                f"L'avenant n° {act.numero} s'applique après l'avenant n° {number} : "
                f"{shown(one)} n'existe pas.",
                f"Ajoutez ce fichier, ou corrigez « numero » dans {shown(file)}.",
                exit_code=ExitCode.DATA,
            )
    return [*before, file]


def _read(loaded: Loaded, file: FilePath) -> tuple[Reader, Source, Amendment]:
    if not file.is_file():
        help = "Un avenant s'écrit d'ordinaire dans data/DOSSIER/avenants/1.yaml."
        raise PmtdocsError(f"Le fichier d'avenant {shown(file)} n'existe pas.", help)
    read = _reader(loaded)
    source = read.source(file, ROOT)
    act: Amendment | None = read.typed(source, ROOT, Amendment)
    if act is None:
        raise read.failed()
    return read, source, act


def _reader(loaded: Loaded) -> Reader:
    """For files that are read over those of the dossier."""
    commons = loaded.trees["commun"]
    tables = commons.items() if isinstance(commons, dict) else ()
    keys = {table: set(tree) for table, tree in tables if isinstance(tree, dict)}
    return Reader(keys, {k: s for k, s in loaded.sources.items() if ROOT not in s.values})


# --- one amendment ---------------------------------------------------------------------------


def _apply(loaded: Loaded, file: FilePath) -> Loaded:
    read, source, act = _read(loaded, file)
    laid = _Laid(loaded, read, source)
    for subject in act.modifie.subjects():
        laid.lay(subject)
    if source.findings:
        raise read.failed(source.findings)
    amended = Amended.model_construct(
        acte=act,
        origine=loaded.dossier,
        changements=tuple(laid.changes),
        inexacts=tuple(laid.inexact),
    )
    facts: dict[str, Any] = {**laid.facts, "avenant": amended}
    dossier = loaded.dossier.model_copy(update=facts)
    return replace(loaded, dossier=dossier, sources=read.sources | laid.sources)


@dataclass
class _Laid:
    """The subjects that an amendment changes, as they are typed again."""

    loaded: Loaded
    read: Reader
    source: Source
    facts: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    inexact: list[Inexact] = field(default_factory=list)

    def lay(self, subject: str) -> None:
        """Lay the changes of a subject over it; faults go to the findings of the amendment."""
        root, at = (subject,), (*CHANGES, subject)
        base = next((s for s in self.loaded.sources.values() if root in s.values), None)
        if base is None:
            message = f"L'avenant change {subject}.yaml, que le dossier n'a pas."
            help = f"Retirez « {subject} » de l'avenant : il ne change que ce qui existe."
            place = Location(at, self.source.keys.get(at))
            self.source.findings.append(Finding(ABSENT, message, place, help=help))
            return
        before = len(self.source.findings)
        merged = merge(base, root, self.source, at)
        if len(self.source.findings) > before:
            return
        asserted = Source(base.file, tree=merged.asserted, values=base.values, keys=base.keys)
        read = self.read.apart()
        now = read.typed(merged.source, root, SUBJECTS[subject])
        said = self.read.apart().typed(asserted, root, SUBJECTS[subject])
        self.source.findings += [*merged.source.findings, *read.findings]
        if now is None:
            return
        self.sources[base.file] = merged.source
        self.facts[subject] = now
        self._compare(subject, now, said, merged)

    def _compare(
        self, subject: str, now: BaseModel, said: BaseModel | None, merged: Merged
    ) -> None:
        """What really differs once read: « 45000 » is « 45 000 »."""
        was = getattr(self.loaded.dossier, subject)
        former = self.loaded.trees
        trees = {**former, subject: merged.source.tree}
        for one in merged.differences:
            if not _same(one, was, now):
                place = describe(one.path, former if one.after is None else trees)
                change = Change(chemin=one.path, lieu=place, avant=one.before, apres=one.after)
                self.changes.append(change)
        for at, old in merged.said:
            if said is None or _value(said, old[1:]) != _value(was, old[1:]):
                told, written = (_text(self.source, at), _text_of(self.loaded, old))
                self.inexact.append(Inexact(chemin=at, origine=old, dit=told, ecrit=written))


def _same(one: Difference, was: BaseModel, now: BaseModel) -> bool:
    if one.old is None or one.after is None:
        return False
    return bool(_value(was, one.old[1:]) == _value(now, one.path[1:]))


def _value(value: Any, path: Path) -> Any:
    """What stands at a path of the facts, or the nearest above: a figure may be a mere number."""
    for step in path:
        if isinstance(value, BaseModel) and isinstance(step, str):
            value = getattr(value, step)
        elif isinstance(value, tuple) and isinstance(step, int):
            value = value[step]
        elif isinstance(value, dict):
            value = value.get(step, value.get(int(step)) if str(step).isdigit() else None)
        else:
            break
    return value.by_year if isinstance(value, Total) else value


def _text(source: Source, path: Path) -> str:
    tree: Any = source.tree
    for step in path[1:]:
        tree = tree[step]
    return str(tree)


def _text_of(loaded: Loaded, path: Path) -> str:
    return _text(next(s for s in loaded.sources.values() if path in s.values), path)
