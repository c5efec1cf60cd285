"""Which administrative court judges the acts of a département: ``droit/tribunaux.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pmtdocs.dossier.yaml_source import read_table

_FILE = Path(__file__).parent.parent / "droit" / "tribunaux.yaml"


@cache
def seats() -> dict[str, str]:
    """By département (« 25 »), the town where its court sits."""
    return {code: seat for seat, codes in read_table(_FILE).items() for code in codes.split()}
