"""A budget as it is read from a workbook, before it is a tree: each value with its cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from pmtdocs.dossier.model.budget import WHOLE
from pmtdocs.dossier.source import Tree
from pmtdocs.exchange.budget.cells import Cell
from pmtdocs.exchange.budget.sheet_tables import Table
from pmtdocs.exchange.budget.vocabulary import section, without_unit
from pmtdocs.exchange.yaml_text import amount
from pmtdocs.finding import Path

#: Year → the cell and its amount.
Amounts = dict[int, tuple[Cell, Decimal]]
#: Path below ``budget`` → the cell that says it.
Places = dict[Path, Cell]


@dataclass
class Line:
    """A line of the budget."""

    label: Cell
    name: str
    amounts: Amounts
    account: str = ""
    funder: str | None = None
    in_kind: bool = False
    deduced: str = ""
    section: str = ""
    """What a column of its own says."""


@dataclass
class Part:
    """Lines under one total: a group, or the lines of a side that are in no group."""

    name: str = ""
    label: Cell | None = None
    lines: list[Line] = field(default_factory=list)
    total_label: str = ""
    published: Amounts = field(default_factory=dict)

    @property
    def section(self) -> str:
        """The section that its lines say to be in, else its name."""
        return next((one.section for one in self.lines if one.section), "") or section(self.name)


@dataclass
class Side:
    """One of the two tables."""

    table: Table
    own: Part = field(default_factory=Part)
    groups: list[Part] = field(default_factory=list)

    def lines(self) -> list[Line]:
        return [line for part in (*self.groups, self.own) for line in part.lines]

    def by_section(self) -> bool:
        """Do all its lines stand in groups that name a section?"""
        return not self.own.lines and all(group.section for group in self.groups)


def sums(lines: Iterable[Line]) -> dict[int, Decimal]:
    """What the lines make, by year."""
    out: dict[int, Decimal] = {}
    for line in lines:
        for year, (_, value) in line.amounts.items():
            out[year] = out.get(year, Decimal(0)) + value
    return out


def tree(side: Side, places: Places, root: Path, by_section: bool) -> Tree:
    """A side as the tree of ``budget.yaml``; ``places`` learns where each path was read."""
    table = side.table
    places[root] = table.area.title
    out: dict[str, Tree] = {
        "intitule": without_unit(table.title) or table.area.title.text,
        "colonne_libelle": without_unit(table.label_heading) or table.area.title.text,
        "colonne_montant": without_unit(table.amount_heading) or "Montant",
    }
    given = [part.published for part in (*side.groups, side.own) if part.published]
    given += [line.amounts for line in side.lines()]
    if len({WHOLE in amounts for amounts in given}) > 1:  # of no year, beside others that are
        out["repartition_partielle"] = "oui"
    if side.groups:
        out["groupes"] = [
            _group(group, places, (*root, "groupes", g), by_section)
            for g, group in enumerate(side.groups)
        ]
    if side.own.lines:
        out["lignes"] = _lines(side.own, places, root)
    out["libelle_total"] = without_unit(side.own.total_label) or "Total"
    return out | _published(side.own, places, root)


def _group(group: Part, places: Places, root: Path, by_section: bool) -> Tree:
    if group.label:
        places[root] = group.label
    return {
        "nom": group.name,
        **({"section": group.section} if by_section and group.section else {}),
        "lignes": _lines(group, places, root),
        "libelle_total": group.total_label,
        **_published(group, places, root),
    }


def _lines(part: Part, places: Places, root: Path) -> list[Tree]:
    return [_line(line, places, (*root, "lignes", i)) for i, line in enumerate(part.lines)]


def _line(line: Line, places: Places, root: Path) -> Tree:
    places[root] = line.label
    pairs = {
        "libelle": line.name,
        "financeur": line.funder,
        "montant": _amounts(line.amounts, places, (*root, "montant")),
        "compte": line.account,
        "en_nature": "oui" if line.in_kind else None,
        "deduit": line.deduced,
    }
    return {key: value for key, value in pairs.items() if value}


def _published(part: Part, places: Places, root: Path) -> dict[str, Tree]:
    if not part.published:
        return {}
    path = (*root, "publie", "total")
    return {"publie": {"total": _amounts(part.published, places, path)}}


def _amounts(amounts: Amounts, places: Places, path: Path) -> Tree:
    for year, (cell, _) in sorted(amounts.items()):
        places.setdefault(path, cell)
        places[(*path, str(year))] = cell
    if WHOLE in amounts:
        return amount(amounts[WHOLE][1])
    return {str(year): amount(value) for year, (_, value) in sorted(amounts.items())}
