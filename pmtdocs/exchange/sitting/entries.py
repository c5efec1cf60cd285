"""A list of the register → its entries: who, how, in whose place, for whom, until when.

Registers forget commas, and some print no comma at all between two communes. An entry is names and
what is said of them (``lexicon.ITEM``); it ends where another name begins: after a comma, at a
civility, at a new line, or after a surname in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice, takewhile

from pmtdocs.exchange.sitting.lexicon import BOUNDS, MODES, TIES
from pmtdocs.exchange.sitting.names import (
    SHARED_CIVILITIES,
    is_initials,
    is_particle,
    is_surname,
    is_town,
    is_whole,
)
from pmtdocs.exchange.sitting.pasted_text import Pasted
from pmtdocs.exchange.sitting.raw_sitting import Bound, Words
from pmtdocs.exchange.sitting.tokens import Entry, Token, sentence, tokens, words_of
from pmtdocs.language.spelling import squash

_POINT = re.compile(r"[.*•]+")
_BULLET = re.compile(r"[-–—•·▪○◦□■✓*]+|[0-9]{1,3}[.)°-]*|o")
_DASH = re.compile(r"[-–—/]|et")
#: What stands before the name of a commune.
_OF_TOWN = re.compile(r"(?:pour |de )*(?:la )?(?:commune|ville|mairie)s? (?:de |(?=d'))")
#: A longer entry is no name, whatever it is.
_LONGEST = 40


class Entries:
    """Cuts a list; ``towns`` are the known communes, squashed."""

    def __init__(self, pasted: Pasted, towns: Collection[str], capitals: bool) -> None:
        self.pasted, self.towns, self.capitals = pasted, towns, capitals
        self.town: Words | None = None
        self.entries: list[Entry] = []
        self.entry = Entry()
        self.announced: Words | None = None
        """The number that opens the list: « Présents : 41 »."""
        self.stopped: Words | None = None
        """The sentence that ends it."""
        self._tokens: list[Token] = []
        self._at = self._depth = 0
        self._parted = self._marked = self._titled = self._tied = False
        self._civility = ""

    def read(self, start: int, end: int) -> list[Entry]:
        """The entries of a list that stands between two places of the text."""
        self._tokens = [*tokens(self.pasted, start, end)]
        for line in sentence(self.pasted, self._tokens):
            self.stopped = self._words(line)
            del self._tokens[self._tokens.index(line[0]) :]
        for at, token in enumerate(self._tokens):
            self._at = at
            self._take(token)
        self._flush()
        return self.entries

    def _take(self, token: Token) -> None:
        if token.kind == "word" or self._is_surname(token):
            self._word(token)
        elif token.kind == "open":
            # One that is never closed opens nothing.
            self._depth += ")" in self.pasted.text[token.start : token.start + 300]
            self._tied = False
        elif token.kind == "close":
            self._depth, self._marked = max(0, self._depth - 1), True
        elif token.kind == "sep":
            self._parted = self._parted or not self._depth
        elif token.kind == "colon":
            self._colon()
        elif token.kind in BOUNDS:
            self._bound(token)
        else:
            self._mark(token)

    def _is_surname(self, token: Token) -> bool:
        """« C. ADJOINT » is nobody's title."""
        if token.kind not in ("title", "staff") or not is_surname(token.text.split()[0]):
            return False
        return not self._parted and bool(self.entry.run) and not self._whole()

    def _whole(self) -> bool:
        """Can the name that is being read end here?"""
        return is_whole([token.text for token in self.entry.run], self.capitals)

    def _is_shared(self) -> bool:
        """« Mmes UN, DEUX et TROIS » : a surname is a whole name there."""
        named = any(map(is_surname, self.entry.bare)) or not self.capitals
        return bool(self._civility and self.entry.first) and named

    def _word(self, token: Token) -> None:
        if self._is_sign(token):
            return
        self._titled = False
        if self._begins(token):
            self._flush(token)
        if self._depth and self.entry.run and not self._tied:
            if not self.entry.second:
                self.entry.aside.append(token)
            return
        self._parted = self._marked = False
        if not (token.civility and self._civil(token)):
            self.entry.civility = self._civility
            self.entry.run.append(token)

    def _civil(self, token: Token) -> bool:
        """Is it the civility of all those that follow?"""
        if all(is_particle(word.text) for word in self.entry.run):
            self.entry.run.clear()  # « Pouvoirs : de Mme A à M. B »
        shared = SHARED_CIVILITIES.get(token.folded, "")
        before = self._tokens[max(0, self._at - 2) : self._at]
        # « Mesdames et Messieurs » : which one is whose is not told.
        mixed = any(word.folded in SHARED_CIVILITIES for word in before)
        self._civility = "" if mixed else shared
        return bool(shared)

    def _is_sign(self, token: Token) -> bool:
        """Is a word none: a bullet, a dash, « et », a number, the rest of a title?"""
        run = self.entry.run
        opens = token.breaks or self._parted or self._depth or not run
        if _BULLET.fullmatch(token.folded) and opens:
            if token.folded.isdecimal() and not self.entries and not run:
                self.announced = self.announced or self.pasted.figure(token.start, token.end)
            self._parted = self._parted or token.breaks
        elif _DASH.fullmatch(token.folded) and not self._depth and not self._titled:
            if self._names_town(token):
                self._named_town()
            elif self._parted or (self._whole() and not self._is_label()) or self._is_shared():
                self._parted = True
            else:
                return token.folded != "et" or not run
        else:
            # « déléguée à la culture, au patrimoine »
            rest = self._titled and token.text[:1].islower() and not is_surname(token.text)
            return rest or bool(_POINT.fullmatch(token.folded))
        return True

    def _begins(self, token: Token) -> bool:
        """Does a word begin another name?"""
        entry, bare = self.entry, self.entry.bare
        if self._depth or entry.awaits or not (entry.first or entry.tie):
            return False
        if self._parted or self._marked or len(entry.run) >= _LONGEST:
            return True
        if token.civility:
            return not entry.run or (entry.run[-1].capital and not all(map(is_initials, bare)))
        if token.breaks and self._whole() and self._opens():
            return True
        return self.capitals and bool(bare) and self._follows(token, bare)

    def _follows(self, token: Token, bare: list[str]) -> bool:
        """In a register with capitals, does a word begin a name after another one?"""
        ends, opens = is_surname(bare[-1]), is_surname(bare[0])
        if is_surname(token.text):  # « UN Jean DEUX Claire »
            return opens and not ends and bare[-1][:1].isupper()
        # A name is whole after a first name or initials, then a surname.
        return (token.capital or is_initials(token.text)) and ends and ("." in bare[0] or not opens)

    def _ahead(self) -> tuple[list[str], Token | None]:
        """The words up to the next break or sign, and what follows them."""
        rest = islice(self._tokens, self._at + 1, self._at + 1 + _LONGEST)
        ahead = takewhile(lambda t: t.kind == "word" and not (t.breaks or t.dash), rest)
        words = [self._tokens[self._at].text, *(t.text for t in ahead)]
        after = self._at + len(words)
        return words, self._tokens[after] if after < len(self._tokens) else None

    def _opens(self) -> bool:
        """Is what follows a break the start of an entry, rather than the rest of a name?"""
        words, after = self._ahead()
        if after is not None and (after.kind == "colon" or after.dash):
            known = squash(" ".join(words)) in self.towns
            return known or (not self.towns and len({*map(is_surname, words)}) == 1)
        if self.entry.run[0].breaks and self._heads(self._tokens[self._at :][: len(words)], after):
            return True
        if is_whole(words, self.capitals):  # in the same order: « Prénom NOM », or « NOM Prénom »
            return not self.capitals or is_surname(self.entry.bare[0]) == is_surname(words[0])
        # A word alone on its line is one more entry where the last had a line of its own.
        return self.entry.run[0].breaks and (after is None or after.breaks)

    # --- what is said of a name ------------------------------------------------------------

    def _mark(self, token: Token) -> None:
        run, office = self.entry.run, token.kind in ("title", "staff")
        if office and all(t.civility or is_particle(t.text) for t in run):
            if run and run[0].civility:
                run.append(token)  # « Madame la Maire » names nobody
                return
            run.clear()  # « le Maire, M. Luc ROY »
        heads = (office and self._is_label()) or (token.kind == "holds" and token.capital)
        if heads and (token.breaks or self._parted):
            self._flush()  # « Adjoints : », « Pouvoir de A à B »
        if token.kind in TIES:
            self._tie(token)
        elif office:
            self._office(token)
        elif self.entry.first:
            self.entry.mode = MODES.get(token.kind, self.entry.mode)
        self._marked = bool(self.entry.first)

    def _office(self, token: Token) -> None:
        if token.kind == "staff":
            self.entry.staff = self._words([token])
            return
        self._titled = bool(self.entry.first)
        if not token.folded.split()[0].endswith("s"):  # « adjoints » is said of several
            self.entry.title = self.entry.title or self._words([token])

    def _is_label(self) -> bool:
        """« Exemple et Essai : », « Le directeur : »."""
        after = self._ahead()[1]
        return after is not None and after.kind == "colon"

    def _tie(self, token: Token) -> None:
        entry, self._tied = self.entry, True
        if token.kind == "gives" and len(token.text) == 1 and not entry.first and not entry.tie:
            return
        if entry.tie is None:
            entry.tie = token
        elif token.kind == "gives" and entry.tie.kind == "holds" and not entry.first:
            entry.first, entry.second, entry.tie = entry.second, [], token  # « Pouvoir de A à B »
        elif token.kind != "alone" and not (entry.awaits and token.kind == "gives"):
            entry.unread = entry.unread or token

    def _bound(self, token: Token) -> None:
        """A bound belongs to the entry that it follows, be it closed by a comma or not."""
        side, group = BOUNDS[token.kind]
        words = self.pasted.words(*token.match.span(group))
        if token.match["out"]:  # « non incluse »: which one comes before is not for us to say
            words = words._replace(text=f"{words.text} (non incluse)")
        self.entry.bounds.append(Bound(side, words))
        self._marked = bool(self.entry.first)

    # --- communes and headings within a list -----------------------------------------------

    def _names_town(self, token: Token) -> bool:
        """« BOURG – M. Luc ROY »."""
        after, run = self._tokens[self._at + 1 : self._at + 2], self.entry.run
        named = any(t.civility or is_initials(t.text) for t in run) or self.entry.tie
        follows = bool(after) and after[0].civility and token.folded != "et"
        return follows and bool(run) and not named and not self._civility

    def _colon(self) -> None:
        entry = self.entry
        if entry.run:
            self._named_town()
        elif entry.staff and not entry.first:
            self._parted = self._marked = False
        elif not entry.first and not entry.tie:
            self.entry = Entry()  # « Adjoints : »

    def _named_town(self) -> None:
        """What stands before a colon is a commune, less the name that it may follow."""
        run = self.entry.run
        label = _OF_TOWN.match(" ".join(t.folded for t in run))
        del run[: label[0].count(" ") if label else 0]
        known = (i for i in range(len(run)) if self._squash(run[i:]) in self.towns)
        cut = next(known, len(run) if any(t.civility for t in run) else 0)
        named = run[cut:]
        del run[cut:]
        if named and label and named[0].folded.startswith("d'"):  # « Commune d'Orme »
            named[0] = named[0]._replace(text=named[0].text[2:], start=named[0].start + 2)
        self._flush()
        self.town = words_of(self.pasted, named) if named else self.town

    def _squash(self, run: Sequence[Token]) -> str:
        return squash(" ".join(t.text for t in run))

    def _flush(self, following: Token | None = None) -> None:
        entry = self.entry
        alone = entry.first and not entry.tie and not entry.first[0].civility
        if alone and self._heads(entry.first, following):
            self.town = words_of(self.pasted, entry.first)  # a commune on a line of its own
        elif entry.first or entry.second or (entry.tie and entry.tie.kind == "alone"):
            aside = entry.aside and self._squash(entry.aside) in self.towns
            entry.town = words_of(self.pasted, entry.aside) if aside else self.town
            self.entries.append(entry)
        elif entry.bounds and self.entries:
            self.entries[-1].bounds.extend(entry.bounds)
        self.entry = Entry()
        self._parted = self._marked = False

    def _heads(self, run: Sequence[Token], following: Token | None) -> bool:
        """Is it a known commune, or « BOURG-HAUT » alone on its line above « M. Luc ROY »?"""
        if self._squash(run) in self.towns:
            return True
        if following is None or not (following.breaks and following.civility) or self._marked:
            return False
        whole = run[0].breaks and all(is_surname(t.text) or is_particle(t.text) for t in run)
        return whole and is_town(words_of(self.pasted, run).text)

    def _words(self, run: Sequence[Token]) -> Words:
        return self.pasted.words(run[0].start, run[-1].end)
