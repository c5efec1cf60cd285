"""YAML → Dossier: find the files, read them, type them, and keep the place of everything."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from pmtdocs.dossier import family, kin, lines, sittings, votes
from pmtdocs.dossier.labels import describe
from pmtdocs.dossier.model import SHARED, SUBJECTS, Dossier, faults
from pmtdocs.dossier.model.blank import BLANK_WORDS, has_blank
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.dossier import DRAWS, OTHERS
from pmtdocs.dossier.model.faults import BAD_VALUE, MISSING_KEY
from pmtdocs.dossier.model.known import known
from pmtdocs.dossier.reader import MISSING_FILE, UNKNOWN_FILE, Reader, trees_of
from pmtdocs.dossier.source import Source, Tree
from pmtdocs.finding import ExitCode, Finding, Kind, Location, Path, PmtdocsError, Severity, Span
from pmtdocs.language.french import did_you_mean, plain
from pmtdocs.system import files
from pmtdocs.system.files import shown

REPEATED = Kind("YML010", "element-repete", Severity.WARNING)
TO_FILL_IN = Kind("MOD006", "a-completer", Severity.INFO, exit=ExitCode.DATA)
UNREAD = Kind("MOD007", "repris-sans-relecture", Severity.ERROR)
LEFT = Kind("MOD009", "texte-a-completer", Severity.ERROR)
UNSAID = Kind("MOD008", "fait-absent", Severity.ERROR)
KINDS = (*faults.KINDS, MISSING_FILE, UNKNOWN_FILE, REPEATED, TO_FILL_IN, UNREAD, LEFT, UNSAID)

_LEFT = "L'acte est voté, et ce texte est encore « à compléter » : il s'imprimerait tel quel."
_WRITE_NOW = "Écrivez-le, ou revenez à l'état « projet » dans dossier.yaml."
_WRITE = "Écrivez la valeur dès qu'elle est connue ; le projet imprime des pointillés."
_RECIPIENT = "Ajoutez « beneficiaire: » : la clé d'un organisme de data/_commun/organisations.yaml."
_READ = "Relisez ce texte, récrivez ce qui a changé, puis effacez cette ligne de commentaire."
_HOLE = re.compile("compl[eé]ter", re.IGNORECASE)
#: Figures, names and answers may well come back in a list; words of this length hardly do.
_LONG = 40
#: What the folder of a dossier may be called.
NAME = re.compile(rf"(?!(?i:{files.DEVICE.pattern})$)[A-Za-z0-9_-]+")
_NAMES = (
    "lettres sans accent, chiffres, « - » et « _ », hors les noms que Windows se garde (« con »…)"
)


@dataclass(frozen=True)
class Loaded:
    """A dossier with the sources that it was read from."""

    dossier: Dossier
    sources: dict[str, Source]
    """By displayed file name."""
    folder: FilePath
    elsewhere: tuple[FilePath, ...] = ()
    """Files that it was read from and that stand in no folder of its own: other dossiers of its
    programme, the sitting that several share."""

    @cached_property
    def trees(self) -> dict[str, Tree]:
        """Raw trees by first component of a path."""
        return trees_of(self.sources.values())

    @cached_property
    def known(self) -> Dossier:
        """The dossier without what is « à compléter »: what rules can judge."""
        return known(self.dossier)

    def blanks(self) -> Iterator[Path]:
        """The facts of this dossier that are « à compléter », or that another dossier gave and
        nobody has read again, in the order of the files.
        """
        wanted = plain(BLANK_WORDS)
        for source in self.sources.values():
            if not _HOLE.search(source.text):
                continue
            yield from (path for path, *_ in source.carried() if path[0] not in OTHERS)
            for path, span in source.values.items():
                if span.line == span.end_line and path[0] not in OTHERS:
                    text = source.line(span.line)[span.column - 1 : span.end_column - 1]
                    if plain(text.strip("'\"")) == wanted:
                        yield path

    def to_fill_in(self) -> Iterator[Finding]:
        """Each hole of a draft, at its line, and each text that another dossier gave; an act that
        was voted says its own holes in its rules, but for its words, and has no such text.
        """
        carried: set[Path] = set()
        kind = UNREAD if self.dossier.voted else TO_FILL_IN
        for path, comment, said in self.carried():
            carried.add(path)
            place = self.locate(path)._replace(span=comment)
            yield Finding(kind, f"{said[:1].upper()}{said[1:]}.", place, help=_READ)
        for path in (hole for hole in self.blanks() if hole not in carried):
            if not self.dossier.voted:
                yield Finding(TO_FILL_IN, "À compléter.", self.locate(path), help=_WRITE)
            elif path[0] != "commun" and isinstance(_at(self.dossier, path), str):
                yield Finding(LEFT, _LEFT, self.locate(path), help=_WRITE_NOW)

    def carried(self) -> Iterator[tuple[Path, Span, str]]:
        """Each text that another dossier gave and nobody has read again: the comment that says so,
        and its words.
        """
        every = (one for source in self.sources.values() for one in source.carried())
        return (one for one in every if one[0][0] not in OTHERS)

    def remarks(self) -> Iterator[Finding]:
        """What was read, and may have been meant otherwise: « Tribunal #1 », a line typed twice."""
        for source in self.sources.values():
            for one in (*source.remarks, *_repeated(source)):
                label = describe(one.primary.path, self.trees)
                yield one._replace(primary=one.primary._replace(label=label))

    def locate(self, path: Path, label: str = "", words: str = "") -> Location:
        """Where a path was written, or some ``words`` of its text; what is computed stands where
        its nearest parent is.
        """
        above, sources = range(len(path), 0, -1), self.sources.values()
        places = (source.place(path[:end], words) for end in above for source in sources)
        return Location(path, next(filter(None, places), None), label or describe(path, self.trees))


