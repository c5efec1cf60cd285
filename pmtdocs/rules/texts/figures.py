"""TXT001: an amount in figures and in words that differ; TXT002: a figure that is not the fact."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, fold, number, percent
from pmtdocs.language.mentions import Mention, Sort, mentions, said_twice
from pmtdocs.rules.base import Fault, Faults, cites, rule, text_rule
from pmtdocs.rules.budget.hints import swaps
from pmtdocs.rules.texts.amounts import FIELDS, Amounts, Known, amounts_of
from pmtdocs.rules.texts.cofunders import cofunded
from pmtdocs.rules.texts.prose import (
    PAST,
    Sentence,
    decides,
    is_about,
    is_ours,
    known_names,
    sentences,
    struck,
)
from pmtdocs.rules.texts.subjects import ELSEWHERE, OTHER_BUDGET, PAYMENT, SUBJECT, subject_of
from pmtdocs.templates.words import Wordings

# --- TXT001 ----------------------------------------------------------------------------------


@cites("Usage : un montant est écrit en chiffres et en lettres pour que l'un confirme l'autre")
@text_rule("chiffres-et-lettres-discordants", Severity.ERROR, of_any_part=True)
def TXT001(wordings: Wordings, dossier: Dossier) -> Faults:
    """Un nombre écrit en chiffres puis en lettres, ou l'inverse, dit deux fois la même chose, dans
    les données comme dans le modèle.

    Pourquoi : Le comptable ne sait pas lequel payer.
    Faux : « 45 000 € (quarante-six mille euros) ».
    Juste : « 45 000 € (quarante-cinq mille euros) ».
    """
    for sentence in sentences(dossier):
        for one, other in said_twice(sentence.folded, sentence.mentions):
            yield from _twice(dossier, sentence.path, sentence.text, one, other)
    for paragraph in wordings.paragraphs():
        if _MAY_BE_TWICE.search(paragraph.words):
            text = paragraph.words
            for one, other in said_twice(fold(text), mentions(text)):
                yield from _twice(dossier, paragraph.path, text, one, other)


#: What an amount said twice holds, if one of the two is in figures.
_MAY_BE_TWICE = re.compile(r"\d.*(?:\(|soit|savoir|dire|[-–/:=])|\(.*\d")


def _twice(dossier: Dossier, path: Path, text: str, one: Mention, other: Mention) -> Faults:
    first, second = Decimal(str(one.value)), Decimal(str(other.value))
    if first == second:
        return
    shown = euros if Sort.AMOUNT in (one.sort, other.sort) else number
    facts = amounts_of(dossier).facts if shown is euros else {}
    fact = next((value for value in (first, second) if value in facts), None)
    said = text[one.start : text.find(")", other.end) + 1 or other.end]
    yield Fault(
        path,
        f"« {said} » dit {shown(first)} puis {shown(second)} : "
        f"écart de {shown(abs(first - second))}.",
        (path if fact is None else facts[fact],),
        "Corrigez celui des deux qui est faux."
        + (f" Le dossier connaît {shown(fact)}." if fact is not None else ""),
        (first, second),
    )


# --- TXT002 ----------------------------------------------------------------------------------

#: What a share is a share of.
_OF_BUDGET = (
    r",? ?(?:ttc |ht )?(?:de |du |de ce |de son |des |de la |de l')"
    r"(?:(?:montant|total) (?:du |des |de la ))?"
    r"(?:budget|cout|depenses|total|plan de financement|programme|financement)\b"
)
_OTHER_SPENDING = rf"{OTHER_BUDGET}| (?:(?:de (?!l'|la |ce |cette |son )|en )[a-z]|publi|prive)"
_RATE = (
    r"\btaux(?: d'intervention| d'aide| de (?:financement|participation|subvention|soutien))?"
    r"(?: de (?:la collectivite|_+))?(?: (?:est|sera|fixe|de|a|s'eleve|ressort|retenu))* $"
)
#: No part of the budget, whose amount another fact may say.
_WHOLE = r"(?:budget|cout|montant) (?:total|global)\b|total du budget\b"
#: Where a grant is paid in parts, a part of it is named too.
_IN_PARTS = rf"\b(?:{PAYMENT}|signature|remise|presentation|notification|reste|dont)\b"


@cites("Déduit des documents : les données disent les faits, la prose les répète")
@rule("chiffre-contraire-aux-faits", Severity.WARNING)
def TXT002(dossier: Dossier) -> Faults:
    """Dans les textes, le montant que la phrase donne pour la subvention, le budget ou un versement
    est celui du dossier, comme la part de l'une dans l'autre
    et ce qu'un autre financeur apporte au programme ; et aucun montant n'est celui du
    dossier à deux chiffres intervertis près.

    Pourquoi : Le budget s'équilibre, et l'acte est faux : c'est la phrase qui est lue en séance.
    Faux : « Une subvention de 54 000 € est proposée », quand la convention accorde 45 000 €.
    Juste : « Une subvention de 45 000 € est proposée », ou le champ au lieu du chiffre.
    """
    for sentence in sentences(dossier):
        for mention in sentence.mentions:
            fault = (
                _WRONG[mention.sort](sentence, mention, dossier) if mention.sort in _WRONG else None
            )
            if fault and not is_about(sentence, mention) and mention not in _repeats(sentence):
                yield fault


def _repeats(sentence: Sentence) -> list[Mention]:
    """What repeats the figure before it: TXT001 judges it."""
    return [other for _, other in said_twice(sentence.folded, sentence.mentions)]


def _wrong_amount(sentence: Sentence, mention: Mention, dossier: Dossier) -> Fault | None:
    facts = amounts_of(dossier)
    subject, start = subject_of(sentence, mention)
    if subject == "other" and _is_of_funder(sentence, start, dossier):
        subject = "grant"
    known = _amounts(sentence, subject, facts, len(dossier.dossier.exercices) > 1)
    paid = facts.payments if sentence.folded.startswith("vers", start) else []
    right = any(k.value == mention.value for k in (*known, *paid))
    part = subject == "budget" and not re.match(_WHOLE, sentence.folded[start:])
    if right or (part and facts.true(mention.value)):
        return None
    if expected := cofunded(sentence, mention, dossier):
        return _differs(sentence, mention, expected, mention.start)
    if known and _is_said_of(sentence, start, mention, dossier) and is_ours(sentence, dossier):
        near = min(known, key=lambda k: abs(k.value - Decimal(str(mention.value))))
        return _differs(sentence, mention, near, start)
    if subject == ELSEWHERE:
        return None
    ours = subject == "grant" and struck(sentence, dossier)
    return _near(sentence, mention, facts, facts.grant[:1] if ours else [])


#: What says that money is ours only with our name.
_WEAK = r"financement|apport"
#: « la collectivité apporte »: who does stands so near.
_BEFORE_A_VERB = 15
#: What may stand between a subject and its figure; any other word has a figure of its own.
_LINK = (
    r"(?:_+|\d+|[mk]?d?€|[mk]|eligibles|plan|est|sera|sont|soit|a|de|d|un|une|l|la|le|les|s|se|sa|son|du|des|au|aux|en|et|"
    r"pour|par|ce|cet|cette|ces|comme|suit|eleve\w*|eleve|fixee?s?|arretee?s?|etabli\w*|estimee?s?|"
    r"evaluee?s?|chiffre\w*|monte|porte\w*|equilibre\w*|montants?|tota\w+|globa\w+|hauteur|annee|"
    r"previsionne\w+|exercice|titre|programme|projet|actions?|operation|collectives?|budget\w*|"
    r"proposee?|accordee?|attribuee?|allouee?|octroyee?|versee?s?|financier\w*|publique|annuelle|"
    r"nette?|egale?|ttc|ht|donc|ainsi|euros?|collectivite|metropole|communaute|urbaine|commune|"
    r"association|club|pole|beneficiaire|present\w*|convention|somme|premier|second|deuxieme|deux|"
    r"trois|fois|puis|dont|soutien|subvention|depenses|recettes|versement|prevu\w*|suivant\w*|"
    r"region\w*|departement\w*|ville|dernier|lors|ensuite|signature|abord|finance\w*|represent\w*)"
)


def _is_said_of(sentence: Sentence, start: int, mention: Mention, dossier: Dossier) -> bool:
    """Is the figure that of the word found before it, with nothing else between?"""
    words = struck(sentence, dossier)[start : mention.start]
    near = struck(sentence, dossier)[max(start - _BEFORE_A_VERB, 0) : mention.start]
    if re.match(_WEAK, words) and not re.search(r"_|\bcollectivite\b|\bmetropole\b", near):
        return False
    between = words.split(None, 1)[1:] or [""]
    if between[0].startswith("et "):
        return False  # « la subvention et 12 000 € de dons »
    return all(re.fullmatch(_LINK, word) for word in re.findall(r"_+|[\w€]+", between[0]))


def _wrong_share(sentence: Sentence, mention: Mention, dossier: Dossier) -> Fault | None:
    known, start = _shares(sentence, mention, dossier)
    right = any(_rounds(k.value, mention.value) for k in known)
    wrong = known and not right and is_ours(sentence, dossier)
    return _differs(sentence, mention, known[0], start) if wrong else None


_WRONG = {Sort.AMOUNT: _wrong_amount, Sort.SHARE: _wrong_share}


def _amounts(sentence: Sentence, subject: str, facts: Amounts, several_years: bool) -> list[Known]:
    if subject == "grant" and len({known.value for known in facts.grant}) == 1:
        years = {m.value for m in sentence.mentions if m.sort is Sort.YEAR}
        if len(years) == 1 and several_years:
            return []  # the part of a year, which no fact gives
    if subject == "grant" and re.search(_IN_PARTS, sentence.folded):
        return [*facts.grant, *facts.payments] if decides(sentence) else []
    return {"grant": facts.grant, "budget": facts.budget, "payment": facts.payments}.get(
        subject, []
    )


def _shares(sentence: Sentence, mention: Mention, dossier: Dossier) -> tuple[list[Known], int]:
    """What a share may be: it says of what it is one, just after or by the word « taux »."""
    before = sentence.before(mention)
    if of := re.match(_OF_BUDGET, sentence.after(mention)):
        if re.match(_OTHER_SPENDING, sentence.after(mention)[of.end() :]):
            return [], 0
        said = {m.lastgroup: m.start() for m in re.finditer(SUBJECT, before)}
        if "other" in said and _is_of_funder(sentence, said["other"], dossier):
            return amounts_of(dossier).rates, said["other"]
        grant = "grant" in said and "other" not in said
        return (amounts_of(dossier).rates, said["grant"]) if grant else ([], 0)
    if "taux" in before and (rate := re.search(_RATE, struck(sentence, dossier)[: mention.start])):
        return amounts_of(dossier).rates, rate.start()
    if re.search(rf"\b(?:{PAYMENT})\b", before):
        subject, start = subject_of(sentence, mention)
        return (amounts_of(dossier).shares if subject == "payment" else []), start
    return [], 0


def _is_of_funder(sentence: Sentence, start: int, dossier: Dossier) -> bool:
    """« la part de la collectivité », or by its name."""
    of = re.match(r"part (?:de la |de l'|de |du |d')(?=(collectivite\b)?)", sentence.folded[start:])
    names = known_names(dossier).find(sentence.text, sentence.folded) if of else ()
    funder = ("commun", "organisations", dossier.dossier.financeur)
    named = any(at == start + of.end() and path[:3] == funder for at, _, path in names) if of else 0
    return bool(of and (of[1] or named))


def _rounds(exact: Decimal, said: object) -> bool:
    """Is it said rounded, up or down?"""
    shown = Decimal(str(said))
    return abs(exact - shown) < Decimal(1).scaleb(int(shown.as_tuple().exponent))


def _differs(sentence: Sentence, mention: Mention, known: Known, start: int) -> Fault:
    said = Decimal(str(mention.value))
    shown = euros if mention.sort is Sort.AMOUNT else _percent
    gap = abs(said - known.value)
    apart = shown(gap).replace("%", "point" if gap < 2 else "points")  # from one share to another
    return Fault(
        sentence.path,
        f"Le texte dit « {sentence.shown(mention, start)} » ; {known.name} est de "
        f"{shown(known.value)} : écart de {apart}.",
        (known.path,),
        f"Corrigez celui des deux qui est faux{_or_field(mention, known)}.",
        (known.value, said),
    )


def _or_field(mention: Mention, known: Known) -> str:
    """The field that says a fact, to be typed instead of its figure."""
    field = FIELDS.get(known.path, "") if mention.sort is Sort.AMOUNT else ""
    return f" ; au lieu du chiffre, le texte peut nommer le fait : {field}" if field else ""


def _percent(value: Decimal) -> str:
    return percent(value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize())


# --- near a fact -----------------------------------------------------------------------------

#: From so many figures before the zeros on, two amounts are not alike by chance.
_SIGNIFICANT = 3


def _near(
    sentence: Sentence, mention: Mention, facts: Amounts, round_too: list[Known]
) -> Fault | None:
    """An amount with two figures of a fact swapped, or one changed, whatever it is said of; of the
    ``round_too``, even where a few figures make it.
    """
    said = Decimal(str(mention.value))
    if facts.true(said) or said != int(said) or re.search(PAST, sentence.folded):
        return None
    for value, path in facts.facts.items():
        if _alike(said, value) or (value in (k.value for k in round_too) and said in swaps(value)):
            return Fault(
                sentence.path,
                f"Le texte dit « {sentence.shown(mention)} », qui est à un chiffre près "
                f"{euros(value)} : écart de {euros(abs(said - value))}.",
                (path,),
                "Vérifiez ce chiffre ; s'il est juste, une réserve dans dossier.yaml l'accepte.",
                (value, said),
            )
    return None


def _alike(said: Decimal, value: Decimal) -> bool:
    one, other = str(int(said)), str(int(value))
    figures = len(other.rstrip("0"))
    if len(one) != len(other) or value != int(value) or figures < _SIGNIFICANT:
        return False
    if len(one.rstrip("0")) < figures:
        return False  # rounder: « 21 700 » is no slip for 21 704
    changed = sum(a != b for a, b in zip(one, other, strict=True))
    return said in swaps(value) or (changed == 1 and figures > _SIGNIFICANT)
