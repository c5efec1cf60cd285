"""People, communes and bodies of the dossiers made at random, and the ways they are written."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.support import sittings

Tree = dict[str, Any]

#: Some differ by a letter or two, as real ones do.
FIRST = ("Anne", "Jean", "Marie-Ève", "Luc", "Lucie", "Éric", "Jean-Pierre", "Zoé", "Françoise")
LAST = (
    "MARTIN", "MARTINE", "PETIT", "PETITOT", "MOREL", "MOREAU", "GIRARD", "GIRAUD", "DUPONT",
    "DUPOND", "ROUX", "LEROUX", "GARNIER", "D'ORNANS", "L'HÔTE", "SAINT-ANDRÉ", "FAIVRE-PIERRET",
)  # fmt: skip
TOWNS = ("Thise", "Saône", "Osselle-Routelle", "Villers-le-Lac", "Dole", "La Vèze", "Busy", "Pugey")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip

#: Public bodies and others, with names as near to one another as real ones are.
PUBLIC = (
    "Région Bourgogne-Franche-Comté",
    "Région Grand Est",
    "Département de l'Aisne",
    "Département de l'Oise",
    "Département de l'Eure",
    "Département de l'Aude",
    "Ville de Dole",
    "Ville de Dijon",
)
PRIVATE = ("Caisse des dépôts", "Fondation Alpha 1", "Fondation Alpha 2", "Club des industriels")


#: What the law asks differs by kind of authority; none told: that of all.
AUTHORITIES: tuple[Tree, ...] = (
    *({},) * 4,
    {"type": "commune", "population": 800},
    {"type": "commune", "population": 12_000},
    {"type": "communauté de communes"},
    {"type": "communauté d'agglomération"},
    {"type": "communauté urbaine"},
    {"type": "métropole"},
    {"type": "département"},
    {"type": "région"},
    {"type": "syndicat mixte"},
)
SMALL = 3_500


def typed_date(rnd: Random, day: dt.date) -> str:
    """One of the ways to type a date."""
    first = "1er" if day.day == 1 else str(day.day)
    ways = (day.isoformat(), f"{day:%d/%m/%Y}", f"{first} {MONTHS[day.month - 1]} {day.year}")
    return rnd.choice(ways)


def digits(number: str) -> str:
    return re.sub(r"\s", "", number)


def _keyed(rnd: Random, start: str, length: int) -> str:
    """A number of ``length`` digits, the last of which makes the key of Luhn."""
    body = start + "".join(str(rnd.randint(0, 9)) for _ in range(length - len(start) - 1))
    for last in "0123456789":
        number = body + last
        pairs = [int(d) * (1 + (length - 1 - i) % 2) for i, d in enumerate(number)]
        if sum(n - 9 if n > 9 else n for n in pairs) % 10 == 0:
            return number
    raise AssertionError(body)


def _grouped(rnd: Random, number: str) -> str:
    if rnd.random() < 0.5:
        return number
    return " ".join([number[:3], number[3:6], number[6:9], number[9:]]).strip()


#: The numbers of what is public begin apart.
_PUBLIC = ("collectivité", "État")


@dataclass
class Bodies:
    """The organisations of a dossier."""

    table: dict[str, Tree]
    funder: str
    beneficiary: str
    others: list[str]
    court: str = ""

    def parties(self, rnd: Random, people: Tree) -> list[Tree]:
        """The two parties and some others, in any order."""
        roles = [(self.funder, "financeur"), (self.beneficiary, "bénéficiaire")]
        more = rnd.sample(self.others, rnd.randint(0, min(3, len(self.others))))
        roles += [(key, rnd.choice(("financeur", "partenaire"))) for key in more]
        rnd.shuffle(roles)
        agents = {key: "m-0" if key == self.funder else f"r-{key}" for key, _ in roles}
        return [
            {
                "organisation": key,
                "role": role,
                "representant": agents[key],
                "fonction": title(people[agents[key]], "Président"),
            }
            for key, role in roles
        ]


def bodies(rnd: Random) -> Bodies:
    """A funder, a beneficiary and others, each with its numbers."""
    table: dict[str, Tree] = {
        "bailleur": {"nom": "Grand Besançon Métropole", "nature": "collectivité"},
        "porteur": {"nom": "Pôle des Microtechniques", "article": "le"},
    }
    nature = rnd.choice(("association", "fondation", "autre"))
    regime = rnd.choice(("non assujetti", "assujetti", "partiel", None))
    table["porteur"] |= {"nature": nature, **({"regime_tva": regime} if regime else {})}
    table["bailleur"] |= rnd.choice(AUTHORITIES)
    if nature == "association":
        table["porteur"]["rna"] = f"W{rnd.randint(0, 999_999_999):09}"
    public = rnd.sample(PUBLIC, rnd.randint(0, len(PUBLIC)))
    private = rnd.sample(PRIVATE, rnd.randint(0, len(PRIVATE)))
    for i, name in enumerate(public):
        table[f"public-{i}"] = {"nom": name, "nature": rnd.choice(("collectivité", "État"))}
    for i, name in enumerate(private):
        table[f"prive-{i}"] = {"nom": name}
    for key, body in table.items():
        local = "2425" if key == "bailleur" else "2"
        siren = _keyed(rnd, local if body.get("nature") in _PUBLIC else "4", 9)
        body["siren"] = _grouped(rnd, siren)
        if rnd.random() < 0.5:
            body["siret"] = _grouped(rnd, _keyed(rnd, siren, 14))
    return Bodies(table, "bailleur", "porteur", [k for k in table if "-" in k])


def commons(
    rnd: Random, council: sittings.Council, bodies: Bodies, day: dt.date
) -> dict[str, Tree]:
    """``data/_commun``: the members, the signatories, and members of earlier years."""
    people: Tree = {}
    seats: dict[str, int] = {}
    for member in council.members:
        town = f"t-{member.town}"
        seats[town] = seats.get(town, 0) + 1
        people[member.key] = _person(rnd, town)
        if member.substituted:
            people[member.person] = _person(rnd, town)
        if offices := _offices(rnd, member, bodies.beneficiary, day):
            people[member.key]["fonctions"] = offices
    for key in bodies.table:
        people[f"r-{key}"] = {"civilite": "Mme", "prenom": "Ève", "nom": rnd.choice(LAST)}
    towns = {
        key: {"nom": f"{TOWNS[i % len(TOWNS)]} {i // len(TOWNS) or ''}".strip(), "sieges": count}
        for i, (key, count) in enumerate(seats.items())
    }
    return {"organisations": bodies.table, "personnes": people, "communes": towns}


def title(person: Tree, word: str) -> str:
    """« Président », « Présidente »."""
    return f"{word}e" if person["civilite"] == "Mme" else word


def signatories(commons: dict[str, Tree], count: int) -> list[Tree]:
    """The president, and the secretary of the sitting."""
    signers = []
    for key, words in (("m-0", ("La Présidente", "Le Président")), ("m-1", _SECRETARY))[:count]:
        feminine = commons["personnes"][key]["civilite"] == "Mme"
        signers.append({"personne": key, "en_qualite_de": words[0 if feminine else 1]})
    return signers


_SECRETARY = ("La Secrétaire de séance", "Le Secrétaire de séance")


def _person(rnd: Random, town: str) -> Tree:
    return {
        "civilite": rnd.choice(("M.", "Mme")),
        "prenom": rnd.choice(FIRST),
        "nom": rnd.choice(LAST),
        "commune": town,
    }


def _offices(rnd: Random, member: sittings.Member, body: str, day: dt.date) -> list[Tree]:
    """The interested hold an office on the day; others may have held one, or hold one later."""
    start, end = day - dt.timedelta(days=rnd.randint(1, 900)), day
    if member.interested:
        return [{"organisme": body, "fonction": "administrateur", "depuis": start.isoformat()}]
    if rnd.random() < 0.05:
        over = end - dt.timedelta(days=1)
        return [{"organisme": body, "fonction": "président", "jusqu_au": over.isoformat()}]
    if rnd.random() < 0.05:
        later = end + dt.timedelta(days=1)
        return [{"organisme": body, "fonction": "président", "depuis": later.isoformat()}]
    return []


def print_names(rnd: Random, sitting: Tree, commons: dict[str, Tree]) -> None:
    """Some names and communes as an act prints them, none of them misspelt."""
    people = commons["personnes"]
    for seat in sitting["membres"]:
        if rnd.random() < 0.1:
            seat["publie"] = _printed(rnd, people[seat.get("suppleant", seat["membre"])])
    for proxy in sitting["procurations"]:
        if rnd.random() < 0.1:
            giver, holder = (_printed(rnd, people[proxy[role]]) for role in ("de", "a"))
            proxy["publie"] = f"{giver} à {holder}"
    some = [key for key in commons["communes"] if rnd.random() < 0.1]
    names = {key: commons["communes"][key]["nom"] for key in some}
    ways = (str.upper, str.lower, lambda name: name.replace("-", " "))
    sitting["publie"]["communes"] = {key: rnd.choice(ways)(name) for key, name in names.items()}


def _printed(rnd: Random, person: Tree) -> str:
    first, last = person["prenom"], person["nom"]
    ways = (
        f"{person['civilite']} {first} {last}",
        f"{first[0]}. {last}",
        f"{person['civilite']} {last.title()}",
        f"{last} {first}",
        f"{person['civilite']} {first} {last} (jusqu'à la question n° 3 incluse)",
    )
    return rnd.choice(ways)