def _at(facts: Any, path: Path) -> Any:
    """The fact at a path of the model; None where the path is of something else."""
    for step in path:
        if isinstance(step, int):
            facts = facts[step] if isinstance(facts, tuple) and step < len(facts) else None
        else:
            facts = facts.get(step) if isinstance(facts, dict) else getattr(facts, step, None)
    return facts


def dossiers(data: FilePath) -> list[str]:
    """Names of the dossiers: the folders that hold a ``dossier.yaml``, or may do so unseen.

    Raises PmtdocsError when there is no data folder.
    """
    _at_home(data)
    return [name for name in _folders(data) if NAME.fullmatch(name)]


def _at_home(data: FilePath) -> None:
    """Raises PmtdocsError when there is no data folder: the command was run outside a project."""
    if not files.is_folder(data):
        raise PmtdocsError(
            f"Le répertoire des données « {data} » n'existe pas.",
            "Pour commencer un projet ici : pmtdocs init. S'il est ailleurs, placez-vous dans son "
            "répertoire (celui qui contient data/ et templates/), ou indiquez-les : pmtdocs … "
            "--data RÉPERTOIRE --templates RÉPERTOIRE",
        )


def stray(data: FilePath) -> list[tuple[str, str]]:
    """What no command takes, and why: « 2030 - Copie », a folder that holds a dossier, or a sitting
    that no dossier names.
    """
    named = [name for name in _folders(data) if not NAME.fullmatch(name)]
    others = [folder for folder in files.listed(data, "*/") if not _is_dossier(folder)]
    sheetless = [f.name for f in others if any((f / f"{s}.yaml").is_file() for s in SUBJECTS)]
    why = f"son nom admet {_NAMES}"
    lacks = f"il n'a pas de fichier {kin.SHEET}"
    found = [*((name, why) for name in named), *((name, lacks) for name in sheetless)]
    unnamed = sittings.unnamed(data) if data / kin.SITTINGS in others else []
    return [*found, *((f"{kin.SITTINGS}/{name}", "aucun dossier ne la nomme") for name in unnamed)]


def _folders(data: FilePath) -> list[str]:
    folders = files.listed(data, "*/")
    return [f.name for f in folders if f.name != kin.COMMON_FOLDER and _is_dossier(f)]


def _repeated(source: Source) -> Iterator[Finding]:
    """The elements of a list that are word for word another one, holes excepted."""
    left = [(next(iter(source.values), ()), source.tree)]
    while left:
        path, tree = left.pop()
        pairs = tree.items() if isinstance(tree, dict) else enumerate(tree or ())
        left += [((*path, key), value) for key, value in pairs if not isinstance(value, str)]
        first: dict[str, Path] = {}
        for i, item in enumerate(tree if isinstance(tree, list) else ()):
            said, here = repr(item), (*path, i)
            if not (isinstance(item, dict) or len(said) > _LONG) or _HOLE.search(said):
                continue
            if (other := source.place(first.setdefault(said, here))) and first[said] != here:
                message = f"Cet élément est le même que celui de la ligne {other.line}."
                help = "S'il a été copié, complétez-le ou effacez-le."
                place = Location(here, source.place(here))
                yield Finding(REPEATED, message, place, (Location(first[said], other),), help)


def _stands(folder: FilePath) -> bool:
    """Under this very name: Windows and macOS also open « Essai » for « essai »."""
    if not files.is_folder(folder):
        return False
    return sys.platform == "linux" or folder.name in os.listdir(folder.parent)  # noqa: PTH208


def _is_dossier(folder: FilePath) -> bool:
    """A sheet that cannot be read, or a folder closed to us, is not lost without a word."""
    closed = NAME.fullmatch(folder.name) and not os.access(folder, os.R_OK | os.X_OK)
    return os.path.lexists(folder / kin.SHEET) or bool(closed)


