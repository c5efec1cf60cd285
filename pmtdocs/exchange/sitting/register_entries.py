"""A list of the register → its entries: a commune, a name, what follows the name.

Registers forget commas, and some print no comma at all between two communes. An entry therefore
ends at a comma, or where a surname in capitals is followed by the start of another name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pmtdocs.exchange.sitting.pasted_text import Pasted, spaced
from pmtdocs.exchange.sitting.raw_sitting import Bound, Words
from pmtdocs.language.spelling import squash

CIVILITIES = {
    **dict.fromkeys(("m.", "m", "mm.", "mm", "mr", "monsieur"), "M."),
    **dict.fromkeys(("mme", "mme.", "mmes", "mlle", "madame"), "Mme"),
}
SUBSTITUTE = frozenset(("suppleant", "suppleante"))
_SHE, _HE = r"(?:question|deliberation)", r"(?:rapport|point|dossier)"
_NUMBER = r"\s*(?:n\s*[°ºo]?)?\s*"
_BOUND = spaced(
    rf"(?:(?P<first>a\s+(?:compter|partir)\s+(?:de\s+la\s+{_SHE}|du\s+{_HE})"
    rf"|des\s+(?:la\s+{_SHE}|le\s+{_HE})){_NUMBER}(?P<from>[0-9]{{1,4}})"
    rf"|(?P<last>jusqu'(?:a\s+la\s+{_SHE}|au\s+{_HE})){_NUMBER}(?P<to>[0-9]{{1,4}})"
    r"(?P<out>\s*\(?\s*(?:non\s+inclu|exclu))?"
    r"(?:\s*(?:non\s+)?(?:inclu|compri|exclu)[a-z]*)?)"
)
_TOKEN = re.compile(r"[,;:]|[^\s,;:()]+")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+")
_LEADING = re.compile(r"^(?:[^\W\d_]{1,2}\.)+")
#: A longer entry is no name, whatever it is.
_LONGEST = 40


class Token(NamedTuple):
    """A word or a separator, and where it stands."""

    text: str
    folded: str
    start: int

    @property
    def initials(self) -> bool:
        """« B. », « JP. », « M.J. »."""
        return self.text.isupper() and bool(_INITIALS.fullmatch(self.text))

    @property
    def surname(self) -> bool:
        """A word in capitals: « DUPONT », « C.DURAND », but neither « JF. » nor « M »."""
        rest = _LEADING.sub("", self.text)
        return not self.initials and rest.isupper() and sum(map(str.isalpha, rest)) > 1

    @property
    def civility(self) -> bool:
        return self.text[:1].isupper() and self.folded in CIVILITIES

    @property
    def replaced(self) -> bool:
        """« représenté », « suppléée », « remplacé »."""
        return self.folded.startswith(("represente", "supplee", "remplace"))

    @property
    def to(self) -> bool:
        """The « à » between who gives a proxy and who holds it."""
        return self.text in ("à", "a")


@dataclass
class Entry:
    """The words between two separators, under the last commune named."""

    town: Words | None
    tokens: list[Token]
    bounds: list[Bound] = field(default_factory=list)


class Entries:
    """Cuts a list; ``towns`` are the known communes, squashed."""

    def __init__(self, pasted: Pasted, towns: Collection[str]) -> None:
        self.pasted, self.towns = pasted, towns
        self.town: Words | None = None
        self.entries: list[Entry] = []
        self.tokens: list[Token] = []
        self.bounds: list[Bound] = []

    def read(self, start: int, end: int) -> list[Entry]:
        """The entries of a list that stands between two places of the text."""
        at = start
        for match in _BOUND.finditer(self.pasted.folded, start, end):
            self._words(at, match.start())
            self._bound(match)
            at = match.end()
        self._words(at, end)
        self._flush()
        return self.entries

    def _words(self, start: int, end: int) -> None:
        folded, text = self.pasted.folded, self.pasted.text
        for match in _TOKEN.finditer(folded, start, end):
            token = Token(text[match.start() : match.end()], match[0], match.start())
            if token.text == ":":
                self._named_town()
            elif token.text in ",;" or (
                token.text == "et" and any(t.surname for t in self.tokens[-1:])
            ):
                if not self._awaits_substitute():
                    self._flush()
            else:
                if self._begins(token) or len(self.tokens) >= _LONGEST:
                    self._flush()
                if token.replaced and not self.tokens and self.entries:
                    last = self.entries.pop()  # « M. A, représenté par… »: the comma closed nothing
                    self.town, self.tokens, self.bounds = last.town, last.tokens, last.bounds
                self.tokens.append(token)

    def _bound(self, match: re.Match[str]) -> None:
        """A bound belongs to the entry that it follows, be it closed by a comma or not."""
        group = "from" if match["first"] else "to"
        words = self.pasted.words(match.start(group), match.end(group))
        if match["out"]:  # « non incluse »: which one comes before is not for us to say
            words = words._replace(text=f"{words.text} (non incluse)")
        bound = Bound("a_compter_de" if match["first"] else "jusqu_a", words)
        if self.tokens or not self.entries:
            self.bounds.append(bound)
        else:
            self.entries[-1].bounds.append(bound)

    def _awaits_substitute(self) -> bool:
        """« représenté par sa suppléante, Mme B »."""
        ends = bool(self.tokens) and self.tokens[-1].folded in SUBSTITUTE
        return ends and any(token.replaced for token in self.tokens)

    def _begins(self, token: Token) -> bool:
        """Does a word begin another name, with no comma before it?"""
        to = [i for i, told in enumerate(self.tokens) if told.to]
        name = self.tokens[to[-1] + 1 if to else 0 :]  # what follows the last « à »
        if token.civility:
            named = any(not t.civility and not t.initials for t in name)
            return named and self.tokens[-1].text[:1].isupper()
        capital = token.text[:1].isupper() and not token.surname
        # A name is whole after a first name or initials, then a surname in capitals.
        bare = [t for t in name if not t.civility]
        whole = bool(bare) and bare[-1].surname and (len(bare) > 1 or "." in bare[0].text)
        return (capital or token.initials) and whole

    def _named_town(self) -> None:
        """What stands before a colon is a commune, less the name that it may follow."""
        words = [token.text for token in self.tokens]
        known = (i for i in range(len(words)) if squash(" ".join(words[i:])) in self.towns)
        cut = next(known, 0)
        named = self.tokens[cut:]
        self.tokens = self.tokens[:cut]
        self._flush()
        self.town = words_of(self.pasted, named) if named else None

    def _flush(self) -> None:
        if self.tokens:
            self.entries.append(Entry(self.town, self.tokens, self.bounds))
        elif self.bounds and self.entries:
            self.entries[-1].bounds.extend(self.bounds)
        self.tokens, self.bounds = [], []


def words_of(pasted: Pasted, tokens: Sequence[Token]) -> Words:
    """Words side by side; a name cut at the end of a line is joined again."""
    text = re.sub(r"(?<=\w)[-‐] (?=\w)", "-", " ".join(token.text for token in tokens))
    text = re.sub(r"(?<=[^\W\d_]{3})\.$", "", text.replace("*", ""))
    return pasted.at(tokens[0].start, text)
