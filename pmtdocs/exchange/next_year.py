"""Next year's dossier from this year's: what lasts is kept, what does not is « à compléter ».

What becomes of each fact is a table, read from the first line that names its place. A fact that
no line names is kept. A title follows the year; any other text stays as it is, and a comment tells
what in it belongs to its year, or is a fault of the act, until somebody has read it again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path as FilePath

from pmtdocs.dossier.law import add_months
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model.attributions import Attributions
from pmtdocs.dossier.model.blank import BLANK_WORDS, has_blank
from pmtdocs.dossier.model.programme import Element
from pmtdocs.dossier.model.prose import Review
from pmtdocs.dossier.source import CARRIED, Tree
from pmtdocs.dossier.views.context import printed
from pmtdocs.exchange import carried, yaml_text
from pmtdocs.exchange.modeline import modeline
from pmtdocs.exchange.yaml_text import Noted, amount
from pmtdocs.finding import Path
from pmtdocs.language.french import parse_date

#: What becomes of a fact: what stands in its place, whatever it was (None: it goes), or how its
#: words are made anew.
Action = Tree | Callable[["Renewal", str], Tree]


@dataclass(frozen=True)
class Renewal:
    """A dossier being renewed. ``shift`` is the number of years between the two.

    ``base`` is the new base of a dossier that takes its programme from another.
    """

    loaded: Loaded
    shift: int
    base: str = ""

    def later(self, text: str) -> str:
        """The same day of the new years; what is no date is left to fill in."""
        try:
            return add_months(parse_date(text), 12 * self.shift).isoformat()
        except ValueError:
            return BLANK_WORDS

    def years_in(self, text: str) -> str:
        """« Budget 2031 » → « Budget 2032 »: where it has no other figure."""
        known = [str(year) for year in self.loaded.dossier.dossier.exercices]
        if not set(re.findall(r"\w+", " ".join(self._of_its_year(text)))) <= {*known}:
            return self.read_again(text)
        later = re.sub(rf"\b({'|'.join(known)})\b", lambda m: str(int(m[1]) + self.shift), text)
        return self._told(later, text)

    def read_again(self, text: str) -> str:
        """The text as it is: nobody knows yet when next year's event takes place."""
        said = [f"« {words} »" for words in self._of_its_year(text)]
        return self._told(text, text, *said)

    def _of_its_year(self, text: str) -> list[str]:
        return carried.of_a_year(text, self.loaded.dossier.dossier.exercices)

    def _told(self, text: str, old: str, *said: str) -> str:
        """With the comment of what is to be read again, if anything is."""
        if fault := self._faults.get(old):
            said = (*said, f"faute de l'acte à corriger ({fault})")
        note = f"{CARRIED}{self.loaded.dossier.nom} : {', '.join(said)}"
        return Noted(text, note.removeprefix("# ")) if said else text

    @cached_property
    def _faults(self) -> dict[str, str]:
        """The texts that a comment calls faulty (« sic »)."""
        sources = self.loaded.sources.values()
        return {text: said for one in sources for text, said in carried.faults(one).items()}

    def files(self) -> dict[str, Tree]:
        """The new tree of each data file, by subject."""
        trees = {
            subject: self._value(tree, (subject,))
            for subject, tree in self.loaded.trees.items()
            # of its own folder, not of its base or of data/_commun
            if isinstance(tree, dict) and (self.loaded.folder / f"{subject}.yaml").is_file()
        }
        trees.pop("bilan", None)
        if "programme" in trees:
            trees["bilan"] = self._review()
        if isinstance(report := trees.get("expose"), dict):
            told = report.get("contributions")
            report["contributions"] = [*(told if isinstance(told, list) else ()), *self._granted()]
        if table := self.loaded.dossier.attributions:
            trees["attributions"] = self._granted_before(trees["attributions"], table)
        return trees

    @staticmethod
    def _granted_before(tree: Tree, table: Attributions) -> Tree:
        """What this year's lines grant is last year's amount of the next."""
        lines = tree["lignes"] if isinstance(tree, dict) else None
        for line, one in zip(lines if isinstance(lines, list) else (), table.lignes, strict=True):
            if isinstance(line, dict) and not has_blank(one.montant):
                hole = line.pop("montant")
                line["montant_precedent"] = amount(one.montant if one.accordee else Decimal(0))
                line["montant"] = hole
        return tree

    def _value(self, value: Tree, path: Path) -> Tree:
        """The value renewed; None when nothing of it is left."""
        action = _action(path)
        if not callable(action):
            return action
        if isinstance(value, str):
            return action(self, value)
        if isinstance(value, list):
            items = [self._value(item, (*path, i)) for i, item in enumerate(value)]
            return [item for item in items if item is not None] or None
        pairs = {k: self._value(v, (*path, k)) for k, v in (value or {}).items()}
        return {k: v for k, v in pairs.items() if v is not None} or None

    def _review(self) -> Tree:
        """This year's programme, element by element, is what next year's review will tell."""
        programme, review = self.loaded.dossier.programme, self.loaded.dossier.bilan
        year = str(max(self.loaded.dossier.dossier.exercices))
        named = self._printed(programme.nom) if programme and programme.nom else ""
        title = self._titled(review, year) if review and not has_blank(review) else ""
        elements = programme.elements if programme else ()
        titles = [leaf.titre for element in elements for leaf in _leaves(element)]
        return {
            "intitule": title or f"Bilan du programme {named} {year}".replace("  ", " "),
            "annee": year,
            "introduction": BLANK_WORDS,
            "elements": [{"theme": self._theme(t), "texte": BLANK_WORDS} for t in titles],
        }

    def _titled(self, review: Review, year: str) -> str:
        """The title of this year's review, if its only figure is the year."""
        said = carried.of_a_year(review.intitule, (review.annee,))
        title = re.sub(rf"\b{review.annee}\b", year, review.intitule)
        return self._told(title, review.intitule) if said == [str(review.annee)] else ""

    def _theme(self, title: str) -> str:
        """What this year's programme called it, as it printed it."""
        return BLANK_WORDS if has_blank(title) else self._told(self._printed(title), title)

    def _printed(self, text: str) -> str:
        return printed(self.loaded.dossier, text)

    def _granted(self) -> list[Tree]:
        """What this year's convention grants is an earlier contribution next year."""
        convention = self.loaded.known.convention
        if convention is None or convention.subvention is None:
            return []
        by_year = convention.subvention.montant.by_year
        last = max(self.loaded.dossier.dossier.exercices)
        return [{"annee": str(year or last), "montant": amount(n)} for year, n in by_year.items()]


