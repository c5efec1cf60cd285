"""What is known of each code, whatever family it belongs to."""

from __future__ import annotations

from pmtdocs import templates
from pmtdocs.dossier import amendments, load, source
from pmtdocs.exchange.budget import kinds as exchange
from pmtdocs.exchange.grants import kinds as grants
from pmtdocs.finding import Kind
from pmtdocs.rules import RULES, TEXT_RULES, engine, printed

CATALOGUE: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        *source.KINDS,
        *load.KINDS,
        *amendments.KINDS,
        *templates.KINDS.values(),
        *exchange.KINDS,
        *grants.KINDS,
        *engine.KINDS,
        *(rule.kind for rule in (*RULES, *TEXT_RULES, *printed.RULES)),
    )
}
