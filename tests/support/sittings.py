"""Correct sittings made at random; their votes are counted member by member, not as views do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.deliberation import Deliberation
from pmtdocs.dossier.model.sheet import Sheet
from pmtdocs.dossier.model.sitting import Sitting
from tests.support.workdays import working

KINDS = ("salle", "arrive", "part", "passe", "absent", "visio", "suppleant")
DAYS = (dt.date(2010, 1, 1), dt.date(2030, 12, 31))
#: When a third of the members was enough and each could hold two proxies.
RELAXED = (
    (dt.date(2020, 3, 12), dt.date(2020, 8, 30)),
    (dt.date(2020, 11, 15), dt.date(2021, 9, 30)),
    (dt.date(2021, 11, 10), dt.date(2022, 7, 31)),
)


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
    valid: tuple[int, int] | None = None
    """The ranks between which the proxy of somebody absent is in force; None: always."""
    interested: bool = False
    substituted: bool = False
    gone: bool = False
    """Out of the room for the report, without being interested in it."""

    @property
    def person(self) -> str:
        """Who sits: the substitute has a key of his own."""
        return f"{self.key}-s" if self.substituted else self.key

    def there(self, rank: int) -> bool:
        return self.mode == "salle" and self.first <= rank <= self.last

    def represented(self, rank: int) -> bool:
        in_force = self.valid is None or self.valid[0] <= rank <= self.valid[1]
        return bool(self.holder and not self.holder.gone and in_force and not self.there(rank))


@dataclass
class Council:
    """The members of a sitting, the first of whom are there throughout and never interested."""

    members: list[Member]
    order: list[int]
    rank: int
    day: dt.date

    def votes(self) -> list[tuple[Member, Member]]:
        """(owner, who casts it) of each vote at the report."""
        cast = [(m, m) for m in self.members if m.there(self.rank) and not m.gone]
        return cast + [(m, m.holder) for m in self.members if m.holder and m.represented(self.rank)]


@st.composite
def correct_dossiers(draw: st.DrawFn) -> Dossier:
    """A dossier whose sitting and vote are right."""
    council = draw(councils())
    notice = council.day - dt.timedelta(days=draw(st.integers(6, 30)))
    commons = _commons(council)
    report = draw(reports(council))
    sheet: dict[str, Any] = {
        "modele": "gbm", "etat": "voté", "exercices": ["2024"],
        "financeur": "gbm", "beneficiaire": "pmt",
    }  # fmt: skip
    return Dossier.model_construct(
        nom="tiré",
        dossier=Sheet.model_validate(sheet),
        seance=Sitting.model_validate(sitting(council, notice)),
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
def councils(
    draw: st.DrawFn, sizes: tuple[int, int] = (3, 40), days: tuple[dt.date, dt.date] = DAYS
) -> Council:
    """A council of so many members, on a day within these."""
    size, day = draw(st.integers(*sizes)), working(draw(st.dates(*days)))
    relaxed = any(first <= day <= last for first, last in RELAXED)
    order = draw(st.permutations(range(1, draw(st.integers(1, 8)) + 1)))
    end = len(order) - 1
    towns = draw(st.integers(1, size))
    members = [Member(f"m-{i}", i % towns, last=end) for i in range(size)]
    faithful = max(min(3, size), -(-size // 3) if relaxed else size // 2 + 1)
    for member in members[faithful:]:
        draw(_attends(member, end))
    throughout = [m for m in members if m.mode == "salle" and (m.first, m.last) == (0, end)]
    able = [m for m in throughout if not m.substituted] * (2 if relaxed else 1)
    holders = draw(st.permutations(able))
    for member in members:
        if member not in throughout and holders and draw(st.booleans()):
            member.holder, member.bounded = holders.pop(), draw(st.booleans())
            if member.mode != "salle" and member.bounded:
                first = draw(st.integers(0, end))
                member.valid = (first, draw(st.integers(first, end)))
    for member in members[faithful:]:
        free = not member.holder and not member.interested and not member.substituted
        member.gone = free and member.mode == "salle" and draw(st.integers(0, 9)) == 9
    return Council(members, list(order), draw(st.integers(0, end)), day)


@st.composite
def _attends(draw: st.DrawFn, member: Member, end: int) -> None:
    """How one member attends a sitting of ``end`` + 1 reports."""
    kind = draw(st.sampled_from(KINDS))
    if kind in ("absent", "visio"):
        member.mode = kind
    if end and kind in ("arrive", "passe"):
        member.first = draw(st.integers(1, end))
    if end and kind in ("part", "passe"):
        member.last = draw(st.integers(member.first, max(member.first, end - 1)))
    member.substituted = kind == "suppleant"
    member.interested = draw(st.booleans()) and not member.substituted


def sitting(council: Council, notice: dt.date) -> dict[str, Any]:
    """``seance.yaml``: its members and proxies, and what every sitting has."""
    end = len(council.order) - 1
    members = []
    for member in council.members:
        seat = {"membre": member.key, "mode": member.mode}
        if member.substituted:
            seat["suppleant"] = member.person
        if member.first:
            seat["a_compter_de"] = str(council.order[member.first])
        if member.last < end:
            seat["jusqu_a"] = str(council.order[member.last])
        members.append(seat)
    return {
        "instance": "Conseil", "lieu": "Salle", "adresse": "Rue",
        "date": council.day.isoformat(), "convocation": notice.isoformat(),
        "note_de_synthese": "oui", "ouverture": "18h00", "levee": "20h00",
        "presidence": {"membre": council.members[0].key},
        "secretaire": {"membre": council.members[1].key},
        "membres_en_exercice": str(len(members)),
        "ordre": ", ".join(str(n) for n in council.order),
        "membres": members,
        "procurations": [p for m in council.members for p in _proxies(council, m)],
    }  # fmt: skip


def _proxies(council: Council, member: Member) -> Iterator[dict[str, str]]:
    """One proxy, or two around a presence; without bounds where the presence says enough."""
    order, end = council.order, len(council.order) - 1
    if member.holder is None:
        return
    proxy = {"de": member.key, "a": member.holder.key}
    if member.mode != "salle":
        first, last = member.valid or (0, end)
        bounds = {"a_compter_de": str(order[first]), "jusqu_a": str(order[last])}
        yield proxy | (bounds if member.valid else {})
    elif not member.bounded:
        yield proxy
    else:
        if member.first:
            yield proxy | {"jusqu_a": str(order[member.first - 1])}
        if member.last < end:
            yield proxy | {"a_compter_de": str(order[member.last + 1])}


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
        if member.substituted:
            people[member.person] = {"prenom": "B", "nom": member.person, "commune": town}
    return {
        "personnes": people,
        "communes": {key: {"nom": key, "sieges": str(n)} for key, n in seats.items()},
        "organisations": {"gbm": {"nom": "GBM"}, "pmt": {"nom": "PMT"}},
    }


@st.composite
def reports(draw: st.DrawFn, council: Council) -> dict[str, Any]:
    """``deliberation.yaml``: an adopted report with every vote accounted for."""
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
        "sortis": [m.key for m in council.members if m.gone],
        "signataires": [{"personne": council.members[0].key, "en_qualite_de": "Président"}],
    }  # fmt: skip
