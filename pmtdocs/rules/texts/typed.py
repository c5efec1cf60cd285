"""MDL010: a fact typed by hand in a template that the data holds: next year it would be wrong.

Only what the data says is reported: a figure, date or name that stands nowhere in it belongs to the
words. Citations of the law, references to articles, thresholds that the law fixes, durations and
small counts are words too, even when the data holds the same number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pmtdocs.dossier import law
from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import fold, plain
from pmtdocs.language.mentions import Mention, Sort, mentions
from pmtdocs.rules.base import Fault, Faults, cites, text_rule
from pmtdocs.rules.texts.prose import known_names
from pmtdocs.templates.words import Wordings
from pmtdocs.word.paragraph import Paragraph

if TYPE_CHECKING:
    from pmtdocs.dossier.views.facts import Fact

Key = tuple[Sort, object]

#: A number alone is a fact from here on: « deux exemplaires » or « 60 jours » are words.
_LARGE_AMOUNT, _LARGE_COUNT = 1000, 20
#: « à 100 % » is a turn of phrase.
_WHOLE = 100
#: An identifier is longer than the number of a report.
_LONG_REFERENCE = 6
_REGISTRY = re.compile(r"w?\d{9}|\d{14}")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Shares that the data give as such; the other decimals are amounts.
_SHARES = ("taux", "plafond", "taux_financeur")


@cites("Déduit des documents : les données disent les faits, le modèle dit les mots")
@text_rule("fait-tape-a-la-main", Severity.WARNING, of_any_part=True)
def MDL010(wordings: Wordings, dossier: Dossier) -> Faults:
    """Un modèle n'écrit pas lui-même un montant, une date, une année, une heure, un numéro ou un
    nom propre que les données contiennent.

    Pourquoi : L'an prochain, les données changent et ces mots restent : l'acte se contredit.
    Faux : « une subvention de 45 000 euros », tapé dans le modèle.
    Juste : « une subvention de {{ convention.subvention.montant | euros }} ».
    """
    names = known_names(dossier)
    found = [
        (paragraph, mention)
        for paragraph in wordings.paragraphs()
        for mention in mentions(paragraph.words, names)
        if _may_be_fact(mention, dossier)
    ]
    if not found:
        return
    from pmtdocs.dossier.views.context import context
    from pmtdocs.dossier.views.facts import facts_of

    known = _Known(facts_of(context(dossier)))
    seen: set[tuple[Paragraph, object]] = set()
    for paragraph, mention in found:
        fault = known.fault(paragraph, mention)
        if fault and (paragraph, mention.value) not in seen:
            seen.add((paragraph, mention.value))
            yield fault


def _may_be_fact(mention: Mention, dossier: Dossier) -> bool:
    value = mention.value
    if mention.sort is Sort.REFERENCE:
        return isinstance(value, str) and value[:1].isdigit() and len(value) >= _LONG_REFERENCE
    if mention.sort is Sort.SHARE:
        return value != _WHOLE
    if mention.sort in (Sort.AMOUNT, Sort.NUMBER):
        large = isinstance(value, Decimal) and value >= _LARGE_COUNT
        return large and value not in _legal_values()
    if mention.sort is Sort.NAME and isinstance(value, tuple):
        body = dossier.commun.organisations.get(str(value[2])) if len(value) > 2 else None
        return value[1] != "organisations" or body is None or body.nature != "État"
    return True


@cache
def _legal_values() -> frozenset[Decimal]:
    return frozenset(v.value for p in law.parameters() for v in p.values)


#: Of what follows a number, so much may be the name of what is counted.
_NEAR = 80
#: What the sheet says to the program, and no act prints.
_NEVER_PRINTED = [("dossier", key) for key in ("modele", "etat", "documents", "reserves")]


class _Known:
    """The facts of a dossier by what they say."""

    def __init__(self, fields: Iterable[Fact]) -> None:
        own = (field for field in fields if field.leaf.path[:2] not in _NEVER_PRINTED)
        self.fields = sorted(own, key=lambda field: field.simplicity())
        self.known: dict[Key, Fact] = {}
        for field in self.fields:
            for key in _keys(field):
                self.known.setdefault(key, field)
        texts = ((field, field.leaf.value) for field in self.fields)
        self.texts = [(field, plain(said)) for field, said in texts if isinstance(said, str)]
        self._named: dict[tuple[Path, str, Path], Fact | None] = {}
        self._standing: dict[Path, list[tuple[Fact, str]]] = {}

    def fault(self, paragraph: Paragraph, mention: Mention) -> Fault | None:
        """The fault, if the data holds what is typed."""
        words = paragraph.words[mention.start : mention.end]
        path: Path
        if isinstance(mention.value, tuple):
            path = mention.value
            asked = (paragraph.path, plain(words), path[:3])
            if asked not in self._named:  # once, however often it says the name
                self._named[asked] = self._naming(paragraph, *asked[1:])
            field = self._named[asked]
            if field and field.leaf.path[:3] != path[:3]:
                path = field.leaf.path  # a longer text that holds the name
        elif field := self._saying(paragraph, mention):
            path = field.leaf.path
        else:
            return None
        return Fault(
            paragraph.path,
            f"« {_typed_words(paragraph, words, field)} » est écrit à la main, et les données le "
            "disent aussi : l'an prochain, ce serait faux.",
            (path,),
            _next_step(field, _filter(mention, words)),
        )

    def _saying(self, paragraph: Paragraph, mention: Mention) -> Fact | None:
        """The field that says a figure; a number without a unit must be large, or be named."""
        if mention.sort is not Sort.NUMBER:
            return self.known.get((mention.sort, mention.value))
        value = mention.value
        if isinstance(value, Decimal) and value >= _LARGE_AMOUNT:
            return self.known.get((Sort.AMOUNT, value)) or self.known.get((Sort.YEAR, value))
        counted = self.known.get((Sort.NUMBER, value))
        after = fold(paragraph.words[mention.end : mention.end + _NEAR]).lstrip()
        return counted if counted and after.startswith(counted.last.replace("_", " ")) else None

    def _naming(self, paragraph: Paragraph, name: str, path: Path) -> Fact | None:
        """The field whose words hold the name and stand in the paragraph, else the name's own."""
        if paragraph.path not in self._standing:  # once, however many names it says
            text = paragraph.plain
            self._standing[paragraph.path] = [one for one in self.texts if one[1] in text]
        around = [field for field, said in self._standing[paragraph.path] if name in said]
        if around:
            return max(around, key=lambda f: (len(str(f.leaf)), *(-n for n in f.simplicity())))
        own = [f for f in self.fields if f.leaf.path[:3] == path and f.last in _NAMING]
        return min(
            own, key=lambda f: (name not in plain(str(f.leaf)), len(str(f.leaf))), default=None
        )


