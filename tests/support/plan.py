"""What the files of one dossier made at random must agree on: its stage, years, days and money."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.support import budgets, people, sittings
from tests.support.workdays import working

Tree = dict[str, Any]

STAGES = (
    "instruction", "commission", "bureau", "projet", "voté", "exécutoire", "signé", "payé",
    "rendu compte",
)  # fmt: skip
PROJECT, VOTED, ENFORCEABLE, SIGNED, PAID = 3, 4, 5, 6, 7
CONVENTION_SEUIL = 23_000
UNSPENT_SINCE = dt.date(2021, 7, 3)
COMMITMENT_SINCE = dt.date(2022, 1, 2)
BOTH_SIGN_SINCE = dt.date(2022, 7, 1)
BLANK = "à compléter"
MOTIVES = (
    "La collectivité soutient l'innovation.",
    "Depuis 2005, la collectivité aide le Pôle, à hauteur de 45 000 € par an.",
    "Le Pôle compte 120 adhérents, dont 80 entreprises ; il est né en 2005.",
)


@dataclass
class Plan:
    """What the parts of one dossier must agree on."""

    rnd: Random
    stage: int
    years: list[int]
    council: sittings.Council
    days: dict[str, dt.date]
    body: people.Bodies
    budget: budgets.Plan
    with_convention: bool
    commons: dict[str, Tree]

    def reached(self, stage: int) -> bool:
        return self.stage >= stage

    def maybe(self, chance: float = 0.5) -> bool:
        return self.rnd.random() < chance

    def day(self, name: str) -> str:
        return people.typed_date(self.rnd, self.days[name])

    @property
    def span(self) -> str:
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}-{last}"

    def title(self, words: str) -> str:
        """With the years of the dossier, those of a longer programme, or none."""
        longer = f"{self.years[0] - 1}-{self.years[-1] + 1}"
        years = self.rnd.choice((self.span, longer, f"de {longer.replace('-', ' à ')}", ""))
        return f"{words} {years}".strip()


def days_of(
    rnd: Random, council: sittings.Council, years: list[int], funder: Tree
) -> dict[str, dt.date]:
    """The procedure in order."""
    day = council.day
    days = {"seance": day}

    def after(name: str, least: int, most: int, *others: str) -> None:
        start = max(days[other] for other in others)
        days[name] = start + dt.timedelta(days=rnd.randint(least, most))

    def before(name: str, least: int, most: int, other: str) -> None:
        days[name] = working(days[other] - dt.timedelta(days=rnd.randint(least, most)))

    least = 4 if funder.get("population", people.SMALL) < people.SMALL else 6
    before("convocation", least, 25, "seance")
    before("rapports", 12, 25, "seance")
    before("bureau", 0, 20, "convocation")
    before("commission", 0, 20, "bureau")
    before("demande", 10, 200, "commission")
    after("publication", 0, 20, "seance")
    after("liste", 0, 7, "seance")
    after("transmission", 0, 10, "seance")
    after("reception", 0, 2, "transmission")
    after("executoire", 0, 3, "publication", "transmission")
    after("signature", 0, 40, "publication", "reception")
    days["signature"] = working(days["signature"], 1)
    after("notification", 0, 15, "signature")
    after("donnees", 0, 88, "signature")
    days["fin"] = dt.date(years[-1] + 1, 6, 30)
    return days
