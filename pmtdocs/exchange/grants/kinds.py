"""TAB: what may be wrong with a table of grants that was received."""

from __future__ import annotations

from pmtdocs.finding import Kind, Severity

UNKNOWN_BODY = Kind("TAB001", "beneficiaire-inconnu", Severity.ERROR)
UNKNOWN_PERSON = Kind("TAB002", "conseiller-inconnu", Severity.ERROR)
UNREADABLE = Kind("TAB003", "cellule-illisible", Severity.ERROR)
LEFT_OUT = Kind("TAB004", "ligne-ou-colonne-non-reprise", Severity.WARNING)
WRONG_TOTAL = Kind("TAB005", "total-recu-faux", Severity.WARNING)
UNSAID = Kind("TAB006", "objet-non-dit", Severity.INFO)
KINDS = (UNKNOWN_BODY, UNKNOWN_PERSON, UNREADABLE, LEFT_OUT, WRONG_TOTAL, UNSAID)
