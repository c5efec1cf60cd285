"""Is everything there that a dossier asks for: its modèle, its parts, the data that they print?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import SUBJECTS
from pmtdocs.dossier.reader import MISSING_FILE
from pmtdocs.finding import ExitCode, Finding, Location, PmtdocsError, Span
from pmtdocs.language.french import nearest
from pmtdocs.system.files import AbsentError, UnreadableError, is_closed, listed, shown, within
from pmtdocs.templates import completed
from pmtdocs.templates.clause_table import chosen as chosen_clauses
from pmtdocs.templates.kinds import MISSING_MODEL, MISSING_PART, SHIPPED_CHARTER, UNREADABLE_PART
from pmtdocs.templates.words import Wordings, unreadable

#: Fields that are computed from several subjects.
_COMPUTED = {"vote": ("seance", "deliberation"), "affaires": ("seance",)}

CHARTER = "charte.docx"
#: The modèle that ships with the package, in nobody's words: ``pmtdocs init`` copies it.
NEUTRAL = Path(__file__).parent.parent / "modeles" / "neutre"
#: What may dress the pages of a modèle, in the place of the page that comes with the package.
PAGE = "page.html.j2"


def wordings(loaded: Loaded, templates: Path) -> Wordings:
    """The words of the parts that the dossier prints, with the clauses that it chooses."""
    return completed.wordings(templates / loaded.dossier.dossier.modele, loaded.dossier)


def missing(loaded: Loaded, templates: Path, words: Wordings) -> Iterator[Finding]:
    """What the dossier asks for and the templates do not hold, or what these call for in vain."""
    folder = templates / loaded.dossier.dossier.modele
    faulty = list(incomplete(folder, loaded.locate(("dossier", "modele"))))
    yield from faulty
    if any(one.blocks for one in faulty):  # the rest would only say it again
        return
    yield from _missing_parts(loaded, folder, words)
    yield from _missing_subjects(loaded, words)
    yield from chosen_clauses(loaded, folder, words)


def incomplete(folder: Path, place: Location) -> Iterator[Finding]:
    """What a modèle lacks whatever is printed of it, or why its folder cannot be read."""
    try:
        within(folder)
    except AbsentError:
        message = f"Le modèle « {folder.name} » n'existe pas : {shown(folder)} manque."
        there = ", ".join(modeles(folder.parent))
        help = (
            f"Modèles présents : {there}." if there else "Pour en avoir un, neutre : pmtdocs init."
        )
        yield Finding(MISSING_MODEL, message, place, help=help, about=CHARTER)
        return
    except UnreadableError as error:
        yield Finding(UNREADABLE_PART, error.message, place, help=error.help, about=folder.name)
        return
    if not os.path.lexists(folder / CHARTER):
        message = f"Le modèle « {folder.name} » n'a pas de charte : celle de pmtdocs l'habille."
        help = f"Pour en changer les styles, posez la vôtre : {shown(folder / CHARTER)}."
        yield Finding(SHIPPED_CHARTER, message, place, help=help, about=CHARTER)


def charter_of(modele: Path) -> Path:
    """Its charte; that of the package for a modèle that has none."""
    own = modele / CHARTER
    return own if os.path.lexists(own) else NEUTRAL / CHARTER


def modeles(templates: Path) -> list[str]:
    """The modèles there are: folders that hold a Word file, or that are closed to us.

    Raises PmtdocsError for a folder of templates that is itself closed.
    """
    found = listed(opened(templates), "*/")
    return [f.name for f in found if is_closed(f) or listed(f, "*.docx")]


def opened(folder: Path) -> Path:
    """A folder of templates that may be read. Raises PmtdocsError."""
    try:
        within(folder)
    except AbsentError:
        pass
    except UnreadableError as error:
        raise PmtdocsError(error.message, error.help, exit_code=ExitCode.TEMPLATE) from error
    return folder


def _missing_parts(loaded: Loaded, folder: Path, words: Wordings) -> Iterator[Finding]:
    """Parts without a file, or whose file cannot be read."""
    present = {f.stem for f in listed(folder, "*.docx")}
    known = set(words.parts)
    for name, parts in loaded.dossier.dossier.documents.items():
        for i, part in enumerate(parts):
            file = folder / f"{part}.docx"
            place = loaded.locate(("dossier", "documents", name, i))
            if part not in present:
                close = nearest(part, present)
                hint = f"Vouliez-vous dire « {close} » ? " if close else ""
                message = f"La pièce « {part} » manque : {shown(file)} n'existe pas."
                help = f"{hint}Parties présentes : {', '.join(sorted(present))}."
                if (NEUTRAL / file.name).is_file():
                    there = f"templates/{NEUTRAL.name}/{file.name}"
                    help = f"Le modèle neutre l'a : pmtdocs init pose {there}, à copier. {help}"
                    if folder.name == NEUTRAL.name:
                        help = "Elle est de celles que pmtdocs apporte : pmtdocs init la pose."
                yield Finding(MISSING_PART, message, place, help=help, about=file.name)
            elif part not in known:
                known.add(part)
                yield unreadable(file, place)


def _missing_subjects(loaded: Loaded, words: Wordings) -> Iterator[Finding]:
    """Data files that the parts to be printed call for and the dossier does not hold."""
    wanted: dict[str, str] = {}
    for part, wording in words.parts.items():
        for name in sorted(wording.needs):
            for subject in _COMPUTED.get(name, (name,)):
                if subject in SUBJECTS and getattr(loaded.dossier, subject) is None:
                    wanted.setdefault(subject, part)
    for subject, part in wanted.items():
        file = shown(loaded.folder / f"{subject}.yaml")
        place = Location((subject,), Span(file, 1, 1, 1, 1), "Dossier")
        said = f"Le fichier {subject}.yaml manque : la pièce « {part} » imprime ce qu'il contient."
        help = f"Ajoutez {file}, ou retirez la pièce « {part} » des documents demandés."
        if subject == "seance":
            help = f"Ajoutez {file}, ou nommez une séance de data/seances/ dans dossier.yaml."
        yield Finding(MISSING_FILE, said, place, help=help)
