"""Next year's dossier from this year's: what lasts is kept, what does not is « à compléter ».

What becomes of each fact is a table, read from the first line that names its place. A fact that
no line names is kept; the years of the programme that its words repeat become the new ones.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath

from pmtdocs.dossier.law import add_months
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model.blank import BLANK_WORDS
from pmtdocs.dossier.model.programme import Element
from pmtdocs.dossier.source import Tree
from pmtdocs.exchange import yaml_text
from pmtdocs.exchange.yaml_text import amount
from pmtdocs.finding import Path
from pmtdocs.language.french import parse_date
from pmtdocs.system.files import NotWrittenError

Action = Callable[["Renewal", str], Tree]


def _drop(_: Renewal, __: str) -> Tree:
    return None


def _blank(_: Renewal, __: str) -> Tree:
    return BLANK_WORDS


def _one_blank(_: Renewal, __: str) -> Tree:
    """A text to write again: one hole for all its paragraphs."""
    return [BLANK_WORDS]


def _later(renewal: Renewal, text: str) -> Tree:
    """The same day of the new years; what is no date is left to fill in."""
    try:
        return add_months(parse_date(text), 12 * renewal.shift).isoformat()
    except ValueError:
        return BLANK_WORDS


def _stage(_: Renewal, __: str) -> Tree:
    return "instruction"


def _based(renewal: Renewal, _: str) -> Tree:
    return renewal.base


def _keep(_: Renewal, text: str) -> Tree:
    return text


def _renamed(renewal: Renewal, text: str) -> Tree:
    return renewal.years_in(text)


#: Place (« * » is one step, « ** » any number) and what becomes of it. The first line counts.
_TABLE: tuple[tuple[str, Action], ...] = (
    ("dossier.etat", _stage),
    ("dossier.exercices.*", _renamed),
    ("dossier.base", _based),
    ("dossier.reserves", _drop),
    ("dossier.demande", _drop),
    ("dossier.autres_subventions", _drop),
    ("dossier.avertissement", _drop),
    ("dossier.**", _keep),
    # what an act printed belongs to that act
    ("**.publie", _drop),
    ("convention.parties.*.signe_le", _drop),
    ("convention.parties.*.signe_a", _drop),
    ("convention.parties.*.habilitation", _drop),
    ("convention.subvention.montant", _blank),
    ("convention.subvention.versements.*.montant", _blank),
    ("convention.subvention.versements.*.annee", _renamed),
    ("convention.subvention.versements.*.date", _later),
    ("convention.subvention.versements.*.paye_le", _drop),
    ("convention.duree.effet", _later),
    ("convention.duree.fin", _later),
    ("convention.duree.remise", _later),
    ("convention.duree.eligibilite.*", _later),
    ("convention.signature.date", _blank),
    ("convention.notification", _drop),
    ("convention.donnees_ouvertes", _drop),
    ("budget.**.montant", _blank),
    ("budget.**.deduit", _drop),
    ("programme.**.chiffres.*.detail", _drop),
    ("programme.**.chiffres.*.valeur", _blank),
    ("programme.**.chiffres.*", _blank),
    ("indicateurs.**.valeur_initiale", _blank),
    ("indicateurs.**.cible", _blank),
    ("indicateurs.**.date", _drop),
    ("aides.octrois", _drop),
    ("seance.date", _blank),
    ("seance.convocation", _drop),
    ("seance.publication", _drop),
    ("seance.note_de_synthese", _drop),
    ("seance.urgence", _drop),
    ("seance.presents_ou", _drop),
    ("seance.secretaire.membre", _blank),
    ("seance.secretaire.qualite", _drop),
    ("seance.ouverture", _blank),
    ("seance.levee", _blank),
    ("seance.ordre", _blank),
    ("seance.membres.*.mode", _blank),
    ("seance.membres.*.a_compter_de", _drop),
    ("seance.membres.*.jusqu_a", _drop),
    ("seance.procurations", _drop),
    ("deliberation.numero", _blank),
    ("deliberation.rapport", _blank),
    ("deliberation.avis.*.date", _drop),
    ("deliberation.avis.*.avis", _drop),
    ("deliberation.inscription.budget", _blank),
    ("deliberation.inscription.credit", _blank),
    ("deliberation.inscription.engage", _drop),
    ("deliberation.interesses", _drop),
    ("deliberation.sortis", _drop),
    ("deliberation.vote", _drop),
    ("deliberation.execution", _drop),
    ("deliberation.signataires.*.personne", _blank),
    ("deliberation.signataires.*.qualite", _drop),
    ("expose.resume", _one_blank),
    ("expose.**.contenu", _one_blank),
    ("expose.contributions.**", _keep),
    ("**", _renamed),
)


@dataclass(frozen=True)
class Renewal:
    """A dossier being renewed. ``shift`` is the number of years between the two.

    ``base`` is the new base of a dossier that takes its programme from another.
    """

    loaded: Loaded
    shift: int
    base: str = ""

    def years_in(self, text: str) -> str:
        """« Budget 2031 » → « Budget 2032 »: the years of the dossier, no other."""
        known = "|".join(str(year) for year in self.loaded.dossier.dossier.exercices)
        return re.sub(rf"\b({known})\b", lambda m: str(int(m[1]) + self.shift), text)

    def files(self) -> dict[str, Tree]:
        """The new tree of each data file, by subject."""
        trees = {
            subject: self._value(tree, (subject,))
            for subject, tree in self.loaded.trees.items()
            if isinstance(tree, dict) and self._own(subject)
        }
        trees.pop("bilan", None)
        if "programme" in trees:
            trees["bilan"] = self._review()
        if isinstance(report := trees.get("expose"), dict):
            report["contributions"] = [*_list(report.get("contributions")), *self._granted()]
        return trees

    def _own(self, subject: str) -> bool:
        """Is it a file of the dossier's own folder, not of its base or of data/_commun?"""
        return (self.loaded.folder / f"{subject}.yaml").is_file()

    def _value(self, value: Tree, path: Path) -> Tree:
        """The value renewed; None when nothing of it is left."""
        if isinstance(value, str):
            return _action(path)(self, value)
        if (action := _action(path)) in (_drop, _blank, _one_blank):
            return action(self, "")
        if isinstance(value, list):
            return [
                v
                for i, item in enumerate(value)
                if (v := self._value(item, (*path, i))) is not None
            ] or None
        pairs = {k: self._value(v, (*path, k)) for k, v in (value or {}).items()}
        return {k: v for k, v in pairs.items() if v is not None} or None

    def _review(self) -> Tree:
        """This year's programme, element by element, is what next year's review will tell."""
        programme, review = self.loaded.dossier.programme, self.loaded.dossier.bilan
        year = str(max(self.loaded.dossier.dossier.exercices))
        named = programme.nom if programme and programme.nom else ""
        title = re.sub(r"\b(19|20)\d\d\b", year, review.intitule) if review else ""
        elements = programme.elements if programme else ()
        leaves = [leaf for element in elements for leaf in _leaves(element)]
        return {
            "intitule": title or f"Bilan du programme {named} {year}".replace("  ", " "),
            "annee": year,
            "introduction": BLANK_WORDS,
            "elements": [{"theme": leaf.titre, "texte": BLANK_WORDS} for leaf in leaves],
        }

    def _granted(self) -> list[Tree]:
        """What this year's convention grants is an earlier contribution next year."""
        convention = self.loaded.known.convention
        if convention is None or convention.subvention is None:
            return []
        by_year = convention.subvention.montant.by_year
        last = max(self.loaded.dossier.dossier.exercices)
        return [
            {"annee": str(year or last), "montant": amount(granted)}
            for year, granted in by_year.items()
        ]


