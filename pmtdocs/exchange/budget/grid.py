"""The budget as a grid: which cell holds which value, formula or words. No style, no file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from openpyxl.utils import get_column_letter as letters

from pmtdocs.dossier.model.blank import BLANK_WORDS, has_blank
from pmtdocs.dossier.model.budget import WHOLE, Group, Line, Side
from pmtdocs.dossier.model.common import Commons
from pmtdocs.exchange.budget import vocabulary


class Look(Enum):
    """What a cell is, for the eye."""

    TITLE, NOTE, SIDE, HEADING, GROUP, WORDS, AMOUNT, SUBTOTAL, TOTAL, PUBLISHED, CHECK = range(11)


@dataclass(frozen=True)
class Box:
    """What stands in one cell."""

    look: Look
    value: str | int | Decimal | None = None
    formula: str = ""
    """With its result in ``value``."""
    span: int = 1
    """How many columns it covers."""

    @property
    def result(self) -> Decimal | str:
        """What a formula gives."""
        return self.value if isinstance(self.value, str) else Decimal(self.value or 0)


#: (row, column) → what stands there.
Grid = dict[tuple[int, int], Box]
#: The letters of a column → what its total adds up.
Terms = Callable[[str], list[str]]

TOTAL_HEADING = "Total"
_SIDES = {"depenses": "DÉPENSES", "recettes": "RECETTES"}


@dataclass
class SideGrid:
    """One side, from its title to its total: ``titles``, ``lines``, ``total``, in this order."""

    key: str
    side: Side
    commons: Commons
    years: tuple[int, ...]
    """Those of the whole budget; none when amounts are given without year."""
    left: int
    grid: Grid = field(default_factory=dict)
    row: int = 0
    head: int = 0
    """The last row of headings."""
    subtotals: list[int] = field(default_factory=list)
    own: Terms = field(init=False)
    """Adds up the lines that are in no group."""

    def __post_init__(self) -> None:
        self.bare = vocabulary.side_of(self.side.intitule) != self.key  # does not say its side
        words = self._words()
        self.columns = {name: self.left + i for i, name in enumerate(words)}
        amounts = self.left + len(words)
        wanted = (*self.years, WHOLE) if self.years else (WHOLE,)
        self.amounts = {year: amounts + i for i, year in enumerate(wanted)}
        witnesses = amounts + len(wanted)
        printed = (*(group.publie for group in self.side.groupes), self.side.publie)
        years = {year for published in printed if published for year in published.total} or {WHOLE}
        in_order = sorted(years, key=lambda year: (year == WHOLE, year))
        self.published = {year: witnesses + i for i, year in enumerate(in_order)}
        self.right = witnesses + len(self.published) - 1

    def _words(self) -> list[str]:
        """The columns of words: the name of a line, around it what it does not say by itself."""
        lines = [line for _, line in self.side.lines()]
        names = [line.name(self.commons) for line in lines]
        funders = [vocabulary.funder(name, self.commons.organisations) for name in names]
        kinds = [
            vocabulary.in_kind(n, line.compte or "") for n, line in zip(names, lines, strict=True)
        ]
        needed = {
            vocabulary.ACCOUNT: any(line.compte for line in lines),
            "": True,
            vocabulary.FUNDER: self.key == "recettes" and funders != [x.financeur for x in lines],
            vocabulary.IN_KIND: kinds != [line.en_nature for line in lines],
            vocabulary.DEDUCED: any(line.deduit for line in lines),
            vocabulary.SECTION: any(group.section for group in self.side.groupes),
        }
        return [name for name, wanted in needed.items() if wanted]

    def put(self, column: int, box: Box) -> None:
        self.grid[self.row, column] = box

    # --- rows, from the top ----------------------------------------------------------------

    def titles(self, row: int, apart: bool) -> int:
        """The title and the headings; ``apart``: a row for the bare word above the title."""
        self.row = row
        width = self.right - self.left + 1
        words = _SIDES[self.key] if self.bare else self.side.intitule
        self.put(self.left, Box(Look.SIDE, words, span=width))
        if apart:
            self.row += 1
            if self.bare:
                self.put(self.left, Box(Look.SIDE, self.side.intitule, span=width))
        self.row += 1
        first, wide = min(self.amounts.values()), len(self.amounts)
        self.put(first, Box(Look.HEADING, self.side.colonne_montant, span=wide))
        for name, column in self.columns.items():
            self.put(column, Box(Look.HEADING, name or self.side.colonne_libelle))
        if self.years:
            self._year_headings()
        for year, column in self.published.items():
            words = f"{vocabulary.PUBLISHED} {year or ''}".strip()
            self.put(column, Box(Look.HEADING, words))
        self.head = self.row
        return self.row

    def _year_headings(self) -> None:
        """A row for the years under the words of the headings."""
        for column in self.published.values():
            self.put(column, Box(Look.HEADING))
        self.row += 1
        for column in self.columns.values():
            self.put(column, Box(Look.HEADING))
        for year, column in self.amounts.items():
            self.put(column, Box(Look.HEADING, year or TOTAL_HEADING))

    def lines(self) -> int:
        """The groups with their subtotals, then the other lines; the last row used."""
        for group in self.side.groupes:
            self.row += 1
            self.put(self.columns[""], Box(Look.GROUP, group.nom))
            terms = self._block(group.lignes, group.section)
            self.row += 1
            self.subtotals.append(self.row)
            self._sums(Look.SUBTOTAL, group, group.lignes, terms)
        self.own = self._block(self.side.lignes)
        return self.row

    def total(self, row: int) -> None:
        """The total, on the row that both sides share."""
        for empty in range(self.head + 1, row):
            for column in range(self.left, self.right + 1):
                self.grid.setdefault((empty, column), Box(Look.WORDS))
        self.row = row

        def terms(column: str) -> list[str]:
            own = self.own(column) if self.side.lignes else []
            groups = [f"{column}{row}" for row in self.subtotals]
            # « =C8 » would repeat a cell: a total says that it adds up.
            return [f"SUM({groups[0]})"] if len(groups) == 1 and not own else [*groups, *own]

        self._sums(Look.TOTAL, self.side, (line for _, line in self.side.lines()), terms)

    def _block(self, lines: Iterable[Line], section: str | None = None) -> Terms:
        """The lines, one below the other; what adds them up is handed back."""
        first = self.row + 1
        for line in lines:
            self.row += 1
            self._line(line, section)
        last = self.row
        return lambda column: [f"SUM({column}{first}:{column}{last})"]

    def _line(self, line: Line, section: str | None) -> None:
        bodies = self.commons.organisations
        words = {
            "": line.name(self.commons),
            vocabulary.ACCOUNT: line.compte,
            vocabulary.FUNDER: bodies[line.financeur].nom if line.financeur else None,
            vocabulary.IN_KIND: "oui" if line.en_nature else None,
            vocabulary.DEDUCED: line.deduit,
            vocabulary.SECTION: section,
        }
        for name, column in self.columns.items():
            self.put(column, Box(Look.WORDS, words[name]))
        for year, column in self.amounts.items():
            self.put(column, Box(Look.AMOUNT, _typed(line.montant.get(year))))
        if self.years and WHOLE not in line.montant:
            columns = [letters(self.amounts[year]) for year in self.years]
            formula = f"=SUM({columns[0]}{self.row}:{columns[-1]}{self.row})"
            value = _sum(line.montant.values())
            self.put(self.amounts[WHOLE], Box(Look.AMOUNT, value, formula))

    def _sums(self, look: Look, part: Group | Side, lines: Iterable[Line], terms: Terms) -> None:
        for column in self.columns.values():
            self.put(column, Box(look))
        self.put(self.columns[""], Box(look, part.libelle_total))
        amounts = [pair for line in lines for pair in line.montant.items()]
        for year, column in self.amounts.items():
            formula = "=" + "+".join(terms(letters(column)))
            value = _sum(v for y, v in amounts if year in (y, WHOLE))
            self.put(column, Box(look, value, formula))
        printed = part.publie.total if part.publie else {}
        for year, column in self.published.items():
            self.put(column, Box(Look.PUBLISHED, _typed(printed.get(year))))


def _typed(amount: Decimal | None) -> Decimal | str | None:
    """What is typed in a cell of amounts: a hole is words, which the import will name."""
    return BLANK_WORDS if has_blank(amount) else amount


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    """As Excel adds up: words count for nothing."""
    return sum((amount for amount in amounts if not has_blank(amount)), Decimal(0))
