"""Where a sentence or a title can name only one of our bodies, and names another of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path
from pmtdocs.language.french import fold
from pmtdocs.rules.base import once
from pmtdocs.rules.texts.prose import PAST, Sentence, another, decides, is_ours, masked

_THE = r"(?:le |la |l'|les )?"
_OF = r"(?:du |de la |de l'|de |d')"
_PROGRAMME = r"\bprogramme(?: d'actions?)?(?: collectives)? "
_DECIDED = r"(?:proposee?|accordee?|attribuee?|allouee?|octroyee?|versee?)"
#: A public body that prose calls by its kind alone.
_CALLED = r"\b(?:la |le |l')(region|departement|etat)\b(?= (?:est|sera|au|pour|par)\b|[.,;]|$)"
_DEALS = r"\b(?:partenariat|accord|contrat|protocole)"


class Meant(Enum):
    """Which of ours stands there."""

    FUNDER = auto()
    BENEFICIARY = auto()
    PROGRAMME = auto()


class Slot(NamedTuple):
    """The words before a name and after it, between which only one of ours can stand.

    In ``titles`` alone, if any: those of the acts, or of the report too. A title that names one of
    ours as well is right, but for a ``sure`` slot.
    """

    before: str
    meant: Meant = Meant.BENEFICIARY
    after: str = ""
    titles: tuple[str, ...] = ()
    sure: bool = False


_PROGRAMME_NAME: Path = ("programme", "nom")
#: One of these is in whatever holds a slot.
_HELD = ("rogramme", "onvention", "ubvention", "ilan ", "onctionnement", "présente")
_ACTS, _ALL = ("intitule",), ("intitule", "titre")
_NAMED = Slot(_PROGRAMME, Meant.PROGRAMME, r"(?! ?-)")
_BORNE = Slot(rf"\bprogramme d'actions?(?: collectives)? (?:_+ )?porte par {_THE}", titles=_ALL)
_SLOTS = (
    Slot("^", titles=("nom",), sure=True),
    _NAMED._replace(titles=_ALL, sure=True),
    _NAMED,
    Slot(rf"{_PROGRAMME}{_OF}", titles=_ACTS),
    _BORNE,
    _BORNE._replace(titles=_ACTS, sure=True),
    Slot(rf"\bsoutien au fonctionnement {_OF}", titles=_ACTS),
    Slot(rf"\bbilan (?:de l'annee )?\d{{4}} {_OF}", titles=_ALL),
    Slot(rf"\bconvention (?:avec|entre) {_THE}", titles=_ACTS),
    Slot(rf"\bla presente (?:subvention|aide|participation) {_OF}", Meant.FUNDER),
    Slot(rf"\b(?:accord|attribu|allou|octroy|vers)er la subvention {_OF}", Meant.FUNDER),
    Slot(
        rf"\bla subvention {_OF}",
        Meant.FUNDER,
        rf" (?:est|sera|soit) (?:donc )?{_DECIDED}\b.* par "
        r"(?:la presente (?:convention|deliberation)|notre conseil)\b",
    ),
    Slot(
        rf"\b(?:la presente|cette|(?P<bare>la)) convention (?:est|sera) (?:donc )?"
        rf"(?:conclue|signee|passee) (?:avec|entre) {_THE}(?:_+ et {_THE})?",
        after=r" ?(?:[.,;:)]|$|(?:pour|aux?|afin|dans|en vue|jusqu)\b|et (?:la |le |l'|_)|le \d)",
    ),
)


@once
def _parties(dossier: Dossier) -> frozenset[str]:
    """The keys of our bodies, and of whoever signs with them."""
    sheet, signed = dossier.dossier, dossier.convention.parties if dossier.convention else ()
    return frozenset(
        {sheet.financeur or "", sheet.beneficiaire or "", *(p.organisation for p in signed)}
    )


def may_misplace(path: Path, text: str, dossier: Dossier) -> bool:
    """Does a text hold the words of a slot and the name of another body, in its usual capitals?"""
    worded = path == _PROGRAMME_NAME or any(word in text for word in _HELD)
    return worded and any(name in text for name in _names_of_others(dossier))


@once
def _names_of_others(dossier: Dossier) -> tuple[str, ...]:
    bodies = dossier.commun.organisations.items()
    names = {body.nom for key, body in bodies if key not in _parties(dossier)}
    return (*sorted(names), "la Région", "le Département", "l'État")


def misplaced(sentence: Sentence, dossier: Dossier) -> Iterator[tuple[str, Meant]]:
    """The bodies that stand where one of ours does, as they are named."""
    found, struck = masked(sentence, dossier)
    ours = _parties(dossier)
    spans = [(a, b) for a, b, p in found if p[1] == "organisations" and p[2] not in ours]
    if len(ours) <= len(Meant):  # « la Région » may be a party that is neither of the two
        called = re.finditer(_CALLED, struck)
        spans += [m.span(1) for m in called if another(m[1], dossier)]
    beside = any(p[1] == "organisations" and p[2] in ours for _, _, p in found)
    for span in spans:
        for slot in _SLOTS:
            before = re.search(f"(?:{slot.before})$", struck[: span[0]])
            after = before and re.match(slot.after, struck[span[1] :])
            if before and after and _fits(sentence, slot, before, span[1], beside, dossier):
                yield sentence.text[slice(*span)], slot.meant


def _fits(
    sentence: Sentence, slot: Slot, before: re.Match[str], end: int, beside: bool, dossier: Dossier
) -> bool:
    """Is it a place where the slot counts, and a sentence of this act?"""
    if slot.titles:
        own = sentence.path[-1] != "nom" or sentence.path == _PROGRAMME_NAME
        titled = own and sentence.path[-1] in slot.titles and (slot.sure or not beside)
        return titled and not re.search(PAST, sentence.folded)
    if not is_ours(sentence, dossier, but=(before.start(), end)):
        return False
    if "bare" in before.groupdict() and before["bare"]:
        typed = fold(sentence.typed)  # which may speak of another before
        return typed.count("convention") == 1 and not re.search(_DEALS, typed)
    return slot.meant is not Meant.FUNDER or decides(sentence) or "presente" in before[0]
