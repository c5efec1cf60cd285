"""Correct budgets made at random: totals are made from their parts. Amounts are whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from tests.support.people import Bodies

Tree = dict[str, Any]
Amounts = dict[int, int]
WHOLE = 0
EXPENSES = (
    "Prestations de services", "Achats de matières et fournitures", "Autres fournitures",
    "Locations", "Entretien et réparation", "Assurance", "Documentation", "Honoraires",
    "Publicité", "Déplacements", "Missions", "Services bancaires", "Impôts et taxes",
    "Autres impôts et taxes", "Rémunération des personnels", "Charges sociales",
    "Autres charges de personnel", "Charges financières", "Dotation aux amortissements",
    "Frais de structure", "Charge 21", "Charge 22",
)  # fmt: skip
RECEIPTS = (
    "Ventes de produits finis", "Prestations de services", "Cotisations", "Dons manuels",
    "Mécénat", "Produits financiers", "Loyers", "Entreprises", "Adhérents", "Partenaires privés",
    "Reprises sur amortissements", "Autres produits de gestion", "Fonds propres", "Inscriptions",
    "Stands", "Abonnements", "Ventes de marchandises", "Parrainage", "Produit 19", "Produit 20",
)  # fmt: skip


@dataclass
class Line:
    """A line of the budget, by column: a year, or the whole."""

    label: str
    amounts: Amounts
    funder: str = ""
    in_kind: bool = False


@dataclass
class Plan:
    """The lines of both sides, and whose money is public."""

    columns: list[int]
    expenses: list[Line]
    receipts: list[Line]
    granted: int
    funder: str
    public: set[str]
    tax: str

    def public_by_year(self) -> list[int]:
        """What public bodies pay, column by column."""
        lines = [line for line in self.receipts if line.funder in self.public and not line.in_kind]
        return [sum(line.amounts[c] for line in lines) for c in self.columns]

    def granted_by_year(self) -> Amounts:
        """The funder's lines year by year; nothing for a budget that does not tell years."""
        lines = [line for line in self.receipts if line.funder == self.funder]
        return {c: sum(line.amounts[c] for line in lines) for c in self.columns if c != WHOLE}

    def public_share_of_cash(self) -> int | None:
        """Public money as a share of what is spent in cash, rounded up to a whole per cent."""
        cash = sum(a for line in self.expenses if not line.in_kind for a in line.amounts.values())
        return -(-100 * sum(self.public_by_year()) // cash) if cash else None


def plan(rnd: Random, years: list[int], size: int, bodies: Bodies) -> Plan:
    """A budget with at most about ``size`` lines a side, balanced in each column."""
    columns = years if rnd.random() < 0.5 else [WHOLE]
    grain = rnd.choice((1, 100, 100_00, 1000_00))

    def amounts(most: int) -> Amounts:
        return {c: rnd.randint(1, max(1, most // grain)) * grain for c in columns}

    mine = [Line("", amounts(rnd.choice((20_000_00, 90_000_00))), bodies.funder)]
    if size > 4 and rnd.random() < 0.3:
        mine.append(Line("Avenant", amounts(5_000_00), bodies.funder))
    funders = rnd.sample(bodies.others, min(len(bodies.others), rnd.randint(0, size)))
    others = [Line("", amounts(200_000_00), key) for key in funders]
    own = [
        Line(name, amounts(80_000_00)) for name in rnd.sample(RECEIPTS, rnd.randint(0, size - 1))
    ]
    gifts = [Line(f"Don n° {i}", amounts(9_000_00), in_kind=True) for i in range(rnd.randint(0, 2))]
    receipts = [*mine, *others, *own]
    names = rnd.sample(EXPENSES, rnd.randint(1, size))
    expenses = _split(rnd, _total(receipts, columns), names, grain)
    if gifts:
        used = _split(rnd, _total(gifts, columns), ["Bénévolat", "Mise à disposition"], grain)
        expenses += [Line(line.label, line.amounts, in_kind=True) for line in used]
    public = {
        k for k, body in bodies.table.items() if body.get("nature") in ("collectivité", "État")
    }
    bases = {"assujetti": ("HT",), "non assujetti": ("TTC", "net de taxe")}
    regime = bodies.table[bodies.beneficiary].get("regime_tva", "")
    tax = rnd.choice(bases.get(regime, ("HT", "TTC", "net de taxe")))
    granted = sum(a for line in mine for a in line.amounts.values())
    return Plan(columns, expenses, [*receipts, *gifts], granted, bodies.funder, public, tax)


def _total(lines: list[Line], columns: list[int]) -> Amounts:
    return {c: sum(line.amounts[c] for line in lines) for c in columns}


def _split(rnd: Random, total: Amounts, names: list[str], grain: int) -> list[Line]:
    """Lines of these names that make the total in each column."""
    count = len(names)
    shares: list[Amounts] = [{} for _ in names]
    for column, amount in total.items():
        cuts = sorted(rnd.randint(0, amount // grain) * grain for _ in range(count - 1))
        for share, low, high in zip(shares, [0, *cuts], [*cuts, amount], strict=True):
            share[column] = high - low
    return [Line(name, share) for name, share in zip(names, shares, strict=True)]


def tree(rnd: Random, budget: Plan, span: str) -> Tree:
    """``budget.yaml``: lines in groups or not, totals printed or not."""
    said = f" (en € {budget.tax})" if budget.tax != "net de taxe" and rnd.random() < 0.4 else ""
    return {
        "intitule": f"Budget prévisionnel {span}",
        "taxe": budget.tax,
        "depenses": _side(rnd, budget, budget.expenses, "Dépenses", f"Budget {span}{said}"),
        "recettes": _side(rnd, budget, budget.receipts, "Recettes", f"Budget {span}"),
    }


def _side(rnd: Random, budget: Plan, lines: list[Line], title: str, column: str) -> Tree:
    lines = rnd.sample(lines, len(lines))
    groups: list[list[Line]] = [[] for _ in range(rnd.randint(1, 4))]
    free: list[Line] = []
    for line in lines:
        rnd.choice((free, *groups)).append(line)
    side: Tree = {
        "intitule": title,
        "colonne_libelle": f"{title} prévisionnelles",
        "colonne_montant": column,
        "libelle_total": f"Total des {title.lower()}",
    }
    if any(groups):
        side["groupes"] = [
            {
                "nom": f"Groupe {i}",
                "lignes": [_line(rnd, line) for line in group],
                "libelle_total": f"Sous-total {i}",
                **_printed(rnd, group, budget.columns),
            }
            for i, group in enumerate(groups)
            if group
        ]
    if free:
        side["lignes"] = [_line(rnd, line) for line in free]
    return side | _printed(rnd, lines, budget.columns)


def _printed(rnd: Random, lines: list[Line], columns: list[int]) -> Tree:
    if rnd.random() < 0.3:
        return {}
    return {"publie": {"total": _typed_by_column(rnd, _total(lines, columns))}}


def _line(rnd: Random, line: Line) -> Tree:
    out: Tree = {"montant": _typed_by_column(rnd, line.amounts)}
    if line.label:
        out["libelle"] = line.label
    if line.funder:
        out["financeur"] = line.funder
    if line.in_kind:
        out["en_nature"] = "oui"
    return out


def _typed_by_column(rnd: Random, amounts: Amounts) -> str | dict[int, str]:
    if [*amounts] == [WHOLE]:
        return typed(rnd, amounts[WHOLE])
    return {year: typed(rnd, amount) for year, amount in amounts.items()}


def typed(rnd: Random, cents: int) -> str:
    """One of the ways to type an amount: « 285 000 », « 285000,50 € »."""
    euros, rest = divmod(cents, 100)
    space = rnd.choice((" ", "", "\u202f", "\u00a0"))
    whole = f"{euros:,}".replace(",", space)
    end = f",{rest:02}" if rest or rnd.random() < 0.1 else ""
    return f"{whole}{end}{rnd.choice(('', ' €'))}"


def instalments(rnd: Random, granted: int) -> list[tuple[str, int]]:
    """(rate, cents) of each payment; the last is what is left, as whoever pays works it out."""
    rates = rnd.choice(
        (
            ["100"],
            ["50", "50"],
            ["80 %", "20 %"],
            ["30", "40", "30"],
            ["33,33", "33,33", "33,34"],
            ["16,67", "16,67", "16,67", "16,67", "16,67", "16,65"],
            ["12,5", "37,5", "50"],
            ["20"] * 5,
        )
    )
    unit = rnd.choice((1, 100)) if granted >= 1000_00 else 1
    amounts = [_share(granted, rate, unit) for rate in rates[:-1]]
    return [*zip(rates, [*amounts, granted - sum(amounts)], strict=True)]


def _share(granted: int, rate: str, unit: int) -> int:
    """A rate of the grant, rounded to the cent or to the euro."""
    hundredths = round(float(rate.rstrip(" %").replace(",", ".")) * 100)
    return (granted * hundredths + 5000 * unit) // (10_000 * unit) * unit
