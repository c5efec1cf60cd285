"""Run the rules on a dossier, give each fault its place, and apply the reserves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from pmtdocs.dossier.model import Dossier, Reserve
from pmtdocs.finding import Finding, Kind, Location, Path, Severity
from pmtdocs.language.french import euros
from pmtdocs.rules.base import Fault, Rule, TextRule
from pmtdocs.templates.words import Wordings
from pmtdocs.word.paragraph import ROOT

STALE_RESERVE = Kind("RES001", "reserve-perimee", Severity.ERROR)
KINDS = (STALE_RESERVE,)

Locate = Callable[[Path], Location]


def run(
    dossier: Dossier,
    rules: Iterable[Rule],
    locate: Locate,
    text_rules: Iterable[TextRule] = (),
    wordings: Wordings | None = None,
) -> list[Finding]:
    """Every finding of every rule whose stage has come, sorted by place.

    ``wordings`` are the words of the parts that the dossier prints, for the ``text_rules``; without
    them, a reserve on a text is left alone.
    """

    def place(path: Path) -> Location:
        return (wordings.locate(path) if wordings else None) or locate(path)

    faults = [*_of_data(dossier, rules)]
    if wordings is not None:
        faults += _of_texts(dossier, text_rules, wordings)
    findings = [_finding(kind, fault, place) for kind, fault in faults]
    reserves = [
        (i, reserve)
        for i, reserve in enumerate(dossier.dossier.reserves)
        if wordings is not None or reserve.chemin.split(".")[0] != ROOT
    ]
    return sorted(_reserved(findings, reserves, place), key=Finding.sort_key)


def _of_data(dossier: Dossier, rules: Iterable[Rule]) -> Iterator[tuple[Kind, Fault]]:
    for rule in rules:
        if dossier.dossier.etat >= rule.since and not rule.missing(dossier):
            yield from ((rule.kind, fault) for fault in rule.check(dossier))


def _of_texts(
    dossier: Dossier, rules: Iterable[TextRule], wordings: Wordings
) -> Iterator[tuple[Kind, Fault]]:
    for rule in rules:
        if dossier.dossier.etat >= rule.since and not rule.missing(dossier, wordings):
            yield from ((rule.kind, fault) for fault in rule.check(wordings, dossier))


def _finding(kind: Kind, fault: Fault, place: Locate) -> Finding:
    related = tuple(place(path) for path in fault.related)
    return Finding(kind, fault.message, place(fault.path), related, fault.help, fault.figures)


def _reserved(
    findings: list[Finding], reserves: Iterable[tuple[int, Reserve]], place: Locate
) -> list[Finding]:
    """Mark what a reserve accepts; a reserve that accepts nothing is itself a finding."""
    for i, reserve in reserves:
        accepted = [n for n, finding in enumerate(findings) if _accepts(reserve, finding)]
        for n in accepted:
            findings[n] = findings[n]._replace(accepted=reserve.motif)
        if not accepted:
            same = [f for f in findings if _concerns(reserve, f)]
            findings.append(_stale(reserve, place(("dossier", "reserves", i)), same))
    return findings


def _concerns(reserve: Reserve, finding: Finding) -> bool:
    steps = [str(step) for step in finding.primary.path]
    wanted = reserve.chemin.split(".")
    return finding.code == reserve.regle and steps[: len(wanted)] == wanted


def _accepts(reserve: Reserve, finding: Finding) -> bool:
    return _concerns(reserve, finding) and finding.figures == reserve.chiffres


def _stale(reserve: Reserve, location: Location, same: list[Finding]) -> Finding:
    """``same`` are the findings of its rule at its place, with other figures."""
    now = " ; ".join(_compared(f.figures) for f in same if f.figures) or "autre chose"
    message = (
        f"La réserve sur {reserve.regle} ({reserve.chemin}) accepte "
        f"{_compared(reserve.chiffres)} ; "
        f"le dossier donne maintenant {now}."
        if reserve.chiffres
        else f"La réserve sur {reserve.regle} ({reserve.chemin}) n'accepte plus rien : "
        "ce constat n'est plus fait à cet endroit."
    )
    return Finding(
        STALE_RESERVE,
        message,
        location,
        tuple(finding.primary for finding in same),
        "Si l'acte a changé à dessein, retirez la réserve ou réécrivez-la.",
    )


def _compared(figures: tuple[Decimal, ...]) -> str:
    return " contre ".join(euros(figure) for figure in figures)
