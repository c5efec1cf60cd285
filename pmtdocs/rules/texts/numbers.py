"""TXT009: a SIREN, a SIRET or an RNA in prose that is not that of the body it stands beside."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.language.french import fold
from pmtdocs.language.identifiers import digits, siren_fault, siret_fault
from pmtdocs.rules.base import Fault, Faults, cites, rule
from pmtdocs.rules.texts.phrases import phrases
from pmtdocs.rules.texts.prose import PAST, Sentence, masked, read

#: One of these, in any of its usual capitals, stands in a text that gives such a number.
_SAID = re.compile(r"SIRE[NT]|[Ss]ire[nt]\b|RNA\b")
_SIREN, _SIRET, _LONG = 9, 14, 10
_NOUNS = {"siren": "SIREN", "rna": "numéro RNA"}
_COPY = "Recopiez-le depuis l'avis de situation de l'INSEE."
_NUMBER = (
    r"\b(?:(?P<noun>siren|siret)\b[^\d.;()]{0,60}?(?P<n>\d(?: ?\d){7,14})(?!\w|,\d| \d)"
    r"|rna\b[^\d.;()]{0,40}?(?P<rna>w\d{9})\b)"
)
_BENEFICIARY = r"\b(?:le |la |l')beneficiaire\b"
#: Between a body and its number: what it is, and where it has its seat.
_BETWEEN = (
    r"[\s,:;()«»–-]*(?:(?:ci-apres|dont|le|la|l'|les|est|a|au|de|du|des|sous|numeros?|n°|et|dit|"
    r"association|fondation|societe|collectivite|loi|regie par|1901|type|immatricul\w*|identifi\w*|"
    r"siren|siret|rna|insee|code|ape|naf|siege|social\w*|situe\w*|sis\w*|sise|domicili\w*|"
    r"enregistre\w*|declare\w*|porte\w*|ayant|_+|"
    r"(?:\d+(?: ?(?:bis|ter))?,? )?(?:rue|avenue|place|boulevard|chemin|quai|impasse|allees?|cours|"
    r"route|square)\b[^,;()]{0,60}|\d{5}(?: [a-z-]+)?)\b[\s,:;()«»–-]*|l')*"
)


@cites("INSEE, répertoire Sirene (clé de Luhn) ; déduit des documents : un organisme, un numéro")
@rule("numero-d-organisme-faux-en-prose", Severity.WARNING)
def TXT009(dossier: Dossier) -> Faults:
    """Dans les textes, le SIREN, le SIRET ou le numéro RNA qui suit le nom d'un organisme est celui
    que les données lui donnent ; tout SIREN et tout SIRET a une clé de contrôle juste.

    Pourquoi : Un numéro mal recopié désigne une autre personne morale que celle qui est payée.
    Faux : « Club des Exemples, SIREN 123 456 728 », quand son SIREN est 123 456 782.
    Juste : « Club des Exemples, SIREN 123 456 782 ».
    """
    for path, text in phrases(dossier):
        if _SAID.search(text) and re.search(_NUMBER, fold(text)):
            for sentence in read(path, text):
                yield from _numbers(sentence, dossier)


def _numbers(sentence: Sentence, dossier: Dossier) -> Faults:
    for match in re.finditer(_NUMBER, sentence.folded):
        noun = "rna" if match["rna"] else "siren"
        said = digits(match["n"] or match["rna"]).upper()
        key = _whose(sentence, match, dossier)
        field, fact = _fact(dossier, key, noun)
        if fact and said[: len(fact)] != fact and len(said) in (_SIREN, _SIRET, len(fact)):
            body = dossier.commun.organisations[key]
            yield Fault(
                sentence.path,
                f"Le texte dit « {sentence.text[slice(*match.span())]} » ; le {_NOUNS[noun]} "
                f"{body.du} est {getattr(body, field)}.",
                (("commun", "organisations", key, field),),
                "Corrigez celui des deux qui est faux.",
            )
        elif noun == "siren" and (
            wrong := (siret_fault if len(said) > _LONG else siren_fault)(said)
        ):
            place = ("commun", "organisations", key, field) if fact else sentence.path
            yield Fault(sentence.path, f"{wrong}.", (place,), _COPY)


def _fact(dossier: Dossier, key: str, noun: str) -> tuple[str, str]:
    """The field that says a number of a body, and the number; a SIRET begins with the SIREN."""
    body = dossier.commun.organisations.get(key)
    for field in ("rna",) if noun == "rna" else ("siren", "siret"):
        if number := getattr(body, field, None):
            return field, digits(number)[: len("W123456789") if noun == "rna" else _SIREN]
    return "", ""


def _whose(sentence: Sentence, match: re.Match[str], dossier: Dossier) -> str:
    """The key of the body that the number is said of: named with it, or just before."""
    found, words = masked(sentence, dossier)
    named = [(start, end, str(path[2])) for start, end, path in found if path[1] == "organisations"]
    bearers = re.finditer(_BENEFICIARY, sentence.folded)
    named += ((*one.span(), dossier.dossier.beneficiaire or "") for one in bearers)
    last = max((one for one in named if one[0] < match.end()), default=None)
    if last is None or re.search(PAST, sentence.folded):
        return ""
    between = words[last[1] : match.start()]  # nothing, if the name stands with the number
    return last[2] if re.fullmatch(_BETWEEN, between) else ""
