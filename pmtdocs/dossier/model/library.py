"""``templates/<modele>/clauses.yaml``: the optional clauses of a modèle, a Word file each."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from pmtdocs.dossier.model.base import Date, Model, YesNo
from pmtdocs.dossier.model.words import Key, Text
from pmtdocs.dossier.reader import MISSING_FILE, Reader
from pmtdocs.dossier.source import Source
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.finding import Finding
from pmtdocs.system import files
from pmtdocs.system.limits import YAML_SIZE, LimitError

#: The table of the clauses and the folder of their Word files, in a modèle.
TABLE, FOLDER = "clauses.yaml", "clauses"
#: The first step of a path in the table.
ROOT = "clauses"


class LibraryClause(Model):
    """An optional clause: where it goes, when it is of use, when the law asks for it."""

    titre: Text
    """Comment les personnes l'appellent : « Reste non dépensé »."""
    partie: Key
    """Pièce qui la reçoit : « convention » vaut aussi pour convention-type et les autres."""
    place: tuple[Text, ...] = Field(min_length=1)
    """Signets de la pièce, le premier qui existe : fin de l'article, ou après le paragraphe."""
    remplace: YesNo = False
    """Prend-elle la place de ce que le signet désigne, au lieu de s'y ajouter ?"""
    condition: Text | None = None
    """Quand elle sert, écrite comme dans {% if … %} ; loi.… nomme un seuil. Absente : toujours."""
    depuis: Date | None = None
    """Jour à partir duquel la loi la demande ; absent : elle est seulement conseillée."""
    motif: Text
    """Pourquoi la choisir."""
    reference: Text
    """Texte qui la fonde."""
    doute: Text | None = None
    """Ce qui reste à vérifier."""
    contredit: tuple[Key, ...] = ()
    """Clauses qui ne peuvent pas être choisies avec elle."""
    mots: tuple[Text, ...] = ()
    """Mots auxquels on reconnaît qu'une pièce le dit déjà ; « … » vaut pour quelques mots."""
    repond_a: tuple[Key, ...] = ()
    """Ce que les règles disent absent et qu'elle apporte : reste-non-depense, copie-certifiee…"""

    @property
    def cited(self) -> str:
        """The reference as a message cites it, the doubt with it."""
        return f"{self.reference} ({self.doute})" if self.doute else self.reference

    def asked(self, day: dt.date) -> bool:
        """Does the law ask for it on a day, where its condition holds?"""
        return self.depuis is not None and self.depuis <= day

    def fits(self, part: str) -> bool:
        """Is this the part that takes it? « convention » is also « convention-type »."""
        return part == self.partie or part.startswith(f"{self.partie}-")


Clauses = dict[Key, LibraryClause]


@dataclass(frozen=True)
class Library:
    """The clauses of a modèle as its table says them, in its order."""

    clauses: dict[str, LibraryClause] = field(default_factory=dict)
    source: Source = field(default_factory=lambda: Source(""))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong in the table."""
        return tuple(self.source.findings)


def read_library(modele: Path, shown: str) -> Library:
    """The table of a modèle, read once for the same bytes; an empty one when it has none.

    ``shown`` is how messages name the modèle's folder; faults are in ``findings``.
    """
    file = modele / TABLE
    try:
        digest = hashlib.sha256(files.read(file, YAML_SIZE)).hexdigest()
    except files.AbsentError:
        return Library()
    except files.UnreadableError as error:
        source = Source(f"{shown}/{TABLE}")
        source.fault(MISSING_FILE, error.message, (ROOT,), help=error.help)
        return Library(source=source)
    except LimitError as error:  # said by the reader, at its place
        digest = str(error)
    return _read(file, f"{shown}/{TABLE}", digest)


@lru_cache(maxsize=8)
def _read(file: Path, shown: str, _digest: str) -> Library:
    source = read_source(file, shown, (ROOT,))
    return Library(Reader().typed(source, (ROOT,), Clauses) or {}, source)
