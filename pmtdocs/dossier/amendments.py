"""A dossier read with its amendments: their changes laid over its files, then typed like them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from pydantic import BaseModel

from pmtdocs.dossier.labels import describe
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import STAGES, SUBJECTS, Stage
from pmtdocs.dossier.model.amendment import Amendment, Change, Inexact
from pmtdocs.dossier.model.budget import Total
from pmtdocs.dossier.model.dossier import Amended
from pmtdocs.dossier.overlay import KINDS as _MERGE
from pmtdocs.dossier.overlay import Merged, merge
from pmtdocs.dossier.reader import Reader
from pmtdocs.dossier.source import Source
from pmtdocs.finding import ExitCode, Kind, Path, PmtdocsError, Severity, unreadable
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
        if not os.path.lexists(one):
            raise PmtdocsError(
                f"L'avenant n° {act.numero} s'applique après l'avenant n° {number} : "
                f"{shown(one)} n'existe pas.",
                f"Ajoutez ce fichier, ou corrigez « numero » dans {shown(file)}.",
                exit_code=ExitCode.DATA,
            )
    return [*before, file]


def _read(loaded: Loaded, file: FilePath) -> tuple[Reader, Source, Amendment]:
    if not os.path.lexists(file):
        help = "Un avenant s'écrit d'ordinaire dans data/DOSSIER/avenants/1.yaml."
        raise PmtdocsError(f"Le fichier d'avenant {shown(file)} n'existe pas.", help)
    # Read over the files of the dossier; an amendment before this one is none of them.
    commons: Any = loaded.trees["commun"]
    keys = {table: set(tree) for table, tree in commons.items()}
    read = Reader(keys, {k: s for k, s in loaded.sources.items() if ROOT not in s.values})
    source = read.source(file, ROOT)
    act: Amendment = read.typed(source, ROOT, Amendment)
    read.check()
    return read, source, act


# --- one amendment ---------------------------------------------------------------------------


def _apply(loaded: Loaded, file: FilePath) -> Loaded:
    read, source, act = _read(loaded, file)
    several = [_lay(loaded, read, source, subject) for subject in act.modifie.subjects()]
    read.check()
    laid = [one for one in several if one]
    amended = Amended.model_construct(
        acte=act,
        origine=loaded.dossier,
        changements=tuple(change for one in laid for change in _changes(loaded, one)),
        inexacts=tuple(inexact for one in laid for inexact in _inexact(loaded, source, one)),
    )
    facts: dict[str, Any] = {**{one.subject: one.now for one in laid}, "avenant": amended}
    dossier = loaded.dossier.model_copy(update=facts)
    sources = {one.merged.source.file: one.merged.source for one in laid}
    return replace(loaded, dossier=dossier, sources=read.sources | sources)


class _Laid(NamedTuple):
    """A subject that an amendment changes, typed again: as it is, as the amendment says it was."""

    subject: str
    now: BaseModel
    said: BaseModel | None
    merged: Merged


def _lay(loaded: Loaded, read: Reader, source: Source, subject: str) -> _Laid | None:
    """Lay the changes of a subject over it; faults go to the findings of the amendment."""
    root, at = (subject,), (*CHANGES, subject)
    base = next((s for s in loaded.sources.values() if root in s.values), None)
    if base is None:
        message = f"L'avenant change {subject}.yaml, que le dossier n'a pas."
        help = f"Retirez « {subject} » de l'avenant : il ne change que ce qui existe."
        source.fault(ABSENT, message, at, source.keys.get(at), help)
        return None
    before = len(source.findings)
    merged = merge(base, root, source, at)
    if len(source.findings) > before:
        return None
    now = read.typed(merged.source, root, SUBJECTS[subject])
    source.findings += merged.source.findings
    asserted = Source(base.file, tree=merged.asserted, values=base.values, keys=base.keys)
    return _Laid(subject, now, read.typed(asserted, root, SUBJECTS[subject]), merged)


def _changes(loaded: Loaded, laid: _Laid) -> Iterator[Change]:
    """What really differs once read: « 45000 » is « 45 000 »."""
    was, former = getattr(loaded.dossier, laid.subject), loaded.trees
    trees = {**former, laid.subject: laid.merged.source.tree}
    for one in laid.merged.differences:
        old = one.old if one.after is not None else None
        if old is None or _value(was, old[1:]) != _value(laid.now, one.path[1:]):
            place = describe(one.path, former if one.after is None else trees)
            yield Change(chemin=one.path, lieu=place, avant=one.before, apres=one.after)


def _inexact(loaded: Loaded, source: Source, laid: _Laid) -> Iterator[Inexact]:
    """The former values that the amendment gives, and that the dossier does not hold."""
    was = getattr(loaded.dossier, laid.subject)
    for at, old in laid.merged.said:
        if laid.said is None or _value(laid.said, old[1:]) != _value(was, old[1:]):
            written = next(s for s in loaded.sources.values() if old in s.values)
            yield Inexact(chemin=at, origine=old, dit=_text(source, at), ecrit=_text(written, old))


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
