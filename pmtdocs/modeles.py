"""The modèles: folders of templates/ that hold a charte and a Word file a part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pmtdocs.finding import Finding, Kind, Severity
from pmtdocs.french import nearest
from pmtdocs.load import Loaded, shown

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
