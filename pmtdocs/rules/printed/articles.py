"""The little words before a noun: contraction, elision, gender."""

from __future__ import annotations

import re
from collections.abc import Callable

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.rules.base import Fault, Faults, cites, printed_rule
from pmtdocs.rules.printed.reading import plain, read
from pmtdocs.word.printed import Printed

#: Nouns whose gender nobody doubts, and that are no verb (« il la programme »).
_FEMININE = re.compile(
    "(?:agence|agglomération|annexe|assemblée|association|banque|caisse|collectivité|commission|"
    "communauté|commune|conseillère|convention|coopérative|délibération|direct(?:rice|ion)|école|"
    "année|clause|durée|entreprise|fédération|filière|fondation|mairie|métropole|mission|mutuelle|préfecture|région|"
    "(?:vice-)?présidente|société|subvention|trésorière|union|université|ville)s?$",
    re.IGNORECASE,
)
_MASCULINE = re.compile(
    "(?:acompte|adjoint|avenant|budget|bureau|centre|club|comité|conseil|conseiller|contrat|délai|département|directeur|"
    "établissement|financeur|groupement|organisme|pôle|préfet|(?:vice-)?président|projet|rapport|"
    "règlement|syndicat|territoire|trésorier|tribunal|versement)s?$",
    re.IGNORECASE,
)
#: Nouns that are verbs too, « il le demande »: after « un » and « du » they are none.
_FEMININE_OR_VERB = re.compile(r"(?:demande|dépense|facture|recette|signature|somme)$")
_MASCULINE_OR_VERB = re.compile(r"(?:montant|programme|soutien)$")
#: « le ou la président(e) », « le/la trésorier·ère »: of both genders.
_OF_BOTH_BEFORE = re.compile(r"(?:/ ?|\bou )$")
_OF_BOTH_AFTER = re.compile(r"[(·/•]|[.-](?:e|ère|rice)s?\b")
#: « -tion », « -sion », « -xion », but for these.
_ABSTRACT = re.compile(r"(?!bastion|cation|motion)[\w-]+[tsx]ions?$")
_TO_FEMININE = {"du": "de la", "au": "à la", "le": "la", "un": "une", "ce": "cette"}
_TO_MASCULINE = {"de la": "du", "à la": "au", "la": "le", "une": "un", "cette": "ce"}
_ELIDED = {
    "le": "l'", "la": "l'", "de": "d'", "que": "qu'", "ne": "n'", "se": "s'", "je": "j'",
    "lorsque": "lorsqu'", "puisque": "puisqu'", "jusque": "jusqu'", "quoique": "quoiqu'",
    "de la": "de l'", "à la": "à l'", "du": "de l'", "au": "à l'", "ce": "cet",
}  # fmt: skip
_WHOLE = {
    "l'": "le", "d'": "de", "qu'": "que", "n'": "ne", "s'": "se", "lorsqu'": "lorsque",
    "puisqu'": "puisque", "jusqu'": "jusque",
}  # fmt: skip
_CONTRACTED = {"de le": "du", "à le": "au", "de les": "des", "à les": "aux"}
#: Two where one is enough: « du » and a field that has its own article.
_TWICE = {
    "du le": "du", "du la": "de la", "du les": "des", "au le": "au", "au la": "à la",
    "au les": "aux", "des les": "des", "aux les": "aux", "de du": "du", "de des": "des",
}  # fmt: skip

