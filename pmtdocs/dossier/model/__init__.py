"""The facts of a dossier, as frozen types; one module a subject."""

from pmtdocs.dossier.model.blank import BLANK, Blank
from pmtdocs.dossier.model.dossier import SHARED, SUBJECTS, Dossier
from pmtdocs.dossier.model.sheet import STAGES, Reserve, Stage
from pmtdocs.dossier.model.words import RichText

__all__ = [
    "BLANK",
    "SHARED",
    "STAGES",
    "SUBJECTS",
    "Blank",
    "Dossier",
    "Reserve",
    "RichText",
    "Stage",
]
