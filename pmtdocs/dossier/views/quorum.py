"""How many must be there for the council to decide, by the law of the day of the sitting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pmtdocs.dossier import law
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.deliberation import Interested
from pmtdocs.dossier.model.sitting import Presence, Sitting
from pmtdocs.dossier.views.vote import Vote, vote_of

BY_LAW = "désigné par la loi"
_SHARE = {2: ("plus de la moitié", "au moins la moitié"), 3: ("plus du tiers", "au moins le tiers")}


class Quorum(NamedTuple):
    """The quorum at one report; proxies count only where the law says « présent ou représenté »."""

    membres: int
    """Members in office, less those designated by law who withdraw."""
    presents: tuple[Presence, ...]
    """Present at the vote and not withdrawn for interest."""
    retires: tuple[Presence, ...]
    """Present, but withdrawn for interest: they do not count, even among the public."""
    part: law.Value | None
    """2 for half of the members, 3 for a third."""
    depassement: law.Value | None
    """1 when the share must be exceeded, 0 when it is enough to reach it."""
    retrait: law.Value | None = None
    """By what law the interested do not count, where there are some."""
    representes: int | None = None
    """Members represented, where the law counts them with those present; else None."""
    libre: str = ""
    """Why the council decides whatever the number present, as far as we know the law."""

    @property
    def comptes(self) -> int:
        """How many count."""
        return len(self.presents) + (self.representes or 0)

    @property
    def requis(self) -> int:
        """How many must be there: 62 for more than half of 123, 41 for a third."""
        if self.libre or self.part is None:
            return 0
        share = int(self.part.value)
        return self.membres // share + 1 if self._exceeded else -(-self.membres // share)

    @property
    def _exceeded(self) -> bool:
        return self.depassement is not None and bool(self.depassement.value)

    @property
    def atteint(self) -> bool:
        return self.comptes >= self.requis

    @property
    def regle(self) -> str:
        """« plus de la moitié de 123 », « au moins le tiers de 123 »."""
        if self.libre or self.part is None:
            return self.libre
        more, less = _SHARE.get(int(self.part.value), (f"plus du 1/{self.part.value}",) * 2)
        return f"{more if self._exceeded else less} de {self.membres}"

    @property
    def source(self) -> str:
        """The law behind the figure, with what is doubtful of it."""
        found = [v for v in (self.part, self.depassement, self.retrait) if v]
        doubts = " ; ".join(dict.fromkeys(v.doubt for v in found if v.doubt))
        return f"{found[0].source} ; {doubts}" if doubts else found[0].source if found else ""


_SECOND = "sans condition de quorum, sur seconde convocation"
_STATUTES = "quorum que fixent ses statuts, non vérifié"


def quorum_at(
    dossier: Dossier, sitting: Sitting, vote: Vote, interested: Iterable[Interested] = ()
) -> Quorum:
    """The quorum for a vote, by the law of the day of the sitting and of whose council it is."""
    all_of_them, part = tuple(interested), dossier.droit("quorum-denominateur")
    leave, less = dossier.droit("interesses-hors-quorum"), _holds(dossier, _BY_LAW)
    withdrawn = {i.membre for i in all_of_them} if leave and leave.value else set()
    by_law = {i.membre for i in all_of_them if i.fondement_deport == BY_LAW}
    represented = [p for p in vote.procurations if p.de not in withdrawn and p.a not in withdrawn]
    return Quorum(
        sitting.membres_en_exercice - (len(by_law) if less else 0),
        tuple(m for m in vote.presents if m.person not in withdrawn),
        tuple(m for m in vote.presents if m.person in withdrawn),
        part,
        dossier.droit("quorum-depassement"),
        leave if withdrawn else None,
        len(represented) if _holds(dossier, "quorum-represente") else None,
        _SECOND if sitting.seconde_convocation else "" if part else _STATUTES,
    )


_BY_LAW = "deport-designes-par-la-loi"


def _holds(dossier: Dossier, key: str) -> bool:
    return bool((found := dossier.droit(key)) and found.value)


def quorum_of(dossier: Dossier) -> Quorum | None:
    """The quorum at the dossier's own report, or None without a sitting and a deliberation."""
    vote = vote_of(dossier)
    if vote is None or dossier.seance is None or dossier.deliberation is None:
        return None
    return quorum_at(dossier, dossier.seance, vote, dossier.deliberation.interesses)
