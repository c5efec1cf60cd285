"""The facts of a dossier, as frozen types; one module a subject."""

from pmtdocs.model.base import BLANK, Blank, RichText
from pmtdocs.model.dossier import SHARED, STAGES, SUBJECTS, Dossier, Reserve, Stage

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
