"""The texts of the data as sentences: what a figure stands among, and whose it can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.views.context import fields
from pmtdocs.dossier.views.names import names_of
from pmtdocs.finding import Path
from pmtdocs.language.french import MONTHS, fold
from pmtdocs.language.mentions import Mention, Sort, mentions
from pmtdocs.language.propernames import Names, Place
from pmtdocs.rules.base import once
from pmtdocs.rules.texts.phrases import beside, phrases

#: What a text without either does not mention: most texts are read no further. Each way begins
#: with a sign, which ``re`` looks for by itself, twice as fast.
_WORDS = re.compile(
    r"€|%|EUR\b|fois\b|Fois\b|tranches|versements|acomptes|préavis|Préavis|conserv|Conserv|"
    r"\{ *\w+\.|HT\b|TTC\b|taxes?\b|Taxes?\b|euro|pour cent|mille|\(\d"
)
_DIGITS = re.compile(rf"\d(?:\d{{3}}| ?\(|(?:er)? (?:{'|'.join(MONTHS)}))")
#: « {convention.subvention.montant} », and no name of `chiffres`.
_NAMES_A_FACT = re.compile(r"\{ *\w+\.")
#: Stars and carets of rich text, which stand between a figure and its words.
_MARKS = re.compile(r"\\(?=\*)|\*+|\^")
_ENDS = re.compile(r"(?<!\bm)(?<!\bmme)(?<!\bart)(?<!\bn)[.;!?](?=\s|$)")


class Sentence(NamedTuple):
    """A sentence of a text, and what it mentions."""

    path: Path
    text: str
    folded: str
    mentions: tuple[Mention, ...]
    typed: str
    """The whole text as it was typed, fields and stars in place."""

    def before(self, mention: Mention) -> str:
        return self.folded[: mention.start]

    def after(self, mention: Mention) -> str:
        return self.folded[mention.end :]

    def shown(self, mention: Mention, start: int | None = None) -> str:
        """The words of a mention, from ``start`` on."""
        return self.text[mention.start if start is None else start : mention.end].strip()


@once
def sentences(dossier: Dossier) -> list[Sentence]:
    """Those of the data that mention a figure, with their fields filled in."""
    return [
        sentence
        for path, text in (*phrases(dossier), *beside(dossier))
        if path[0] != "seance" and "deduit" not in path
        if _WORDS.search(text) or _DIGITS.search(text)
        for sentence in read(path, text, _filled(dossier, text))
    ]


def _filled(dossier: Dossier, text: str) -> str:
    """The text with its fields filled in, which most texts have none of."""
    return fields_of(dossier).fill(text) if _NAMES_A_FACT.search(text) else text


fields_of = once(fields)


def read(path: Path, typed: str, filled: str = "") -> Iterator[Sentence]:
    """The sentences of a text, in which fields may be filled in."""
    said = re.sub(r"\s", " ", _MARKS.sub("", filled or typed))
    folded = fold(said)
    start = 0
    found = mentions(said)
    for end in [*(match.end() for match in _ENDS.finditer(folded)), len(folded)]:
        own = (m for m in found if start <= m.start < end)
        placed = (m._replace(start=m.start - start, end=m.end - start) for m in own)
        yield Sentence(path, said[start:end], folded[start:end], tuple(placed), typed)
        start = end


# --- whose ---------------------------------------------------------------------------------------

#: What speaks of another time.
PAST = (
    r"\b(?:preceden\w+|anterieur\w*|ancien\w*|dernieres? annees?|ans? passe\w*|annees? passees?|"
    r"derniere?s?|historique\w*|depuis|jusqu'alors|autrefois|(?:et|av)ai(?:t|ent)|ont|"
    r"s'(?:elev|etend)ai(?:t|ent)|representai(?:t|ent)|"
    r"(?:s'est|se sont|est|sont|fut|furent) "
    r"(?:tenu|deroule|parvenu|devenu|paru|ne[es]*\b|cree|signe|publie|entre|arrive)\w*|"
    r"a (?:deja |ainsi |aussi |d'abord )?(?:ete|recu|percu|obtenu|verse|accorde|attribue|alloue|"
    r"octroye|soutenu|finance|beneficie|apporte|contribue|mobilise|coute|represente|permis|"
    r"depense|consacre|investi|leve|atteint|demande|sollicite|signe|lance|cree|rejoint|reuni))\b"
)
#: What speaks of another's money or acts.
_ANOTHER = (
    r"\b(?:etat|regions?|regiona\w*|departements?|departementa\w*|europe\w*|feder|fse|feader|"
    r"interreg|ademe|anr|bpi\w*|drac|dreal|ars|caf|cnrs|inserm|cci\w*|agences?|ministere|fondation|"
    r"mecen\w+|ville|communes?|prefecture|banque|caisse|assurance|autres?|tiers|voisin\w*|"
    r"municipa\w*|syndica\w*|universit\w*)\b"
)
#: What speaks of a bound, of each of several, of a law, of what is asked or refused.
_ELSEWHERE = (
    r"\b(?:sollicit\w+|demand\w+|chaque|chacune?|respectivement|cumul\w*|moyenne|reste a charge|"
    r"par (?!deliberation|convention|arrete|acte|decision|courrier|virement|voie|ailleurs|rapport|"
    r"consequent|moitie|tranche|lettre|subvention|une?\b|les?\b|la\b|l'|ce|son|sa\b|notre)[a-z]+|"
    r"unitaires?|maxim\w+|minim\w+|plafonn?\w*|seuils?|inferieure?s?|superieure?s?|excede\w*|"
    r"depasse\w*|loi|decret|ordonnance|code|cgct|reglement|circulaire|"
    r"annulee?s?|refusee?s?|rejetee?s?|exemple|hypothese|si|sauf|ni|avenant|n'\w+|ne|"
    r"(?:aux?|a des|a ces|a une|par les|que les|des) (?:\w+ )?(?:entreprises?|etudiant\w*|"
    r"societes?|startups?|start-ups?|laboratoires?|adherent\w*|chercheur\w*|laureat\w*|jeunes?|artisans?))\b"
)
#: What may stand beside another's figure; a sentence that decides speaks of its own.
_OF_A_FIELD = (
    r"\b(?:etudiant\w*|entreprises?|societes?|startups?|start-ups?|laboratoires?|partenaires?|marches?|"
    r"secteurs?|filieres?|industri\w*|projets? (?:europeen|collaboratif|de recherche)\w*)\b"
)
_DECIDES = (
    r"\b(?:propose[er]?(?: (?:d[e'u]|au|aux|a|une?|pour|le|la)\b|$|[ .,:])|"
    r"(?:est|sont|sera|seront|soit) (?:donc |ainsi )?(?:proposee?|accordee?|attribuee?|allouee?|"
    r"octroyee?|versee?|fixee?)s?|accorde(?:r|ra)?|attribue(?:r|ra)?|alloue(?:r|ra)?|octroie|decide|"
    r"(?<!est )(?<!sera )(?<!ete )(?<!etre )(?:la |du )?presente?|"
    r"s'engage(?:nt)? a verser|verse(?:ra)?)\b"
)
#: « environ 500 000 € » says another figure than the fact, and is no slip.
_ABOUT = (
    r"(?:\b(?:environ|pres d[e']|plus d[e']|moins d[e']|autour d[e']|ordre d[e']|quelques?|"
    r"quasi(?:ment)?|presque|jusqu'a|au[- ]dela d[e']|au moins|au plus|entre|a partir d[e']|"
    r"a peine|approximativement|depasse\w*|excede\w*)|[+<>~x*/=-]|"
    r"(?:€|euros|(?<!(?:19|20)\d)\d) (?:et|ou)) *$"
)
_ABOUT_AFTER = r" ?(?:environ|au (?:plus|moins|maximum|minimum)|max|min|pres\b|[+x*/=])"
_CAPITAL = r"(?<![\w'’&@.-])[A-ZÀ-Þ][\w&@-]*"
#: A proper name of one or several words, from where it begins.
NAME = r"[A-ZÀ-Þ][\w&-]*(?:(?: (?:de|des|du|de la|de l'|d'|et))? [A-ZÀ-Þ][\w&-]*)*"
#: Words with a capital that name nobody else.
_COMMON = (
    r"conseil|communaute|communautaire|bureau|commission|president|presidente|vice-president|"
    r"maire|vice-presidente|ttc|ht|bp|ppif|article|articles|annexe|annexes|convention|"
    r"deliberation|pole|collectivite|metropole|urbaine|agglomeration|assemblee|rapport|"
    r"budget|programme|m|mme|k|md|eur|euros|association|club|cluster|grand"
)


@once
def known_names(dossier: Dossier) -> Names:
    """The proper names that the dossier knows, in every spelling."""
    return names_of(dossier)


def is_about(sentence: Sentence, mention: Mention) -> bool:
    """« environ », « près de », « au maximum »: the figure is rounded, or a bound."""
    before, after = sentence.before(mention), sentence.after(mention)
    return bool(re.search(_ABOUT, before) or re.match(_ABOUT_AFTER, after))


def is_ours(
    sentence: Sentence, dossier: Dossier, *, whenever: bool = False, but: tuple[int, int] = (0, 0)
) -> bool:
    """Can what the sentence says be of this grant, and of this year unless it is ``whenever``?

    Any doubt says no: another year, body or person named (``but`` there), a past tense, a bound,
    a law.
    """
    years = dossier.dossier.exercices
    said = {int(str(m.value)) for m in sentence.mentions if m.sort is Sort.YEAR}
    if not whenever and said - set(range(min(years), max(years) + 1)):
        return False
    words = struck(sentence, dossier, but)
    if not words or re.search(PAST, words) or re.search(_ELSEWHERE, words):
        return False
    return decides(sentence) or not re.search(_OF_A_FIELD, words)


def decides(sentence: Sentence) -> bool:
    """Does it say what the act decides: « est proposée », « attribue », « la présente »?"""
    return bool(re.search(_DECIDES, sentence.folded))


def masked(sentence: Sentence, dossier: Dossier) -> tuple[list[Place], str]:
    """The names that it says, and its folded words with each of them struck out."""
    found = [*known_names(dossier).find(sentence.text, sentence.folded)]
    words = [*sentence.folded]
    for start, end, _ in found:
        words[start:end] = "_" * (end - start)
    return found, "".join(words)


def struck(sentence: Sentence, dossier: Dossier, but: tuple[int, int] = (0, 0)) -> str:
    """Its folded words, our names struck out; nothing if it speaks of somebody else."""
    sheet, words = dossier.dossier, sentence.folded
    left = [*words]
    left[but[0] : but[1]] = "_" * (but[1] - but[0])
    for start, end, path in known_names(dossier).find(sentence.text, words):
        if but[0] <= start < but[1]:
            continue
        if path[1] == "organisations" and path[2] not in (sheet.financeur, sheet.beneficiaire):
            return ""
        left[start:end] = "_" * (end - start)
    words = "".join(left)
    for match in re.finditer(_CAPITAL, sentence.text):
        opens = not sentence.text[: match.start()].strip(' «*-–"(')
        if not opens and words[match.start()] != "_" and not re.fullmatch(_COMMON, fold(match[0])):
            return ""
    return "" if another(words, dossier) else words


def another(words: str, dossier: Dossier) -> str:
    """The last of folded words that says a body which is neither of ours: « la Région »."""
    own = _own_words(dossier)
    return next(iter([m[0] for m in re.finditer(_ANOTHER, words) if m[0] not in own][-1:]), "")


@once
def _own_words(dossier: Dossier) -> frozenset[str]:
    """The words of the names and natures of our two bodies: « la Région » is us if it pays."""
    bodies = [body for body in (dossier.financeur, dossier.beneficiaire) if body]
    names = (f"{b.nom} {b.designation} {b.sigle} {b.nature}" for b in bodies)
    return frozenset(re.findall(r"\w+", fold(" ".join(names))))
