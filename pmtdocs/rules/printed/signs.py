"""Signs and words that stand twice, or where none should."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.rules.base import Fault, Faults, cites, printed_rule
from pmtdocs.rules.printed.reading import Found, Reading, read
from pmtdocs.word.printed import Printed

_TYPOGRAPHY = "Lexique des règles typographiques en usage à l'Imprimerie nationale"
#: What ends with a period of its own: « etc. ; », « S.A. ; », « art. , ».
_ABBREVIATED = re.compile(
    r"(?i:\b(?:etc|art|al|[A-Z]|st[eé]?|cf|no?|pp?|réf|tél|suiv|env|ex|fig|hab|max|min|vol|éd))$|[A-Z]$|\d\.\d$"
)
_SIGNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"([:;,]) {0,2}(?!\1)[:;,](?![-)(])|([:;,]) {0,2}\2|[:;,] ?\.(?![.\w])"),
        "n'en gardez qu'un",
    ),
    (re.compile(r"\. ?[;:](?!\w)"), "n'en gardez qu'un"),
    (re.compile(r"(?<![.…])\.\.(?![.…])|(?<![. ])\. \.(?! ?\.)"), "n'en gardez qu'un"),
    (re.compile(r"(?<=[^\s.…:;,]) [,.](?! ?\.)(?=[ \n,;:]|\Z)"), "collez-le au mot qui précède"),
    (re.compile(r"(?<=[a-zà-ÿ]{2})[,;](?=[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.])"), "mettez une espace après"),
    (re.compile(r"(?<=[\w,;:.)»°])  {1,2}(?=[\w«(])"), "n'en gardez qu'une"),
    (re.compile(r"\( (?=\w)|(?<=\w) \)"), "retirez l'espace"),
    (
        re.compile(
            r"(?<![\w'])(?:[ldnsj]|qu|jusqu|lorsqu|puisqu)(?:' {1,2}| ' {0,2})(?=\w)", re.IGNORECASE
        ),
        "retirez l'espace",
    ),
    (re.compile(r"(?<=\d) ?([€%]) ?\1(?![€%])|€ euros?\b|\beuros? €|n° ?n°"), "n'en gardez qu'un"),
    (re.compile(r"^ ?[,;](?= ?\w)", re.MULTILINE), "retirez-le"),
)


@cites(_TYPOGRAPHY)
@printed_rule("ponctuation-fautive", Severity.WARNING)
def PRT002(printed: Printed, _dossier: Dossier) -> Faults:
    """Aucun signe n'est doublé ni ne manque : « : : », « .. », « ; . », une espace devant une
    virgule, deux espaces, un « ; » que rien ne suit à la fin d'une liste.

    Pourquoi : Le modèle met un signe après un champ dont le texte en a déjà un, ou garde ceux d'une
    boucle ou d'une condition qui n'imprime rien.
    Faux : « Étaient présents : : Mme Durand , M. Roche.. ».
    Juste : « Étaient présents : Mme Durand, M. Roche. »
    """
    reading = read(printed)
    for pattern, mend in _SIGNS:
        for found in reading.find(pattern):
            sign = found.match[0]
            if sign[0] == "." and _ABBREVIATED.search(found.before) and ".." not in sign:
                continue
            named = "Deux espaces" if not sign.strip() else f"« {sign} »"
            verb = "sont imprimées" if not sign.strip() else "est imprimé"
            around = f"{found.before[-25:]}{sign}{found.after[:15]}".strip()
            yield Fault(
                found.path,
                f"{named} {verb} dans « {around} ».",
                help=f"Dans le modèle ou dans le texte, {mend}.",
            )
    yield from _ends_of_lists(reading, printed)


_REASON = re.compile(r"\W*(?:vu|visa|considérant|attendu|entendu|sur)\b", re.IGNORECASE)


def _ends_of_lists(reading: Reading, printed: Printed) -> Faults:
    """« – … ; » that nothing follows, « – … » between two that end with « ; »."""
    known = {(one.document, one.rank): one for one in reading.paragraphs}
    for document, said in printed.items():
        for rank, one in enumerate(said):
            seen = known.get((document, rank))
            if one.kind != "item" or seen is None:
                continue
            after = said[rank + 1] if rank + 1 < len(said) else None
            ends = one.words.rstrip()[-1:]
            last = after is None or (after.kind != "item" and not after.words[:1].islower())
            if _REASON.match(one.words):
                continue  # what decides comes after the list
            if last and ends == ";" and rank and said[rank - 1].kind == "item":
                yield Fault(
                    seen.at(len(seen.text.rstrip()) - 1),
                    f"Le dernier élément d'une liste finit par « ; » : « …{one.words[-40:]} ».",
                    help="Finissez-le par un point : dans le modèle, la boucle sait quel élément "
                    "est le dernier ({% if loop.last %}.{% else %} ;{% endif %}).",
                )


#: What French says twice: « nous nous engageons », « il en en prendra », « le faire faire ».
_TWICE = re.compile(
    r"(?<![\w'-])(?P<word>(?!(?:nous|vous|en|très|plus|bien|est|bis|bla|si|cher|chacun|faire)\b)"
    r"[a-zà-ÿœ]{2,}|à|y) (?i:(?P=word))(?![\w'-])"
    r"|(?<![\w'-])(?:(?i:(?:[ld]|qu)'[ld]|que qu)'(?=\w)|en en(?= \d)|Mme Mme|"
    r"MM?\. Monsieur|Mme Madame|(?:Monsieur|Madame) (?:MM?\.|Mme)(?=[ ]))"
    r"|(?<![\w'-])(?P<year>(?:19|20)\d\d) (?P=year)(?![\w'-])"
    r"|(?<![\w'-])(?P<two>(?:[a-zà-ÿœ]+ ){2})(?P=two)(?<! à )(?<! par )(?=\w)"
)


@cites("Déduit des documents : un mot n'est pas écrit deux fois de suite")
@printed_rule("mot-double", Severity.WARNING)
def PRT003(printed: Printed, _dossier: Dossier) -> Faults:
    """Aucun mot n'est imprimé deux fois de suite, hors « nous nous », « vous vous », « en en ».

    Pourquoi : Le modèle écrit « de » ou « le » devant un champ qui les porte déjà.
    Faux : « la convention de de l'année 2031 », « le Le Pôle ».
    Juste : « la convention de l'année 2031 », « le Pôle ».
    """
    for found in read(printed).find(_TWICE):
        twice = found.match[0].strip()
        yield Fault(
            found.path,
            f"« {twice} » est imprimé dans « {_around(found)} ».",
            help="Retirez l'un des deux, dans le modèle ou dans le texte qui y est mis.",
        )


def _around(found: Found) -> str:
    return f"{found.before[-25:]}{found.match[0]}{found.after[:25]}".strip()
