"""``seance.yaml`` as the house writes it: a member a line, under the name of the commune."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Set
from itertools import groupby

from pmtdocs.dossier.model.base import Model
from pmtdocs.dossier.model.common import Commons, Person, Town
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.exchange.sitting.raw_sitting import LISTS
from pmtdocs.exchange.yaml_text import flow, scalar
from pmtdocs.language.french import long_date, plural

_DOUBT = "  # À vérifier : une lettre d'écart avec data/_commun/personnes.yaml."
_BOUNDS = ("a_compter_de", "jusqu_a", "arrivee", "depart", "publie")
#: (``membres`` or ``procurations``, rank)
Doubts = Set[tuple[str, int]]


def write(sitting: Sitting, commons: Commons, doubts: Doubts) -> str:
    """The text of the file; ``doubts`` are those whose name is a letter apart."""
    head = f"""\
# Séance du {long_date(sitting.date)}, d'après le texte du registre.
# Les membres suivent l'ordre du texte ; `a_compter_de` et `jusqu_a` disent les
# arrivées et les départs. Les comptes se font d'eux-mêmes à chaque rapport."""
    facts, proxies = (*_facts(sitting), *_published(sitting)), _proxies(sitting, doubts)
    members = _members(sitting, commons, doubts)
    return "\n".join([head, *facts, "membres:", *members, *proxies, ""])


def _facts(sitting: Sitting) -> Iterator[str]:
    yield f"instance: {scalar(sitting.instance)}"
    for key in ("date", "convocation", "publication"):
        if day := getattr(sitting, key):
            yield f"{key}: {day.isoformat()}"
    for key in ("lieu", "adresse", "presents_ou"):
        if text := getattr(sitting, key):
            yield f"{key}: {scalar(text)}"
    for key in ("presidence", "secretaire"):
        yield f"{key}: {_known(getattr(sitting, key), 'membre', 'qualite')}"
    yield from (f"{key}: {_text(hour)}" for key, hour in _hours(sitting))
    yield f"membres_en_exercice: {sitting.membres_en_exercice}"
    if sitting.ordre:
        yield f"ordre: {runs(', '.join(map(str, sitting.ordre)))}"
    if any(seat.mode == "visio" for seat in sitting.membres):
        yield "# À vérifier : un membre en visioconférence vote-t-il lui-même, ou par procuration ?"
        yield "visio_vote: non"


def _hours(sitting: Sitting) -> Iterator[tuple[str, dt.time]]:
    yield "ouverture", sitting.ouverture
    if sitting.levee:
        yield "levee", sitting.levee


def _known(one: Model, *keys: str) -> str:
    """What is known under these keys, between braces."""
    values = {key: getattr(one, key, None) for key in keys}
    return flow({key: _text(value) for key, value in values.items() if value is not None})


def _text(value: object) -> str:
    return f"{value:%Hh%M}" if isinstance(value, dt.time) else str(value)


def runs(text: str) -> str:
    """The order of passage as ``ordre`` is written: « 1, 2, 38, 3, 4, 5 » → « 1, 2, 38, 3-5 »."""
    found: list[list[int]] = []
    if re.search(r"[0-9]{5}", text):  # for the model to refuse
        return text
    for match in re.finditer(r"([0-9]+)(?:\s*(?:-|–|à|a)\s*([0-9]+))?", text):
        first, last = int(match[1]), int(match[2] or match[1])
        if found and first == found[-1][1] + 1 and first <= last:
            found[-1][1] = last
        else:
            found.append([first, last])
    return ", ".join(
        str(first) if first == last else f"{first}{', ' if last == first + 1 else '-'}{last}"
        for first, last in found
    )


def _published(sitting: Sitting) -> Iterator[str]:
    published = sitting.publie
    lines = [f"  jour: {published.jour}"] if published.jour else []
    if not published.procurations_par_commune:
        lines.append("  procurations_par_commune: non")
    if published.communes:
        lines += [
            "  # Communes que l'acte orthographie autrement que data/_commun/communes.yaml.",
            "  communes:",
            *(f"    {k}: {scalar(text)}" for k, text in sorted(published.communes.items())),
        ]
    if lines:
        yield "publie:"
        yield from lines


def _members(sitting: Sitting, commons: Commons, doubts: Doubts) -> Iterator[str]:
    for mode, group in groupby(enumerate(sitting.membres), lambda pair: pair[1].mode):
        seats = list(group)
        where = f" {sitting.presents_ou}" if mode == "salle" and sitting.presents_ou else ""
        yield f"  # ==== {LISTS[mode]}{where} ({plural(len(seats), 'nom')}) ===="
        for town, members in groupby(seats, lambda pair: commons.personnes[pair[1].person].commune):
            if town:
                yield f"  # {commons.communes[town].nom}"
            for rank, seat in members:
                if ("membres", rank) in doubts:
                    yield _DOUBT
                yield f"  - {_known(seat, 'membre', 'suppleant', 'mode', *_BOUNDS)}"


def _proxies(sitting: Sitting, doubts: Doubts) -> Iterator[str]:
    if sitting.procurations:
        yield f"# {plural(len(sitting.procurations), 'procuration')}, dans l'ordre du texte."
        yield "procurations:"
    for rank, proxy in enumerate(sitting.procurations):
        if ("procurations", rank) in doubts:
            yield _DOUBT
        yield f"  - {_known(proxy, 'de', 'a', *_BOUNDS)}"


def shared_entry(key: str, one: Person | Town) -> str:
    """An entry that data/_commun/ lacks, ready to be pasted."""
    text = _known(one, "civilite", "prenom", "nom", "commune")
    if isinstance(one, Town) and one.sieges > 1:
        text = _known(one, "nom", "sieges")
    if isinstance(one, Person) and one.fonctions:
        offices = ", ".join(_known(office, "organisme", "fonction") for office in one.fonctions)
        text = f"{text[:-1]}, fonctions: [{offices}]}}"
    return f"{key}: {text}"
