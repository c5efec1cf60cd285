"""A sitting told once for all the dossiers voted that day, and what these say to one another.

``data/seances/2031-04-10-conseil.yaml`` is read for each dossier whose sheet names it (``seance:``)
as if it stood in the dossier's own folder: rules, places and templates see no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from pmtdocs.dossier.kin import SHEET, SITTINGS, Kin
from pmtdocs.dossier.kin import read as read_kin
from pmtdocs.dossier.model import SHARED, SUBJECTS
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.model.deliberation import Deliberation
from pmtdocs.dossier.model.dossier import AFFAIRS, TWINS, Affair
from pmtdocs.dossier.model.faults import BAD_VALUE
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.dossier.model.words import KEY
from pmtdocs.dossier.reader import Reader
from pmtdocs.dossier.source import Source
from pmtdocs.finding import Path, Span
from pmtdocs.language.french import or_rather
from pmtdocs.system import files

_NAMED: Path = ("dossier", "seance")
_OWN: Path = ("seance",)
#: What is read of another dossier of the sitting.
_AFFAIR = (SHEET, "deliberation.yaml")
#: A text that names a fact of its dossier: « {programme.nom} ».
_FIELD = re.compile(r"\{\s*[a-z_]+\.")


def complete(
    data: FilePath, name: str, own: dict[str, Any], read: Reader, kin: Kin
) -> tuple[FilePath, ...]:
    """Add to the facts of a dossier the sitting that its sheet names, and the others that name it.

    The files read for it are handed back: those of the others, where it prints what they say.
    """
    sheet = own.get("dossier")
    if sheet is None or sheet.seance is None:
        return ()
    file = data / SITTINGS / f"{sheet.seance}.yaml"
    if "seance" in own:
        _told_twice(file, read)
        return ()
    names = _names(data / SITTINGS, read)
    if sheet.seance not in names:
        _absent(sheet.seance, names, read)
        return ()
    own["seance"] = read(file, _OWN, Sitting)
    papers, elsewhere = "deliberation" not in own, [file]
    affairs: dict[str, Affair] = {}
    for other in kin.same_sitting(name):
        if found := _heard(data / other, read, kin):
            affairs[other], sources = found
            read.sources.update(sources)
            elsewhere += [data / other / one for one in _AFFAIR] if papers else []
        elif papers and (data / other / _AFFAIR[1]).exists():
            message = f"Le dossier « {other} », de cette séance, ne peut pas être lu."
            help = f"Corrigez-le : la liste des affaires en a besoin. pmtdocs check {other}"
            read.fault(BAD_VALUE, message, _NAMED, help)
    own[AFFAIRS] = _in_order(affairs, own["seance"])
    own[TWINS] = tuple(_twins(file, own["seance"], read, kin))
    return tuple(elsewhere)


def _twins(file: FilePath, sitting: Sitting | None, read: Reader, kin: Kin) -> Iterator[str]:
    """The other files that tell this sitting; ``read`` then knows where they are."""
    for one in kin.twins(file) if sitting else ():
        shown = files.shown(one)
        place: Path = (TWINS, shown)
        read.sources[f"{shown} ({TWINS})"] = Source(shown, values={place: Span(shown, 1, 1, 1, 1)})
        yield shown


def unnamed(data: FilePath) -> list[str]:
    """The files of sittings that no dossier names."""
    known = {f"{name}.yaml" for name in read_kin(data).sharing}
    return [f.name for f in files.listed(data / SITTINGS, "*.yaml") if f.name not in known]


def _names(folder: FilePath, read: Reader) -> list[str]:
    """The sittings there are; what was meant as one and cannot be is a fault."""
    held = files.within(folder) if folder.is_dir() else []
    names = [f.stem for f in held if f.suffix == ".yaml" and re.fullmatch(KEY, f.stem)]
    read.unread(held, names, " Un nom de séance admet minuscules, chiffres et « - ».")
    return names


def _told_twice(file: FilePath, read: Reader) -> None:
    """Both files are at fault: nobody can tell which one says what happened."""
    message = f"Le dossier a sa propre séance, seance.yaml, et nomme {files.shown(file)}."
    help = "Gardez-en une : effacez seance.yaml, ou la ligne « seance » de dossier.yaml."
    for path in (_NAMED, _OWN):
        if any(path in source.values for source in read.sources.values()):  # else unreadable
            read.fault(BAD_VALUE, message, path, help)


def _absent(wanted: str, names: list[str], read: Reader) -> None:
    hint = or_rather(wanted, names)
    message = f"La séance « {wanted} » n'est pas dans data/{SITTINGS}/{hint}"
    there = f"Séances présentes : {', '.join(names) or 'aucune'}."
    help = f"{there} Pour l'écrire d'après le registre : pmtdocs import session FICHIER --output …"
    read.fault(BAD_VALUE, message, _NAMED, help)


def _heard(folder: FilePath, read: Reader, kin: Kin) -> tuple[Affair, dict[str, Source]] | None:
    """What another dossier puts to the vote, read once for all those of its sitting; None for one
    that puts nothing, or that is at fault: its own check says so.
    """
    if folder.name not in kin.heard:
        kin.heard[folder.name] = _affair(folder, {table: read.keys[table] for table in SHARED})
    found: tuple[Affair, dict[str, Source]] | None = kin.heard[folder.name]
    return found


def _affair(folder: FilePath, keys: dict[str, set[str]]) -> tuple[Affair, dict[str, Source]] | None:
    sheet, report = (folder / one for one in _AFFAIR)
    if not report.exists():
        return None
    apart, root = Reader(keys), (AFFAIRS, folder.name)
    said: dict[str, Any] = {
        "dossier": apart.sheet(sheet, (*root, "dossier")),
        "deliberation": apart(report, (*root, "deliberation"), Deliberation),
    }
    lines = folder / "attributions.yaml"
    if lines.exists() or _FIELD.search(apart.sources[files.shown(report)].text):
        there = (folder / f"{subject}.yaml" for subject in SUBJECTS)
        said["faits"] = {
            file.stem: apart(file, (*root, file.stem), SUBJECTS[file.stem])
            for file in there
            if file.name not in (*_AFFAIR, "seance.yaml") and file.exists()
        }
    return None if apart.findings else (Affair.model_construct(**said), apart.sources)


def _in_order(affairs: dict[str, Affair], sitting: Sitting | None) -> dict[str, Affair]:
    """In the order of passage; those whose number is not known yet come last."""

    def rank(name: str) -> tuple[bool, int, str]:
        report = affairs[name].deliberation.rapport
        if has_blank(report) or sitting is None or has_blank(sitting.ordre):
            return True, 0, name
        return False, sitting.rank(report), name

    return {name: affairs[name] for name in sorted(affairs, key=rank)}
