"""Correct sittings made at random; their votes are counted member by member, not as views do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from pmtdocs.model import Dossier
from pmtdocs.model.common import Commons
from pmtdocs.model.deliberation import Deliberation
from pmtdocs.model.dossier import Sheet
from pmtdocs.model.sitting import Sitting

KINDS = ("salle", "arrive", "part", "absent", "visio")


@dataclass
class Member:
    """One seat: when its member is there (ranks in the order of passage), who votes instead."""

    key: str
    town: int
    mode: str = "salle"
    first: int = 0
    last: int = 0
    holder: Member | None = None
    bounded: bool = True
    interested: bool = False

    def there(self, rank: int) -> bool:
        return self.mode == "salle" and self.first <= rank <= self.last


@dataclass
class Council:
    """The members of a sitting, the first of whom are there throughout and never interested."""

    members: list[Member]
    order: list[int]
    rank: int
    day: dt.date

    def votes(self) -> list[tuple[Member, Member]]:
        """(owner, who casts it) of each vote at the report."""
        cast = [(m, m) for m in self.members if m.there(self.rank)]
        return cast + [(m, m.holder) for m in self.members if m.holder and not m.there(self.rank)]


@st.composite
def correct_dossiers(draw: st.DrawFn) -> Dossier:
    """A dossier whose sitting and vote are right."""
    council = draw(_councils())
    sitting = _sitting(council, draw(st.integers(6, 30)))
    commons = _commons(council)
    report = draw(_reports(council))
    sheet: dict[str, Any] = {
        "modele": "gbm", "etat": "voté", "exercices": ["2024"],
        "financeur": "gbm", "beneficiaire": "pmt",
    }  # fmt: skip
    return Dossier.model_construct(
        nom="tiré",
        dossier=Sheet.model_validate(sheet),
        seance=Sitting.model_validate(sitting),
        deliberation=Deliberation.model_validate(report),
        commun=Commons.model_validate(commons),
    )


def with_vote(dossier: Dossier, **figures: int) -> Dossier:
    """The dossier with other figures printed."""
    report = dossier.deliberation
    assert report is not None
    assert report.vote is not None
    printed = report.vote.publie.model_copy(update=figures)
    vote = report.vote.model_copy(update={"publie": printed})
    return dossier.model_copy(update={"deliberation": report.model_copy(update={"vote": vote})})


@st.composite
def _councils(draw: st.DrawFn) -> Council:
    size = draw(st.integers(3, 40))
    order = draw(st.permutations(range(1, draw(st.integers(1, 8)) + 1)))
    end = len(order) - 1
    towns = draw(st.integers(1, size))
    members = [Member(f"m-{i}", i % towns, last=end) for i in range(size)]
    faithful = size // 2 + 1
    for member in members[faithful:]:
        kind = draw(st.sampled_from(KINDS))
        if kind in ("absent", "visio"):
            member.mode = kind
        elif end and kind == "arrive":
            member.first = draw(st.integers(1, end))
        elif end and kind == "part":
            member.last = draw(st.integers(0, end - 1))
        member.interested = draw(st.booleans())
    throughout = [m for m in members if m.mode == "salle" and (m.first, m.last) == (0, end)]
    holders = draw(st.permutations(throughout))
    for member in members:
        if member not in throughout and holders and draw(st.booleans()):
            member.holder, member.bounded = holders.pop(), draw(st.booleans())
    day = draw(st.dates(dt.date(2010, 1, 1), dt.date(2030, 12, 31)))
    return Council(members, list(order), draw(st.integers(0, end)), day)


def _sitting(council: Council, notice: int) -> dict[str, Any]:
    members, proxies = [], []
    end = len(council.order) - 1
    for member in council.members:
        seat = {"membre": member.key, "mode": member.mode}
        proxy = {"de": member.key, "a": member.holder.key if member.holder else ""}
        if member.first:
            seat["a_compter_de"] = str(council.order[member.first])
            proxy["jusqu_a"] = str(council.order[member.first - 1])
        if member.last < end:
            seat["jusqu_a"] = str(council.order[member.last])
            proxy["a_compter_de"] = str(council.order[member.last + 1])
        members.append(seat)
        if member.holder:
            proxies.append(proxy if member.bounded else {k: proxy[k] for k in ("de", "a")})
    return {
        "instance": "Conseil", "lieu": "Salle", "adresse": "Rue",
        "date": council.day.isoformat(),
        "convocation": (council.day - dt.timedelta(days=notice)).isoformat(),
        "note_de_synthese": "oui", "ouverture": "18h00", "levee": "20h00",
        "presidence": {"membre": council.members[0].key},
        "secretaire": {"membre": council.members[1].key},
        "membres_en_exercice": str(len(members)),
        "ordre": ", ".join(str(n) for n in council.order),
        "membres": members, "procurations": proxies,
    }  # fmt: skip


def _commons(council: Council) -> dict[str, Any]:
    people: dict[str, Any] = {}
    seats: dict[str, int] = {}
    for member in council.members:
        town = f"t-{member.town}"
        seats[town] = seats.get(town, 0) + 1
        offices = [{"organisme": "pmt", "fonction": "administrateur", "depuis": "2000-01-01"}]
        people[member.key] = {
            "prenom": "A", "nom": member.key, "commune": town,
            "fonctions": offices if member.interested else [],
        }  # fmt: skip
    return {
        "personnes": people,
        "communes": {key: {"nom": key, "sieges": str(n)} for key, n in seats.items()},
        "organisations": {"gbm": {"nom": "GBM"}, "pmt": {"nom": "PMT"}},
    }


@st.composite
def _reports(draw: st.DrawFn, council: Council) -> dict[str, Any]:
    votes = council.votes()
    interested = [m for m in council.members if m.interested]
    weights = {m.key: 0 for m in interested}
    for owner, caster in votes:
        if owner.interested or caster.interested:
            weights[owner.key if owner.interested else caster.key] += 1
    free = len(votes) - sum(weights.values())
    against = draw(st.integers(0, (free - 1) // 2))
    neither = draw(st.integers(0, free - 2 * against - 1))
    refused = draw(st.integers(0, neither))
    printed: dict[str, str] = {
        "pour": str(free - against - neither),
        "contre": str(against),
        "abstention": str(neither - refused),
        "refus": str(refused),
    }
    told: bool = draw(st.booleans())
    if interested and told:
        printed["interesses"] = str(sum(weights.values()))
    vote: dict[str, Any] = {"publie": printed}
    if against == 0:
        abstained = neither > refused
        vote["unanimite"] = "à l'unanimité" + " des suffrages exprimés" * abstained
    named = [{"membre": key, "publie": str(weight)} for key, weight in weights.items()]
    return {
        "numero": "1", "rapport": str(council.order[council.rank]), "intitule": "Soutien",
        "rapporteur": {"personne": council.members[0].key, "qualite": "Vice-Président"},
        "inscription": {"budget": "BP", "credit": "1"},
        "interesses": named, "vote": vote,
        "signataires": [{"personne": council.members[0].key, "en_qualite_de": "Président"}],
    }  # fmt: skip
