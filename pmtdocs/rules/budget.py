"""BUD: what must hold of a budget, and of the subsidy wherever it is stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice

from pmtdocs.finding import Kind, Path, Severity
from pmtdocs.french import euros, percent
from pmtdocs.model import Dossier
from pmtdocs.model.budget import WHOLE, Line, Side, add
from pmtdocs.model.convention import Subsidy
from pmtdocs.rules.base import Doc, Fault, Rule
from pmtdocs.rules.hints import Named, explain

_CERFA = (
    "CERFA 12156 (demande de subvention), budget : "
    "« Le total des charges doit être égal au total des produits »"
)
_CHECK = "Comparez chaque ligne au budget du bénéficiaire, puis corrigez la ligne ou le total."


def _year(year: int) -> str:
    return "" if year == WHOLE else f" pour {year}"


def _sum_differs(
    dossier: Dossier,
    noun: str,
    root: Path,
    lines: Mapping[Path, Line],
    stated: Mapping[int, Decimal],
) -> Iterator[Fault]:
    """The sum of ``lines`` (paths below the dossier) against a printed total, year by year."""
    years = sorted({y for line in lines.values() for y in line.montant} | set(stated))
    for year in years:
        computed = sum((line.montant.get(year, Decimal(0)) for line in lines.values()), Decimal(0))
        printed = stated.get(year, Decimal(0))
        if computed == printed:
            continue
        named: list[Named] = [
            ((*path, "montant"), line.name(dossier.commun), line.montant[year])
            for path, line in lines.items()
            if year in line.montant
        ]
        hint, places = explain(named, computed, printed)
        yield Fault(
            (*root, "publie", "total"),
            f"Les lignes de {noun}{_year(year)} font {euros(computed)}, l'acte imprime "
            f"{euros(printed)} : écart de {euros(abs(computed - printed))}.",
            tuple(places) or (root,),
            f"{hint} {_CHECK}".strip(),
            (computed, printed),
        )


def expenses_total(dossier: Dossier) -> Iterator[Fault]:
    """BUD001: the expense lines make the printed total."""
    if dossier.budget:
        yield from _totals(dossier, "dépenses", "depenses", dossier.budget.depenses)


def receipts_total(dossier: Dossier) -> Iterator[Fault]:
    """BUD002: the receipt lines make the printed subtotals and total."""
    if dossier.budget:
        yield from _totals(dossier, "recettes", "recettes", dossier.budget.recettes)


def _totals(dossier: Dossier, noun: str, key: str, side: Side) -> Iterator[Fault]:
    root: Path = ("budget", key)
    lines = {(*root, *path): line for path, line in side.lines()}
    for g, group in enumerate(side.groupes):
        if group.publie:
            place = (*root, "groupes", g)
            inside = {p: line for p, line in lines.items() if p[: len(place)] == place}
            noun_of_group = f"{noun} du groupe « {group.nom} »"
            yield from _sum_differs(dossier, noun_of_group, place, inside, group.publie.total)
    if side.publie:
        yield from _sum_differs(dossier, noun, root, lines, side.publie.total)


def balance(dossier: Dossier) -> Iterator[Fault]:
    """BUD003: receipts = expenses, as the document states them (a wrong sum is BUD001 or 2)."""
    if dossier.budget is None:
        return
    expenses, receipts = dossier.budget.depenses.stated(), dossier.budget.recettes.stated()
    for year in sorted({*expenses, *receipts}):
        spent, received = expenses.get(year, Decimal(0)), receipts.get(year, Decimal(0))
        if spent != received:
            more = "dépenses" if spent > received else "recettes"
            yield Fault(
                ("budget", "depenses"),
                f"Le budget{_year(year)} n'est pas équilibré : {euros(spent)} de dépenses, "
                f"{euros(received)} de recettes : écart de {euros(abs(spent - received))}, "
                f"{more} en trop.",
                (("budget", "recettes"),),
                "Corrigez la ligne en cause ou complétez le plan de financement.",
                (spent, received),
            )


def in_kind(dossier: Dossier) -> Iterator[Fault]:
    """BUD005: contributions in kind, once valued, are equal on both sides (86 = 87)."""
    if dossier.budget is None:
        return
    places: list[Path] = []
    totals = []
    for key, side in (("depenses", dossier.budget.depenses), ("recettes", dossier.budget.recettes)):
        lines = [(path, line) for path, line in side.lines() if line.en_nature]
        places += [("budget", key, *path, "montant") for path, _ in lines]
        totals.append(add(line.montant for _, line in lines))
    for year in sorted({*totals[0], *totals[1]}):
        used, given = (total.get(year, Decimal(0)) for total in totals)
        if used != given:
            yield Fault(
                places[0],
                f"Les contributions volontaires en nature{_year(year)} font {euros(used)} en "
                f"dépenses (compte 86) et {euros(given)} en recettes (compte 87) : "
                f"écart de {euros(abs(used - given))}.",
                tuple(places[1:]) or (("budget", "recettes"),),
                "Inscrivez la même valeur des deux côtés.",
                (used, given),
            )


def subsidy(dossier: Dossier) -> Iterator[Fault]:
    """BUD006: the subsidy is the same in the budget, the instalments and the report."""
    if dossier.convention is None:
        return
    granted = dossier.convention.subvention.montant
    yield from _funder_lines(dossier, granted)
    yield from islice(_instalments(dossier.convention.subvention), 1)
    report = dossier.deliberation
    operation = report.inscription.publie.operation if report else None
    if operation is not None and operation != granted:
        yield _differs(
            ("deliberation", "inscription", "publie", "operation"),
            "Le rapport imprime une opération de",
            operation,
            granted,
        )


_SUBSIDY: Path = ("convention", "subvention", "montant")


def _differs(path: Path, words: str, value: Decimal, granted: Decimal) -> Fault:
    return Fault(
        path,
        f"{words} {euros(value)}, la convention accorde {euros(granted)} : "
        f"écart de {euros(abs(value - granted))}.",
        (_SUBSIDY,),
        "Mettez le même montant aux deux endroits.",
        (value, granted),
    )


def _funder_lines(dossier: Dossier, granted: Decimal) -> Iterator[Fault]:
    if dossier.budget is None:
        return
    funder = dossier.dossier.financeur
    lines = [
        (("budget", "recettes", *path, "montant"), line)
        for path, line in dossier.budget.recettes.lines()
        if line.financeur == funder
    ]
    total = sum((a for _, line in lines for a in line.montant.values()), Decimal(0))
    if lines and total != granted:
        words = f"Le budget attend {dossier.commun.organisations[funder].du}"
        yield _differs(lines[0][0], words, total, granted)


def _instalments(subsidy: Subsidy) -> Iterator[Fault]:
    """What is wrong with the payments, the most precise first: the next ones follow from it."""
    granted, payments = subsidy.montant, subsidy.versements
    root: Path = ("convention", "subvention", "versements")
    for i, payment in enumerate(payments):
        expected = (granted * payment.taux / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if payment.montant != expected:
            yield Fault(
                (*root, i, "montant"),
                f"{percent(payment.taux)} de {euros(granted)} font {euros(expected)}, "
                f"le versement est de {euros(payment.montant)} : "
                f"écart de {euros(abs(expected - payment.montant))}.",
                (_SUBSIDY,),
                "Corrigez le taux ou le montant du versement.",
                (expected, payment.montant),
            )
    rates = sum((p.taux for p in payments), Decimal(0))
    if rates != 100:
        yield Fault(
            (*root, 0, "taux"),
            f"Les versements font ensemble {percent(rates)} de la subvention, "
            f"et non {percent(Decimal(100))} : écart de {percent(abs(rates - 100))}.",
            (_SUBSIDY,),
            "Corrigez un taux, ou ajoutez le versement qui manque.",
            (rates, Decimal(100)),
        )
    total = sum((p.montant for p in payments), Decimal(0))
    if total != granted:
        yield _differs((*root, 0, "montant"), "Les versements font ensemble", total, granted)


BUD001 = Rule(
    Kind("BUD001", "total-des-depenses-faux", Severity.ERROR, _CERFA),
    Doc(
        "La somme des lignes de dépenses est le total imprimé, à l'euro près.",
        "Un total faux rend le budget voté inexact : la subvention est calculée sur lui.",
        "Personnels 285 000, Déplacements 5 000, total imprimé 300 000.",
        "Personnels 285 000, Déplacements 5 000, total imprimé 290 000.",
    ),
    expenses_total,
    needs=("budget",),
)
BUD002 = Rule(
    Kind("BUD002", "total-des-recettes-faux", Severity.ERROR, _CERFA),
    Doc(
        "La somme des lignes de recettes est celle des sous-totaux et du total imprimés.",
        "Un sous-total public faux fausse le taux d'intervention de chaque financeur.",
        "Région 200 000, communauté urbaine 45 000, sous-total imprimé 240 000.",
        "Région 200 000, communauté urbaine 45 000, sous-total imprimé 245 000.",
    ),
    receipts_total,
    needs=("budget",),
)
BUD003 = Rule(
    Kind("BUD003", "budget-desequilibre", Severity.ERROR, _CERFA),
    Doc(
        "Le total des recettes est égal au total des dépenses.",
        "Un budget prévisionnel de subvention se présente en équilibre.",
        "Dépenses 500 000, recettes 490 000.",
        "Dépenses 490 000, recettes 490 000.",
    ),
    balance,
    needs=("budget",),
)
BUD005 = Rule(
    Kind(
        "BUD005",
        "contributions-en-nature-inegales",
        Severity.ERROR,
        "CERFA 12156, comptes 86 et 87 (égalité des deux comptes : à vérifier)",
    ),
    Doc(
        "Les contributions volontaires en nature valent autant en dépenses qu'en recettes.",
        "Ce que le bénéficiaire reçoit en nature, il l'emploie : le compte 86 répond au 87.",
        "Contributions en nature : 20 000 en dépenses, 15 000 en recettes.",
        "Contributions en nature : 20 000 en dépenses, 20 000 en recettes.",
    ),
    in_kind,
    needs=("budget",),
)
BUD006 = Rule(
    Kind(
        "BUD006",
        "subvention-discordante",
        Severity.ERROR,
        "Déduit des documents : la subvention est la même partout où elle est dite",
    ),
    Doc(
        "La subvention de la convention est celle du budget, des versements et du rapport.",
        "Deux montants dans un même acte : le comptable ne peut pas payer.",
        "Subvention 45 000, ligne du budget 40 000.",
        "Subvention 45 000, ligne du budget 45 000, versement de 100 % soit 45 000.",
    ),
    subsidy,
    needs=("convention",),
)
BUDGET_RULES = (BUD001, BUD002, BUD003, BUD005, BUD006)