def _kept(_: Renewal, text: str) -> Tree:
    return text


#: A text to write again: one hole for all its paragraphs.
_ONE_BLANK: Tree = [BLANK_WORDS]
#: Places (« a|b » is either step, « * » any one, « ** » any number) and what becomes of them. The
#: first line counts.
_TABLE: tuple[tuple[str, Action], ...] = (
    ("dossier.etat", "instruction"),
    ("dossier.exercices.*", Renewal.years_in),
    ("dossier.base", lambda renewal, _: renewal.base),
    ("dossier.seance|vote", None),
    ("dossier.reserves|demande|autres_subventions|avertissement", None),
    ("dossier.**", _kept),
    # what an act printed belongs to that act
    ("**.publie", None),
    ("convention.parties.*.signe_le|signe_a|habilitation", None),
    ("convention.subvention.montant", BLANK_WORDS),
    ("convention.en_nature.valeur", BLANK_WORDS),
    ("convention.subvention.versements.*.montant", BLANK_WORDS),
    ("convention.subvention.versements.*.annee", Renewal.years_in),
    ("convention.subvention.versements.*.date", Renewal.later),
    ("convention.subvention.versements.*.paye_le", None),
    ("convention.duree.effet|fin|remise", Renewal.later),
    ("convention.duree.eligibilite.*", Renewal.later),
    ("convention.signature.date", BLANK_WORDS),
    ("convention.notification|donnees_ouvertes", None),
    ("budget.**.montant", BLANK_WORDS),
    ("budget.**.deduit", None),
    ("programme.**.chiffres.*.detail", None),
    ("programme.**.chiffres.*.valeur", BLANK_WORDS),
    ("programme.**.chiffres.*", BLANK_WORDS),
    ("indicateurs.**.valeur_initiale|cible", BLANK_WORDS),
    ("indicateurs.**.date", None),
    ("aides.octrois", None),
    ("attributions.notification", None),
    ("attributions.inscriptions.*.budget|credit", BLANK_WORDS),
    ("attributions.inscriptions.*.engage", None),
    ("attributions.lignes.*.montant", BLANK_WORDS),
    ("attributions.lignes.*.montant_precedent|montant_demande|demande|autres_subventions", None),
    ("attributions.lignes.*.versements|interesses|vote", None),
    ("seance.date|ouverture|levee|ordre|lieu|adresse", BLANK_WORDS),
    ("seance.convocation|seconde_convocation|urgence|motif_urgence|rapports|publication", None),
    ("seance.note_de_synthese|presents_ou|procurations|points", None),
    ("seance.presidence|secretaire.membre", BLANK_WORDS),
    ("seance.presidence|secretaire.qualite", None),
    ("seance.membres.*.mode", BLANK_WORDS),
    ("seance.membres.*.a_compter_de|jusqu_a|arrivee|depart", None),
    ("deliberation.numero|rapport", BLANK_WORDS),
    ("deliberation.avis.*.date|avis", None),
    ("deliberation.inscription.budget|credit", BLANK_WORDS),
    ("deliberation.inscription.engage", None),
    ("deliberation.interesses|sortis|vote|execution|heure_du_vote|debats", None),
    ("deliberation.signataires.*.personne", BLANK_WORDS),
    ("deliberation.signataires.*.qualite", None),
    ("deliberation.rapporteur.*", BLANK_WORDS),
    ("acte.numero|date", BLANK_WORDS),
    ("acte.inscription.budget|credit", BLANK_WORDS),
    ("acte.inscription.engage|publie", None),
    ("acte.execution|notification|publication", None),
    ("expose.resume", _ONE_BLANK),
    ("expose.**.contenu", _ONE_BLANK),
    ("expose.contributions.**", _kept),
    ("**.intitule|colonne_libelle|colonne_montant|titre_financement", Renewal.years_in),
    ("expose.**.titre", Renewal.years_in),
    ("**", Renewal.read_again),
)


def _leaves(element: Element) -> Iterator[Element]:
    """The elements that hold no other."""
    for child in element.enfants:
        yield from _leaves(child)
    if not element.enfants:
        yield element


@cache
def _pattern(place: str) -> re.Pattern[str]:
    wild = {"*": r"[^.]+\.", "**": r"(?:[^.]+\.)*"}
    return re.compile("".join(wild.get(step, rf"(?:{step})\.") for step in place.split(".")))


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


def texts(data: FilePath, renewal: Renewal, today: dt.date) -> dict[str, str]:
    """The files of the new dossier, by name."""
    head = made_on(renewal.loaded, today)
    return {
        f"{subject}.yaml": modeline(data, subject) + yaml_text.write(tree, head)
        for subject, tree in renewal.files().items()
    }
