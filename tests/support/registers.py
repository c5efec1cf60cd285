"""Sittings made at random, and how a register or a table would tell them."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from pmtdocs.dossier.model.common import Commons, Person
from pmtdocs.dossier.model.sitting import Presence, Proxy, Sitting
from pmtdocs.language import french
from pmtdocs.language.spelling import squash
from tests.support.sittings import correct_dossiers

_FIRST = ("Anne", "Jean-Luc", "Éloïse", "D'Arcy", "Zoé", "Marie Claude", "Ève", "Loïc", "Mo")
_SYLLABLES = ("BA", "CLÉ", "DÈ", "FRI", "GAU", "LY", "MO", "NU", "ÇOR", "SER")
_TOWNS = ("{}", "{}-sur-Eau", "La {}", "{} et Vaux", "{}-l'Abbaye")
_MODES = ("salle", "visio", "absent")
_HEADINGS = {
    "salle": "Étaient présents",
    "visio": "Etaient présents en visioconférence",
    "absent": "ETAIENT ABSENTS",
}

_HEADER = (
    "Commune,Civilité,Prénom,NOM,Mode,A compter de,Jusqu'à,Suppléant,Procuration à,"
    "Procuration à compter de,Procuration jusqu’à"
)


@dataclass
class Style:
    """How a register writes the same things."""

    bold: bool
    commas: bool
    """A comma between two communes?"""
    towns: bool
    """Proxies under the name of the commune?"""
    initials: bool
    wrapped: bool
    """Lines cut anywhere a space stands."""


@dataclass
class Told:
    """A sitting, the people it names, and a way to write it."""

    sitting: Sitting
    commons: Commons
    style: Style


@st.composite
def told_sittings(draw: st.DrawFn) -> Told:
    """A correct sitting with names such as registers print, in the order of a register."""
    dossier = draw(correct_dossiers())
    assert dossier.seance
    style = Style(*(draw(st.booleans()) for _ in range(5)))
    chance = random.Random(draw(st.integers(0, 1000)))  # noqa: S311 - names, not secrets
    people, towns = _people(chance, dossier.commun.personnes)
    facts = dossier.seance.model_copy(
        update={
            "lieu": "Salle des fêtes",
            "adresse": "1 rue Haute",
            "note_de_synthese": None,
            "membres": _seats(chance, dossier.seance, people),
        }
    )
    commons = Commons.model_validate({"personnes": people, "communes": towns})
    return Told(facts, commons, style)


def _people(
    chance: random.Random, drawn: dict[str, Person]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Everybody under a name of their own, and a substitute for each."""
    town_keys = sorted({person.commune or "" for person in drawn.values()})
    names = _names(chance, len(town_keys))
    towns = {
        key: {"nom": chance.choice(_TOWNS).format(name.capitalize())}
        for key, name in zip(town_keys, names, strict=True)
    }
    keys = [f"{key}{suffix}" for key in drawn for suffix in ("", "-r")]
    people = {
        key: {
            "civilite": chance.choice(("M.", "Mme")),
            "prenom": chance.choice(_FIRST),
            "nom": nom,
            "commune": drawn[key.removesuffix("-r")].commune,
        }
        for key, nom in zip(keys, _names(chance, len(keys)), strict=True)
    }
    return people, towns


