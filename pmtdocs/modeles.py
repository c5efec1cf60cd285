"""The modèles: folders of templates/ that hold a charte and a Word file a part."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pmtdocs.finding import Finding, Kind, Location, Severity, Span
from pmtdocs.french import nearest
from pmtdocs.load import MISSING_FILE, Loaded, shown
from pmtdocs.model import SUBJECTS

_STORY = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_XML_TAG = re.compile(r"<[^>]+>")
_TEMPLATE_TAG = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_FIRST_NAME = re.compile(r"(?<![\w.])([a-z_]+)\.[a-z_]")
#: Fields that are computed from several subjects.
_COMPUTED = {"vote": ("seance", "deliberation")}

CHARTER = "charte.docx"
PAGE = "page.html.j2"

MISSING_MODEL = Kind("MDL001", "modele-absent", Severity.ERROR)
MISSING_PART = Kind("MDL002", "partie-absente", Severity.ERROR)
KINDS = (MISSING_MODEL, MISSING_PART)


def missing(loaded: Loaded, templates: Path) -> Iterator[Finding]:
    """What the dossier asks for and the templates do not hold."""
    sheet = loaded.dossier.dossier
    folder = templates / sheet.modele
    if not (folder / CHARTER).is_file():
        known = sorted(f.parent.name for f in templates.glob(f"*/{CHARTER}"))
        yield Finding(
            MISSING_MODEL.code,
            f"Le modèle « {sheet.modele} » n'existe pas : {shown(folder / CHARTER)} manque.",
            loaded.locate(("dossier", "modele")),
            help=f"Modèles présents : {', '.join(known) or 'aucun'}.",
        )
        return
    yield from _missing_parts(loaded, folder)
    yield from _missing_subjects(loaded, folder)


def _missing_parts(loaded: Loaded, folder: Path) -> Iterator[Finding]:
    sheet = loaded.dossier.dossier
    present = {f.stem for f in folder.glob("*.docx")}
    for name, parts in sheet.documents.items():
        for i, part in enumerate(parts):
            if part not in present:
                close = nearest(part, present)
                hint = f"Vouliez-vous dire « {close} » ? " if close else ""
                yield Finding(
                    MISSING_PART.code,
                    f"La partie « {part} » manque : {shown(folder / part)}.docx n'existe pas.",
                    loaded.locate(("dossier", "documents", name, i)),
                    help=f"{hint}Parties présentes : {', '.join(sorted(present))}.",
                )


def _missing_subjects(loaded: Loaded, folder: Path) -> Iterator[Finding]:
    """Data files that the parts to be printed call for and the dossier does not hold."""
    parts = dict.fromkeys(p for parts in loaded.dossier.dossier.documents.values() for p in parts)
    wanted: dict[str, str] = {}
    for part in parts:
        for name in _fields_of(folder / f"{part}.docx"):
            for subject in _COMPUTED.get(name, (name,)):
                if subject in SUBJECTS and getattr(loaded.dossier, subject) is None:
                    wanted.setdefault(subject, part)
    for subject, part in wanted.items():
        file = shown(loaded.folder / f"{subject}.yaml")
        yield Finding(
            MISSING_FILE.code,
            f"Le fichier {subject}.yaml manque : la partie « {part} » imprime ce qu'il contient.",
            Location((subject,), Span(file, 1, 1, 1, 1), "Dossier"),
            help=f"Ajoutez {file}, ou retirez la partie « {part} » des documents demandés.",
        )


def _fields_of(file: Path) -> set[str]:
    """The first names of the dotted fields that a Word file uses; none if it cannot be read."""
    try:
        with zipfile.ZipFile(file) as archive:
            stories = [archive.read(n).decode() for n in archive.namelist() if _STORY.fullmatch(n)]
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError):
        return set()  # rendering says what is wrong with the file
    text = _XML_TAG.sub("", "".join(stories))
    return {name for tag in _TEMPLATE_TAG.findall(text) for name in _FIRST_NAME.findall(tag)}
