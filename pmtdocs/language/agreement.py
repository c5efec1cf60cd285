"""How what stands around a name agrees with it: « la Commission », « du Bureau », « convoquée ».

Of a name, its own article says most: « la Plénière », « Les Rencontres ». Failing it, its first
words: a noun of those that bodies, instances and offices begin with, or its ending.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pmtdocs.language.french import fold

#: What bodies, instances and offices begin with, where the ending would not tell: feminine or not.
_NOUNS = {
    True: (
        "académie|agglomération|amicale|antenne|assemblée|banque|bourse|brigade|caisse|caserne|"
        "centrale|chambre|charte|cheffe|chorale|cité|commune|compagnie|coopérative|couleur|cour|"
        "crèche|danse|eau|entente|entreprise|eurométropole|fabrique|famille|fanfare|ferme|filière|"
        "fleur|folie|force|fraternelle|fête|gaule|halle|harmonie|histoire|image|intercommunalité|"
        "jeunesse|journée|ligne|ligue|ludothèque|lyre|main|mairie|maison|mer|musique|mutuelle|"
        "mémoire|métropole|nature|nuit|oeuvre|paroisse|plage|plateforme|plume|presse|province|"
        "préfecture|préfète|pétanque|radio|raquette|rencontre|ressource|revue|rive|ronde|route|"
        "ruche|régie|république|sauvegarde|saveur|scène|semaine|source|structure|sœur|terre|tribu|"
        "troupe|valeur|vallée|veillée|victoire|vigne|ville|voie|voix|zone|école|église|élue|"
        "équipe|étoile|œuvre"
    ),
    False: (
        "accueil|acte|adjoint|ami|ancien|arrêté|art|atelier|aéroclub|bal|basket|bastion|bureau|"
        "cabinet|campus|carrefour|ccas|centre|cercle|cgos|chef|choeur|chœur|cias|cimetière|ciné|"
        "cinéma|club|collège|comité|comptoir|comté|congrès|conseil|conservatoire|consortium|corps|"
        "crédit|côté|diocèse|directoire|district|domaine|département|député|ensemble|espace|"
        "festival|fonds|football|forum|foyer|frère|gip|groupe|gymnase|handball|institut|jardin|"
        "judo|jury|laboratoire|lauréat|lieu|lycée|magazine|marché|maître|ministère|monastère|"
        "moulin|musée|observatoire|office|olympique|opéra|orchestre|organisme|outil|palais|parc|"
        "parent|parlement|parti|patrimoine|pays|petr|peuple|projet|préfet|père|pôle|quartier|"
        "racing|refuge|relais|restaurant|resto|rugby|réseau|salon|sanctuaire|secours|secrétariat|"
        "service|site|sivom|sivu|ski|soleil|sporting|stade|syndicat|sénat|tennis|territoire|"
        "théâtre|traité|tribunal|trésor|village|volley|vélo|élu|établissement|état|été"
    ),
}
_FEMININE = {noun: told for told, nouns in _NOUNS.items() for noun in nouns.split("|")}
#: Patterns are compiled where a name is asked for its gender: a check seldom does.
#: « maire », « secrétaire »: of whoever holds the office; the next word may tell.
_EPICENE = (
    r"(?:vice-|sous-|co)?(?:maire|secrétaire|responsable|membre|ministre|comptable|délégataire|"
    r"mandataire|signataire|gestionnaire|bénéficiaire|notaire|titulaire|porte-parole|juge|élève)"
)
#: Before the noun, and of its gender.
_BEFORE = {
    "premier": False, "première": True, "1er": False, "1re": True, "1ère": True, "grand": False,
    "grande": True, "petit": False, "petite": True, "haut": False, "haute": True, "nouveau": False,
    "nouvelle": True, "ancien": False, "ancienne": True,
}  # fmt: skip
_FEMININE_END = (
    r"(?:[gnstx]ion|té|[ae]nce|ette|erie|thèque|ade|ure|[ai]le|elle|trice|euse|i?ère|i?enne|ée|esse|"
    r"[aei]nte|ive|ine)$"
)
_MASCULINE_END = r"(?:isme|age|ment|eau|oire?|eur|ier|i?en|al|el|[aei]nt|if|eux|é|er|ard|et)$"
#: Before these, which begin with a vowel or an h, nothing is dropped.
_WHOLE = (
    r"(?i)(?:onz|oui|ouat|uhl|ulul|y(?:a|ém|eux|o[gl]|oug)|h(?:a[cgilmnrsvyz]|alt|aut|em|eau|ér(?:os|iss)|êt|ib|oll|ong|"
    r"o[mn]t|or[sd]|oul|uit|unin|ub$|ockey|andball|iérarch|ip-)(?!bit|bil|rmoni|meçon|lein))"
)
_ARTICLE = re.compile(r"(?:(les?|la) |(l)['’] ?)(?=\S)", re.IGNORECASE)
#: « Pour la Présidente empêchée, le Vice-président » is no name.
_PHRASE = r"(?i)p(?:our|ar|\.|/)\W"
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}


class Agreement(NamedTuple):
    """The gender and number of a name."""

    feminin: bool
    pluriel: bool = False

    @property
    def e(self) -> str:
        """What a participle ends with: « représenté », « représentée », « représentés »."""
        return ("e" if self.feminin else "") + ("s" if self.pluriel else "")

    @property
    def il(self) -> str:
        """« il », « elle », « ils », « elles »."""
        return ("elle" if self.feminin else "il") + ("s" if self.pluriel else "")


class Name(str):
    """A name that knows its agreement, where its words may not tell: « Maire », of a woman."""

    agreement: Agreement
    shared: bool
    """Is it of several? « leur Présidente »."""

    def __new__(cls, said: str, agreement: Agreement, shared: bool = False) -> Name:
        name = super().__new__(cls, said)
        name.agreement, name.shared = agreement, shared
        return name


def split(said: str) -> tuple[str, str]:
    """The article that a name begins with, « » when it has none, and the rest."""
    if found := _ARTICLE.match(said):
        return (found[1] or "l'").lower(), said[found.end() :]
    return "", said


def feminine(name: str) -> bool | None:
    """Is a name feminine? None where its words do not tell."""
    article, rest = split(name)
    if article in ("le", "la"):
        return article == "la"
    first, *others = rest.replace("’", "'").casefold().split() or [""]
    if (before := first.partition("-")[0]) in _BEFORE:
        return _BEFORE[before]
    if re.fullmatch(_EPICENE, first):
        return _ending(others[0]) if others and others[0] != "et" else None
    one = first.removeprefix("vice-").removeprefix("sous-").rstrip(",;")
    for word in (one, one[:-1]) if one.endswith(("s", "x")) else (one,):
        if (told := _FEMININE.get(word, _ending(word))) is not None:
            return told
    return None


def _ending(word: str) -> bool | None:
    for said, pattern in ((True, _FEMININE_END), (False, _MASCULINE_END)):
        if re.search(pattern, word):
            return said
    return None


def agreement(said: str) -> Agreement:
    """The gender and number of a name; masculine where nothing tells."""
    if isinstance(said, Name):
        return said.agreement
    return Agreement(feminine(said) or False, split(said)[0] == "les")


def elides(word: str) -> bool:
    """« l'Assemblée », « d'Hyères », but « la Haute-Saône », « de onze »."""
    return fold(word[:1]) in tuple("aeiouyhœæ") and not re.match(_WHOLE, word)


def contract(preposition: str, article: str | None, name: str) -> str:
    """``("de", "le", "Pôle")`` → « du Pôle » ; ``("de", None, "Alsace")`` → « d'Alsace ».

    A name that begins with its own article is contracted with it: « Le Mans », « du Mans ».
    """
    if article is None and preposition:
        own, rest = split(name)
        if (preposition, own) in _CONTRACTED:
            article, name = own, rest
    if contracted := _CONTRACTED.get((preposition, article or "")):
        return f"{contracted} {name}"
    if article:
        name = f"l'{name}" if article == "l'" else f"{article} {name}"
    elif preposition == "de" and elides(name):
        return f"d'{name}"
    return f"{preposition} {name}".lstrip()


def with_article(said: str, preposition: str = "") -> str:
    """« le Bureau », « de la Commission permanente », « à l'Assemblée », « aux Rencontres »."""
    article, rest = split(said)
    if not preposition and re.match(_PHRASE, said):
        return said
    if not article:
        agreed = agreement(said)
        article = "l'" if elides(rest) else "la" if agreed.feminin else "le"
        article = "les" if agreed.pluriel else article
    return contract(preposition, article, rest)


def after_que(said: str) -> str:
    """« que la Ville », « qu'Exemple Agglo »."""
    return f"qu'{said}" if elides(said) else f"que {said}"


def possessive(said: str) -> str:
    """« sa Présidente », « son Maire », « son Adjointe », « leur Directeur »."""
    _, rest = split(said)
    if isinstance(said, Name) and said.shared:
        return f"leur {rest}"
    return f"{'sa' if agreement(said).feminin and not elides(rest) else 'son'} {rest}"
