"""BUD004: which slip of the pen explains a gap? The plainest explanation is said, and only one.

A hint is a guess: among many lines, some pair nearly always makes the gap by chance. An
explanation is kept only when it is the one of its kind and when chance would seldom give it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from pmtdocs.finding import Path
from pmtdocs.language.french import euros

#: A line of the budget as a hint sees it: where it is, its name, its amount.
Named = tuple[Path, str, Decimal]
#: Words for the gap, and the lines concerned.
Hint = tuple[str, list[Path]]
NOTHING: Hint = ("", [])

#: Explanations of a kind that chance alone may be expected to give; above, nothing is said.
_CHANCE = Decimal("0.1")


class Gap(NamedTuple):
    """The lines, what they make and what is printed."""

    lines: Sequence[Named]
    computed: Decimal
    stated: Decimal

    @property
    def amount(self) -> Decimal:
        """Positive when the lines make more than what is printed."""
        return self.computed - self.stated

    def chance(self, tries: int) -> Decimal:
        """How many of ``tries`` explanations would fit by chance.

        Amounts are multiples of a grain (1 000 €): below the largest, as many gaps are possible.
        """
        amounts = [a for _, _, a in self.lines]
        grain = math.gcd(*(int(a * 100) for a in (*amounts, self.amount)))
        gaps = int(max(amounts, default=Decimal(0)) * 100) // max(grain, 1)
        return Decimal(tries) / max(gaps, 1)


def explain(lines: Sequence[Named], computed: Decimal, stated: Decimal) -> Hint:
    """Words for the gap and the lines concerned; empty when nothing explains it.

    In this order: a line left out or counted twice; a slip in the printed total; a slip in one
    line (two digits swapped, a zero too many or too few); two lines left out.
    """
    gap = Gap(lines, computed, stated)
    return next((hint for look in _LOOKS if (hint := look(gap)) != NOTHING), NOTHING)


def _one_line(gap: Gap) -> Hint:
    found = [line for line in gap.lines if line[2] == abs(gap.amount)]
    if not found:
        return NOTHING
    _, name, amount = found[0]
    places = [path for path, _, _ in found]
    if gap.amount > 0 and len(found) > 1 and len({name for _, name, _ in found}) == 1:
        words = f"La ligne « {name} » ({euros(amount)}) est inscrite deux fois."
    elif len(found) > 1:
        named = " ou ".join(f"« {name} »" for _, name, _ in found)
        words = f"L'écart est exactement le montant d'une de ces lignes ({euros(amount)})"
        words += f" : {named}."
    else:
        guess = (
            "est-elle un « dont », une ligne de trop, ou oubliée dans le total ?"
            if gap.amount > 0
            else "le total la compte-t-il deux fois ?"
        )
        words = f"L'écart est exactement la ligne « {name} » ({euros(amount)}) : {guess}"
    return words, places


def _total(gap: Gap) -> Hint:
    """A slip in the printed total: one try, so chance plays no part."""
    if gap.computed in swaps(gap.stated):
        slip = "deux chiffres du total imprimé sont intervertis"
    elif gap.computed == gap.stated * 10:
        slip = "il manque un zéro au total imprimé"
    elif gap.stated == gap.computed * 10:
        slip = "le total imprimé a un zéro de trop"
    else:
        return NOTHING
    words = f"Sans doute {slip} : {euros(gap.stated)} pour {euros(gap.computed)}."
    return words, []


def swaps(amount: Decimal) -> set[Decimal]:
    """The amounts that differ from this one by two neighbouring digits swapped."""
    digits = str(amount)
    pairs = ((i, digits[i : i + 2]) for i in range(len(digits) - 1))
    swapped = (
        digits[:i] + pair[::-1] + digits[i + 2 :]
        for i, pair in pairs
        if pair.isdigit() and pair[0] != pair[1]
    )
    return {Decimal(text) for text in swapped if not text.startswith("0")}


#: A slip in one line: how it is said, and what would have been typed for an amount.
_SLIPS: tuple[tuple[str, Callable[[Decimal], set[Decimal]]], ...] = (
    ("Deux chiffres de la ligne « {} » sont peut-être intervertis", swaps),
    ("Il manque peut-être un zéro à la ligne « {} »", lambda typed: {typed * 10}),
    ("La ligne « {} » a peut-être un zéro de trop", lambda typed: {typed / 10}),
)


def _one_slip(gap: Gap) -> Hint:
    """The one line whose correction closes the gap."""
    for words, meant in _SLIPS:
        tries = sum(len(meant(amount)) for _, _, amount in gap.lines)
        found = [x for x in gap.lines if x[2] and x[2] - gap.amount in meant(x[2])]
        if len(found) == 1 and gap.chance(tries) <= _CHANCE:
            path, name, amount = found[0]
            better = f"{euros(amount - gap.amount)} au lieu de {euros(amount)} ferait le compte."
            return f"{words.format(name)} : {better}", [path]
    return NOTHING


def _two_lines(gap: Gap) -> Hint:
    pairs = list(combinations(gap.lines, 2))
    found = [(a, b) for a, b in pairs if a[2] and b[2] and a[2] + b[2] == gap.amount]
    if len(found) != 1 or gap.chance(len(pairs)) > _CHANCE:
        return NOTHING
    ((path_a, a, x), (path_b, b, y)) = found[0]
    words = (
        f"L'écart est exactement la somme des lignes « {a} » ({euros(x)}) et « {b} » ({euros(y)})."
    )
    return words, [path_a, path_b]


_LOOKS: tuple[Callable[[Gap], Hint], ...] = (_one_line, _total, _one_slip, _two_lines)
