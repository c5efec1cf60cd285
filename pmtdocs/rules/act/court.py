"""DEL006: the administrative court of the authority that decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmtdocs.dossier import courts
from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.identifiers import digits
from pmtdocs.language.spelling import words
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule

#: An address may follow the town.
_COURT = re.compile(
    r"\btribunal\s+administratif\s+(?:de\s+la\s+|de\s+l['’]|des?\s+|du\s+|d['’])"
    r"(?P<town>.+)",
    re.IGNORECASE,
)
#: A SIREN that says its département: of a commune, a département, a group, a syndicat, a CCAS.
_LOCAL = re.compile(r"2[12456](?P<code>\d\d)\d{5}")


@cites("CJA, art. R. 221-3, R. 312-1 et R. 312-11 (à vérifier)")
@needs("financeur")
@rule("tribunal-d-un-autre-ressort", Severity.WARNING)
def DEL006(dossier: Dossier) -> Faults:
    """Le tribunal administratif que nomment la délibération et la convention est celui du
    département où siège la collectivité, que le code postal de son siège dit, ou son SIREN.

    Pourquoi : Un recours porté devant un autre tribunal se perd, ou tarde.
    Faux : SIREN d'une commune de la Côte-d'Or (21 21…), tribunal administratif de Lyon.
    Juste : SIREN d'une commune de la Côte-d'Or (21 21…), tribunal administratif de Dijon.
    """
    code, place, said = _department(dossier)
    right = courts.seats().get(code)
    for path, text in _named(dossier) if right else ():
        town = _town(text)
        if town and not _begins(town, right or ""):
            yield Fault(
                path,
                f"L'acte nomme « {text} » ; la collectivité est du département {code} par son "
                f"{said}, et le tribunal administratif de ce ressort siège à {right}.",
                (place,),
                f"Écrivez « Tribunal administratif de {right} », ou vérifiez le {said}."
                f"{_AGREED if path[0] == 'convention' else ''}",
            )


def _town(text: str) -> str:
    """What follows « tribunal administratif de »; none in « du ressort », which names no town."""
    found = _COURT.search(text)
    if found is None:
        return ""
    town = found["town"]
    capital = town[0].isupper() and not text.isupper()
    named = capital or any(_begins(town, seat) for seat in courts.seats().values())
    return town if named else ""


def _begins(town: str, seat: str) -> bool:
    return words(town)[: len(wanted := words(seat))] == wanted


_AGREED = " Si les parties sont convenues d'un autre (CJA, art. R. 312-11), une réserve l'accepte."


def _department(dossier: Dossier) -> tuple[str, Path, str]:
    """The département of the funder, by its seat or else its number: the place that says it."""
    key, body = dossier.dossier.financeur or "", given(dossier.financeur)
    root: Path = ("commun", "organisations", key)
    if body.departement:
        return body.departement, (*root, "siege"), "siège"
    found = _LOCAL.fullmatch(digits(body.siren or ""))
    return (found["code"] if found else ""), (*root, "siren"), "numéro"


def _named(dossier: Dossier) -> Iterator[tuple[Path, str]]:
    decision, convention = dossier.decision, dossier.convention
    if decision and decision.recours:
        yield (dossier.decidee, "recours", "juridiction"), decision.recours.juridiction
    if convention and convention.tribunal:
        yield ("convention", "tribunal"), convention.tribunal