def _leaves(element: Element) -> Iterator[Element]:
    """The elements that hold no other."""
    for child in element.enfants:
        yield from _leaves(child)
    if not element.enfants:
        yield element


def _list(value: Tree) -> list[Tree]:
    return value if isinstance(value, list) else []


@cache
def _pattern(place: str) -> re.Pattern[str]:
    steps = [re.escape(step).replace(r"\*", "*") for step in place.split(".")]
    wild = {"*": r"[^.]+\.", "**": r"(?:[^.]+\.)*"}
    return re.compile("".join(wild.get(step, rf"{step}\.") for step in steps))


def _action(path: Path) -> Action:
    place = "".join(f"{step}." for step in path)
    return next(action for pattern, action in _TABLE if _pattern(pattern).fullmatch(place))


def start_of(name: str, years: tuple[int, ...]) -> int:
    """How many years later: to the year that the name says, else to those that follow."""
    match = re.search(r"\b(20\d\d)\b", name)
    return int(match[1]) - years[0] if match else len(years)


def made_on(loaded: Loaded, today: dt.date) -> list[str]:
    """The comments that open each file."""
    return [
        f"Repris du dossier {loaded.dossier.nom} le {today:%d/%m/%Y} : relisez chaque ligne.",
        f"« {BLANK_WORDS} » : à remplacer dès que le fait est connu (pmtdocs status).",
    ]


def create(data: FilePath, name: str, renewal: Renewal, today: dt.date) -> list[str]:
    """Write ``data/name/`` whole, or raise NotWrittenError; hands back the files' names."""
    target = data / name
    head = made_on(renewal.loaded, today)
    files = {f"{s}.yaml": yaml_text.write(s, tree, head) for s, tree in renewal.files().items()}
    try:
        if target.exists():
            raise NotWrittenError(
                f"{target} existe déjà : rien n'a été écrit.", "Choisissez un autre nom."
            )
        with tempfile.TemporaryDirectory(prefix=f".{name}.", dir=data) as stage:
            folder = FilePath(stage, name)
            folder.mkdir()
            for file, text in files.items():
                (folder / file).write_text(text, encoding="utf-8", newline="\n")
            folder.rename(target)
    except OSError as error:
        raise NotWrittenError(
            f"{target} ne peut pas être écrit : {error.strerror or error}. Rien n'a changé."
        ) from error
    return sorted(files)
