"""Sentences that repeat a fact of a dossier, put at the end of its prose: the true one must be
silent, the same with a slip of the pen must be noticed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path as FilePath
from typing import NamedTuple

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.views.budget import budget_view
from pmtdocs.finding import Path
from pmtdocs.language.french import euros, long_date, number, percent
from pmtdocs.language.numerals import euros_in_words
from tests.support.mutant import Mutant, Text

TRUE, WRONG = "true sentence", "wrong sentence"
#: The lists of paragraphs that an officer writes.
PROSE: tuple[Path, ...] = (
    ("expose", "resume"),
    ("expose", "sections", 0, "contenu"),
    ("convention", "motifs"),
)


class Claim(NamedTuple):
    """What is said (« amount »), as it is, and with slips."""

    kind: str
    true: str
    wrong: tuple[str, ...]


def told(loaded: Loaded) -> list[Mutant]:
    """Every claim at every place, true and wrong."""
    claims = list(_claims(loaded.dossier))
    found: list[Mutant] = []
    for path in PROSE:
        file = (loaded.folder.name, f"{path[0]}.yaml")
        own = (s for s in loaded.sources.values() if FilePath(s.file).parts[-2:] == file)
        source = next(own, None)
        text = Text(source) if source else None
        if text and (place := _end(text, path)):
            for claim in claims:
                found += _at(text, path, place, claim)
    return found


def _at(text: Text, path: Path, place: tuple[int, str], claim: Claim) -> Iterator[Mutant]:
    offset, indent = place
    for kind, said in ((TRUE, claim.true), *((WRONG, wrong) for wrong in claim.wrong)):
        item = f'\n{indent}- "{said}"'
        yield text.mutant(path, f"{kind}: {claim.kind}", offset, offset, item)


def _end(text: Text, path: Path) -> tuple[int, str] | None:
    """The end of the last item of a list, and how far its dash stands in."""
    items = [p for p in text.source.values if p[:-1] == path and isinstance(p[-1], int)]
    if not items:
        return None
    span = text.source.values[items[-1]]
    start = text.lines[span.line - 1]
    head = re.match(r"( *)- ", text.text[start:])
    end = len(text.text[: text.end(span)].rstrip())
    line = text.text.find("\n", end)
    return (line if line >= 0 else len(text.text), head[1]) if head else None


# --- what can be said ------------------------------------------------------------------------


def _claims(dossier: Dossier) -> Iterator[Claim]:
    yield from _money(dossier)
    yield from _total(dossier)
    yield from _dates(dossier)
    yield from _names(dossier)
    year = dossier.dossier.exercices[0]
    yield Claim(
        "year",
        f"Le programme d'actions de l'année {year} est décrit en annexe 1.",
        (f"Le programme d'actions de l'année {year - 1} est décrit en annexe 1.",),
    )
    yield Claim(
        "article",
        "Le contrôle se fait dans les conditions de l'article 3 de la présente convention.",
        ("Le contrôle se fait dans les conditions de l'article 14 de la présente convention.",),
    )
    yield Claim(
        "annexe",
        "Le budget figure à l'annexe 2 de la convention.",
        ("Le budget figure à l'annexe 8 de la convention.",),
    )


def _money(dossier: Dossier) -> Iterator[Claim]:
    if dossier.subvention is None:
        return
    granted = dossier.subvention.montant
    more, swapped = granted + 1000, _swapped(int(granted))
    for kind, say in (("amount", euros), ("amount in words", euros_in_words)):
        for phrase in (
            "Une subvention de {} est accordée au Pôle.",
            "Le soutien s'élève à {} pour cette action.",
        ):
            wrong = tuple(phrase.format(say(amount)) for amount in (more, swapped))
            yield Claim(kind, phrase.format(say(granted)), wrong)
    phrase = "La subvention est de {} ({})."
    yield Claim(
        "figures and words",
        phrase.format(euros(granted), euros_in_words(granted)),
        (phrase.format(euros(granted), euros_in_words(more)),),
    )
    yield from _cofunded(dossier)


def _cofunded(dossier: Dossier) -> Iterator[Claim]:
    for _, line in dossier.budget.recettes.lines() if dossier.budget else ():
        other = line.financeur and dossier.commun.organisations.get(line.financeur)
        if other and line.financeur != dossier.dossier.financeur:
            amount = int(sum(line.montant.values()))
            phrase = f"{other.nom} apporte {{}} au programme."
            wrong = phrase.format(euros(_swapped(amount)))
            yield Claim("amount of another funder", phrase.format(euros(amount)), (wrong,))


def _total(dossier: Dossier) -> Iterator[Claim]:
    if dossier.budget is None:
        return
    view = budget_view(dossier.budget, dossier)
    tax, share = dossier.budget.taxe, Decimal(str(view.taux_financeur.value))
    total = int(str(view.recettes.total.value))
    phrase = "Le budget total du programme est de {} {}."
    other = {"TTC": "HT"}.get(tax, "TTC")
    swapped = phrase.format(euros(_swapped(total)), tax)
    yield Claim("total", phrase.format(euros(total), tax), (swapped,))
    yield Claim("tax", phrase.format(euros(total), tax), (phrase.format(euros(total), other),))
    phrase = "La subvention représente {} du budget du programme."
    yield Claim("share", phrase.format(percent(share)), (phrase.format(percent(share + 3)),))


def _dates(dossier: Dossier) -> Iterator[Claim]:
    said: list[tuple[str, dt.date]] = []
    if dossier.seance:
        said.append(("Le conseil s'est réuni le {}.", dossier.seance.date))
    if dossier.convention:
        said.append(("La convention prend fin le {}.", dossier.convention.duree.fin))
    for phrase, day in said:
        other, next_day = day.replace(year=day.year - 1), day + dt.timedelta(days=1)
        wrong = tuple(phrase.format(long_date(one)) for one in (other, next_day))
        yield Claim("date", phrase.format(long_date(day)), wrong)


def _names(dossier: Dossier) -> Iterator[Claim]:
    payer, bearer = dossier.financeur, dossier.beneficiaire
    others = [o for o in dossier.commun.organisations.values() if o not in (payer, bearer)]
    if payer is None or bearer is None or not others:
        return
    other = others[0]
    # « présente »: another funder may grant its own too.
    phrase = "La présente subvention {} est accordée au titre de ce programme."
    yield Claim("funder", phrase.format(payer.du), (phrase.format(other.du),))
    phrase = "La convention est conclue avec {}."
    yield Claim("beneficiary", phrase.format(bearer.le), (phrase.format(other.le),))
    if bearer.siren:
        phrase = f"{bearer.nom}, SIREN {{}}, porte le programme."
        digits = int(re.sub(r"\s", "", bearer.siren))
        wrong = number(_swapped(digits)).replace("\u202f", " ")
        yield Claim("SIREN", phrase.format(bearer.siren), (phrase.format(wrong),))


def _swapped(amount: int) -> int:
    """Two neighbouring digits swapped, 45 000 → 54 000; else the first + 1, 200 000 → 300 000."""
    digits = str(amount)
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1] and not (i == 0 and digits[1] == "0"):
            return int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
    return int(f"{int(digits[0]) + 1}{digits[1:]}")
