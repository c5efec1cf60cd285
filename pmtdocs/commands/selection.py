"""The findings that are asked for, by their codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pmtdocs.finding import Finding, Kind, Severity


class Selection(NamedTuple):
    """``--select``, ``--ignore`` (codes or their beginnings: BUD, BUD001), ``--strict``."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False

    def unknown(self) -> tuple[str, ...]:
        """The words that begin no code."""
        if not (words := (*self.select, *self.ignore)):
            return ()
        from pmtdocs.commands.catalogue import CATALOGUE  # every rule there is

        return tuple(w for w in words if not any(c.startswith(w.upper()) for c in CATALOGUE))

    def apply(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that remain; with ``strict``, reserves accept nothing."""
        kept = (finding for finding in findings if self._keeps(finding.kind))
        return tuple(f._replace(accepted="") if self.strict else f for f in kept)

    def _keeps(self, kind: Kind) -> bool:
        """Errors of form are always shown: what cannot be read cannot be judged."""
        chosen, left = (tuple(map(str.upper, words)) for words in (self.select, self.ignore))
        begins = kind.code.startswith
        always = kind.of_form and kind.severity is Severity.ERROR
        return always or (begins(chosen or ("",)) and not begins(left))
