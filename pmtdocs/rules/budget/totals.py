"""BUD001 to BUD005: what must hold of a budget by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import (
    WHOLE,
    Budget,
    Line,
    Side,
    add,
    comparable,
    section_name,
    whole,
)
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.budget.funding import granted
from pmtdocs.rules.budget.hints import Named, explain
from pmtdocs.rules.budget.subsidy import in_year

_CERFA = (
    "CERFA 12156 (demande de subvention), budget : "
    "« Le total des charges doit être égal au total des produits »"
)
_CHECK = "Comparez chaque ligne au budget du bénéficiaire, puis corrigez la ligne ou le total."


def _sum_differs(
    dossier: Dossier,
    noun: str,
    root: Path,
    lines: Mapping[Path, Line],
    stated: Mapping[int, Decimal],
) -> Faults:
    """The sum of ``lines`` (paths below the dossier) against a printed total, year by year."""
    sums, totals = comparable(add(line.montant for line in lines.values()), stated)
    for year in sorted({*sums, *totals}):
        computed, printed = sums.get(year, Decimal(0)), totals.get(year, Decimal(0))
        if computed == printed:
            continue
        named: list[Named] = [
            ((*path, "montant"), line.name(dossier.commun), amounts[year])
            for path, line in lines.items()
            if year in (amounts := whole(line.montant) if year == WHOLE else line.montant)
        ]
        hint, places = explain(named, computed, printed)
        yield Fault(
            (*root, "publie", "total"),
            f"Les lignes de {noun}{in_year(year)} font {euros(computed)}, l'acte imprime "
            f"{euros(printed)} : écart de {euros(abs(computed - printed))}.",
            tuple(places) or (root,),
            f"{hint} {_CHECK}".strip(),
            (computed, printed),
        )


@cites(_CERFA)
@needs("budget")
@rule("total-des-depenses-faux", Severity.ERROR)
def BUD001(dossier: Dossier) -> Faults:
    """La somme des lignes de dépenses est le total imprimé, à l'euro près.

    Pourquoi : Un total faux rend le budget voté inexact : la subvention est calculée sur lui.
    Faux : Personnels 285 000, Déplacements 5 000, total imprimé 300 000.
    Juste : Personnels 285 000, Déplacements 5 000, total imprimé 290 000.
    """
    yield from _totals(dossier, "dépenses", "depenses", given(dossier.budget).depenses)


@cites(_CERFA)
@needs("budget")
@rule("total-des-recettes-faux", Severity.ERROR)
def BUD002(dossier: Dossier) -> Faults:
    """La somme des lignes de recettes est celle des sous-totaux et du total imprimés.

    Pourquoi : Un sous-total public faux fausse le taux d'intervention de chaque financeur.
    Faux : Région 200 000, communauté urbaine 45 000, sous-total imprimé 240 000.
    Juste : Région 200 000, communauté urbaine 45 000, sous-total imprimé 245 000.
    """
    yield from _totals(dossier, "recettes", "recettes", given(dossier.budget).recettes)


def _totals(dossier: Dossier, noun: str, key: str, side: Side) -> Faults:
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


@cites(_CERFA)
@needs("budget")
@rule("budget-desequilibre", Severity.ERROR)
def BUD003(dossier: Dossier) -> Faults:
    """Le total des recettes est égal au total des dépenses, section par section quand le budget en
    a ; un excédent de recettes que les deux totaux imprimés disent, moindre que la subvention, est
    BUD030.

    Pourquoi : Un budget prévisionnel de subvention se présente en équilibre.
    Faux : Dépenses 500 000, recettes 490 000.
    Juste : Dépenses 490 000, recettes 490 000 ; une section d'investissement, 40 000 et 40 000.
    """
    for part in _parts(given(dossier.budget)):
        for year, spent, received in part.by_year():
            if spent != received and not _surplus(dossier, part, received - spent):
                yield _uneven(dossier, part, year, (spent, received))


def _uneven(dossier: Dossier, part: _Part, year: int, totals: tuple[Decimal, Decimal]) -> Fault:
    spent, received = totals
    more = "dépenses" if spent > received else "recettes"
    (amount, _), useless = granted(dossier), ""
    if amount and not part.e and received - spent >= amount:
        useless = f" : sans la subvention ({euros(amount)}), l'action est déjà financée"
    return Fault(
        part.places[0],
        f"{part.name}{in_year(year)} n'est pas équilibré{part.e} : {euros(spent)} de dépenses, "
        f"{euros(received)} de recettes, soit un écart de "
        f"{euros(abs(spent - received))}, {more} en trop{useless}.",
        part.places[1:],
        "Corrigez la ligne en cause ou complétez le plan de financement.",
        (spent, received),
    )


@cites("Circulaire du 29 septembre 2015 (excédent raisonnable) ; " + _CERFA)
@needs("budget")
@rule("excedent-de-recettes", Severity.INFO)
def BUD030(dossier: Dossier) -> Faults:
    """Un budget dont les totaux imprimés disent plus de recettes que de dépenses est à vérifier ;
    quand l'excédent atteint la subvention, c'est BUD003.

    Pourquoi : Un excédent raisonnable est admis ; le formulaire l'attend parmi les dépenses.
    Faux : Total des dépenses imprimé 100 000, total des recettes imprimé 101 000.
    Juste : Une ligne « Excédent prévisionnel : 1 000 » parmi les dépenses, totaux égaux.
    """
    for part in _parts(given(dossier.budget)):
        for year, spent, received in part.by_year():
            if _surplus(dossier, part, received - spent):
                yield Fault(
                    part.places[0],
                    f"{part.name}{in_year(year)} imprime {euros(spent)} de dépenses et "
                    f"{euros(received)} de recettes : excédent de {euros(received - spent)}, "
                    "à vérifier.",
                    part.places[1:],
                    "Un excédent raisonnable est admis : le formulaire l'attend en dernière ligne "
                    "des dépenses, pour des totaux égaux. Sinon, corrigez la ligne en cause.",
                    (spent, received),
                )


class _Part(NamedTuple):
    """What balances by itself: a section, or a budget that has none."""

    name: str
    e: str
    places: tuple[Path, ...]
    """Its expenses, its receipts."""
    stated: tuple[Mapping[int, Decimal], Mapping[int, Decimal]]
    printed: bool
    """Does the act print each of its totals?"""

    def by_year(self) -> Iterator[tuple[int, Decimal, Decimal]]:
        """What is spent and received each year, as the act says it."""
        expenses, receipts = comparable(*self.stated)
        for year in sorted({*expenses, *receipts}):
            yield year, expenses.get(year, Decimal(0)), receipts.get(year, Decimal(0))


def _parts(budget: Budget) -> Iterator[_Part]:
    """Each section; then the whole, unless it says again what its sections say."""
    sides = (("depenses", budget.depenses), ("recettes", budget.recettes))
    stated: list[tuple[dict[int, Decimal], dict[int, Decimal]]] = []
    for section in budget.sections:
        groups = [side.of(section) for _, side in sides]
        places = tuple(
            ("budget", key, "groupes", found[0][0]) if found else ("budget", key)
            for (key, _), found in zip(sides, groups, strict=True)
        )
        spent, received = (add(group.stated() for _, group in found) for found in groups)
        printed = all(group.publie for found in groups for _, group in found)
        stated.append((spent, received))
        yield _Part(f"La {section_name(section)}", "e", places, (spent, received), printed)
    spent, received = (side.stated() for _, side in sides)
    if [spent, received] != [add(parts) for parts in zip(*stated, strict=True)]:
        printed = all(side.publie for _, side in sides)
        places = tuple(("budget", key) for key, _ in sides)
        yield _Part("Le budget", "", places, (spent, received), printed)


def _surplus(dossier: Dossier, part: _Part, more: Decimal) -> bool:
    """Are there more receipts, and do both printed totals say so? The law gives no bound of what
    is reasonable: what reaches the grant is not, since a grant is no more than what is lacking.
    """
    amount, _ = granted(dossier)
    return part.printed and more > 0 and (not amount or more < amount)


@cites("CERFA 12156, comptes 86 et 87 (égalité des deux comptes : à vérifier)")
@needs("budget")
@rule("contributions-en-nature-inegales", Severity.ERROR)
def BUD005(dossier: Dossier) -> Faults:
    """Les contributions volontaires en nature valent autant en dépenses qu'en recettes.

    Pourquoi : Ce que le bénéficiaire reçoit en nature, il l'emploie : le compte 86 répond au
    compte 87.
    Faux : Contributions en nature : 20 000 en dépenses, 15 000 en recettes.
    Juste : Contributions en nature : 20 000 en dépenses, 20 000 en recettes.
    """
    budget, places, totals = given(dossier.budget), list[Path](), []
    for key, side in (("depenses", budget.depenses), ("recettes", budget.recettes)):
        lines = [(path, line) for path, line in side.lines() if line.en_nature]
        places += [("budget", key, *path, "montant") for path, _ in lines]
        totals.append(add(line.montant for _, line in lines))
    for year in sorted({*totals[0], *totals[1]}):
        used, brought = (total.get(year, Decimal(0)) for total in totals)
        if used != brought:
            yield Fault(
                places[0],
                f"Les contributions volontaires en nature{in_year(year)} font {euros(used)} en "
                f"dépenses (compte 86) et {euros(brought)} en recettes (compte 87) : "
                f"écart de {euros(abs(used - brought))}.",
                tuple(places[1:]) or (("budget", "recettes"),),
                "Demandez au bénéficiaire la valeur juste, et inscrivez-la des deux côtés.",
                (used, brought),
            )
