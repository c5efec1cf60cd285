"""Whole correct dossiers made at random, as the YAML files that a person would have typed.

What is correct is decided here by construction, never by calling the package: sums are made from
their parts, dates drawn in the order of the procedure, votes counted member by member.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.support import (
    acts,
    budgets,
    contracts,
    conventions,
    modele,
    people,
    programmes,
    prose,
    sittings,
)
from tests.support.plan import (
    CONVENTION_SEUIL,
    MOTIVES,
    PROJECT,
    SIGNED,
    STAGES,
    UNSPENT_SINCE,
    VOTED,
    Plan,
    Tree,
    days_of,
)


@dataclass(repr=False)  # longer than what is told of it when it fails
class Draft:
    """The files of a dossier as trees, to be changed and written; the words of its convention."""

    files: dict[str, Tree]
    commons: dict[str, Tree]
    words: list[str]

    def write(self, data: Path) -> str:
        """Write ``data/_commun`` and ``data/tire``; the name of the dossier comes back."""
        for folder, files in (("_commun", self.commons), ("tire", self.files)):
            (data / folder).mkdir(parents=True, exist_ok=True)
            for name, tree in files.items():
                text = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
                (data / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return "tire"

    def write_words(self, folder: Path) -> None:
        """The Word files of its modèle, all but the convention shared with other tests."""
        folder.mkdir(parents=True, exist_ok=True)
        for text in _MODELE.glob("*.txt"):
            modele.write(folder / f"{text.stem}.docx", text.read_text("utf-8").splitlines())
        modele.write(folder / "convention.docx", self.words)


_MODELE = Path(__file__).parents[1] / "data" / "modeles" / "gbm"


class _Dumper(yaml.CSafeDumper):
    """As people type: no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


@st.composite
def drafts(
    draw: st.DrawFn,
    members: tuple[int, int] = (5, 150),
    lines: int = 20,
    stages: Sequence[int] = range(len(STAGES)),
) -> Draft:
    """A correct dossier; its size and stage shrink, the rest follows from a seed."""
    stage = draw(st.sampled_from(stages))
    first = draw(st.integers(2015, 2026))
    years = [first + i for i in range(draw(st.integers(1, 3)))]
    council = draw(sittings.councils(members, (dt.date(first, 1, 20), dt.date(first, 10, 31))))
    report = draw(sittings.reports(council))
    size = draw(st.integers(1, lines))
    rnd = draw(st.randoms(use_true_random=True))
    return _draft(rnd, stage, years, council, report, size)


def _draft(
    rnd: Random, stage: int, years: list[int], council: sittings.Council, report: Tree, size: int
) -> Draft:
    bodies = people.bodies(rnd)
    money = budgets.plan(rnd, years, size, bodies)
    shares = money.granted_by_year() or {0: -(-money.granted // len(years))}
    small = max(shares.values()) <= CONVENTION_SEUIL * 100
    contract = not (small and rnd.random() < 0.3)
    commons = people.commons(rnd, council, bodies, council.day)
    days = days_of(rnd, council, years, bodies.table[bodies.funder])
    plan = Plan(rnd, stage, years, council, days, bodies, money, contract, commons)
    files = {"dossier": acts.sheet(plan), "budget": budgets.tree(rnd, money, plan.span)}
    if plan.reached(VOTED) or plan.maybe(0.7):
        files["deliberation"] = acts.deliberation(plan, report)
    if plan.reached(PROJECT) and (plan.reached(VOTED) or plan.maybe()):
        files["seance"] = acts.sitting(plan)
    if plan.with_convention:
        files["convention"] = contracts.convention(plan)
    files |= _annexes(plan, size)
    if "seance" in files and "expose" in files and plan.maybe(0.15):
        acts.call_again(plan, files)
    prose.spread(plan, files)
    judged = council.day if "seance" in files else dt.date(years[0], 1, 1)
    if plan.reached(SIGNED):
        judged = plan.days["signature"]
    payments = len(files["convention"]["subvention"]["versements"]) if contract else 1
    words = conventions.convention(rnd, payments, judged >= UNSPENT_SINCE)
    return Draft(files, commons, words)


def _annexes(plan: Plan, size: int) -> dict[str, Tree]:
    rnd = plan.rnd
    files: dict[str, Tree] = {}
    if plan.maybe(0.9):
        title = plan.title("Programme d'actions")
        files["programme"] = programmes.programme(rnd, title, min(size, 4))
    if plan.maybe():
        files["indicateurs"] = programmes.indicators(rnd, plan.title("Indicateurs"))
    if plan.maybe():
        files["bilan"] = programmes.review(rnd, plan.years[0])
    if plan.maybe(0.3):
        files["aides"] = programmes.aids(rnd, plan.day("commission"))
    if plan.maybe():
        files["expose"] = {
            "resume": rnd.sample(MOTIVES, rnd.randint(1, len(MOTIVES))),
            "contributions": [
                {"annee": plan.years[0] - i, "montant": "45 000"} for i in range(1, 4)
            ],
            "sections": [
                {"titre": "Contexte", "contenu": ["La filière compte 200 entreprises."]},
                {"titre": plan.title("Programme d'actions")},
                {"titre": f"Rappel du programme d'actions {plan.years[0] - 1}"},
            ],
        }
    return files
