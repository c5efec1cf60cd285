"""ATT001, ATT002, ATT009: the lines of a table of grants make what is printed, and are paid for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pmtdocs.dossier.lines import ROOT, entries
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.attributions import Attribution, Attributions
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, parse_amount, plain, plural
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.texts.phrases import texts_of

_PRINTED: Path = ("attributions", "publie")
_OPERATION: Path = ("deliberation", "inscription", "publie", "operation")


@cites("Déduit des documents : le total d'un tableau est la somme de ses lignes")
@needs("attributions.total")
@rule("total-des-attributions-faux", Severity.ERROR)
def ATT001(dossier: Dossier) -> Faults:
    """Le total et le nombre de lignes que l'acte imprime, comme le montant de l'opération du
    rapport, sont ceux des lignes en numéraire ; une ligne rejetée peut y être comptée ou non.

    Pourquoi : Le comptable paie ce que le tableau détaille, et refuse un tableau qui ne fait pas
    son total.
    Faux : Lignes de 1 500, 20 000 et 5 000, total imprimé 27 500.
    Juste : Lignes de 1 500, 20 000 et 5 000, total imprimé 26 500.
    """
    table, report = given(dossier.attributions), dossier.deliberation
    proposed = _money(table.lignes)
    said = [((*_PRINTED, "total"), "L'acte imprime un total", table.publie.total)]
    if report:
        operation = report.operation
        said.append((_OPERATION, "Le rapport imprime une opération", operation))
    for path, what, printed in said:
        if printed is not None and printed not in (table.total, proposed):
            yield Fault(
                path,
                f"{what} de {euros(printed)}, les lignes en numéraire font {euros(table.total)} : "
                f"écart de {euros(abs(printed - table.total))}.",
                _explaining(table, printed - table.total),
                "Corrigez la ligne ou le total qui se trompe.",
                (table.total, printed),
            )
    number = table.publie.nombre
    granted = sum(one.accordee for one in table.lignes)
    if number is not None and number not in (granted, len(table.lignes)):
        yield Fault(
            (*_PRINTED, "nombre"),
            f"L'acte annonce {plural(number, 'attribution')}, le tableau en a {granted}.",
            (ROOT,),
            "Corrigez ce nombre, ou le tableau.",
            (Decimal(granted), Decimal(number)),
        )


def _money(some: Iterable[Attribution]) -> Decimal:
    return sum((one.montant for one in some if not one.en_nature), Decimal(0))


def _explaining(table: Attributions, gap: Decimal) -> tuple[Path, ...]:
    """The first line that makes the gap by itself, left out or counted twice; else the table."""
    ranks = (i for i, one in enumerate(table.lignes) if one.montant == abs(gap))
    return tuple((*ROOT, i, "montant") for i in ranks)[:1] or (ROOT,)


@cites("Déduit des documents ; CGCT, art. L. 1612-1 et suivants (crédits ouverts, à vérifier)")
@needs("attributions", "inscription")
@rule("attributions-superieures-au-credit", Severity.ERROR)
def ATT002(dossier: Dossier) -> Faults:
    """Les lignes accordées en numéraire sur une ligne budgétaire ne dépassent pas son crédit, une
    fois ôté ce qui y est déjà engagé.

    Pourquoi : Chaque ligne paraît couverte quand elle est lue seule ; la dernière ne peut être
    payée.
    Faux : Crédit de 30 000, lignes de 20 000 et 12 000.
    Juste : Crédit de 30 000, lignes de 20 000 et 10 000.
    """
    known = given(dossier.attributions).connues.values()  # what is to fill in only adds to it
    if len(dossier.dossier.exercices) > 1:  # the credit is that of one year
        return
    for path, entry, granted in entries(dossier, [o for o in known if o.accordee]):
        left = entry.credit - (entry.engage or 0)
        if granted > left:
            already = f", {euros(entry.engage)} y sont déjà engagés" if entry.engage else ""
            yield Fault(
                (*path, "credit"),
                f"Les attributions sur « {entry.budget} » font {euros(granted)}, le crédit est de "
                f"{euros(entry.credit)}{already} : il manque {euros(granted - left)}.",
                (ROOT,),
                "Abondez le crédit par une décision modificative, ou réduisez une attribution.",
                (max(left, Decimal(0)), granted),
            )


_TOTAL = re.compile(
    r"(?:\btotal|\bglobal|\benveloppe|\bensemble)\w*[^.;€]{0,60}?(?<![\d,])(\d[\d ]*(?:,\d\d?)?) ?"
    r"(?:€|euros)"
)


@cites("Déduit des documents : l'exposé présente le tableau que l'assemblée vote")
@needs("attributions.total", "expose")
@rule("total-de-l-expose-discordant", Severity.WARNING)
def ATT009(dossier: Dossier) -> Faults:
    """Un total ou une enveloppe que l'exposé dit en chiffres est l'un de ceux du tableau : tout,
    une section, une ligne budgétaire, l'année précédente, ou un crédit.

    Pourquoi : L'assemblée lit l'exposé et vote le tableau ; deux totaux, et nul ne sait lequel.
    Faux : « pour un total de 27 500 € », lignes qui font 26 500.
    Juste : « pour un total de 26 500 € », ou le champ {attributions.total}.
    """
    known = set(_known(dossier))
    for path, text in texts_of(("expose",), dossier.expose):
        for match in _TOTAL.finditer(plain(text)):
            said = parse_amount(match[1].strip())
            if said not in known:
                total = given(dossier.attributions).total
                yield Fault(
                    path,
                    f"L'exposé dit {euros(said)}, les lignes en numéraire font {euros(total)} : "
                    f"écart de {euros(abs(said - total))}.",
                    (ROOT,),
                    "Vérifiez lequel est juste ; {attributions.total} suit le tableau.",
                    (total, said),
                )


def _known(dossier: Dossier) -> Iterator[Decimal]:
    """Every sum of the table that a text may tell."""
    lines = given(dossier.attributions).lignes
    kinds: tuple[list[Attribution], ...] = (
        [*lines],
        *([o for o in lines if o.section == s] for s in ("fonctionnement", "investissement")),
        [o for o in lines if o.en_nature],
        [o for o in lines if o.convention],
    )
    for some in kinds:
        yield _money(some)
        yield sum((o.montant for o in some), Decimal(0))
        yield sum((o.montant for o in some if o.accordee), Decimal(0))
        yield sum((o.montant_precedent or Decimal(0) for o in some), Decimal(0))
        yield sum((o.montant_demande or Decimal(0) for o in some), Decimal(0))
    for _, entry, granted in entries(dossier, lines):
        yield from (granted, entry.credit, entry.engage or granted)
    yield from (one.montant for one in lines)
