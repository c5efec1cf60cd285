"""Reserves, stages, and what all kinds of finding have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.dossier import load as loader
from pmtdocs.dossier import source
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.finding import Finding, Location, Severity, Span
from pmtdocs.rules import RULES, budget, engine
from pmtdocs.rules.base import Fault, Rule, cites, rule

Patch = Callable[[str, str, str], None]
RESERVE = re.compile(r"reserves:\n.*", re.DOTALL)


def check(data: Path, name: str = "2024", rules: Iterable[Rule] = budget.RULES) -> list[Finding]:
    """A dossier and the rules of its budget, among whose findings a reserve applies."""
    loaded = load(data, name)
    return engine.run(loaded.dossier, rules, loaded.locate)


def said(finding: Finding) -> str:
    return " ".join(f"{finding.message} {finding.help}".split())


def without_reserve(data: Path) -> None:
    sheet = data / "2024" / "dossier.yaml"
    sheet.write_text(RESERVE.sub("", sheet.read_text(encoding="utf-8")), encoding="utf-8")


def test_the_error_of_the_act_is_accepted(data: Path) -> None:
    (finding,) = check(data)
    assert (finding.code, finding.blocks) == ("BUD001", False)
    assert finding.figures == (Decimal(594000), Decimal(490000))
    assert finding.accepted.startswith("L'acte adopté imprime 490 000 €")
    for words in ("594 000 €", "490 000 €", "écart de 104 000 €", "« Frais de structure »"):
        assert words in said(finding)
    assert finding.related[0].label == "Budget, dépenses, ligne « Frais de structure », montant"


def test_without_its_reserve_it_is_an_error(data: Path) -> None:
    without_reserve(data)
    (finding,) = check(data)
    assert (finding.code, finding.blocks) == ("BUD001", True)


def test_one_euro_more_brings_the_error_back_and_the_reserve_is_stale(
    data: Path, patch: Patch
) -> None:
    patch("2024/budget.yaml", "montant: 285 000", "montant: 285 001")
    error, stale = check(data)
    assert (error.code, error.blocks) == ("BUD001", True)
    assert "594 001 €" in said(error)
    assert "490 000 €" in said(error)
    assert "écart de 104 001 €" in said(error)
    assert (stale.code, stale.blocks) == ("RES001", True)
    assert "594 000 €" in said(stale)
    assert "490 000 €" in said(stale)
    assert stale.primary.span is not None
    assert stale.primary.span.file == "data/2024/dossier.yaml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("regle: BUD001", "regle: BUD002"),
        ("chemin: budget.depenses", "chemin: budget.recettes"),
        ("chemin: budget.depenses", "chemin: budget.dep"),
        ("calcule: 594 000", "calcule: 594 000,01"),
        ("publie: 490 000", "publie: 490 001"),
    ],
)
def test_a_reserve_accepts_one_rule_one_place_and_two_figures(
    data: Path, patch: Patch, old: str, new: str
) -> None:
    patch("2024/dossier.yaml", old, new)
    assert [(f.code, f.blocks) for f in check(data)] == [("BUD001", True), ("RES001", True)]


def test_a_corrected_act_leaves_a_stale_reserve(data: Path, patch: Patch) -> None:
    patch("2024/budget.yaml", "{libelle: Frais de structure, montant: 104 000}", "{libelle: Frais "
          "de structure, montant: 0}")  # fmt: skip
    assert [f.code for f in check(data)] == ["RES001"]


def test_2020_raises_no_error(dossier_2020: Loaded) -> None:
    found = engine.run(dossier_2020.dossier, RULES, dossier_2020.locate)
    assert [f for f in found if f.blocks] == []


def test_a_rule_waits_for_its_stage(dossier_2020: Loaded) -> None:
    @cites("Aucune : un essai")
    @rule("toujours", Severity.INFO, since=Stage.VOTE)
    def XXX001(dossier: Dossier) -> Iterator[Fault]:  # noqa: N802
        """Rien n'est
        vérifié.

        Pourquoi : Pour l'essai.
        Faux : Tout.
        Juste : Rien.
        """
        yield Fault(("budget",), "Toujours.")

    assert XXX001.doc == ("Rien n'est vérifié.", "Pour l'essai.", "Tout.", "Rien.")
    assert XXX001.kind.reference == "Aucune : un essai"
    run = engine.run(dossier_2020.dossier, [XXX001], dossier_2020.locate)
    assert [f.code for f in run] == ["XXX001"]
    later = XXX001._replace(since=Stage.EXECUTOIRE)
    assert engine.run(dossier_2020.dossier, [later], dossier_2020.locate) == []


def test_codes_and_names_are_unique_and_well_formed() -> None:
    kinds = list(CATALOGUE.values())
    assert len({kind.name for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert re.fullmatch(r"[A-Z]{3}\d{3}", kind.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+|[a-z]+", kind.name)


def test_two_families_never_share_a_code() -> None:
    codes = [kind.code for kind in (*source.KINDS, *loader.KINDS, *engine.KINDS)]
    codes += [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(CATALOGUE)


def test_findings_come_in_the_order_of_the_files() -> None:
    places = [("b", 1, 1), ("a", 9, 2), ("a", 9, 1), ("a", 2, 7)]
    findings = [
        Finding(CATALOGUE["BUD001"], "", Location((), Span(file, line, column, line, column)))
        for file, line, column in places
    ]
    ordered = sorted(findings, key=Finding.sort_key)
    assert [f.sort_key()[:3] for f in ordered] == sorted(places)


@pytest.mark.parametrize("only", ["dossier", "budget", "convention", "deliberation"])
def test_rules_are_silent_on_what_a_dossier_does_not_carry(small: Path, only: str) -> None:
    for file in (small / "bon").glob("*.yaml"):
        if file.stem not in ("dossier", only):
            file.unlink()
    assert check(small, "bon", RULES) == []
