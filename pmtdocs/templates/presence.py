"""Is everything there that a dossier asks for: its modèle, its parts, the data that they print?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import SUBJECTS
from pmtdocs.dossier.reader import MISSING_FILE
from pmtdocs.finding import Finding, Location, Span
from pmtdocs.language.french import nearest
from pmtdocs.system.files import listed, shown
from pmtdocs.templates import completed
from pmtdocs.templates.clause_table import chosen as chosen_clauses
from pmtdocs.templates.kinds import MISSING_MODEL, MISSING_PART
from pmtdocs.templates.words import Wordings, unreadable

#: Fields that are computed from several subjects.
_COMPUTED = {"vote": ("seance", "deliberation")}

CHARTER = "charte.docx"
PAGE = "page.html.j2"


def wordings(loaded: Loaded, templates: Path) -> Wordings:
    """The words of the parts that the dossier prints, with the clauses that it chooses."""
    return completed.wordings(templates / loaded.dossier.dossier.modele, loaded.dossier)


def missing(loaded: Loaded, templates: Path, words: Wordings) -> Iterator[Finding]:
    """What the dossier asks for and the templates do not hold, or what these call for in vain."""
    sheet = loaded.dossier.dossier
    folder = templates / sheet.modele
    if not os.path.lexists(folder / CHARTER):
        known = [f.parent.name for f in listed(templates, f"*/{CHARTER}")]
        message = f"Le modèle « {sheet.modele} » n'existe pas : {shown(folder / CHARTER)} manque."
        place = loaded.locate(("dossier", "modele"))
        help = f"Modèles présents : {', '.join(known) or 'aucun'}."
        yield Finding(MISSING_MODEL, message, place, help=help, about=CHARTER)
        return
    if not os.path.lexists(folder / PAGE):
        place = loaded.locate(("dossier", "modele"))
        message = f"La page du modèle manque : {shown(folder / PAGE)} n'existe pas."
        help = "Copiez celle d'un autre modèle : sans elle, ni HTML ni PDF."
        yield Finding(MISSING_PART, message, place, help=help, about=PAGE)
    yield from _missing_parts(loaded, folder, words)
    yield from _missing_subjects(loaded, words)
    yield from chosen_clauses(loaded, folder, words)


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
                message = f"La partie « {part} » manque : {shown(file)} n'existe pas."
                help = f"{hint}Parties présentes : {', '.join(sorted(present))}."
                yield Finding(MISSING_PART, message, place, help=help, about=file.name)
            elif part not in known:
                known.add(part)
                yield unreadable(file, place)


def _missing_subjects(loaded: Loaded, words: Wordings) -> Iterator[Finding]:
    """Data files that the parts to be printed call for and the dossier does not hold."""
    wanted: dict[str, str] = {}
    for part, wording in words.parts.items():
        for name in sorted({name.partition(".")[0] for name in wording.fields}):
            for subject in _COMPUTED.get(name, (name,)):
                if subject in SUBJECTS and getattr(loaded.dossier, subject) is None:
                    wanted.setdefault(subject, part)
    for subject, part in wanted.items():
        file = shown(loaded.folder / f"{subject}.yaml")
        place = Location((subject,), Span(file, 1, 1, 1, 1), "Dossier")
        said = f"Le fichier {subject}.yaml manque : la partie « {part} » imprime ce qu'il contient."
        help = f"Ajoutez {file}, ou retirez la partie « {part} » des documents demandés."
        yield Finding(MISSING_FILE, said, place, help=help)
