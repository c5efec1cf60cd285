"""TXT005: a body named in prose where the funder, the beneficiary or who bears the programme is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import fold
from pmtdocs.language.spelling import within
from pmtdocs.rules.base import Fault, Faults, cites, needs, rule
from pmtdocs.rules.names.copies import stem
from pmtdocs.rules.texts.copied import copied
from pmtdocs.rules.texts.phrases import phrases
from pmtdocs.rules.texts.prose import NAME, Sentence, another, decides, is_ours, known_names, read
from pmtdocs.rules.texts.slots import Meant, may_misplace, misplaced

_WORDS = re.compile(r"\w+")
#: Between the words of a name, and not said of it.
_JOINS = {"de", "des", "du", "la", "le", "les", "l", "d", "et", "en"}
#: Who pays it is the funder.
_PAYS = re.compile(
    r" (?P<verb>(?:verse|accorde|attribue|octroie|alloue|finance)(?:ra)?) (?:au [\w ]+ )?"
    r"(?:la presente|le present) (?:subvention|aide|soutien|participation|concours)\b"
)
#: Two words that begin or end with so many same letters are a name and a slip of it.
_SAME_START, _SAME_END = 6, 7
_A_SLIP = 2
#: A name is not longer.
_LONG = 100
#: Before the name of who is given the grant or bears the programme: by a word that must be there.
_GIVEN = {
    "ubvention": (
        r"\bsubvention(?: de [\d ,.]+ ?(?:€|euros))?(?: (?:est|sera|soit))?"
        r"(?: (?:proposee?|accordee?|attribuee?|allouee?|octroyee?|versee?))? (?:au |a la |a l'|a )"
    ),
    " par ": r"\b(?:porte|conduit|mene|execute|mis en oeuvre)e?s? par (?:le |la |l'|les )?",
    "rogramme": (
        r"\bprogramme(?: d'actions?(?: collectives)?)?(?: \d{4}(?:-\d{4})?)?"
        r" (?:du |de la |de l'|de |d')"
    ),
}
_OR_LISTED = (
    "Corrigez le nom ; si c'est bien un autre organisme, inscrivez-le dans "
    "data/_commun/organisations.yaml."
)
_OR_RESERVE = (
    "Corrigez le nom ; s'il s'agit bien d'un autre organisme, une réserve dans dossier.yaml "
    "l'accepte."
)


class _Own(NamedTuple):
    """One of the two bodies: its name, the words of it that count, where it is written."""

    name: str
    first: str
    words: list[str]
    path: Path


@cites("Déduit des documents : la subvention n'a qu'un bénéficiaire")
@needs("beneficiaire")
@rule("organisme-pris-pour-un-autre", Severity.WARNING)
def TXT005(dossier: Dossier) -> Faults:
    """Un texte qui nomme le financeur, le bénéficiaire, le porteur du programme ou une partie le
    nomme comme les organismes du dossier, et non d'un nom voisin ou de celui d'un autre ; une
    phrase commune aux motifs et au rapport y nomme le même organisme.

    Pourquoi : Un acte repris d'un autre dossier garde le nom de l'autre bénéficiaire.
    Faux : « La subvention est attribuée au Club des Exemplaires », quand les données disent
    Club des Exemples.
    Juste : « La subvention est attribuée au Club des Exemples ».
    """
    owned = [*_owned(dossier)]
    names = (*(own.first for own in owned), *_GIVEN, "présent")
    for path, text in phrases(dossier):
        if path[0] == "seance":
            continue
        slotted = may_misplace(path, text, dossier)
        if not slotted and not any(name in text for name in names):
            continue
        folded = fold(text)
        if (
            slotted
            or any(re.search(pattern, folded) for pattern in _GIVEN.values())
            or any([_PAYS.search(folded), *_alike(text, folded, owned)])
        ):
            for sentence in read(path, text):
                yield from _named(sentence, owned, dossier)
    for path, said, other, place in copied(dossier):
        message = f"Le texte nomme « {said} », la même phrase du rapport « {other} »."
        yield Fault(path, message, (place,), "Corrigez celui des deux qui est faux.")


def _owned(dossier: Dossier) -> Iterator[_Own]:
    for key in (dossier.dossier.beneficiaire, dossier.dossier.financeur):
        if body := dossier.commun.organisations.get(key or ""):
            words = [w for w in _WORDS.findall(fold(body.nom)) if w not in _JOINS]
            yield _Own(
                body.nom, body.nom.split()[0], words, ("commun", "organisations", str(key), "nom")
            )


def _meant(meant: Meant, dossier: Dossier, owned: list[_Own]) -> _Own:
    """Which of ours, as it is written."""
    programme = dossier.programme.nom if dossier.programme else None
    if meant is Meant.PROGRAMME and programme:
        return _Own(programme, programme, [], ("programme", "nom"))
    return owned[-1 if meant is Meant.FUNDER else 0]


def _named(sentence: Sentence, owned: list[_Own], dossier: Dossier) -> Faults:
    """The first body of a sentence that is not the one meant."""
    near = (
        (_OR_LISTED, said, own)
        for said, own, surely in _alike(sentence.text, sentence.folded, owned)
        if (surely or decides(sentence)) and not [*known_names(dossier).find(said, fold(said))]
    )
    given = ((_OR_RESERVE, said, owned[0]) for said in _given(sentence, dossier))
    paid = ((_OR_RESERVE, said, owned[-1]) for said in _payers(sentence, dossier))
    slots = misplaced(sentence, dossier)
    placed = ((_OR_RESERVE, said, _meant(meant, dossier, owned)) for said, meant in slots)
    for help, said, own in [*near, *given, *paid, *placed][:1]:
        message = f"Le texte nomme « {said} », le dossier « {own.name} »."
        yield Fault(sentence.path, message, (own.path,), help)


def _alike(text: str, folded: str, owned: list[_Own]) -> Iterator[tuple[str, _Own, bool]]:
    """« Club des Exemplaires » for « Club des Exemples »; is it surely a slip?"""
    for own in owned if any(own.words[0] in folded for own in owned) else ():
        for first in re.finditer(rf"\b{re.escape(own.words[0])}\b", folded):
            after = _WORDS.finditer(folded[first.start() : first.start() + _LONG])
            run = [m for m in after if m[0] not in _JOINS][: len(own.words)]
            said = text[first.start() : first.start() + run[-1].end()]
            if len(run) == len(own.words) and _is_name(said):
                changed = [(m[0], b) for m, b in zip(run, own.words, strict=True) if m[0] != b]
                if len(changed) == 1 and not within(*changed[0], limit=1):  # NOM002 says that
                    surely = _is_slip(*changed[0])
                    yield from [(said, own, surely)] if surely or len(own.words) > 2 else []


def _is_slip(one: str, other: str) -> bool:
    """Do two words begin or end alike, and are they not one and its plural?"""
    return stem(one) != stem(other) and (
        one[:_SAME_START] == other[:_SAME_START] or one[-_SAME_END:] == other[-_SAME_END:]
    )


def _is_name(said: str) -> bool:
    """Do all its words but the small ones have a capital?"""
    return all(w[0].isupper() for w in _WORDS.findall(said) if fold(w) not in _JOINS)


def _given(sentence: Sentence, dossier: Dossier) -> Iterator[str]:
    """Who is given the grant, or bears the programme, if it is not the beneficiary."""
    granted, borne, programme = _GIVEN.values()
    name = dossier.programme.nom if dossier.programme else None
    titled = sentence.path[0] in _TITLED and sentence.path[-1] == "intitule"
    patterns = [granted] * decides(sentence)
    patterns += [borne] * (titled or (name is not None and fold(name) in sentence.folded))
    patterns += [programme] * titled
    for match in (m for pattern in patterns for m in re.finditer(pattern, sentence.folded)):
        said = re.compile(NAME).match(sentence.text, match.end())
        unknown = said and not _is_known(said[0], dossier)
        if said and unknown and is_ours(sentence, dossier, but=said.span()):
            yield said[0]


def _payers(sentence: Sentence, dossier: Dossier) -> Iterator[str]:
    """Who is said to pay this grant, just before the verb, if it is not the funder."""
    for match in _PAYS.finditer(sentence.folded):
        said = re.split(r"[,;:]", sentence.text[: match.start()])[-1].strip()
        names = known_names(dossier).find(said, fold(said))
        others = [path for _, end, path in names if end == len(said) and path[1] == "organisations"]
        word = another(fold(said), dossier) if not others else ""
        if any(path[2] != dossier.dossier.financeur for path in others) or (
            word and fold(said).endswith(word)
        ):
            yield said


_TITLED = ("convention", "deliberation")


def _is_known(name: str, dossier: Dossier) -> bool:
    """Is it a name of ours, of a person or a town? A name with a slip is (NOM002 says it), and the
    first words of one: « le Pôle »."""
    bodies = [fold(body.nom) for body in (dossier.beneficiaire, dossier.financeur) if body]
    said = fold(name)
    if any(within(said, own, limit=_A_SLIP) or own.startswith(f"{said} ") for own in bodies):
        return True
    ours = (dossier.dossier.beneficiaire, dossier.dossier.financeur)
    found = [*known_names(dossier).find(name, fold(name))]
    return any(path[1:2] != ("organisations",) or path[2] in ours for _, _, path in found)
