"""Prose with true figures, in many turns of phrase, put into a dossier made at random.

Some sentences repeat a fact of the dossier, as it is; most speak of something else: a sector, a
market, another year, a law, an event, a price. No rule may accuse either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from pmtdocs.language.numerals import euros_in_words, in_words
from tests.support.people import MONTHS
from tests.support.plan import Plan

Tree = dict[str, Any]
#: A sentence, or what makes one of the facts; nothing when they do not allow it.
Say = str | Callable[["Facts"], str | None]
_SPACES = (" ", "\u00a0", "\u202f")


class Facts:
    """What a sentence may say of a dossier, and chance."""

    def __init__(self, plan: Plan, files: dict[str, Tree]) -> None:
        self.plan, self.files, self.rnd = plan, files, plan.rnd
        money = plan.budget
        self.granted = money.granted
        self.gifts = any(line.in_kind for line in money.receipts)
        self.total = sum(sum(line.amounts.values()) for line in money.receipts if not line.in_kind)
        self.year, self.last = plan.years[0], plan.years[-1]
        table = plan.body.table
        self.bearer, self.payer = (table[k] for k in (plan.body.beneficiary, plan.body.funder))
        self.others = [(key, table[key]["nom"]) for key in plan.body.others]

    def n(self, least: int, most: int) -> str:
        return self.number(self.rnd.randint(least, most))

    def number(self, number: int) -> str:
        return f"{number:,}".replace(",", self.rnd.choice(_SPACES))

    def euros(self, cents: int) -> str:
        """« 45 000 € », « 45 000 euros », « 45 000,50 € »."""
        whole, rest = divmod(cents, 100)
        tail = f",{rest:02}" if rest else ""
        return (
            f"{self.number(whole)}{tail}{self.rnd.choice(_SPACES)}{self.rnd.choice(('€', 'euros'))}"
        )

    def words(self, cents: int) -> str | None:
        """« quarante-cinq mille euros »; nothing for cents or small sums."""
        whole, rest = divmod(cents, 100)
        return None if rest or whole < 100 else euros_in_words(whole)

    def day(self, day: dt.date) -> str:
        first = "1er" if day.day == 1 else str(day.day)
        return f"{first} {MONTHS[day.month - 1]} {day.year}"

    def share(self, part: int, whole: int) -> str:
        text = f"{100 * part / whole:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        return f"{text}{self.rnd.choice(_SPACES)}%"

    def past(self, least: int = 1, most: int = 9) -> int:
        return self.year - self.rnd.randint(least, most)

    def of(self, body: Tree) -> str:
        name = body["nom"]
        return f"du {name}" if body.get("article") == "le" else f"de {name}"

    def by(self, body: Tree) -> str:
        name = body["nom"]
        return f"le {name}" if body.get("article") == "le" else name


# --- facts of the dossier, repeated as they are ----------------------------------------------


def _total(f: Facts) -> str | None:
    if f.gifts:
        return None
    return f.rnd.choice(
        (
            f"Le budget total du programme est de {f.euros(f.total)}.",
            f"Le programme représente un coût de {f.euros(f.total)}.",
        )
    )


def _share(f: Facts) -> str | None:
    if f.gifts or not f.total:
        return None
    return f"La subvention représente {f.share(f.granted, f.total)} du budget du programme."


def _words(f: Facts) -> str | None:
    words = f.words(f.granted)
    return words and f"Une subvention de {words} est accordée à ce titre."


def _both(f: Facts) -> str | None:
    words = f.words(f.granted)
    return words and f"La subvention est de {f.euros(f.granted)} ({words})."


def _cofunded(f: Facts) -> str | None:
    lines = [x for x in f.plan.budget.receipts if x.funder in f.plan.body.others and not x.in_kind]
    if not lines:
        return None
    line = f.rnd.choice(lines)
    name = f.plan.body.table[line.funder]["nom"]
    return f"{name} apporte {f.euros(sum(line.amounts.values()))} au programme."


def _sat(f: Facts) -> str | None:
    if "seance" not in f.files:
        return None
    return f"Le conseil s'est réuni le {f.day(f.plan.days['seance'])}."


def _instalments(f: Facts) -> str | None:
    paid = len(f.files.get("convention", {}).get("subvention", {}).get("versements", ()))
    return f"La subvention est versée en {in_words(paid)} fois." if paid > 1 else None


def _by_year(f: Facts) -> str | None:
    by_year = f.plan.budget.granted_by_year()
    if not by_year:
        return None
    year = f.rnd.choice([*by_year])
    return f"La subvention de l'année {year} est de {f.euros(by_year[year])}."


TOLD: tuple[Say, ...] = (
    _total,
    _share,
    _words,
    _both,
    _cofunded,
    _sat,
    _instalments,
    _by_year,
    lambda f: f"Une subvention de {f.euros(f.granted)} est accordée à ce titre.",
    lambda f: f"Le soutien {f.of(f.payer)} s'élève à {f.euros(f.granted)}.",
    lambda f: f"Il est proposé d'attribuer {f.euros(f.granted)} au titre de {f.plan.span}.",
    lambda f: f"Le programme {f.plan.span} est porté par {f.by(f.bearer)}.",
    lambda f: f"Pour {f.year}, {f.by(f.bearer)} poursuit son action.",
    "Les actions sont décrites en annexe 1 de la convention, le budget en annexe 2.",
)


# --- other figures, as true ------------------------------------------------------------------


def _other_body(f: Facts) -> str | None:
    return f"{f.rnd.choice(f.others)[1]} soutient aussi la filière." if f.others else None


def _growth(f: Facts) -> str:
    start = f.past(3, 9)
    return (
        f"Le nombre d'adhérents est passé de {f.n(30, 60)} en {start} à {f.n(61, 190)} en "
        f"{f.rnd.randint(start + 1, f.year - 1)}."
    )


def _fair(f: Facts) -> str:
    month, first = f.rnd.choice(MONTHS), f.rnd.randint(1, 20)
    year = f.rnd.choice((f.year, f.year - 1, f.last + 1))
    return f"Le salon se tient du {first + 1} au {first + 4} {month} {year} à Paris."


OTHERS: tuple[Say, ...] = (
    _other_body,
    _growth,
    _fair,
    lambda f: f"La filière emploie environ {f.n(2, 9)} 000 personnes et réalise 700 M€ par an.",
    lambda f: f"Le secteur pèse environ {f.n(2, 900)} M€ de chiffre d'affaires.",
    lambda f: f"Le marché mondial dépasse {f.n(2, 90)} milliards d'euros.",
    "Le secteur représente 1,3 Md€ et près de deux mille emplois.",
    lambda f: f"Ce marché progresse de {f.n(2, 14)} % par an depuis {f.past(4, 15)}.",
    lambda f: f"{f.n(51, 99)} % des entreprises de la filière sont des PME.",
    lambda f: f"Entre {f.n(5, 9)} et {f.n(10, 15)} % du chiffre d'affaires va à la recherche.",
    "Trois quarts des entreprises comptent moins de dix salariés.",
    "Une dizaine de grands groupes sont établis dans la région.",
    "Une entreprise sur deux exporte, neuf fois sur dix en Europe.",
    lambda f: f"Un marquage coûte souvent plus de {f.euros(100_000_00)} par produit.",
    lambda f: f"Un stand se loue {f.euros(f.rnd.randint(1, 9) * 1000_00)} HT au salon voisin.",
    lambda f: f"Une machine de ce type vaut {f.n(20, 90)} 000 € HT, soit le prix d'un atelier.",
    lambda f: f"Un laboratoire voisin a investi {f.n(2, 9)},{f.n(1, 9)} millions d'euros.",
    lambda f: f"En {f.past(1, 9)}, le congrès avait réuni {f.n(200, 900)} participants.",
    lambda f: f"Le réseau est né en {f.past(10, 40)} et compte {f.n(20, 400)} membres.",
    lambda f: f"En {f.past(2, 3)}, {f.n(2, 30)} entreprises avaient été suivies.",
    lambda f: f"Depuis {f.past(5, 20)}, {f.n(2, 40)} brevets ont été déposés.",
    lambda f: f"Au 31 décembre {f.past(1, 3)}, le territoire comptait {f.n(120, 300)} entreprises.",
    lambda f: f"Le plan régional {f.year - 3}-{f.year + 4} fait de la santé une priorité.",
    lambda f: f"La stratégie vise {f.year + 10} et la neutralité en 2050.",
    "Le programme répond aux enjeux de France 2030.",
    "Le règlement (UE) 2017/745 du 5 avril 2017 renforce les exigences.",
    "L'article L. 1611-4 du code général des collectivités territoriales s'applique.",
    "L'article 10 de la loi n° 2000-321 du 12 avril 2000 encadre les subventions.",
    "La loi du 1er juillet 1901 régit les associations.",
    "Le décret n° 2001-495 du 6 juin 2001 fixe le seuil à 23 000 euros.",
    "La norme ISO 13485 complète la norme ISO 9001.",
    lambda f: f"La première édition date du {f.n(2, 28)} {f.rnd.choice(MONTHS)} {f.past(1, 8)}.",
    "L'accueil est ouvert de 9 h à 17 h 30, cinq jours sur sept.",
    lambda f: f"Le site s'étend sur {f.n(2, 40)} hectares, à {f.n(2, 40)} km de la gare.",
    lambda f: f"Un essai clinique dure {f.n(300, 800)} jours en moyenne.",
    lambda f: f"La France est au {f.n(2, 30)}^e^ rang mondial et au 5^e^ rang européen.",
    lambda f: f"Le fonds européen a retenu {f.n(2, 90)} projets pour {f.n(2, 90)} M€.",
    lambda f: f"L'appel à projets de {f.past(1, 4)} était doté de {f.euros(1_200_000_00)}.",
    lambda f: f"La pépinière a coûté {f.euros(f.rnd.randint(1, 9) * 350_000_00)} TTC.",
    "Vingt-quatre nations étaient représentées, sur deux étages.",
    "Les deux premiers axes regroupent l'essentiel des moyens.",
    "Une femme sur trois et un homme sur quatre y travaillent à temps partiel.",
    lambda f: f"Le CHU accueille {f.n(900, 3000)} étudiants et {f.n(100, 800)} chercheurs.",
    lambda f: f"Une levée de fonds de {f.n(2, 30)} M€ a été annoncée au printemps {f.past(1, 2)}.",
    "La part de l'industrie dans l'emploi local est de 24,7 %, contre 12,3 % en France.",
    lambda f: f"Le taux de chômage est passé de {f.n(8, 11)},2 % à {f.n(5, 7)},9 %.",
    "Le crédit d'impôt couvre 30 % des dépenses, jusqu'à 100 millions d'euros.",
    "Les aides de minimis sont plafonnées par le droit européen sur trois ans.",
    lambda f: f"La subvention de {f.year - 5} était de {f.euros(f.rnd.randint(2, 9) * 3100_00)}.",
    lambda f: f"Le Pôle demandait alors {f.euros(f.rnd.randint(2, 9) * 7300_00)} à ses membres.",
    lambda f: f"Le FEDER a accordé {f.euros(f.rnd.randint(2, 9) * 61_000_00)} à un projet voisin.",
    lambda f: f"L'aide aux entreprises est plafonnée à {f.euros(5000_00)} par dossier.",
    lambda f: f"Un poste coûte {f.n(41, 69)} 000 € par an, charges comprises.",
    lambda f: f"Le budget annuel de l'association dépasse {f.n(2, 9)} M€.",
    lambda f: f"Le congrès a un budget propre de {f.euros(f.rnd.randint(2, 9) * 17_000_00)}.",
    lambda f: f"Une subvention d'investissement de {f.n(2, 9)} M€ avait été versée au CHU.",
    lambda f: f"Chaque lauréat reçoit une bourse de {f.n(2, 9)} 000 €.",
    lambda f: f"Le prix, doté de {f.n(10, 30)} 000 €, récompense une jeune entreprise.",
    lambda f: f"La cotisation est de {f.n(2, 9)}50 € pour une PME, {f.n(2, 9)} 200 € sinon.",
    lambda f: f"Le taux de subvention moyen des projets européens est de {f.n(31, 89)} %.",
    lambda f: f"Le soutien de l'État à la filière s'élève à {f.n(2, 90)},5 M€.",
    lambda f: f"Une avance de {f.n(12, 39)} 000 € avait été consentie par une banque.",
    lambda f: f"La convention-cadre du 12 mars {f.year - 4} prévoyait trois phases.",
    lambda f: f"La délibération du 5 mars {f.year - 3} avait approuvé le schéma régional.",
    lambda f: f"La délibération n° {f.year - 3}/0042 avait approuvé la charte des clusters.",
    "L'article 5 du règlement d'attribution et son annexe 4 s'appliquent.",
    "L'article 14 du règlement intérieur de la pépinière fixe les horaires.",
    "L'article 9 du contrat de filière prévoit un comité de pilotage.",
    "Un prototype vaut 12 000 € TTC, soit 10 000 € HT.",
    lambda f: f"Les projets coûtent de {f.n(20, 40)} 000 à {f.n(50, 90)} 000 € chacun.",
    lambda f: f"Le fonds d'amorçage compte {f.n(2, 9)},{f.n(2, 9)} millions d'euros.",
    "Quatre mille cinq cents visiteurs sont venus, dont trois cents étrangers.",
    lambda f: f"L'assemblée générale de l'association s'est tenue le 3 février {f.year}.",
    lambda f: f"Le bureau de l'association s'est réuni le 15 janvier {f.year}.",
    "La chaire porte le nom du professeur Albert Schweitzer.",
    lambda f: f"Une filiale de {f.n(20, 90)} salariés ouvrira au second semestre {f.last}.",
    lambda f: f"Le contrat de plan {f.year - 2}-{f.year + 3} consacre {f.n(2, 9)} M€ à la santé.",
    lambda f: f"L'édition {f.year - 1} a coûté {f.euros(f.rnd.randint(2, 9) * 13_700_00)}.",
    lambda f: f"Au total, {f.n(2, 9)} 0{f.n(10, 99)} heures de formation ont été suivies.",
    "Les billets coûtent 12,50 €, gratuits pour les moins de dix-huit ans.",
    lambda f: f"D'ici {f.last + 5}, la filière veut créer {f.n(2, 9)}00 emplois.",
    lambda f: f"L'export a crû de {f.n(11, 29)},{f.n(1, 9)} % entre {f.year - 6} et {f.year - 2}.",
    "Deux entreprises sur trois ont moins de cinq ans, un quart plus de vingt.",
    lambda f: f"La Ville voisine verse {f.n(2, 9)} 000 € à une autre association.",
    lambda f: f"Un emprunt de {f.euros(f.rnd.randint(2, 9) * 11_000_00)} finance le bâtiment.",
)


def spread(plan: Plan, files: dict[str, Tree]) -> None:
    """Put some sentences wherever an officer writes prose."""
    told, others = _said(plan, files, (*TOLD, *OTHERS[::2])), _said(plan, files, OTHERS[1::2])
    for texts in _places(files):
        texts.extend(islice(told, plan.rnd.randint(0, 3)))
    for element in files.get("bilan", {}).get("elements", ()):
        element["texte"] = " ".join((element["texte"], *islice(others, plan.rnd.randint(0, 1))))


def _said(plan: Plan, files: dict[str, Tree], among: tuple[Say, ...]) -> Iterator[str]:
    """What this dossier can say, each once: said twice with other figures, one would be false."""
    facts = Facts(plan, files)
    for say in plan.rnd.sample(among, len(among)):
        if said := say if isinstance(say, str) else say(facts):
            yield said


def _places(files: dict[str, Tree]) -> Iterator[list[Any]]:
    """Lists of paragraphs."""
    if "expose" in files:
        yield files["expose"]["resume"]
        yield from (section.setdefault("contenu", []) for section in files["expose"]["sections"])
    if "convention" in files:
        yield files["convention"]["motifs"]
    for element in files.get("programme", {}).get("elements", ()):
        yield element.setdefault("introduction", [])
