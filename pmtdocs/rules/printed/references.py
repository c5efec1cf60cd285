"""Articles and annexes cited by documents whose articles are typed by hand, or print annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmtdocs.dossier import lines
from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.language.french import join
from pmtdocs.rules.base import Fault, Faults, cites, printed_rule
from pmtdocs.rules.convention.references import ACCOUNT
from pmtdocs.rules.printed.reading import Found, Seen, plain, read
from pmtdocs.word.printed import Printed

_NUMBER = r"\d{1,3}(?:er)?|[Pp]remier|PREMIER|1ER|[IVX]{1,5}"
#: « ARTICLE 3 – Durée », « Article premier » : at the head of a paragraph, a number and no verb.
_HEADS = re.compile(
    rf"(?P<what>article|annexe)s? (?:n° ?)?(?P<n>{_NUMBER})(?= ?(?:[:.–—-]|$|[A-ZÀ-Ý]))",
    re.IGNORECASE,
)
_CITED = re.compile(
    rf"(?<![\w'-])(?:[ld]')?(?P<what>[Aa]rticle|[Aa]nnexe)s? (?:n° ?)?(?P<n>{_NUMBER})(?![\w.-]*\d)"
    rf"(?P<more>(?:(?:, | et | ou | à )(?:n° ?)?\d{{1,3}}(?![\w-]))*)"
)
_ELSEWHERE = (
    r"(?:code|loi|décret|arrêté|règlement|traité|directive|ordonnance|circulaire|CGCT|accord|statuts|"
    r"contrat|avenant|constitution|convention(?: cadre|-cadre| collective)|TFUE|charte|marché)"
)
#: « l'article 19 du bail, de la délibération n° 3 »: whatever follows but the act itself.
_OF_OTHER = re.compile(
    r"(?:er)?\W{0,3}(?:(?:,|alinéa \d+|modifiée?|susvisée?) ?)*(?:du|de la|de l'|des) ?"
    r"(?!présente?s?\b|convention\b|rapport\b)\w"
    rf"|(?:er)?\W{{1,3}}(?:de |au |à la )?{_ELSEWHERE}\b|(?:er)? (?-i:[A-Z]{{2,}})\b",
    re.IGNORECASE,
)
_OF_CONVENTION = re.compile(r"(?:er)? (?:de|à) la convention\b", re.IGNORECASE)
_BY_OTHER = re.compile(rf"\b{_ELSEWHERE}\b[^.;]{{0,90}}$|\bs(?:es|on) $", re.IGNORECASE)
_ROMAN = {"I": 1, "V": 5, "X": 10}


@cites("Déduit des documents : un renvoi mène à ce qui est imprimé")
@printed_rule("renvoi-imprime-sans-cible", Severity.WARNING)
def PRT006(printed: Printed, dossier: Dossier) -> Faults:
    """Un article ou une annexe que le document cite y est imprimé, même si son titre est tapé à la
    main : « ARTICLE 3 – Durée ».

    Pourquoi : Les numéros tapés à la main ne suivent pas l'article que l'on ajoute ou retire ;
    CNV010 lit les modèles, cette règle ce qui en sort.
    Faux : « prévu à l'article 19 », quand le dernier titre est « ARTICLE 12 ».
    Juste : « prévu à l'article 9 », ou un renvoi de Word.
    """
    annexes, articles = _headings(printed)
    if printed.keys() != lines.documents(dossier).keys():
        annexes.clear()  # those of the documents that are not printed this time are not known
    for found in read(printed).find(_CITED):
        what, seen = found.match["what"].lower(), found.seen
        known = articles.get(_section(printed, seen), set()) if what == "article" else annexes
        if not known or _is_heading(found) or _is_foreign(found):
            continue
        if absent := [n for n in _cited(found.match) if n not in known and n < ACCOUNT]:
            wanted = join([str(n) for n in absent])
            there = f"de {min(known)} à {max(known)}" if len(known) > 1 else str(min(known))
            yield Fault(
                found.path,
                f"« {found.match[0]} » : aucun titre imprimé n'est « {what} {wanted} » "
                f"({what}s imprimés : {there}).",
                help="Corrigez le numéro, ou faites-en un renvoi de Word : il suivra.",
            )


Section = tuple[str, int]


def _section(printed: Printed, seen: Seen) -> Section:
    """That of a paragraph: each part of a document has its own."""
    before = printed[seen.document][: seen.rank]
    return seen.document, sum(one.kind == "section" for one in before)


def _headings(printed: Printed) -> tuple[set[int], dict[Section, set[int]]]:
    """The annexes of all documents, and the articles of each section where no one counts them."""
    annexes: set[int] = set()
    articles: dict[Section, set[int]] = {}
    counted: set[Section] = set()
    for document, said in printed.items():
        section = 0
        for one in said:
            section += one.kind == "section"
            if one.number.lower().startswith("article"):
                counted.add((document, section))
            if one.kind in ("header", "footer", "note") or not (match := _heads(one.words)):
                continue
            if match["what"].lower() == "annexe":
                annexes.add(_value(match["n"]))
            else:
                articles.setdefault((document, section), set()).add(_value(match["n"]))
    typed = {at: n for at, n in articles.items() if at not in counted and len(n) > 1}
    return annexes, typed


def _heads(words: str) -> re.Match[str] | None:
    return _HEADS.match(plain(words)) if words[:1] in "aA" else None


def _is_heading(found: Found) -> bool:
    return found.start == 0 and _HEADS.match(found.seen.text) is not None


def _is_foreign(found: Found) -> bool:
    """Of a law, or of another act: « de la convention » is one, but in a convention."""
    if _OF_CONVENTION.match(found.after) and found.match["what"].lower() == "article":
        return "convention" not in found.seen.document
    return bool(_OF_OTHER.match(found.after) or _BY_OTHER.search(found.before))


def _cited(match: re.Match[str]) -> Iterator[int]:
    yield _value(match["n"])
    yield from (int(n) for n in re.findall(r"\d+", match["more"]))


def _value(said: str) -> int:
    if digits := re.match(r"\d+", said):
        return int(digits[0])
    if said.lower() == "premier":
        return 1
    values = [_ROMAN[sign] for sign in said]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
