"""Who else draws on the credit that a dossier names: same funder, same year, same line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pmtdocs.dossier.kin import SHEET, Kin
from pmtdocs.dossier.model.base import Model, Year, YesNo
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.model.budget import Total
from pmtdocs.dossier.model.deliberation import Credit
from pmtdocs.dossier.model.dossier import DRAWS, Draw
from pmtdocs.dossier.model.sheet import Stage, StageName
from pmtdocs.dossier.model.words import Text
from pmtdocs.dossier.source import Source
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.finding import Path
from pmtdocs.language.french import plain
from pmtdocs.system import files

#: The others whose grant can be shown; they may be a thousand.
_SHOWN = 3


class _Sheet(Model, extra="ignore"):
    etat: StageName
    exercices: tuple[Year, ...]
    financeur: Text
    beneficiaire: Text = ""


class _Vote(Model, extra="ignore"):
    adopte: YesNo = True


class _Deliberation(Model, extra="ignore"):
    numero: Text
    inscription: Credit
    vote: _Vote = _Vote()


class _Subsidy(Model, extra="ignore"):
    montant: Total


class _Convention(Model, extra="ignore"):
    subvention: _Subsidy


def others(data: FilePath, name: str, kin: Kin, sources: dict[str, Source]) -> tuple[Draw, ...]:
    """What the others draw on the credit of ``name``, the largest first; ``sources`` then hold
    the places of the first ones.
    """
    if not (near := kin.same_credit(name)) or not (own := _drawn(data / name, kin)):
        return ()
    read = (_drawn(data / one, kin) for one in near)
    found = [one for one in read if one and _shares(own[0], one[0])]
    found.sort(key=lambda one: (-one[0].montant, one[0].dossier))
    for draw, source in found[:_SHOWN]:  # beside the same file, if a cofunder is read from it
        sources[f"{draw.dossier} ({DRAWS})"] = source
    return tuple(draw for draw, _ in found)


def _shares(own: Draw, other: Draw) -> bool:
    """Do they draw on one credit? Not before the other is decided upon, nor once refused; and a
    copy of a dossier is the same act.
    """
    same_act = own.acte == other.acte and own.montant == other.montant
    return own.ligne == other.ligne and other.compte and not same_act


def _drawn(folder: FilePath, kin: Kin) -> tuple[Draw, Source] | None:
    """Read once for all the dossiers of a project."""
    if folder.name not in kin.drawn:
        kin.drawn[folder.name] = _read(folder)
    found: tuple[Draw, Source] | None = kin.drawn[folder.name]
    return found


def _read(folder: FilePath) -> tuple[Draw, Source] | None:
    """None for what cannot be read, which its own check says, and for a grant of several years,
    of which the credit pays a part that is not known.
    """
    try:
        sheet, _ = _typed(folder / SHEET, "dossier", _Sheet)
        report, said = _typed(folder / "deliberation.yaml", "deliberation", _Deliberation)
        path: Path = ("inscription", "publie", "operation")
        granted = report.inscription.publie.operation
        if (folder / "convention.yaml").exists():
            convention, said = _typed(folder / "convention.yaml", "convention", _Convention)
            granted, path = convention.subvention.montant, ("subvention", "montant")
    except (ValidationError, files.UnreadableError, ValueError):
        return None
    entry = report.inscription
    root = next(iter(said.values))
    if granted is None or has_blank((granted, entry)) or len(sheet.exercices) > 1:
        return None
    line = (sheet.financeur, sheet.exercices[0], plain(entry.budget), entry.credit)
    counts = sheet.etat > Stage.INSTRUCTION and report.vote.adopte
    act = (report.numero, sheet.beneficiaire)
    place = (*root, *path)
    light = Source(said.file, "", str(granted), {place: said.values[place]})
    return Draw(folder.name, line, act, Decimal(granted), counts, place), light


def _typed(file: FilePath, subject: str, kind: type[Any]) -> tuple[Any, Source]:
    """Raises UnreadableError, ValidationError, ValueError for what is no YAML."""
    source = read_source(file, files.shown(file), (DRAWS, file.parent.name, subject))
    if source.findings:
        raise ValueError(file)
    return TypeAdapter(kind).validate_python(source.tree, context={}), source
