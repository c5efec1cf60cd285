"""What prose says that another funder gives to the programme, beside its line of the budget."""

from __future__ import annotations

import re
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path
from pmtdocs.language.french import fold
from pmtdocs.language.mentions import Mention
from pmtdocs.rules.base import once
from pmtdocs.rules.texts.amounts import Known, amounts_of
from pmtdocs.rules.texts.prose import Sentence, is_ours, masked

_PROGRAMME = r"(?:present )?programme(?: d'actions?)?(?: collectives)?(?: \d{4})?(?: (?:du )?_+)?"
#: What stands before the figure and after it: « la Région apporte … au programme ».
_GIVEN = (
    (
        r" (?:(?:apporte|verse|accorde|attribue|alloue|consacre)(?:ra)?|octroie(?:ra)?) $",
        rf" (?:au|a ce|pour ce|pour le) {_PROGRAMME}(?=[.,;:)]|$| et )",
    ),
    (
        r" (?:(?:co)?finance(?:ra)?|soutient|soutiendra|participe(?:ra)?|contribue(?:ra)?) "
        rf"(?:le|ce|au|a ce) {_PROGRAMME} (?:a hauteur de|pour|avec) $",
        r"(?=[.,;:)]|$| et )",
    ),
)
#: Not what the budget of these years says.
_OVER_TIME = r"\b(?:ans?|annuel\w*|annees|total|pluriannuel\w*|projet)\b"


def cofunded(sentence: Sentence, mention: Mention, dossier: Dossier) -> Known | None:
    """What the budget expects of the body that the sentence says to give another amount."""
    if "rogramme" not in sentence.folded or amounts_of(dossier).true(mention.value):
        return None
    found, words = masked(sentence, dossier)
    for gives, to in _GIVEN:
        verb = re.search(gives, words[: mention.start])
        if verb and re.match(to, words[mention.end :]) and not re.search(_OVER_TIME, words):
            who = next((p for p in found if p[1] == verb.start()), None)
            word = re.search(r"\b(?:la |le |l')(\w+)$", words[: verb.start()])
            start = who[0] if who else word.start(1) if word else 0
            named = str(who[2][2]) if who and who[2][1] == "organisations" else ""
            key = _funder(dossier, named, word[1] if word and not who else "")
            if key and is_ours(sentence, dossier, but=(start, verb.start())):
                return _expected(dossier)[key]
    return None


def _funder(dossier: Dossier, key: str, word: str) -> str:
    """The key of who has lines in the budget: named, or « la Région » if it is the only one."""
    lines = _expected(dossier)
    bodies = dossier.commun.organisations
    called = [one for one in lines if word and fold(bodies[one].nom).split()[0] == word]
    return key if key in lines else called[0] if len(called) == 1 else ""


@once
def _expected(dossier: Dossier) -> dict[str, Known]:
    """What the budget expects of each other funder in all, and where it first says so."""
    found: dict[str, Known] = {}
    for place, line in dossier.budget.recettes.lines() if dossier.budget else ():
        key = line.financeur or ""
        if key and key != dossier.dossier.financeur:
            path: Path = ("budget", "recettes", *place, "montant")
            before = found.get(key)
            value = sum(line.montant.values(), before.value if before else Decimal(0))
            name = f"ce que le budget attend {dossier.commun.organisations[key].du}"
            found[key] = Known(value, name, before.path if before else path)
    return found