_VOWEL = "aeiouàâäéèêëîïôöùûüœæ"
#: Before these, which begin with a vowel, nothing is dropped.
_ASPIRATED = re.compile(r"onz|oui|oua|uhl|ulul", re.IGNORECASE)
#: Before these, which begin with an h, something is.
_MUTE = re.compile(
    r"h(?:abi[lt]|armoni|éberge|ectare|élicopt|érit|eure|istoi?r|iver|omm[ae]|omolog|onneur|"
    r"onorai|orai|orlog|orticult|[oô]pita|[oô]te|uil|uissi|uma|ydr|ygi|ypoth)",
    re.IGNORECASE,
)
#: A pronoun, and not an article, when such a word follows: « de le signer », « à les y aider ».
_OF_VERB = re.compile(
    r"(?!(?:\w+ère|atelier|bénéficiaire|cadre|centre|chiffre|conseiller|dossier|maire|membre|ministre|"
    r"nombre|ordre|partenaire|registre|salaire|signataire|territoire|titre|titulaire|trésorier)$)"
    r"(?:\w*(?:er|ir|re|oir)$|(?:y|en|lui|leur|bien|mieux|plus|moins|tous|toutes|tout)$)"
)
#: Letters spelled out: « l'ANR », but also « la SNCF », whose first sign says nothing.
_SPELLED = re.compile(r"[A-Z0-9&-]{1,5}$|[a-zA-Z](?:[-₀-₉]|$)|[a-z]+[A-Z]|[IVX]+(?:e|ème)$")
#: « une durée de un an », « de un (1) exemplaire »: a number, which may stay whole.
_MEASURED = re.compile(r" (?:\(|(?:an|mois|jour|semaine|heure|euro|million|milliard|exemplaire)\b)")
_PERSON = re.compile(r"(?:\bMM?\.|\bMmes?|Monsieur|Madame)(?: [\w'-]+){0,2} $")


def _words(*words: str) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


Right = Callable[[re.Match[str]], str | None]


def _contracted(found: re.Match[str]) -> str | None:
    """« de le conseil » ; not « de le signer »."""
    word, noun = found["word"].lower(), found["noun"]
    if word in _TWICE:
        return f"{_TWICE[word]} {noun}"
    if _OF_VERB.match(noun) and noun.islower():
        return None  # a pronoun
    contracted = _CONTRACTED[word]
    if _FEMININE.match(noun):
        contracted = _TO_FEMININE.get(contracted, contracted)
    return f"{contracted} {noun}"


def _again(found: re.Match[str]) -> str | None:
    """« du l'État », « de d'Ornans »."""
    word, elided = found["word"].lower().strip(), found["noun"]
    whole = {"du": "de ", "au": "à ", "des": "de ", "aux": "à "}
    return f"{whole.get(word, '') if elided[0] in 'lL' else ''}{elided}"


def _gendered(found: re.Match[str]) -> str | None:
    """« du commission », « de la comité »."""
    word, noun = found["word"].lower(), found["noun"]
    abstract = _ABSTRACT.match(noun) and noun.islower()
    is_noun = word not in ("le", "la", "ce", "cette")
    of_both = _OF_BOTH_AFTER.match(found.string, found.end()) or _OF_BOTH_BEFORE.search(
        found.string[max(0, found.start() - 4) : found.start()]
    )
    if of_both:
        return None
    if word in _TO_FEMININE and (
        abstract or _FEMININE.match(noun) or (is_noun and _FEMININE_OR_VERB.match(noun))
    ):
        right = _TO_FEMININE[word]
    elif word in _TO_MASCULINE and (
        _MASCULINE.match(noun) or (is_noun and _MASCULINE_OR_VERB.match(noun))
    ):
        right = _TO_MASCULINE[word]
    else:
        return None
    drops = _begins_with_vowel(noun) and right in _ELIDED
    return f"{_ELIDED[right]}{noun}" if drops and right != "ce" else f"{right} {noun}"


def _begins_with_vowel(noun: str) -> bool:
    if noun[0].lower() == "h":
        return bool(_MUTE.match(noun))
    return noun[0].lower() in _VOWEL and not _ASPIRATED.match(noun)


