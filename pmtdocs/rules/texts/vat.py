"""TXT003: a text that says without VAT what the budget says with it."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.language.french import fold
from pmtdocs.language.mentions import Sort
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.texts.amounts import amounts_of
from pmtdocs.rules.texts.prose import Sentence, is_ours, sentences

_SAYS = r"\b(?:HT|TTC|H\.T\.|T\.T\.C\.|[Hh]ors[ -][Tt]axes?|[Tt]outes[ -][Tt]axes[ -][Cc]omprises)"
#: What the budget of the programme is called.
_BUDGET = (
    r"\b(?:budget(?! (?:annexe|primitif|principal))|plan de financement|"
    r"(?:couts?|depenses|charges|recettes|produits) (?:tota\w+|globa\w+|previsionne\w+|eligibles)|"
    r"(?:cout|total|montant) du programme|programme coute)\b"
)
#: What is sold and bought has its own VAT.
_BOUGHT = (
    r"\b(?:factur\w+|devis|prix|tarif\w*|marches?|stands?|inscription|prestataires?|loyer|vaut|"
    r"valent|vend\w*|ache[tv]\w*)\b"
)


@cites("Déduit des documents : le budget dit une fois s'il compte la TVA")
@needs("budget.taxe")
@rule("taxe-contraire-au-budget", Severity.WARNING)
def TXT003(dossier: Dossier) -> Faults:
    """Un texte qui dit hors taxes ou TTC le budget du programme, ou un de ses montants, dit ce que
    le budget dit lui-même.

    Pourquoi : À 20 % de TVA près, le conseil ne sait plus sur quel total il s'engage.
    Faux : Budget TTC, « le budget du programme est de 490 000 € HT ».
    Juste : Budget TTC, « le budget du programme est de 490 000 € TTC ».
    """
    taxe = given(dossier.budget).taxe
    for sentence in sentences(dossier):
        if sentence.path[0] == "budget":
            continue  # its own headings: BUD011
        for match in re.finditer(_SAYS, sentence.text):
            said = "TTC" if fold(match[0])[0] == "t" else "HT"
            if (said == "TTC") == (taxe == "HT") and _of_budget(sentence, match.start(), dossier):
                yield Fault(
                    sentence.path,
                    f"Le texte dit « {_around(sentence, match)} », le budget est {taxe}.",
                    (("budget", "taxe"),),
                    "Corrigez celui des deux qui est faux.",
                )


def _of_budget(sentence: Sentence, at: int, dossier: Dossier) -> bool:
    """Is it said of an amount of the dossier, or where none is given, of the budget?"""
    if re.search(_BOUGHT, sentence.folded) or not is_ours(sentence, dossier):
        return False
    beside = [m for m in sentence.mentions if m.sort is Sort.AMOUNT and 0 <= at - m.end <= 3]
    if beside:
        return amounts_of(dossier).true(beside[0].value)
    return bool(re.search(_BUDGET, sentence.folded))


def _around(sentence: Sentence, match: re.Match[str]) -> str:
    """The word with the few before it."""
    words = sentence.text[: match.start()].split()[-4:]
    return " ".join([*words, match[0]])
