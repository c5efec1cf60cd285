"""Who decides and who signs, in each kind of authority that grants: ``droit/assemblees.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from pmtdocs.dossier.yaml_source import read_table
from pmtdocs.language.agreement import split
from pmtdocs.language.french import plain

_FILE = Path(__file__).parent.parent / "droit" / "assemblees.yaml"


class Organs(NamedTuple):
    """Those of a kind of authority, as French calls them."""

    assemblee: str
    """« conseil municipal »."""
    executif: str
    """« Maire »."""
    nommee: str = ""
    """What stands before a bare name: « commune de », « région »."""
    entier: str = ""
    """The word without which a name is none: « Département »."""
    habitants: str = ""
    """« siens »: the law looks at its own inhabitants, not at those of its communes."""
    code: str = ""
    """The code that is its own, « code de l'action sociale et des familles »."""
    delegue: str = ""
    """The instance to which its assembly may delegate: « commission permanente »."""
    delegation: str = ""
    """The article of the CGCT that allows it."""

    def delegates_to(self, instance: str) -> bool:
        """Is an instance, as an act names it, the one that decides by delegation?"""
        return bool(self.delegue) and plain(split(instance)[1]).startswith(plain(self.delegue))


@cache
def organs() -> dict[str, Organs]:
    """By kind (« commune »), in the order in which they are offered."""
    return {kind: Organs(**said) for kind, said in read_table(_FILE).items()}
