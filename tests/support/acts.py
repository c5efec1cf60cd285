"""The sheet, the deliberation and the sitting of a dossier made at random."""

from __future__ import annotations

import datetime as dt

from tests.support import budgets, people, sittings
from tests.support.plan import (
    BLANK,
    BOTH_SIGN_SINCE,
    COMMITMENT_SINCE,
    ENFORCEABLE,
    STAGES,
    VOTED,
    Plan,
    Tree,
)
from tests.support.workdays import working


def sheet(plan: Plan) -> Tree:
    rnd = plan.rnd
    sheet: Tree = {
        "modele": "gbm", "etat": STAGES[plan.stage], "exercices": plan.years,
        "financeur": plan.body.funder, "beneficiaire": plan.body.beneficiary,
        "documents": {
            "convention": ["convention", "annexe-1", "annexe-2"],
            "dossier": ["deliberation", "bilan", "convention", "annexe-1", "annexe-2"],
        },
    }  # fmt: skip
    if plan.maybe(0.8):
        late = plan.days["demande"] >= COMMITMENT_SINCE
        public = max(plan.budget.public_by_year())
        request = {"date": plan.day("demande"), "engagement_republicain": "oui" if late else "non"}
        if public <= 153_000_00 and plan.maybe():
            request["commissaire_aux_comptes"] = "non"
        else:
            request["commissaire_aux_comptes"] = "oui"
            request["subventions_publiques"] = budgets.typed(rnd, public + 10_000_00)
        sheet["demande"] = request
    if plan.maybe(0.6):
        sheet["regime_aide"] = _regime(plan)
    if plan.maybe(0.3):
        others = [(year, rnd.randint(1, 90_000)) for year in (plan.years[0] - 1, plan.years[0])]
        if plan.with_convention:
            sheet["autres_subventions"] = [
                {"annee": year, "montant": str(n), "objet": "Salon"} for year, n in others
            ]
    return sheet


def _regime(plan: Plan) -> Tree:
    """The aid regime that these figures allow, or none."""
    rnd, money = plan.rnd, plan.budget
    ceiling = 300_000_00 if plan.days["seance"].year >= 2024 else 200_000_00
    if money.granted <= ceiling and plan.maybe():
        left = ceiling - money.granted
        recent = plan.days["seance"] - dt.timedelta(days=rnd.randint(0, 1000))
        old = plan.days["seance"] - dt.timedelta(days=rnd.randint(1100, 2000))
        aids = [(recent, rnd.randint(0, left)), (old, 150_000_00)]
        return {
            "nature": "de minimis",
            "aides_de_minimis": [
                {"organisme": "Région", "date": d.isoformat(), "montant": budgets.typed(rnd, a)}
                for d, a in aids
            ],
        }
    share = money.public_share_of_cash()
    if share is not None and share <= 50:
        first = plan.years[-1] - rnd.randint(len(plan.years) - 1, 9)
        cluster = {"fonctionnement_pole": "oui", "premiere_annee": first}
        return {"nature": "régime exempté", "regime": "SA.40391", **cluster}
    if share is not None and share <= 99:
        return {"nature": "régime exempté", "regime": "SA.40391", "plafond": f"{share + 1}"}
    return {"nature": "aucune aide"}


