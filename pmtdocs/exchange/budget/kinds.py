"""XLS: what may be wrong with the cells of a workbook."""

from __future__ import annotations

from pmtdocs.finding import Kind, Severity

NO_VALUE = Kind("XLS001", "formule-sans-valeur", Severity.ERROR)
ERROR_VALUE = Kind("XLS002", "valeur-d-erreur", Severity.ERROR)
UNREADABLE = Kind("XLS003", "montant-illisible", Severity.ERROR)
NEGATIVE = Kind("XLS004", "montant-negatif", Severity.ERROR)
AS_TEXT = Kind("XLS005", "montant-saisi-en-texte", Severity.WARNING)
HIDDEN = Kind("XLS006", "montants-masques", Severity.WARNING)
STALE_FORMULA = Kind("XLS007", "formule-et-valeur-discordantes", Severity.ERROR)
ELSEWHERE = Kind("XLS008", "formule-vers-un-autre-classeur", Severity.WARNING)
ROUNDED = Kind("XLS009", "montant-arrondi", Severity.WARNING)
CENTS = Kind("XLS010", "centimes-dans-le-cerfa", Severity.WARNING, "CERFA 12156, budget")
LOST_TOTAL = Kind("XLS011", "sous-total-faux", Severity.ERROR)
LEFT_OUT = Kind("XLS012", "montant-non-repris", Severity.WARNING)
TAX_UNSAID = Kind("XLS013", "taxe-non-dite", Severity.INFO)
BAD_FORMULA = Kind("XLS014", "formule-illisible", Severity.ERROR)
UNIT_UNSAID = Kind("XLS015", "unite-a-confirmer", Severity.ERROR)
MACROS = Kind("XLS016", "macros-du-classeur", Severity.INFO)
NO_AMOUNT = Kind("XLS017", "ligne-sans-montant", Severity.INFO)
UNREAD = Kind("XLS018", "feuille-non-lue", Severity.INFO)
TWO_TAXES = Kind("XLS019", "taxe-a-confirmer", Severity.ERROR)
KINDS = (
    NO_VALUE, ERROR_VALUE, UNREADABLE, NEGATIVE, AS_TEXT, HIDDEN, STALE_FORMULA, ELSEWHERE, ROUNDED,
    CENTS, LOST_TOTAL, LEFT_OUT, TAX_UNSAID, BAD_FORMULA, UNIT_UNSAID, MACROS, NO_AMOUNT,
    UNREAD, TWO_TAXES,
)  # fmt: skip
