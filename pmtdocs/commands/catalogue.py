"""What is known of each code, whatever family it belongs to, and the findings chosen by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pmtdocs import templates
from pmtdocs.dossier import amendments, load, source
from pmtdocs.exchange.budget import kinds as exchange
from pmtdocs.finding import Finding, Kind, Severity
from pmtdocs.rules import PRINTED_RULES, RULES, TEXT_RULES, engine

CATALOGUE: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        *source.KINDS,
        *load.KINDS,
        *amendments.KINDS,
        *templates.KINDS.values(),
        *exchange.KINDS,
        *engine.KINDS,
        *(rule.kind for rule in (*RULES, *TEXT_RULES, *PRINTED_RULES)),
    )
}


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
        """Errors of form are always shown: what cannot be read cannot be judged."""
        chosen, left = (tuple(map(str.upper, words)) for words in (self.select, self.ignore))
        begins = kind.code.startswith
        always = kind.of_form and kind.severity is Severity.ERROR
        return always or (begins(chosen or ("",)) and not begins(left))
