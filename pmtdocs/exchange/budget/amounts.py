"""The amount that a cell holds, and everything that makes it doubtful."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from pmtdocs.exchange.budget import kinds, vocabulary
from pmtdocs.exchange.budget.cells import Cell
from pmtdocs.exchange.budget.formats import shown
from pmtdocs.exchange.budget.formulas import evaluate, is_formula, reads_elsewhere
from pmtdocs.finding import Finding, Kind
from pmtdocs.language.french import euros, parse_amount, plain

_CENT = Decimal("0.01")
#: Spreadsheets count in binary: 0,1 + 0,2 is not quite 0,3.
_NOISE = Decimal("0.000001")
_TOO_BIG = 10**15
_UNIT = re.compile(
    r"\s*(?:€|euros?|eur)?\s*"
    r"(?:t\.?t\.?c\.?|h\.?t\.?|hors taxes?|nets? de taxes?|toutes taxes comprises)?\s*$",
    re.IGNORECASE,
)
#: Figures, and words that go with an amount: « environ 12 000 », « 7OO », « 12 k€ », « entre 5 000
#: et 6 000 euros »; not « 60 Achats ».
_TYPED = re.compile(
    r"(?=\D*\d)(?:[\W\d_]|[oil]+(?![^\W\d_])|(?<![^\W\d_])(?:"
    r"euros?|eur|k|ke|keur|m|me|meur|milliers?|millions?|mille|d|de|ttc|ht|hors|toutes|comprises|taxes?|tva|net|chf|usd|"
    r"environ|env|approx|approximativement|circa|ca|entre|et|a|ou|soit|x|par|an|mois|"
    r"max|maxi|maximum|min|mini|minimum|plus|moins|pres|"
    r"confirmer|definir|preciser|estime|estimation|provisoire|prevu"
    r")(?![^\W\d_]))+"
)
#: A label without an amount, said on purpose.
_NOTHING = frozenset({"", "neant", "sans objet", "pour memoire", "p.m.", "pm", "p.m", "p. m."})
_RECALCULATE = "Ouvrez le classeur dans Excel, laissez-le calculer, enregistrez-le."


def is_blank(cell: Cell | None) -> bool:
    """Empty, or a dash where there is nothing."""
    if cell is None or cell.value is None:
        return cell is None or not cell.formula
    if not isinstance(cell.value, str) or cell.error:
        return False
    return plain(cell.text).strip("-_. ") in _NOTHING or plain(cell.text) in _NOTHING


def looks_like(cell: Cell | None) -> bool:
    """Was an amount meant here? A number, a formula, an error, or a text that reads as one."""
    if cell is None or is_blank(cell):
        return False
    odd = cell.value is None if cell.formula else not isinstance(cell.value, str)
    return cell.error or cell.is_number or odd or bool(_TYPED.fullmatch(plain(cell.text)))


def is_rate(cell: Cell) -> bool:
    """« 25 % », a number or not."""
    return cell.percent or cell.text.endswith("%")


@dataclass
class Money:
    """Reads amounts, and keeps what it found wrong."""

    factor: int = 1
    """A cell holds so many euros: 1 000 when the workbook counts in thousands."""
    findings: list[Finding] = field(default_factory=list)
    unknown: bool = False
    """Was a cell refused? What depends on it is then unknown."""

    def read(self, cell: Cell) -> Decimal | None:
        """The amount of a cell to the cent, or None for one that is refused."""
        value = self._value(cell)
        if value is None:
            self.unknown = True
            return None
        euro = value * self.factor
        rounded = euro.quantize(_CENT, ROUND_HALF_UP)
        if abs(euro - rounded) > _NOISE:
            exact = f"{value:f}".rstrip("0").replace(".", ",")
            message = f"La cellule contient {exact} : {euros(rounded)} a été retenu."
            help = "Arrondissez au centime dans le classeur : les totaux affichés peuvent différer."
            self.note(kinds.ROUNDED, cell, message, help)
        self._formula(cell, value)
        return rounded

    def note(self, kind: Kind, cell: Cell, message: str, help: str = "") -> None:
        self.findings.append(Finding(kind, message, cell.location(), help=help))

    def _value(self, cell: Cell) -> Decimal | None:
        if cell.formula and not is_formula(cell.formula):
            message = f"La formule {cell.formula} ne se lit pas : elle appelle un autre programme."
            help = "Remplacez-la par le nombre qu'elle affichait, après l'avoir vérifié."
            self.note(kinds.BAD_FORMULA, cell, message, help)
        elif cell.error:
            message = f"La cellule affiche {cell.value} : la formule est rompue."
            self.note(kinds.ERROR_VALUE, cell, message, "Corrigez la formule dans le classeur.")
        elif cell.formula and cell.value is None:
            message = f"La formule {cell.formula} n'a jamais été calculée : sa valeur est inconnue."
            self.note(kinds.NO_VALUE, cell, message, _RECALCULATE)
        elif isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
            return self._number(cell, cell.value)
        else:
            return self._text(cell)
        return None

    def _number(self, cell: Cell, number: float) -> Decimal | None:
        if not math.isfinite(number) or abs(number) >= _TOO_BIG:
            self.note(kinds.UNREADABLE, cell, f"« {number} » n'est pas un montant possible.")
            return None
        other = vocabulary.not_euros(shown(cell.format).words)
        if other or cell.percent:
            what = f"{said(cell)} {other}" if other else "un pourcentage"
            message = f"La cellule affiche {what}, pas un montant en euros."
            help = "Mettez-y le montant en euros, au format « Nombre »."
            self.note(kinds.UNREADABLE, cell, message, help)
            return None
        if number < 0:
            self._negative(cell, euros(-Decimal(repr(number)).quantize(_CENT)))
            return None
        return Decimal(repr(number))

    def _negative(self, cell: Cell, amount: str) -> None:
        message = f"Le montant est négatif (− {amount}) : un budget s'écrit sans signe."
        help = "Inscrivez-le du côté opposé, ou diminuez la ligne qu'il corrige."
        self.note(kinds.NEGATIVE, cell, message, help)

    def _text(self, cell: Cell) -> Decimal | None:
        text = _UNIT.sub("", cell.text)
        if (inner := re.fullmatch(r"[-−(]\s*([\d ]+(?:,\d{1,2})?)[\s€]*\)?", text)) is not None:
            self._negative(cell, f"{inner[1].strip()} €")
            return None
        try:
            amount = parse_amount(text)
        except ValueError:
            message = f"« {said(cell)} » n'est pas un montant lisible."
            help = "Tapez le nombre seul : 285000,50 ; le tableur ajoute les espaces et le « € »."
            if not re.search(r"\d", cell.text or "0"):
                help = "Tapez le nombre seul : 285000,50. Un titre de colonne s'écrit « Montant »."
            self.note(kinds.UNREADABLE, cell, message, help)
            return None
        if not cell.formula:
            message = (
                f"Le montant « {cell.text} » est un texte : les formules du classeur l'ignorent."
            )
            help = f"Retapez-le comme un nombre : {amount}".replace(".", ",")
            self.note(kinds.AS_TEXT, cell, message, help)
        return amount

    def _formula(self, cell: Cell, stored: Decimal) -> None:
        """What a sum stores is what its cells make, or somebody saved without calculating."""
        if reads_elsewhere(cell.formula):
            message = f"La formule {cell.formula} lit un autre classeur, qui n'a pas été ouvert."
            help = f"La valeur enregistrée ({euros(stored)}) a été retenue : vérifiez-la."
            self.note(kinds.ELSEWHERE, cell, message, help)
            return
        computed = evaluate(cell)
        if computed is not None and abs(computed - stored) > _CENT / 2:
            message = (
                f"La cellule enregistre {euros(stored.quantize(_CENT))}, sa formule "
                f"{cell.formula} donne {euros(computed.quantize(_CENT))} : "
                f"écart de {euros(abs(computed - stored).quantize(_CENT))}."
            )
            self.note(kinds.STALE_FORMULA, cell, message, _RECALCULATE)


def said(cell: Cell, divided: int = 1) -> str:
    """What the cell shows, in words."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return (
            f"{cell.value / divided:,.2f}".removesuffix(".00").replace(",", " ").replace(".", ",")
        )
    if isinstance(cell.value, bool):
        return "VRAI" if cell.value else "FAUX"
    if isinstance(cell.value, dt.date):
        return f"{cell.value:%d/%m/%Y}"
    if isinstance(cell.value, dt.timedelta):
        return f"{cell.value.total_seconds() / 3600:g} heures".replace(".", ",")
    return cell.text or str(cell.value)