def _elided(found: re.Match[str]) -> str | None:
    """« le adjoint », « que il », « du élu », « si il »."""
    word, noun = found["word"].lower(), found["noun"]
    if word == "si":
        return f"s'{noun}" if noun.lower() in ("il", "ils") else None
    if word == "ce" and not _MASCULINE.match(noun):
        return None
    if not _begins_with_vowel(noun) or _SPELLED.match(noun):
        return None
    is_measure = word == "de" and noun in ("un", "une")
    if noun in ("euros", "ou", "et") or (is_measure and _MEASURED.match(found.string, found.end())):
        return None  # a hole; « le ou les », « jusque et y compris »
    if noun.lower() in ("un", "une", "au") and (
        word in ("le", "la", "du", "au") or found.string.startswith((" à ", " ou "), found.end())
    ):
        return None  # « le un », « de un à trois » ; « du au » is a hole
    right = _ELIDED[word]
    return f"{right} {noun}" if right == "cet" else f"{right}{noun}"


def _whole(found: re.Match[str]) -> str | None:
    """« d'Pôle », « l'commission »."""
    word, noun = found["word"].lower(), found["noun"]
    if found["word"] in "DNS" and noun[0].isupper():
        return None  # « D'Souza », « N'Diaye »
    if _SPELLED.match(noun) or (noun[0].lower() == "h" and not noun.startswith("haut")):
        return None
    whole = _WHOLE[f"{word}'"]
    if _FEMININE.match(noun):
        whole = {"de": "de la", "le": "la"}.get(whole, whole)
    elif _MASCULINE.match(noun):
        whole = {"de": "du"}.get(whole, whole)
    return f"{whole} {noun}"


_START = r"(?<![\w'-])(?P<word>"
_NOUN = r"(?P<noun>[^\W\d_][\w-]*)"
_RULES: tuple[tuple[re.Pattern[str], Right], ...] = (
    (
        re.compile(
            rf"{_START}(?:du|au|le|la|les|des|aux) (?=l')|(?:de|du|au) (?=d'))"
            r"(?P<noun>[ld]'\w[\w-]*)",
            re.IGNORECASE,
        ),
        _again,
    ),
    (re.compile(rf"{_START}{_words(*_CONTRACTED, *_TWICE)}) (?P<noun>\w[\w-]*)"), _contracted),
    (re.compile(rf"{_START}{_words(*_TO_FEMININE, *_TO_MASCULINE)}) {_NOUN}", re.I), _gendered),
    (
        re.compile(
            rf"{_START}{_words(*(w for w in _ELIDED if ' ' not in w), 'si')}) "
            rf"(?P<noun>[{_VOWEL}h][\w-]*)",
            re.I,
        ),
        _elided,
    ),
    (
        re.compile(
            rf"{_START}d|l|qu|n|s|jusqu|lorsqu|puisqu)'(?P<noun>(?![{_VOWEL}y])[^\W\d_][\w-]*)",
            re.I,
        ),
        _whole,
    ),
)


@cites("Grevisse et Goosse, Le Bon Usage : élision, contraction, accord du déterminant")
@printed_rule("petit-mot-faux", Severity.WARNING)
def PRT001(printed: Printed, dossier: Dossier) -> Faults:
    """Devant un nom, le petit mot est celui qu'il faut : « du », « de la », « de l' », « d' ».

    Pourquoi : Le modèle écrit « du » devant un champ, et le nom que la donnée y met est féminin,
    ou commence par une voyelle.
    Faux : « la décision du Commission », « Le Adjoint », « le rôle d'Pôle », « afin que il ».
    Juste : « la décision de la Commission », « L'Adjoint », « le rôle du Pôle », « afin qu'il ».
    """
    commun = dossier.commun
    named = (one.complet for one in commun.personnes.values())
    names = plain(" ".join((*named, *(one.nom for one in commun.organisations.values()))))
    for pattern, right in _RULES:
        for found in read(printed).find(pattern):
            said = right(found.match)
            wrong = found.match[0]
            is_name = _PERSON.search(found.before) and not wrong.startswith(("le ", "la "))
            if said and not is_name and wrong not in names:
                said = said[0].upper() + said[1:] if wrong[0].isupper() else said
                yield Fault(
                    found.path,
                    f"« {wrong} » est imprimé.",
                    help=f"Écrivez « {said} » : dans le modèle, un champ qui porte son article "
                    "({{ beneficiaire.du }}) convient à tous les noms.",
                )
