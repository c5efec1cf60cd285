"""Run the rules on a dossier, give each fault its place, and apply the reserves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from pmtdocs.finding import Finding, Kind, Location, Path, Severity
from pmtdocs.french import euros
from pmtdocs.model import Dossier, Reserve
from pmtdocs.rules.base import Rule

STALE_RESERVE = Kind("RES001", "reserve-perimee", Severity.ERROR)
KINDS = (STALE_RESERVE,)

Locate = Callable[[Path], Location]


def run(dossier: Dossier, rules: Iterable[Rule], locate: Locate) -> list[Finding]:
    """Every finding of every rule whose stage has come, sorted by place."""
    findings = [
        Finding(
            rule.code,
            fault.message,
            locate(fault.path),
            tuple(locate(path) for path in fault.related),
            fault.help,
            fault.figures,
        )
        for rule in rules
        if dossier.dossier.etat >= rule.since and not rule.missing(dossier)
        for fault in rule.check(dossier)
    ]
    return sorted(_reserved(dossier, findings, locate), key=Finding.sort_key)


def _reserved(dossier: Dossier, findings: list[Finding], locate: Locate) -> list[Finding]:
    """Mark what a reserve accepts; a reserve that accepts nothing is itself a finding."""
    for i, reserve in enumerate(dossier.dossier.reserves):
        accepted = [n for n, finding in enumerate(findings) if _accepts(reserve, finding)]
        for n in accepted:
            findings[n] = replace(findings[n], accepted=reserve.motif)
        if not accepted:
            same = [f for f in findings if _concerns(reserve, f)]
            findings.append(_stale(reserve, locate(("dossier", "reserves", i)), same))
    return findings


def _concerns(reserve: Reserve, finding: Finding) -> bool:
    steps = [str(step) for step in finding.primary.path]
    wanted = reserve.chemin.split(".")
    return finding.code == reserve.regle and steps[: len(wanted)] == wanted


def _accepts(reserve: Reserve, finding: Finding) -> bool:
    return _concerns(reserve, finding) and finding.figures == (reserve.calcule, reserve.publie)


def _stale(reserve: Reserve, location: Location, same: list[Finding]) -> Finding:
    """``same`` are the findings of its rule at its place, with other figures."""
    now = " ; ".join(f"{euros(f.figures[0])} contre {euros(f.figures[1])}" for f in same)
    return Finding(
        STALE_RESERVE.code,
        f"La réserve sur {reserve.regle} ({reserve.chemin}) accepte {euros(reserve.calcule)} "
        f"contre {euros(reserve.publie)} ; le dossier donne maintenant {now or 'autre chose'}.",
        location,
        tuple(finding.primary for finding in same),
        "Si les chiffres ont changé à dessein, retirez la réserve ou réécrivez-la.",
    )
