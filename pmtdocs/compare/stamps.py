"""The stamp of transmission to the préfecture and the block of an electronic signature.

They are told by their own grammar, one mention after another, wherever a page shows them: beside
the text, on each page, in two lines or in eight. A mention says what it is, then a date, the
identifier of the act (``000-123456789-20300411-D00097-DE``), a name or a function, and nothing
else: what a stamp says beyond its mentions (« sous réserve de… ») is words like any others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence, Set
from typing import NamedTuple
from unicodedata import normalize

from pmtdocs.compare.text import Block, Text
from pmtdocs.compare.words import Kind, Token, fold
from pmtdocs.language.french import MONTHS
from pmtdocs.language.numerals import NUMBERS

# --- the grammar: « ~ » is a space inside a line, « §§ » a date, « § » a date or its blank ---

_DATE = (
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?"
    r"(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}\s*[/.-]\s*\d{2}\s*[/.-]\s*\d{2}"
    rf"|\d{{1,2}}(?:\s?er)? (?:{'|'.join(MONTHS)}|(?:janv|févr?|avr|juil|sept?|oct|nov|déc)\.?)"
    r" \d{4})"
)
_ZONE = r"(?:[+-]\d{2}[':]?\d{2}'?|\(?(?:UTC|GMT)(?:\s?[+-]\s?\d{1,2}(?::?\d{2})?)?\)?|CES?T|Z\b)"
_HOUR = r"\d{1,2}\s?[h:]\s?\d{2}(?:\s?[:m]\s?\d{2}s?)?(?:[.,]\d+)?"
_WHEN = rf"(?:{_DATE}(?:\s*(?:,|-|à|T|\|)?\s*{_HOUR}(?:\s*{_ZONE})?)?)"
#: What an approved file leaves to be filled in: dots, or the end of its line.
_BLANK = r"(?:[…._](?:\s?[…._])*|(?=\f))"
_ID = (
    r"[0-9AB]{2,3}\s*-\s*\d{9,14}\s*-\s*\d{8}\s*-\s*[\w./-]{1,40}?\s*-\s*"
    r"(?:DE|AR|AI|CC|BF|AU)(?:\s*-\s*\d+\s*-\s*\d+(?:_\d+)?)?(?![\w-])"
)
#: No name has them: the words of a condition, of an amount, of another mention.
NO_NAME = (
    r"(?:(?:sous|sauf|hors|si|mais|avec|sans|pour|contre|dont|soit|r[ée]serves?|conditions?|limites?"
    r"|montants?|euros?|accord|refus|refuse|accepte|annule|nul(?:le)?|article|iban|non|caduc|caduque"
    r"|(?:refus|annul|rejet|modifi|corrig|ramen|limit|supprim|report|suspend)(?:é|u)e?s?|date"
    r"|(?:qualité|fonction|titre|lieu|motif|raison|nom|prénom|organisme|certificat)\s*:|signée?"
    r"|(?!clement)\w+ement|projet|signature|horodatage|identifiant|id|le|e-mail|courriel|envoyée?|reçue?|publiée?|affichée?|acte|document"
    rf"|accusé|{'|'.join(NUMBERS)})(?!\w))"
)
#: No name is longer: one letter in two a capital, each would be read to the end of the text.
_REST = r"[\w'.]{0,40}"
_CAPITAL = (
    rf"(?!{NO_NAME})(?![\w'.-]{{1,80}}\s*:)"
    rf"(?-i:[A-ZÀ-ÖØ-Þ]{_REST}(?:-[A-ZÀ-ÖØ-Þ]{_REST}){{0,4}})"
)
_OF = r"(?:(?:de|du|des|la|le|les|von|van|el|al|ben)\b|[dl]')"
_NAME = (
    r"(?:(?:M\.|Mme|Me|Dr|Madame|Monsieur) )?"
    rf"{_CAPITAL}(?:~(?:{_OF}~?){{0,2}}{_CAPITAL}){{0,5}}"
)
_ROLE = (
    r"(?:(?:vice\s?-?\s?|sous\s?-\s?)?(?:maire|présidente?|préfète?|directeur|directrice|adjointe?"
    r"|conseillère?|trésorière?|secrétaire|représentante?|gérante?|cheffe?|responsable|ordonnateur"
    r"|premiere?|première|deuxième|troisième|\d{1,2}(?:er|ère|e|ème|nde?))|générale?|généraux|déléguée?|légale?|municipale?"
    r"|communautaire|départementale?|régionale?|services?|finances|association|ville|commune"
    r"|communauté|urbaine|métropole|pôle|département|région|mairie|conseil|affaires|ressources)\b"
)
_FUNCTION = (
    rf"{_ROLE}(?:(?:~?,)?~(?:(?:(?:à|au|aux|en|charge|et)\b|{_OF})[~']?){{0,3}}"
    rf"(?:{_ROLE}|{_CAPITAL})){{0,9}}"
)
_LETTERS = r"(?-i:(?:[A-Z][.-]?){2,4})"
_PREFECTURE = (
    r"(?:(?:en |à la |par la |de la )?(?:sous-)?préfecture"
    rf"(?: (?:du|des|de la|de l'|de)\s*{_CAPITAL}(?:-\w+)*)?)"
)
_STATE = (
    rf"(?:{_PREFECTURE}|(?:au|par le) (?:représentant de l'état|contrôle de légalité|préfet)"
    r"|sur le site internet|en ligne)"
)
_SENT = r"(?:(?:télé)?transmission|réception|publication|affichage|notification|mise en ligne)"
_DONE = r"(?:(?:envoyé|reçu|arrivé|(?:télé)?transmis|déposé|publié|affiché|notifié|mis)e?)"
_PLATFORM = (
    r"(?:S²LOW?|S2LOW?|SLOW?|@CTES|Berger[\s-]+Levrault|(?:application agréée )?e-?legalite\.com"
    r"|docaposte|ixbus|webdelib|(?:i-?|fast-?)?parapheur(?: électronique)?|libersign|lex persona"
    r"|adobe(?: acrobat)? sign|oodrive|yousign|universign|docusign|certinomis|certeurope"
    r"|chambersign)(?!\w)"
)
#: « après dépôt en préfecture le … et publication le … »
_SINCE = (
    rf"(?: (?:après|compte tenu de|par|suite à)(?: (?:la|sa|son|l'))? (?:dépôt|envoi|{_SENT})"
    rf"(?: {_STATE})?(?: le)? §(?:,? et (?:de )?(?:la |sa |son |l')?{_SENT}(?: le)? §)?)"
)
_BY_HAND = r"(?:\s*[,-]?\s*(?:le|en date du) §§)?"
#: What each mention is called, and how it is written; one in capitals is never by chance.
_MENTIONS = {
    "RECEIPT": rf"(?:accusé de réception|AR) (?:{_PREFECTURE}|-?\s*ministère de l'intérieur"
    r"(?: et des outre-mer)?)",
    "ID": r"(?:(?:id(?:entifiant)?|numéro|AR n°|AR|n°)(?: unique| de l'acte| de télétransmission"
    rf"| fast)?\s*:?\s*)?(?:99_[A-Z]{{2}}\s*-\s*)?{_ID}",
    "SENT": rf"(?:envoyé|reçu|transmis|télétransmis|déposé)e? {_STATE}(?:,?\s+le)?\s*:?\s*§",
    "ARRIVED": rf"(?:{_PREFECTURE}(?: (?:bureau du )?contrôle de légalité)?(?: §§)?"
    r" (?:courriers? )?(?:arrivé|reçu)e?s?|courriers? (?:arrivé|reçu)e?s?)(?:(?: le)?\s*:?\s*§§)?"
    r"(?: service courrier)?",
    "DATES": rf"date de (?:la )?(?:télétransmission|réception {_PREFECTURE})\s*:?\s*(?:le )?§",
    "FORCE": rf"(?:(?:accusé |acte )?certifié|(?:acte )?rendu|acte) exécutoire(?: le §|{_SINCE})?",
    "SIGNED": rf"(?:(?P<twin>{_NAME})\s+(?=[^\f]{{0,200}}?\bde (?P=twin)))?"
    r"(?:(?:document |acte )?signée? (?:électroniqu|numériqu)ement"
    r"|signature (?:électro|numér)\w+(?: simple| avancée| qualifiée)?)"
    rf"(?: (?:avec|via|par) {_PLATFORM})?(?: le §§)?(?: par| de)?"
    rf"\s*:?\s*(?:{_NAME}(?:~?,~?{_FUNCTION})?{_BY_HAND})?",
    "BY": rf"(?:signée? par|(?:docu)?signed by|signataire)\s*:?\s*{_NAME}"
    rf"(?:\s*[,-]\s*{_FUNCTION})?{_BY_HAND}"
    r"(?: (?=[A-F]*\d)[0-9A-F]{12,}(?!\w)(?:\.{3}|…)?)?",
    "ENVELOPE": r"(?:docusign envelope id|(?:(?:id|identifiant) d')?enveloppe docusign)\s*:?\s*"
    r"(?=[A-F-]*\d)[0-9A-F]{8}(?:-?[0-9A-F]{4}){3}-?[0-9A-F]{12}(?!\w)",
    "INITIALS": rf"paraphes?\s*:\s*{_LETTERS}(?:\s*[/,-]\s*{_LETTERS})*(?!\w)",
    "done": rf"(?:acte )?{_DONE}(?:(?:,? et| ou|\s?/) {_DONE})?(?: {_STATE}| via {_PLATFORM})?"
    r" le\b(?:\s*:?\s*§(?: service courrier)?)?",
    "sent": rf"(?:date de |date d')?{_SENT}(?: {_STATE})?\s*:\s*(?:le )?§",
    "closing": r"pour l'autorité compétente par délégation",
    "platform": rf"(?:(?:(?:signé )?(?:avec|via)|certifié par|certified by) )?{_PLATFORM}",
    "date": r"(?:date(?: et heure)?(?: de (?:la )?signature)?|horodatage|signed (?:at|on))\s*:\s*§",
    "on": r"(?:le )?§§",
    "function": rf"(?:qualité|fonction|titre)\s*:\s*{_FUNCTION}|{_ROLE}(?:~{_ROLE})*",
    "name": r"(?:(?:nom|prénom)(?: et (?:nom|prénom))?|organisme|organisation|lieu)\s*:\s*"
    rf"{_NAME}",
    "mail": r"(?:e-?mail|courriel)\s*:\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "issuer": rf"(?:(?:certificat|autorité(?: de certification)?|émetteur)\s*:|(?:certificat )?"
    rf"délivré par\s*:?)\s*"
    rf"(?:(?:(?:CN|OU?|C|L|ST|SN|GN)=)?{_NAME}(?:\s*[,-]\s*(?=\w))?){{1,6}}",
    "reason": r"(?:motif|raison)\s*:\s*(?:signature|approbation|validation|visa)(?!\w)",
    "number": r"(?:certificat|transaction|enveloppe|identifiant|id|n°)\s*:?\s*"
    r"(?=\S*\d)[0-9A-F][0-9A-F-]{7,}(?!\w)",
}


def _written(name: str, pattern: str) -> str:
    pattern = pattern.replace("§§", _WHEN).replace("§", f"(?:{_WHEN}|{_BLANK})")
    spaced = pattern.replace(" ", r"\s+").replace("[~']", "(?:~|')").replace("~", r"(?:[^\S\f]+)")
    return rf"(?P<{name}>(?<![\w'])(?:{spaced}))"


#: Capitals go without accents as often as not: « ACCUSE DE RECEPTION EN PREFECTURE ».
_PLAIN = str.maketrans({chr(c): normalize("NFD", chr(c))[0] for c in range(0xC0, 0x180)})
_MENTION = re.compile(
    "|".join(map(_written, *zip(*_MENTIONS.items(), strict=True))).translate(_PLAIN), re.IGNORECASE
)
_A_DATE = re.compile(_WHEN.replace(" ", r"\s+").translate(_PLAIN), re.IGNORECASE)
#: Those that end with a date, those of them that stand apart, as in the margin of each page,
#: and those that tell a signature.
_DATED = ("SENT", "ARRIVED", "DATES", "done", "sent", "date")
_APART = ("done", "sent")
_SIGNING = ("SIGNED", "BY")


# --- what a file says ---------------------------------------------------------------------------


class Mention(NamedTuple):
    """What one says: words ``start`` to ``end`` of those looked at."""

    name: str
    start: int
    end: int
    key: tuple[str, ...]

    @property
    def is_said(self) -> bool:
        """Has it the date that it is to say? A stamp may leave one to be filled in."""
        return self.name not in _DATED or any(key.isdigit() for key in self.key)

    @property
    def is_telling(self) -> bool:
        """Does it tell a stamp or a signature by itself?"""
        return self.name.isupper() and self.is_said


def found(text: Text, words: Sequence[Token], known: Set[str]) -> list[Mention]:
    """All that words say as a stamp or a signature would, in order.

    A name or an organisation beside a signature is one of those that the other file says.
    """
    said, starts = _said(text, words)
    out = []
    for match in _MENTION.finditer(said):
        start, end = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        key = tuple(token.key for token in words[start:end])
        if match.lastgroup != "name" or known >= {*key[key.index(":") + 1 :]}:
            out.append(Mention(match.lastgroup or "", start, end, key))
    return out


def has_other_figures(words: str) -> bool:
    """Does it say figures that are no date, no hour?"""
    return any(map(str.isdigit, _A_DATE.sub("", fold(words).translate(_PLAIN))))


def kept(old: Sequence[Mention], new: Sequence[Mention]) -> set[Mention]:
    """The mentions of B that A has too, or has with another date: they are compared as words.

    Of several that say the same, those that stand alone are A's.
    """
    here, there = Counter(m.key for m in old), Counter(m.key for m in new)
    otherwise = {m.name for m in old if here[m.key] > there[m.key]}
    ends = Counter(place for m in new for place in (m.start, m.end))
    out = set()
    for mention in sorted(new, key=lambda m: ends[m.start] + ends[m.end]):
        if here[mention.key] > 0 or mention.name in otherwise:
            here[mention.key] -= 1
            out.add(mention)
    return out


def stamps(
    text: Text, words: Sequence[Token], mentions: Collection[Mention], last: int | None = None
) -> list[Sequence[Token]]:
    """The words of each stamp and signature that mentions make, one after another.

    ``last`` is the last paragraph that the other file has too, when it is known.
    """

    def is_placed(row: list[Mention]) -> bool:
        """A platform signs a PDF anywhere; in Word, people sign where they sign, or at the end."""
        block = _block(text, words, row)
        at_end = last is not None and words[row[0].start].block > last
        told = {m.name for m in row if m.is_telling}
        anywhere = text.is_pdf or not told or not told <= set(_SIGNING)
        return anywhere or block.signed or at_end

    rows = [row for row in _rows(words, mentions) if is_placed(row)]
    telling = [row for row in rows if any(m.is_telling for m in row)]
    pages = {_block(text, words, row).number for row in telling}
    near = [
        row
        for row in rows
        if _block(text, words, row).number in pages
        and all(m.name in _APART and m.is_said for m in row)
    ]
    return [words[row[0].start : row[-1].end] for row in [*telling, *near]]


def _block(text: Text, words: Sequence[Token], row: list[Mention]) -> Block:
    return text.blocks[words[row[0].start].block]


def is_stamp(text: Text, words: Sequence[Token], known: Set[str]) -> bool:
    """Is it all said as a stamp or a signature would, be it « Publié le 17/04/2030 » alone?"""
    rows = _rows(words, found(text, words, known))
    whole = len(rows) == 1 and (rows[0][0].start, rows[0][-1].end) == (0, len(words))
    telling = (m for m in rows[0] if m.is_telling or m.name in _APART) if whole else ()
    return any(m.is_said and m.name not in _SIGNING for m in telling)


def _rows(words: Sequence[Token], mentions: Collection[Mention]) -> list[list[Mention]]:
    """Mentions that follow one another, with nothing but signs between."""
    rows: list[list[Mention]] = []
    for mention in mentions:
        last = rows[-1][-1].end if rows else 0
        if rows and all(t.kind is Kind.SIGN for t in words[last : mention.start]):
            rows[-1].append(mention)
        else:
            rows.append([mention])
    return rows


def _said(text: Text, words: Sequence[Token]) -> tuple[str, list[int]]:
    """The words, with the end of each line, and where each begins."""
    pieces: list[str] = []
    starts: list[int] = []
    at, before = 0, None
    for word in words:
        line = text.blocks[word.block].words
        if before is None or before.block != word.block:
            rest = text.blocks[before.block].words[before.end :] if before else ""
            gap = f"{rest}\n" if before else ""
        else:
            gap = line[before.end : word.start]
        if any(sign.isalnum() for sign in gap):  # words left out: those of the text around
            gap = "\n" if "\n" in gap else " "
        starts.append(at + len(gap))
        pieces += [gap, line[word.start : word.end]]
        at, before = starts[-1] + word.end - word.start, word
    return fold("".join(pieces).replace("\n", "\f")).translate(_PLAIN) + "\f", starts