def load(data: FilePath, name: str, among: kin.Kin | None = None) -> Loaded:
    """Read the dossier ``name``; ``among`` those of the project, when many are read in a row.

    Raises PmtdocsError for a name that is refused or unknown, DataError with every fault found.
    """
    folder = data / name
    if not (NAME.fullmatch(name) and _stands(folder) and _is_dossier(folder)):
        raise absent(data, name, dossiers(data))
    read = Reader()
    commons = _commons(data / kin.COMMON_FOLDER, read)
    own = _subjects(folder, read)
    among = among or kin.read(data)
    shared = sittings.complete(data, name, own, read, among)
    voting = votes.complete(data, name, own, read, among, commons)
    facts, elsewhere = family.complete(data, name, own, read, among)
    if among.same_credit(name):
        from pmtdocs.dossier import credits

        facts[DRAWS] = credits.others(data, name, among, read.sources)
    read.check()
    dossier = Dossier.model_construct(nom=name, commun=commons, **facts)
    _across(dossier, read)
    read.check()
    return Loaded(dossier, read.sources, folder, (*shared, *voting, *elsewhere))


def shared(data: FilePath) -> Commons:
    """The shared tables alone, for a file that belongs to no dossier yet. Raises PmtdocsError."""
    _at_home(data)
    read = Reader()
    commons = _commons(data / kin.COMMON_FOLDER, read)
    read.check()
    return commons


def misnamed(name: str) -> PmtdocsError:
    """What is said of a name that is none of a dossier."""
    near = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")
    such = f" Par exemple : « {near} »." if NAME.fullmatch(near) else ""
    said = f"« {name} » n'est pas un nom de dossier."
    return PmtdocsError(said, f"Un nom admet {_NAMES}.{such}")


def absent(data: FilePath, name: str, known: list[str]) -> PmtdocsError:
    """What is said of a dossier that is not among those that are ``known``."""
    if not NAME.fullmatch(name):
        return misnamed(name)
    folder = data / name
    if _stands(folder):
        return PmtdocsError(
            f"Le répertoire {shown(folder)} ne contient pas de fichier dossier.yaml.",
            "Ajoutez-le : il nomme le modèle, l'état, les exercices et les documents à produire.",
            exit_code=ExitCode.DATA,
        )
    return PmtdocsError(
        f"Le dossier « {name} » n'existe pas dans {shown(data)}.{did_you_mean(name, known)}",
        f"Dossiers présents : {', '.join(known) or 'aucun'}.",
    )


def _commons(folder: FilePath, read: Reader) -> Commons:
    """The shared tables, whose keys ``read`` knows from then on."""
    tables: dict[str, Any] = {}
    read.unread(files.within(folder) if folder.is_dir() else [], SHARED)
    for table in sorted(SHARED):  # people name their commune: communes come first
        root: Path = ("commun", table)
        source = read.source(folder / f"{table}.yaml", root)
        tables[table] = read.typed(source, root, Commons.model_fields[table].annotation) or {}
        # An unreadable table defines nothing: its own fault is enough, without a cascade of
        # « unknown person ». One with a bad value still names its keys.
        if isinstance(source.tree, dict):
            read.keys[table] = set(source.tree)
    return Commons.model_construct(**tables)


def _subjects(folder: FilePath, read: Reader) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    held = files.within(folder)
    read.unread(held, SUBJECTS)
    for file in sorted(held, key=lambda file: (file.name != kin.SHEET, file.name)):
        subject = file.name.removesuffix(".yaml")
        if file.name != subject and subject in SUBJECTS:
            if file.name == kin.SHEET:
                facts[subject] = read.sheet(file, (subject,))
            else:
                facts[subject] = read(file, (subject,), SUBJECTS[subject])
    if (sheet := facts.get("dossier")) and not (sheet.beneficiaire or _without_recipient(facts)):
        message = "Le dossier ne dit pas qui reçoit la subvention, ou porte le programme."
        read.fault(MISSING_KEY, message, ("dossier",), _RECIPIENT)
    return facts


def _without_recipient(facts: dict[str, Any]) -> bool:
    """Does something else stand for the one who is granted: a table, an act, papers alone?"""
    named = "seance" in facts or facts["dossier"].seance
    papers = bool(named) and facts.keys() <= {"dossier", "seance"}
    return papers or "attributions" in facts or "acte" in facts


def _across(dossier: Dossier, read: Reader) -> None:
    """What two files must agree on before anything can be computed."""
    for message, path, help in lines.faults(dossier):
        read.fault(BAD_VALUE, message, path, help)
    if dossier.convention and len(dossier.convention.parties) < 2 and not dossier.attributions:
        message = "La liste demande 2 éléments au moins."
        read.fault(BAD_VALUE, message, ("convention", "parties"), "Ajoutez l'autre partie.")
    report, sitting = dossier.deliberation, dossier.seance
    if report is None or sitting is None or has_blank((report.rapport, sitting.ordre)):
        return
    if sitting.ordre and report.rapport not in sitting.ordre:
        message = f"Le rapport n° {report.rapport} n'est pas dans l'ordre de passage de la séance."
        help = "Corrigez ce numéro, ou « ordre » dans la séance."
        read.fault(BAD_VALUE, message, ("deliberation", "rapport"), help)
