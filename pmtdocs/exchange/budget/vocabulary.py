"""The words by which a budget is recognised, folded as ``french.plain`` folds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from pmtdocs.dossier.model.budget import Section
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.language.french import plain

_EXPENSES = "depenses?|charges|emplois"
_RECEIPTS = "recettes?|produits|ressources"
_AROUND = (
    r"previsionnel(?:le)?s|prevues?|directes|prevision|budget|du|de|des|la|le|l'action|"
    r"l'annee|l'exercice|exercice|projet|programme|association|annee|en|euros?|€|montants?"
)
_TAX = (
    r"(?P<TTC>ttc|t\.t\.c|toutes taxes comprises)|(?P<HT>ht|h\.t|hors taxes?)"
    r"|(?P<net>nets? de taxes?)"
)
_TITLE = re.compile(
    rf"(?:(?:types? de|nature des?|budget des?|les|i+|[12ab])[ .)-]*)?"
    rf"(?:(?P<depenses>{_EXPENSES})|(?P<recettes>{_RECEIPTS}))"
    rf"(?:[] :(),/.[-]|(?:19|20)\d\d|\b(?:{_AROUND}|{_TAX})\b|€)*"
)
_SUB = r"sous[- ]?tota(?:ux|l)|s/total"
_TOTAL = re.compile(rf"(?P<sub>{_SUB})|(?:totaux|total|montant total)\b")
_NAME = re.compile(rf"^\W*(?:{_SUB}|totaux|total)\W*", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:des |du |de la |de l['’]|d['’]|de |général\b)", re.IGNORECASE)
_GAP = re.compile(r"(?:ecart|solde|excedent|insuffisance|deficit|resultat|benefice|difference)\b")
_IN_KIND = re.compile(
    r"en nature\b|benevol|contributions? volontaires?|mise a disposition gratuite"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_EUROS = r"(?:d['’]\s?)?(?:euros?\b|eur\b|€)"
#: A unit other than the euro, with what surrounds it: « (en milliers d'euros) », « [k€] ».
_UNIT = re.compile(
    r"[\s(\[,;:–—-]*\b(?:exprimée?s?\s+)?(?:en\s+)?(?:"
    rf"(?P<milliers>(?<!\w)k\s?{_EUROS}|(?<=en )ke\b|(?<=\()ke\b|(?<!\w)kilo-?\s?euros?\b"
    rf"|(?<=en )milliers?\b(?:\s+{_EUROS})?|milliers?\s+{_EUROS}|[x×]\s?1\s?000\b(?:\s?€)?"
    r"|(?:(?<=en )|(?<=\()|(?<=\[))k(?!\w)|(?<=[(\[])000\s?€"
    rf"|(?:(?<=en )|(?<=unité )|(?<=unité : ))(?:mille|1\s?000|['’]000)\s?{_EUROS})"
    rf"|(?P<millions>(?<!\w)m\s?{_EUROS}"
    rf"|(?<=en )millions?\b(?:\s+{_EUROS})?|millions?\s+{_EUROS})"
    r")[\s)\]]*",
    re.IGNORECASE,
)
#: What the format of a number may show beside an amount in euros, and what says its unit.
_BESIDE = re.compile(r"(?:[^\w$¢£¥₠-₫₭-⃏]|_|\b(?:euros?|eur|ttc|ht|net|hors|taxes?|de)\b)*")
_SHORT = {"k": "milliers", "millier": "milliers", "m": "millions", "million": "millions"}
#: Amounts that are in no euros, whatever the unit.
_FOREIGN = re.compile(
    r"\b(?:en|montants?) (?:francs?|dollars?|livres|yens?|chf|usd|gbp|xpf|f cfp|centimes"
    r"|milliards?)\b|\b[km]f\b|[(\[](?:chf|usd|gbp|xpf|f cfp|[$£¥])[)\]]"
)
#: Headings of columns that count something else than money.
_COUNTED = re.compile(
    r"(?:nombre|nb|nbre)\b.*|(?:quantites?|qtes?|heures?|jours?|etp|effectifs?|unites?|volumes?|taux|%"
    r"|parts?|pourcentages?|surfaces?|m2|km)\b.*|%.*"
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]\s*$")
UNITS = {"euros": 1, "milliers": 1_000, "millions": 1_000_000}
#: Words above a column of amounts, that are no amount.
_AMOUNT_HEADING = re.compile(
    r"(?=.*[\w€])(?:[\W_]|\b(?:19|20)\d\d\b|\bn ?[+-] ?\d\b|\b(?:annee|exercice) \d\b"
    r"|\b1 ?ere annee\b|\b(?:montants?|budgets?|previsionnel(?:le)?s?|prevus?|prevues?|previsions?"
    r"|realisee?s?|realisations?"
    r"|couts?|prix|totaux|total|totale|sommes?|valeurs?|euros?|eur|k|m|ke|milliers?|ttc|ht|annees?"
    r"|exercices?|demandee?s?|sollicitee?s?|subventions?|accordee?s?|estimee?s?|publie|imprime"
    r"|charges?|produits?|depenses?|recettes?|initial|modifie|vote|engage|n|en|de|du|des|d|l|la|le"
    r"|les|au|aux|pour|par|projet|action|programme|hors|taxes?|toutes|comprises|net|financements?"
    r")\b)+"
)
_AMOUNT = re.compile(
    r"\b(?:montant|budget|prev|realise|cout|prix|total|somme|valeur|sollicite|demande|euro|eur\b"
    r"|ttc\b|ht\b|(?:19|20)\d\d)|€"
)
_PUT_OFF = re.compile(
    r"\?|\b(?:a (?:definir|preciser|confirmer|chiffrer|determiner|completer|venir|voir)"
    r"|voir|cf|selon|devis|attente|inclus|compris|offert|gratuit|idem|inconnu|non connu|n\.?c)\b"
)
_STATED_TAX = re.compile(rf"\b(?:{_TAX})\b")

#: Headings of columns that say something else than words and amounts.
FUNDER, IN_KIND, ACCOUNT, PUBLISHED = "Financeur", "En nature", "Compte", "Publié"
DEDUCED, SECTION = "Origine du montant", "Section"
_COLUMNS = {
    FUNDER: ("financeur", "organisme"),
    IN_KIND: ("en nature",),
    ACCOUNT: ("compte", "n° de compte", "no de compte"),
    DEDUCED: ("origine du montant",),
    SECTION: ("section", "section budgetaire"),
    PUBLISHED: ("publie", "total publie", "total imprime", "imprime"),
}


def side_of(text: str) -> str | None:
    """``depenses`` or ``recettes`` for the title of a table; None for any other words."""
    found = _TITLE.fullmatch(_FOREIGN.sub(" ", plain(without_unit(text))))
    return next((side for side in ("depenses", "recettes") if found and found[side]), None)


def is_total(text: str) -> bool:
    return bool(_TOTAL.match(plain(text)))


def is_subtotal(text: str) -> bool:
    """Says itself that it is not the whole."""
    found = _TOTAL.match(plain(text))
    return bool(found and found["sub"])


def totalled(text: str) -> str:
    """What a total says that it totals: « Total financement public » → « Financement public »."""
    name = _PREPOSITION.sub("", _NAME.sub("", text)).strip(" :.-")
    return name[:1].upper() + name[1:]


def is_gap(text: str) -> bool:
    """The row that compares receipts and expenses."""
    return bool(_GAP.match(plain(text)))


def is_detail(text: str) -> bool:
    """« dont … »: counted in the line above."""
    return plain(text).lstrip("- ").startswith("dont ")


def in_kind(text: str, account: str = "") -> bool:
    """A contribution in kind, by its account (86, 87) or its words."""
    return account[:2] in ("86", "87") or bool(_IN_KIND.search(plain(text)))


def section(text: str) -> str:
    """The one section of a budget that words name; empty for none."""
    found = [name for name in get_args(Section) if name in plain(text)]
    return found[0] if len(found) == 1 else ""


def year(text: str) -> int | None:
    """The one year that a heading names."""
    found = set(_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 else None


def tax(text: str) -> str | None:
    """What a title says of the VAT."""
    found = _STATED_TAX.search(plain(text))
    name = found.lastgroup if found else None
    return "net de taxe" if name == "net" else name


def unit(text: str) -> str | None:
    """« milliers » or « millions », when the words say that amounts are counted so."""
    found = _UNIT.search(text)
    return found.lastgroup if found else None


def not_euros(words: str) -> str:
    """The words beside a number in its format, when they are those of no amount in euros."""
    return "" if _BESIDE.fullmatch(plain(words)) or unit_of_format(words) else words


def unit_of_format(words: str) -> str | None:
    """The same of the words beside a number: « k€ », « milliers »."""
    left = re.sub(r"[\W_]|euros?|eur|d(?=euro)", "", plain(words)).removesuffix("s")
    return unit(words) or _SHORT.get(left)


def foreign(text: str) -> bool:
    """Do these words say that the amounts are in another currency, in cents, in milliards?"""
    return bool(_FOREIGN.search(plain(text)))


def counts(heading: str) -> bool:
    """Does a column count heures, jours, parts rather than euros?"""
    words = plain(heading)
    return bool(_COUNTED.fullmatch(words)) and not re.search(
        r"€|\beuros?\b|montant|cout|valeur", words
    )


def unit_of_line(text: str) -> str | None:
    """The same of the name of a line, which says it in brackets at its end or not at all."""
    found = _BRACKETS.search(text)
    stated = _UNIT.fullmatch(found[0]) if found else None
    return stated.lastgroup if stated else None


def without_unit(text: str) -> str:
    """Words that no longer state a unit in which the amounts are not."""
    return _UNIT.sub(" ", text).strip()


def heads_amounts(text: str) -> bool:
    """Are these the words above a column of amounts, rather than what somebody put in it?"""
    return bool(_AMOUNT_HEADING.fullmatch(plain(text)))


def puts_off(text: str) -> bool:
    """Do these words stand where an amount was expected: « à définir », « selon devis »?"""
    return bool(_PUT_OFF.search(plain(text)))


def announces_amounts(text: str) -> bool:
    """Do these words alone say that amounts stand below, whatever stands there?"""
    return heads_amounts(text) and bool(_AMOUNT.search(plain(text)))


def column(text: str) -> str | None:
    """The special column that a heading announces."""
    words = plain(_YEAR.sub("", text))
    return next((name for name, known in _COLUMNS.items() if words in known), None)


def funder(text: str, organisations: Mapping[str, Organisation]) -> str | None:
    """The organisation that a label names in full, by its name or its acronym."""
    wanted = plain(text).strip(" -:.")
    for key, body in organisations.items():
        names = (body.nom, body.designation, body.sigle, body.le)
        if wanted in {plain(name) for name in names if name}:
            return key
    return None
