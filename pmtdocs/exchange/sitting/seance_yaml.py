"""``seance.yaml`` as the house writes it: a member a line, under the name of the commune."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pmtdocs.dossier.model.common import Commons, Person, Town
from pmtdocs.dossier.model.sitting import Chair, Presence, Proxy, Sitting
from pmtdocs.exchange.sitting.naming import Imported
from pmtdocs.exchange.sitting.passage_order import runs
from pmtdocs.exchange.yaml_text import flow, scalar
from pmtdocs.language.french import hour, long_date, plural

_SCHEMA = "# yaml-language-server: $schema=../../pmtdocs/schemas/seance.schema.json"
_DOUBT = "# À vérifier : une lettre d'écart avec data/_commun/personnes.yaml."


def write(imported: Imported, commons: Commons) -> str:
    """The text of the file; the import must have succeeded."""
    sitting = imported.sitting
    if sitting is None:
        raise ValueError("rien à écrire : l'import a échoué")
    return "\n".join(
        [
            _SCHEMA,
            f"# Séance du {long_date(sitting.date)}, d'après le texte du registre.",
            "# Les membres suivent l'ordre du texte ; `a_compter_de` et `jusqu_a` disent les",
            "# arrivées et les départs. Les comptes se font d'eux-mêmes à chaque rapport.",
            *_facts(sitting),
            *_published(sitting),
            "membres:",
            *_members(sitting, commons, imported.doubts),
            *_proxies(sitting, imported.doubts),
            "",
        ]
    )


def _facts(sitting: Sitting) -> Iterator[str]:
    yield f"instance: {scalar(sitting.instance)}"
    for key in ("date", "convocation", "publication"):
        if day := getattr(sitting, key):
            yield f"{key}: {day.isoformat()}"
    for key in ("lieu", "adresse", "presents_ou"):
        if text := getattr(sitting, key):
            yield f"{key}: {scalar(text)}"
    yield f"presidence: {_chair(sitting.presidence)}"
    yield f"secretaire: {_chair(sitting.secretaire)}"
    yield f"ouverture: {hour(sitting.ouverture)}"
    yield f"levee: {hour(sitting.levee)}"
    yield f"membres_en_exercice: {sitting.membres_en_exercice}"
    yield f"ordre: {runs(', '.join(map(str, sitting.ordre)))}"
    if any(seat.mode == "visio" for seat in sitting.membres):
        yield "# À vérifier : un membre en visioconférence vote-t-il lui-même, ou par procuration ?"
        yield "visio_vote: non"


def _chair(chair: Chair) -> str:
    return flow({"membre": chair.membre} | ({"qualite": chair.qualite} if chair.qualite else {}))


def _published(sitting: Sitting) -> Iterator[str]:
    published = sitting.publie
    lines = [f"  jour: {published.jour}"] if published.jour else []
    if not published.procurations_par_commune:
        lines.append("  procurations_par_commune: non")
    if published.communes:
        lines.append(
            "  # Communes que l'acte orthographie autrement que data/_commun/communes.yaml."
        )
        lines.append("  communes:")
        lines += [f"    {k}: {scalar(text)}" for k, text in sorted(published.communes.items())]
    if lines:
        yield "publie:"
        yield from lines


def _members(sitting: Sitting, commons: Commons, doubts: set[tuple[str, int]]) -> Iterator[str]:
    for (mode, people), group in groupby(
        enumerate(sitting.membres), lambda p: _list(sitting, p[1])
    ):
        seats = list(group)
        yield f"  # ==== {people} ({plural(len(seats), 'nom')}) ===="
        for town, members in groupby(seats, lambda pair: commons.personnes[pair[1].person].commune):
            if town:
                yield f"  # {commons.communes[town].nom}"
            for rank, seat in members:
                if ("membres", rank) in doubts:
                    yield f"  {_DOUBT}"
                yield f"  - {flow(_seat(seat, mode))}"


def _list(sitting: Sitting, seat: Presence) -> tuple[str, str]:
    words = {
        "salle": f"Étaient présents {sitting.presents_ou or ''}".rstrip(),
        "visio": "Étaient présents en visioconférence",
        "absent": "Étaient absents",
    }
    return seat.mode, words[seat.mode]


def _seat(seat: Presence, mode: str) -> dict[str, str]:
    who = {"membre": seat.membre, "suppleant": seat.suppleant}
    return {key: text for key, text in who.items() if text} | {"mode": mode} | _rest(seat)


def _rest(one: Presence | Proxy) -> dict[str, str]:
    """Bounds and the act's own spelling."""
    values = {key: getattr(one, key) for key in ("a_compter_de", "jusqu_a", "publie")}
    return {key: str(value) for key, value in values.items() if value is not None}


def _proxies(sitting: Sitting, doubts: set[tuple[str, int]]) -> Iterator[str]:
    if sitting.procurations:
        yield f"# {plural(len(sitting.procurations), 'procuration')}, dans l'ordre du texte."
        yield "procurations:"
    for rank, proxy in enumerate(sitting.procurations):
        if ("procurations", rank) in doubts:
            yield f"  {_DOUBT}"
        yield f"  - {flow({'de': proxy.de, 'a': proxy.a} | _rest(proxy))}"


# --- what data/_commun/ lacks ----------------------------------------------------------------


def person_line(key: str, person: Person) -> str:
    """An entry of ``personnes.yaml``, ready to be pasted."""
    values = {
        "civilite": person.civilite,
        "prenom": person.prenom,
        "nom": person.nom,
        "commune": person.commune,
    }
    return f"{key}: {flow({name: text for name, text in values.items() if text})}"


def town_line(key: str, town: Town) -> str:
    """An entry of ``communes.yaml``, ready to be pasted."""
    return f"{key}: {flow({'nom': town.nom})}"
