"""The convention of a dossier made at random: parties, payments, durations."""

from __future__ import annotations

import datetime as dt

from tests.support import budgets, people
from tests.support.plan import BLANK, MOTIVES, PAID, SIGNED, Plan, Tree
from tests.support.workdays import working


def convention(plan: Plan) -> Tree:
    rnd = plan.rnd
    parties = plan.body.parties(rnd, plan.commons["personnes"])
    signed, electronic = plan.reached(SIGNED), plan.maybe(0.2)
    for party in parties:
        if signed and party["role"] == "financeur" and party["organisation"] == plan.body.funder:
            party |= {"signe_le": plan.day("signature"), "signe_a": "15h00"}
        elif signed and plan.maybe():
            earlier = plan.days["seance"] + dt.timedelta(days=rnd.randint(-20, 5))
            party["signe_le"] = people.typed_date(rnd, earlier)
    more = rnd.choice((0, 0, 1))
    signature: Tree = {"lieu": "Besançon", "date": plan.day("signature") if signed else BLANK}
    signature["exemplaires"] = 0 if electronic else len(parties) + more
    signature["electronique"] = "oui" if electronic else "non"
    if more and not electronic:
        signature["motif_exemplaires"] = "un pour le comptable"
    court = plan.body.court or "Tribunal administratif de Besançon"
    plan.body.court = court
    assigned = plan.maybe(0.7)
    tree: Tree = {
        "intitule": rnd.choice(
            (
                plan.title("relative au programme"),
                f"relative au soutien pour l'année {plan.years[-1]}",
            )
        ),
        "parties": parties,
        "motifs": rnd.sample(MOTIVES, rnd.randint(1, len(MOTIVES))),
        "subvention": {**_granted(plan), "affectee": "oui" if assigned else "non"},
        "duree": _term(plan, assigned),
        "exemplaires_compte_rendu": 2,
        "tribunal": court,
        "comptable": "Comptable du service de gestion comptable",
        "signature": signature,
    }
    if plan.maybe(0.2):
        tree["en_nature"] = {"objet": "la salle des fêtes", "valeur": budgets.typed(rnd, 360_000)}
    if signed:
        tree["notification"] = plan.day("notification")
        tree["donnees_ouvertes"] = plan.day("donnees")
    return tree


def _granted(plan: Plan) -> Tree:
    """The subsidy and its payments, in all or year by year."""
    rnd, by_year = plan.rnd, plan.budget.granted_by_year()
    if by_year and plan.maybe():
        amounts = {year: budgets.typed(rnd, amount) for year, amount in by_year.items()}
        payments = [
            payment | {"annee": year}
            for year, amount in by_year.items()
            for payment in _instalments(plan, amount)
        ]
        return {"montant": amounts, "versements": payments}
    granted = plan.budget.granted
    return {"montant": budgets.typed(rnd, granted), "versements": _instalments(plan, granted)}


def _instalments(plan: Plan, granted: int) -> list[Tree]:
    rnd = plan.rnd
    events = ("à la signature", "à la remise du bilan", "au 1er octobre", "sur justificatifs")
    payments = []
    for i, (rate, amount) in enumerate(budgets.instalments(rnd, granted)):
        payment: Tree = {"taux": rate, "montant": budgets.typed(rnd, amount)}
        kind = rnd.choice(("événement", "date", "rien"))
        if kind == "événement":
            payment["evenement"] = events[i % len(events)]
        elif kind == "date":
            payment["date"] = people.typed_date(rnd, plan.days["fin"])
        if plan.reached(PAID):
            late = 60 if kind == "rien" else 120
            paid = plan.days["notification"] + dt.timedelta(days=rnd.randint(0, late))
            payment["paye_le"] = people.typed_date(rnd, paid)
        payments.append(payment)
    return payments


def _term(plan: Plan, assigned: bool) -> Tree:
    rnd, last = plan.rnd, plan.years[-1]
    handed = working(dt.date(last + 1, rnd.randint(2, 6), rnd.randint(1, 28)))
    end = rnd.choice((handed, dt.date(last + 1, 12, 31), dt.date(last + 2, 6, 30)))
    end = max(end, plan.days["signature"])
    term: Tree = {"fin": people.typed_date(rnd, end), "preavis_mois": 1, "conservation_annees": 10}
    if end == handed and plan.maybe():
        term["cesse_a_la_remise"] = "oui"
    elif assigned or plan.maybe():
        term["remise"] = people.typed_date(rnd, handed if assigned else end)
    if plan.maybe(0.4):
        term["effet"] = dt.date(plan.years[0], rnd.randint(1, 12), 1).isoformat()
    if plan.maybe(0.4):
        closes = min(end, dt.date(last, 12, 31) if plan.maybe() else dt.date(last + 1, 3, 31))
        start = dt.date(plan.years[0], 1, 1).isoformat()
        term["eligibilite"] = {"debut": start, "fin": closes.isoformat()}
    return term
