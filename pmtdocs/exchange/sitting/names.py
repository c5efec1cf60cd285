"""A printed name: its parts, and whether some words are a person's name at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmtdocs.language.french import plain
from pmtdocs.language.spelling import squash

#: Those of several people: what follows them bears them too.
SHARED_CIVILITIES = {
    **dict.fromkeys(("mm.", "mm", "mrs", "mrs.", "messieurs"), "M."),
    **dict.fromkeys(("mmes", "mmes.", "mesdames"), "Mme"),
}
CIVILITIES = {
    **dict.fromkeys(("m.", "m", "mr", "mr.", "monsieur"), "M."),
    **dict.fromkeys(("mme", "mme.", "mlle", "mlle.", "madame", "mademoiselle"), "Mme"),
    **SHARED_CIVILITIES,
}
#: Words of a name that have no capital of their own: « de La Tour », « EXEMPLE née ESSAI ».
_PARTICLES = frozenset(
    ("de", "du", "des", "d", "la", "le", "les", "l", "van", "von", "der", "den", "di", "da", "dos")
)
_LINKS = frozenset(("nee", "ne", "epouse", "ep.", "dit", "dite", "veuve", "et", "y"))
#: What no first name is: places, services, counts, the words of the sitting itself.
NOT_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        adjoint adjointe adjointes adjoints affaires agglomeration article assemblee avenue bourse
        bureau cabinet cantine centre cinema college comite commission commune communes communaute
        conseil conseiller conseillere conseilleres conseillers convocation date delegue deleguee
        deleguees delegues deliberation departement directeur direction directrice ecole espace
        foyer general generale groupe gymnase halle hotel informations maire mairie maison majorite
        mediatheque membre membres metropole ministere municipal municipale nombre objet
        opposition ordre palais place pole prefet prefecture president presidente public
        question quorum rapport region registre rue salle seance secretaire service services
        suppleant suppleants syndicat tableau theatre titulaire titulaires total tresor
        tresorier ville votants vote
        """,
    )
)
_LEADING = re.compile(r"^(?:[^\W\d_]{1,2}\.)+")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+")
_ELIDED = re.compile(r"^(?:[dlDL]['’]|Mc|Mac)(?=[^\W\d_]{2})")
#: What a scanner reads in place of a capital: « DUP0NT », « MARTlN ».
_SLIPS = str.maketrans({"0": "O", "1": "I", "5": "S", "8": "B", "l": "I", "|": "I"})


def is_initials(word: str) -> bool:
    """« B. », « JP. », « M.J. »."""
    return word.isupper() and bool(_INITIALS.fullmatch(word))


def is_surname(word: str) -> bool:
    """A word in capitals: « DUPONT », « C.DURAND », « d'ORCY », but neither « JF. » nor « M »."""
    rest = _ELIDED.sub("", _LEADING.sub("", mended(word)))
    return not is_initials(word) and rest.isupper() and sum(map(str.isalpha, rest)) > 1


def mended(word: str) -> str:
    """The capitals that a scanner took for figures: « DUP0NT » → « DUPONT ».

    A small l only among three capitals at least: « Al » is a name.
    """
    capitals = sum(map(str.isupper, word))
    if capitals < (3 if "l" in word else 2) or any(c.islower() and c != "l" for c in word):
        return word
    if _ELIDED.match(word):
        return word
    # « MARTlN » is an I between two consonants, « DUVAl » an L.
    inner = re.sub(r"(?<=[AEIOUYÉÈ])[l1|]|[l1|](?=[AEIOUYÉÈ])", "L", word)
    return inner.translate(_SLIPS)


def is_particle(word: str) -> bool:
    return plain(word).replace("'", "") in _PARTICLES


class Name(NamedTuple):
    """A printed name in its parts."""

    civility: str
    rest: str

    @classmethod
    def read(cls, printed: str) -> Name:
        first, _, rest = printed.partition(" ")
        civility = CIVILITIES.get(plain(first), "") if rest and first[:1].isupper() else ""
        return cls(civility, rest if civility else printed)

    def readings(self) -> Iterable[tuple[str, str]]:
        """(civility, letters); « M. » alone before a surname may be an initial."""
        yield self.civility, squash(self.rest)
        if self.civility == "M." and (self.rest.isupper() or " " not in self.rest):
            yield "", f"m{squash(self.rest)}"

    def mended(self) -> Name:
        return self._replace(rest=" ".join(map(mended, self.rest.split())))

    def split(self) -> tuple[str, str]:
        """First name and surname: capitals tell them apart, else the last word is the surname."""
        words = self.rest.split()
        capitals = [i for i, word in enumerate(words) if is_surname(word)] or [len(words) - 1]
        while capitals[0] > 1 and is_particle(words[capitals[0] - 1]):
            capitals.insert(0, capitals[0] - 1)
        if capitals[0] == 1 and is_particle(words[0]):
            capitals.insert(0, 0)
        linked = range(capitals[0], capitals[-1] + 1)
        if all(i in capitals or _joins(words[i]) for i in linked):
            capitals = [*linked]
        first = [word for i, word in enumerate(words) if i not in capitals]
        return " ".join(first) or "à compléter", " ".join(words[i] for i in capitals)


def _joins(word: str) -> bool:
    return is_particle(word) or plain(word) in _LINKS


def is_name(printed: str, bare: bool) -> bool:
    """Are these words somebody's name? ``bare``: in a register that gives names neither capitals
    nor a civility, two capitalised words are enough."""
    name = Name.read(printed).mended()
    words = name.rest.split()
    proper = [word for word in words if not _joins(word)]
    if not proper or len(words) > 8 or any(map(_odd, proper)):
        return False
    common = [word for word in proper if NOT_NAMES.intersection(plain(word).split("-"))]
    capitals = [word for word in proper if is_surname(word)]
    if name.civility:
        return not (common and common[0] is proper[0] and common[0] not in capitals)
    if len(proper) < 2 and not _LEADING.match(proper[0]):
        return False
    if common and (common[0] not in capitals or len(capitals) == len(proper)):
        return False
    return bare or bool(capitals)


def is_town(printed: str) -> bool:
    """May a label be the name of a commune? « Conseillers », « les adjoints » are none."""
    each = printed.split()
    return printed[:1].isupper() and not any(
        word.lower() in CIVILITIES or squash(word) in NOT_NAMES for word in each
    )


def _odd(word: str) -> bool:
    """No word of a name: it has a figure, or begins with a small letter."""
    letters = _ELIDED.sub("", word)
    return not letters[:1].isupper() or any(not c.isalpha() and c not in "-'’." for c in letters)


def is_whole(words: Sequence[str], capitals: bool) -> bool:
    """Can a name end here? In a register that writes surnames in capitals, not before one."""
    bare = [word for word in words if plain(word) not in CIVILITIES or not word[:1].isupper()]
    if not bare or is_particle(bare[-1]) or (capitals and not any(map(is_surname, bare))):
        return False
    return len(bare) > 1 or len(words) > 1 or "." in bare[0]
