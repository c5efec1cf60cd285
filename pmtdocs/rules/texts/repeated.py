"""TXT006: a figure in prose that repeats a fact, and that a field would say."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import plural
from pmtdocs.language.mentions import Sort
from pmtdocs.rules.base import Fault, Faults, cites, rule
from pmtdocs.rules.texts.amounts import FIELDS, amounts_of
from pmtdocs.rules.texts.prose import is_about, is_ours, sentences
from pmtdocs.rules.texts.subjects import subject_of


@cites("Déduit des documents : un fait n'est écrit qu'une fois")
@rule("chiffre-qu-un-champ-dirait", Severity.INFO)
def TXT006(dossier: Dossier) -> Faults:
    """Un texte qui répète le montant de la subvention ou le total du budget peut nommer le fait au
    lieu du chiffre ; un seul constat le propose par dossier.

    Pourquoi : L'an prochain, le montant change dans les données, et la phrase garde l'ancien.
    Faux : « Une subvention de 45 000 € est proposée ».
    Juste : « Une subvention de {convention.subvention.montant} est proposée ».
    """
    told = [*_repeated(dossier)]
    if told:
        path, shown, field, place = told[0]
        others = len(told) - 1
        more = f", et {plural(others, 'autre passage', 'autres passages')}"
        yield Fault(
            path,
            f"« {shown} » répète un fait du dossier{more * bool(others)} : un champ le dirait.",
            (place, *(other[0] for other in told[1:])),
            f"Au lieu de « {shown} », le texte peut dire {field}.",
        )


def _repeated(dossier: Dossier) -> Iterator[tuple[Path, str, str, Path]]:
    """Where a text says a fact of ``FIELDS``: the words, the field for them, the fact."""
    for sentence in sentences(dossier):
        for mention in sentence.mentions:
            words = sentence.shown(mention)
            typed = mention.sort is Sort.AMOUNT and words in sentence.typed  # no field says it
            if not typed or is_about(sentence, mention) or not is_ours(sentence, dossier):
                continue
            facts, (subject, _) = amounts_of(dossier), subject_of(sentence, mention)
            known = [*facts.grant[:1], *facts.budget[:1]]
            same = (k for k in known if k.value == mention.value and k.path in FIELDS)
            for fact in same if subject in ("grant", "budget") else ():
                spelt = not any(map(str.isdigit, words))
                field = FIELDS[fact.path].replace("}", " | euros_en_lettres}" if spelt else "}")
                yield sentence.path, words, field, fact.path
                break
