"""What a sentence says that an amount is of: the grant, the budget, a payment, another thing."""

from __future__ import annotations

import re

from pmtdocs.language.mentions import Mention
from pmtdocs.rules.texts.prose import Sentence

#: What a figure is of, by the last of these words before it (or just after).
_GRANT = (
    r"subventions?|subventionne\w*|aides? financieres?|soutien|soutient|soutenir|"
    r"participation(?! publique)|"
    r"contribution(?! publique)|concours|dotation|aides?|financement|particip\w+|"
    r"apport(?:e|era|er)|sollicit\w+|accorde\w*|attribu\w+|octro\w+|allou\w+|verse(?:r|ra|nt)?|"
    r"versee?s?|la somme|une somme"
)
_BUDGET = (
    r"budget(?: (?:total|global|previsionnel|general|complet|programme)\b)*|plan de financement|"
    r"(?:couts?|depenses|charges|recettes|produits) (?:tota\w+|globa\w+|previsionne\w+|eligibles|"
    r"du programme)|le (?:present )?programme,? d'un montant|montant (?:total |global )?du "
    r"programme|total (?:des (?:depenses|recettes|charges|produits)|du budget)|cout"
)
PAYMENT = r"acomptes?|avances?|soldes?|versements?|tranches?"
_OTHER = (
    r"prets?|emprunts?|loyers?|bourses?|prix|primes?|chiffres? d'affaires|tresorerie|cotisations?|"
    r"adhesions?|investissements?|achats?|salaires?|indemnites?|taxe|amende|valeur|fonds|capital|"
    r"levees?|benefices?|excedent|deficit|factures?|devis|garantie|impot|tarifs?|billets?|frais|"
    r"part|reserves?|provision|dette|credits?|chapitre|ligne|dont|personnel|deplacements|ressources|"
    r"masse|honoraires|prestations?|dons?|apports?|autofinancement|benevolat|remise|penalites?|"
    r"montant des (?!depenses|recettes)|sous-total|economies?|gains?|surcout|avantages?|"
    r"depenses|recettes|charges|produits|couts|valoris\w+|marche"
)
_ANY = (
    rf"(?:(?P<payment>{PAYMENT})|(?P<grant>{_GRANT})|(?P<budget>{_BUDGET})|(?P<other>{_OTHER}))\b"
)
#: « hors subvention » is of what is left.
SUBJECT = rf"(?<!\bhors )(?<!\bdiminue de la )\b{_ANY}"
_AFTER = r" ?(?:ttc |ht )?(?:(?:de |d'|en |au titre de la |sont |est |sera |seront )+)" + _ANY
#: « le plan de financement présente 100 000 € de dépenses »
_BALANCED = r"\bplan de financement\b|\bbudget(?: previsionnel)? (?=presente|compte|s'etablit)"
_SIDES = ("depenses", "recettes", "charges", "produits")
#: A budget that is not that of the programme: « budget annexe », « budget du Pôle ».
OTHER_BUDGET = (
    r" (?:annexe|propre|primitif|principal|supplementaire|participatif|communal|annuel|consolide|"
    r"d'une?|de fonctionnement|d'investissement|de l'association|"
    r"de la (?!manifestation|convention)|"
    r"des (?!actions|depenses)|du (?!programme|projet|plan|present)|"
    r"de l'(?!action|operation|evenement|annee|exercice))"
)
_OWNED = (
    r"\b(?:(?:a|ont|gere\w*|presente\w*|affiche\w*) un|(?:dispose|dote)\w* d'un|son|leur|dont le) $"
)
#: The subject of a figure that is of another's budget: no fact of ours is near to it.
ELSEWHERE = "elsewhere"


def subject_of(sentence: Sentence, mention: Mention) -> tuple[str, int]:
    """What the sentence says that the figure is of, and where it says so."""
    before = sentence.before(mention)
    last = next(iter([*re.finditer(SUBJECT, before)][-1:]), None)
    after = re.match(_AFTER, sentence.after(mention))
    if after and after["other"] in _SIDES and (budget := re.search(_BALANCED, before)):
        return "budget", budget.start()
    if after and after.lastgroup and not (last and last.lastgroup == "payment"):
        return after.lastgroup, mention.start
    if last is None or last.lastgroup is None:
        return "", mention.start
    if last.lastgroup == "budget" and _of_another(sentence, last):
        return ELSEWHERE, last.start()
    return last.lastgroup, last.start()


def _of_another(sentence: Sentence, said: re.Match[str]) -> bool:
    """« budget annexe », or « le congrès a un budget »: not that of the programme."""
    before, after = sentence.folded[: said.start()], sentence.folded[said.end() :]
    owned = re.search(_OWNED, before) or (
        "subvention" not in sentence.folded and re.search(r"\b(?:pour|avec) un $", before)
    )
    ours = re.search(r"\b(?:programmes?|projet|actions?|plan|operation)\b", before)
    return bool(re.match(OTHER_BUDGET, after) or (owned and not ours))