def hidden(money: Money, lines: Iterable[tuple[list[Cell], list[Cell]]]) -> None:
    """XLS006: figures of the budget that nobody sees when the workbook is opened, or struck out,
    by the names and the amounts of its lines."""
    rows: dict[tuple[str, str], list[Cell]] = {}
    for names, amounts in lines:
        for cell in amounts:
            if words := _unseen(cell, [*names, cell]):
                rows.setdefault(words, []).append(cell)
    for (said_of, show), found in rows.items():
        named = ", ".join(cell.ref for cell in found)
        message = f"{said_of} et contient des montants ({named}), comptés dans le budget."
        money.note(kinds.HIDDEN, found[0], message, f"{show}, ou effacez-la du classeur.")


def _unseen(cell: Cell, line: list[Cell]) -> tuple[str, str] | None:
    """Why an amount is not seen, or not as one of the budget, and how to show it."""
    row, column = f"La ligne {cell.row}", cell.ref.rstrip("0123456789")
    if cell.row in cell.sheet.hidden_rows:
        return f"{row} est masquée", "Affichez-la"
    if cell.column in cell.sheet.hidden_columns:
        return f"La colonne {column} est masquée", "Affichez-la"
    if any(each.struck for each in line):
        return f"{row} est barrée", "Ôtez la barre"
    if any(each.faint for each in line):
        return f"{row} est écrite de la couleur du fond", "Changez la couleur de ses caractères"
    if cell.is_number and not shown(cell.format).digits:
        return f"{row} n'affiche pas ses nombres", "Donnez-lui le format « Nombre »"
    return None