def deliberation(plan: Plan, report: Tree) -> Tree:
    rnd, money = plan.rnd, plan.budget
    voted = plan.reached(VOTED)
    tree = dict(report)
    tree["numero"] = f"{plan.years[0]}.{rnd.randint(1, 999):05}" if voted else BLANK
    tree["intitule"] = plan.title("Soutien au programme")
    rapporteur = plan.commons["personnes"]["m-2"]
    tree["rapporteur"] = {"personne": "m-2", "qualite": people.title(rapporteur, "Vice-Président")}
    # The credit of a year pays the share of that year, whatever the others will be.
    share = money.granted if len(plan.years) == 1 else money.granted // len(plan.years) + 1
    engaged = rnd.randint(0, 900_000_00)
    credit = share + engaged + rnd.choice((0, rnd.randint(0, 900_000_00)))
    entry: Tree = {
        "budget": f"BP {plan.years[0]} et PPIF {plan.years[0]}-{plan.years[0] + 4}",
        "credit": budgets.typed(rnd, credit),
        "publie": {"operation": budgets.typed(rnd, money.granted)},
    }
    if plan.maybe():
        entry["engage"] = budgets.typed(rnd, engaged)
    tree["inscription"] = entry
    tree["avis"] = [
        {"instance": name, "date": plan.day(day), "avis": "Favorable"}
        for stage, name, day in ((1, "Commission n° 2", "commission"), (2, "Bureau", "bureau"))
        if plan.reached(stage)
    ]
    court = rnd.choice(("Tribunal administratif de Besançon", "tribunal administratif de Besançon"))
    tree["recours"] = {"juridiction": plan.body.court or court, "delai_mois": 2}
    plan.body.court = plan.body.court or court
    both = plan.days["seance"] >= BOTH_SIGN_SINCE or plan.maybe()
    tree["signataires"] = people.signatories(plan.commons, 2 if both else 1)
    if not voted:
        del tree["vote"], tree["sortis"]
        tree["interesses"] = []
    if plan.reached(ENFORCEABLE):
        tree["execution"] = _execution(plan)
    return tree


def _execution(plan: Plan) -> Tree:
    number = f"D{plan.years[0]}_{plan.rnd.randint(1, 999):05}"
    siren = people.digits(plan.body.table[plan.body.funder]["siren"])
    return {
        "transmission": plan.day("transmission"),
        "reception": plan.day("reception"),
        "heure_reception": "9h30",
        "heure_publication": "11h00",
        "publication_liste": plan.day("liste"),
        "executoire": plan.day("executoire"),
        "acte": f"025-{siren}-{plan.days['seance']:%Y%m%d}-{number}-DE",
    }


def call_again(plan: Plan, files: dict[str, Tree]) -> None:
    """The quorum was missing at a first sitting: this one decides without, and the report says so.

    A département or a région sits again of right, three days later: none is drawn.
    """
    if plan.body.table[plan.body.funder].get("type") in ("département", "région"):
        return
    files["seance"].pop("urgence", None)
    files["seance"]["convocation"] = plan.days["convocation"].isoformat()
    first = working(plan.days["convocation"] - dt.timedelta(days=plan.rnd.randint(0, 3)))
    files["seance"]["seconde_convocation"] = {"premiere": people.typed_date(plan.rnd, first)}
    said = f"le {first.day} {people.MONTHS[first.month - 1]} {first.year}"
    files["expose"]["resume"].append(
        f"Le quorum n'ayant pas été atteint {said}, le conseil a été convoqué de nouveau."
    )


_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def sitting(plan: Plan) -> Tree:
    rnd, day = plan.rnd, plan.days["seance"]
    tree = sittings.sitting(plan.council, plan.days["convocation"])
    if plan.maybe(0.1):
        urgent = working(day - dt.timedelta(days=rnd.randint(2, 5)))
        tree["motif_urgence"] = "l'aide de l'État expire à la fin du mois"
        tree |= {"urgence": "oui", "convocation": max(urgent, plan.days["bureau"]).isoformat()}
        if max(urgent, plan.days["bureau"]) > day - dt.timedelta(days=2):
            tree["convocation"] = plan.day("convocation")
    if plan.body.table[plan.body.funder].get("type") in ("département", "région"):
        tree["rapports"] = plan.day("rapports")
    tree["date"] = people.typed_date(rnd, day)
    tree["publie"] = {"jour": rnd.choice((str.lower, str.upper))(_WEEKDAYS[day.weekday()])}
    if plan.reached(ENFORCEABLE) or plan.maybe(0.2):
        tree["publication"] = plan.day("publication")
    people.print_names(rnd, tree, plan.commons)
    return tree
