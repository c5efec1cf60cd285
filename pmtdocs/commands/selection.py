"""Which findings count: the codes chosen, reserves or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.finding import Finding, Kind


class Selection(NamedTuple):
    """``--select``, ``--ignore`` (codes or their beginnings: BUD, BUD001), ``--strict``."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False

    def unknown(self) -> tuple[str, ...]:
        """The words that begin no code."""
        words = (*self.select, *self.ignore)
        return tuple(w for w in words if not any(c.startswith(w.upper()) for c in CATALOGUE))

    def apply(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that remain; with ``strict``, reserves accept nothing."""
        kept = (finding for finding in findings if self._keeps(finding.kind))
        return tuple(f._replace(accepted="") if self.strict else f for f in kept)

    def _keeps(self, kind: Kind) -> bool:
        """Faults of form are always shown: what cannot be read cannot be judged."""
        if kind.of_form:
            return True
        code = kind.code
        chosen = not self.select or code.startswith(tuple(w.upper() for w in self.select))
        return chosen and not code.startswith(tuple(w.upper() for w in self.ignore))