def _typed_words(paragraph: Paragraph, words: str, field: Fact | None) -> str:
    """What is typed: a name, or the longer text of the data that it stands in."""
    said = fold(str(field.leaf.value)) if field else ""
    start = _found(paragraph.words, said) if fold(words) in said else -1
    return paragraph.words[start : start + len(said)] if start >= 0 else words


@lru_cache(maxsize=256)
def _found(text: str, said: str) -> int:
    """Where a folded text first stands in another: asked again for each name of a paragraph."""
    return fold(text).find(said)


def _next_step(field: Fact | None, filter: str) -> str:
    if field is None:
        return "Imprimez ce nom par un champ, ou tournez la phrase sans lui."
    where = "dans une boucle" if field.loops else "à la place"
    return f"Tapez {where} : {field.typed(filter)}."


#: The fields that print a name whole.
_NAMING = ("nom", "complet", "designation", "sigle")


def _keys(field: Fact) -> Iterator[Key]:
    """What a field says, as a mention would."""
    value = field.leaf.value
    if isinstance(value, bool) or not field.leaf.path:
        return
    if isinstance(value, Decimal):
        share = field.last in _SHARES
        yield (Sort.SHARE if share else Sort.AMOUNT), value
    elif isinstance(value, int):
        yield (Sort.YEAR if _YEAR.fullmatch(str(value)) else Sort.NUMBER), Decimal(value)
    elif isinstance(value, dt.date):
        yield Sort.DATE, value
    elif isinstance(value, dt.time):
        yield Sort.HOUR, value
    elif isinstance(value, str):
        yield from _text_keys(value)


def _text_keys(text: str) -> Iterator[Key]:
    digits = re.sub(r"\s", "", fold(text))
    if _REGISTRY.fullmatch(digits):
        yield Sort.IDENTIFIER, digits
    elif re.fullmatch(r"\d{4}(?:-\d{4})?", digits):
        yield from ((Sort.YEAR, Decimal(year)) for year in _YEAR.findall(digits))
    elif len(digits) >= _LONG_REFERENCE and digits[:1].isdigit():
        yield Sort.REFERENCE, digits


def _filter(mention: Mention, words: str) -> str:
    """The filter that prints a fact as it was typed."""
    figures = any(character.isdigit() for character in words)
    if mention.sort is Sort.AMOUNT:
        return "euros" if figures else "euros_en_lettres"
    if mention.sort is Sort.DATE and "/" in words:
        return "date_courte"
    if mention.sort is Sort.SHARE:
        return "pourcent"
    return "" if figures or mention.sort is not Sort.NUMBER else "en_lettres"
