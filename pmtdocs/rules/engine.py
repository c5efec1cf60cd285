"""Run the rules on a dossier, give each fault its place, and apply the reserves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from pmtdocs.dossier import lines
from pmtdocs.dossier.model import Dossier, Reserve
from pmtdocs.finding import Finding, Kind, Location, Path, Severity
from pmtdocs.language.french import euros
from pmtdocs.rules.base import Fault, Rule
from pmtdocs.templates.words import Wordings
from pmtdocs.word.paragraph import ROOT

if TYPE_CHECKING:
    from pmtdocs.word.printed import Printed

STALE_RESERVE = Kind("RES001", "reserve-perimee", Severity.ERROR)
KINDS = (STALE_RESERVE,)

Locate = Callable[..., Location]


def run(
    dossier: Dossier,
    rules: Iterable[Rule],
    locate: Locate,
    text_rules: Iterable[Rule] = (),
    wordings: Wordings | None = None,
) -> list[Finding]:
    """Every finding of every rule whose stage has come, sorted by place.

    ``wordings`` are the words of the parts that the dossier prints, for the ``text_rules``; without
    them, a reserve on a text is left alone, as is one on what will be found at the render.
    """
    every = (*rules, *text_rules)
    codes = {rule.code for rule in every}

    def place(path: Path, words: str = "", judged: Dossier = dossier) -> Location:
        if wordings and (found := wordings.locate(path)):
            return found
        path = judged.written(path)
        return locate(path, words=words) if words else locate(path)

    act = lines.whole(dossier)
    if (dossier.entier or dossier).attributions:  # what its lines fill in is no contract by itself
        act = act.model_copy(update={"convention": None})
    judging = [(act, every), *((one, of_a_line(one, every)) for one in lines.known_lines(dossier))]
    findings = [
        _finding(rule.kind, fault, partial(place, judged=judged))
        for judged, rules in judging
        for rule in rules
        for fault in rule.faults(judged, wordings)
    ]
    if dossier.attributions:  # what the lines share is said once
        findings = [*{(f.kind, f.message, f.primary): f for f in findings}.values()]
    reserves = [
        (i, reserve)
        for i, reserve in enumerate(dossier.dossier.reserves)
        if (reserve.regle in codes or not _at_render(reserve.regle))
        and (wordings is not None or reserve.chemin.split(".")[0] != ROOT)
    ]
    return sorted(_reserved(findings, reserves, place), key=Finding.sort_key)


def of_a_line(line: Dossier, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules that judge a line of attributions: those of what is its own, not of the act."""
    one, table = line.attribution, line.attributions
    apart = one and table and not table.retrait_ensemble and (one.interesses or one.vote)
    return _rules_of(rules, bool(apart), bool(one and one.vote))


@lru_cache(maxsize=8)
def _rules_of(rules: tuple[Rule, ...], apart: bool, voted: bool) -> tuple[Rule, ...]:
    """Those of any line; of one whose members withdraw ``apart``; of one that is ``voted`` so."""
    own = {"attribution", "beneficiaire", "registre_des_interets", "dossier.demande", "convention"}
    own |= {"deliberation"} if apart else set()
    return tuple(
        rule
        for rule in rules
        if rule.code not in _OF_ONE_BODY
        and any(need == root or need.startswith(f"{root}.") for need in rule.needs for root in own)
        and (voted or "deliberation.vote" not in rule.needs)
    )


#: They take a text that names another body than the beneficiary for a slip.
_OF_ONE_BODY = ("TXT005",)


def run_printed(
    dossier: Dossier,
    rules: Sequence[Rule],
    printed: Printed,
    places: Callable[[Path], tuple[Location, ...]],
    locate: Locate,
    whole: bool,
) -> list[Finding]:
    """Every finding of the rules on what is printed, each once whatever documents print it.

    ``places`` says where words come from, the fault first. A reserve that accepts nothing is stale
    only when the ``whole`` dossier was printed.
    """
    found: dict[tuple[str, Location, str], Finding] = {}
    for rule in rules:
        for fault in rule.check(printed, dossier):
            place, *related = places(fault.path)
            related += [one for path in fault.related for one in places(path)[:1]]
            one = Finding(rule.kind, fault.message, place, tuple(related), fault.help)
            found.setdefault((rule.code, place, fault.message), one)
    codes = {rule.code for rule in rules}
    reserves = [(i, r) for i, r in enumerate(dossier.dossier.reserves) if r.regle in codes]
    judged = _reserved([*found.values()], reserves, locate)
    said = (one for one in judged if whole or one.kind != STALE_RESERVE)
    return sorted(said, key=Finding.sort_key)


def _at_render(code: str) -> bool:
    """Is it the code of a rule on what is printed?"""
    from pmtdocs.rules import printed  # of no use to most checks

    return code in {rule.code for rule in printed.RULES}


def _finding(kind: Kind, fault: Fault, place: Locate) -> Finding:
    related = tuple(place(path) for path in fault.related)
    here = place(fault.path, fault.words)
    return Finding(kind, fault.message, here, related, fault.help, fault.figures)


def _reserved(
    findings: list[Finding], reserves: Iterable[tuple[int, Reserve]], place: Locate
) -> list[Finding]:
    """Mark what a reserve accepts; a reserve that accepts nothing is itself a finding."""
    for i, reserve in reserves:
        same = [n for n, finding in enumerate(findings) if _concerns(reserve, finding)]
        accepted = [n for n in same if findings[n].figures == reserve.chiffres]
        for n in accepted:
            findings[n] = findings[n]._replace(accepted=reserve.motif)
        if not accepted:
            here = place(("dossier", "reserves", i))
            findings.append(_stale(reserve, here, [findings[n] for n in same]))
    return findings


def _concerns(reserve: Reserve, finding: Finding) -> bool:
    steps = [str(step) for step in finding.primary.path]
    wanted = reserve.chemin.split(".")
    return finding.code == reserve.regle and steps[: len(wanted)] == wanted


def _stale(reserve: Reserve, location: Location, same: list[Finding]) -> Finding:
    """``same`` are the findings of its rule at its place, with other figures."""
    now = " ; ".join(_compared(f.figures) for f in same if f.figures) or "autre chose"
    said = f"La réserve sur {reserve.regle} ({reserve.chemin})"
    if reserve.chiffres:
        said += f" accepte {_compared(reserve.chiffres)} ; le dossier donne maintenant {now}."
    else:
        said += " n'accepte plus rien : ce constat n'est plus fait à cet endroit."
    help = "Si l'acte a changé à dessein, retirez la réserve ou réécrivez-la."
    return Finding(STALE_RESERVE, said, location, tuple(f.primary for f in same), help)


def _compared(figures: tuple[Decimal, ...]) -> str:
    return " contre ".join(euros(figure) for figure in figures)
