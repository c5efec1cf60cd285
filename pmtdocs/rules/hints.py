"""BUD004: which slip of the pen explains a gap? The first explanation found is the plainest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations

from pmtdocs.finding import Path
from pmtdocs.french import euros

#: A line of the budget as a hint sees it: where it is, its name, its amount.
Named = tuple[Path, str, Decimal]


def explain(lines: Sequence[Named], computed: Decimal, stated: Decimal) -> tuple[str, list[Path]]:
    """Words for the gap and the lines concerned; empty when nothing explains it.

    Looks for a line left out of the printed total or counted twice in it, for two lines left out,
    then for two neighbouring digits swapped in a line.
    """
    gap = computed - stated
    found = chain(_one_line(lines, gap), _two_lines(lines, gap), _swapped(lines, gap))
    return next(found, ("", []))


def _one_line(lines: Sequence[Named], gap: Decimal) -> Iterator[tuple[str, list[Path]]]:
    for path, name, amount in lines:
        if amount == abs(gap):
            guess = (
                "est-elle un « dont », une ligne de trop, ou oubliée dans le total ?"
                if gap > 0
                else "le total la compte-t-il deux fois ?"
            )
            yield f"L'écart est exactement la ligne « {name} » ({euros(amount)}) : {guess}", [path]


def _two_lines(lines: Sequence[Named], gap: Decimal) -> Iterator[tuple[str, list[Path]]]:
    for (path_a, a, x), (path_b, b, y) in combinations(lines, 2):
        if x + y == gap:
            words = (
                f"L'écart est exactement la somme des lignes « {a} » ({euros(x)}) "
                f"et « {b} » ({euros(y)})."
            )
            yield words, [path_a, path_b]


def _swapped(lines: Sequence[Named], gap: Decimal) -> Iterator[tuple[str, list[Path]]]:
    for path, name, amount in lines:
        if amount - gap in _swaps(amount):
            words = (
                f"Deux chiffres de la ligne « {name} » sont peut-être intervertis : "
                f"{euros(amount - gap)} au lieu de {euros(amount)} ferait le compte."
            )
            yield words, [path]


def _swaps(amount: Decimal) -> set[Decimal]:
    """The amounts that differ from this one by two neighbouring digits swapped."""
    digits = str(amount)
    return {
        Decimal(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
        for i in range(len(digits) - 1)
        if digits[i].isdigit() and digits[i + 1].isdigit() and digits[i] != digits[i + 1]
    }