def _names(chance: random.Random, count: int) -> list[str]:
    """Surnames of two words, each once."""
    names: dict[str, str] = {}
    while len(names) < count:
        words = ("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) for _ in range(2))
        name = chance.choice((" ", "-")).join(words)
        names.setdefault(squash(name), name)
    return sorted(names.values())


def _seats(chance: random.Random, sitting: Sitting, people: dict[str, Any]) -> tuple[Presence, ...]:
    """The seats by list then by commune; some are held by a substitute."""
    busy = {key for proxy in sitting.procurations for key in (proxy.de, proxy.a)}
    busy |= {sitting.presidence.membre, sitting.secretaire.membre}
    seats = []
    for seat in sitting.membres:
        changed = seat
        if seat.membre not in busy and not seat.suppleant and chance.random() < 0.5:
            holder = seat.membre if chance.random() < 0.5 else None
            changed = seat.model_copy(
                update={"membre": holder, "suppleant": f"{seat.membre}-r", "publie": None}
            )
        seats.append(changed)
    return tuple(
        sorted(seats, key=lambda s: (_MODES.index(s.mode), people[s.person]["commune"] or ""))
    )


# --- the register ----------------------------------------------------------------------------


def as_printed(told: Told) -> Sitting:
    """The sitting as the register of that style tells it: initials are kept as published."""
    sitting, style = told.sitting, told.style
    published = sitting.publie
    if sitting.procurations and not style.towns:
        published = published.model_copy(update={"procurations_par_commune": False})
    proxies = tuple(
        proxy.model_copy(update={"publie": _proxy(proxy, told)}) if style.initials else proxy
        for proxy in sitting.procurations
    )
    return sitting.model_copy(update={"publie": published, "procurations": proxies})


def register(told: Told) -> str:
    """The paragraph of the register."""
    sitting, people = told.sitting, told.commons.personnes
    assert sitting.convocation
    chair, clerk = (people[c.membre].complet for c in (sitting.presidence, sitting.secretaire))
    parts = [
        f"Séance du {french.long_date(sitting.date)}",
        f"Membres en exercice : {sitting.membres_en_exercice}",
        f"Le {sitting.instance}, convoqué le {french.short_date(sitting.convocation)}, s'est réuni "
        f"{sitting.lieu} {sitting.adresse}, sous la présidence de {chair}.",
        f"Ordre de passage des rapports : {', '.join(map(str, sitting.ordre))}",
        f"La séance est ouverte à {french.hour(sitting.ouverture)} et levée à "
        f"{french.hour(sitting.levee or sitting.ouverture)}.",
        *(_list(told, mode) for mode in _MODES),
        f"Secrétaire de séance : {clerk}",
        *([f"Procurations de vote : {_proxies(told)}"] if sitting.procurations else []),
    ]
    text = "\n\n".join(part for part in parts if part)
    return _wrap(text) if told.style.wrapped else text


def _list(told: Told, mode: str) -> str:
    entries = [(s.person, _seat(s, told)) for s in told.sitting.membres if s.mode == mode]
    return f"{_HEADINGS[mode]} : {_by_town(entries, told)}" if entries else ""


def _by_town(entries: list[tuple[str, str]], told: Told) -> str:
    stars = "**" if told.style.bold else ""
    out, last = "", None
    for key, text in entries:
        town = told.commons.personnes[key].commune or ""
        if town == last:
            out += f", {text}"
        else:
            between = "" if last is None else ", " if told.style.commas else " "
            out += f"{between}{stars}{told.commons.communes[town].nom} :{stars} {text}"
        last = town
    return out


def _seat(seat: Presence, told: Told) -> str:
    people = told.commons.personnes
    if seat.membre and seat.suppleant:
        text = f"{people[seat.membre].complet} représenté par son suppléant "
        text += people[seat.suppleant].complet
    else:
        text = people[seat.person].complet + (", suppléante" if seat.suppleant else "")
    return text + _bounds(seat)


def _bounds(one: Presence | Proxy) -> str:
    words = [f"à compter de la question n° {one.a_compter_de}"] if one.a_compter_de else []
    words += [f"jusqu'à la question n°{one.jusqu_a} incluse"] if one.jusqu_a else []
    return f" ({', '.join(words)})" if words else ""


def _proxies(told: Told) -> str:
    entries = [
        (proxy.de, _proxy(proxy, told) + _bounds(proxy)) for proxy in told.sitting.procurations
    ]
    return _by_town(entries, told) if told.style.towns else ", ".join(t for _, t in entries)


def _proxy(proxy: Proxy, told: Told) -> str:
    return " à ".join(_name(told.commons.personnes[key], told.style) for key in (proxy.de, proxy.a))


def _name(person: Person, style: Style) -> str:
    return f"{person.prenom[0]}. {person.nom}" if style.initials else person.complet


def _wrap(text: str) -> str:
    """A line break for one space in seven, as in a text copied from a PDF."""
    pieces = text.split(" ")
    return "".join(p + ("\r\n" if i % 7 == 6 else " ") for i, p in enumerate(pieces)).rstrip()


# --- the table -------------------------------------------------------------------------------


def table(told: Told, mark: str) -> str:
    """The same as a CSV file."""
    sitting, people = told.sitting, told.commons.personnes
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark)
    writer.writerows(
        [
            ["Instance", sitting.instance],
            ["Date", french.short_date(sitting.date)],
            ["Convocation", sitting.convocation.isoformat() if sitting.convocation else ""],
            ["Lieu", sitting.lieu],
            ["Adresse", sitting.adresse],
            ["Présidence", people[sitting.presidence.membre].complet],
            ["Secrétaire", people[sitting.secretaire.membre].complet],
            ["Ouverture", french.hour(sitting.ouverture)],
            ["Levée", french.hour(sitting.levee or sitting.ouverture)],
            ["Membres en exercice", sitting.membres_en_exercice],
            ["Ordre de passage", ", ".join(map(str, sitting.ordre))],
            [],
            _HEADER.split(","),
            *(row for seat in sitting.membres for row in _rows(seat, told)),
        ]
    )
    return out.getvalue()


def _rows(seat: Presence, told: Told) -> Iterator[list[object]]:
    """A row a seat; a second proxy takes a row of its own, without a mode."""
    people = told.commons.personnes
    given = [p for p in told.sitting.procurations if p.de == seat.membre]
    holder = people[seat.membre] if seat.membre else None
    town = told.commons.communes[people[seat.person].commune or ""].nom
    name = (holder.civilite, holder.prenom, holder.nom) if holder else ("", "", "")
    substitute = people[seat.suppleant].complet if seat.suppleant else ""
    mode = [seat.mode, seat.a_compter_de or "", seat.jusqu_a or "", substitute]
    proxies = [[people[p.a].complet, p.a_compter_de or "", p.jusqu_a or ""] for p in given]
    yield [town.upper(), *name, *mode, *(proxies[0] if proxies else [])]
    for proxy in proxies[1:]:
        yield [town, *name, "", "", "", "", *proxy]
