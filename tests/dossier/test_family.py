"""Dossiers of one programme: what is taken from the base, and what the funders say together."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.finding import Finding
from pmtdocs.rules import RULES, engine
from tests.conftest import Patch

Refused = Callable[..., tuple[Finding, ...]]
CHILD = "partage-region"


def codes(loaded: Loaded) -> list[str]:
    return [f.code for f in engine.run(loaded.dossier, RULES, loaded.locate)]


def test_what_is_absent_comes_from_the_base_and_stands_there(small: Path) -> None:
    loaded = load(small, CHILD)
    base = load(small, "partage")
    assert loaded.dossier.budget == base.dossier.budget
    assert loaded.dossier.convention != base.dossier.convention
    assert loaded.dossier.dossier.financeur == "region"
    place = loaded.locate(("budget", "recettes", "lignes", 0, "montant"))
    assert place.span is not None
    assert (place.span.file, place.span.line) == ("data/partage/budget.yaml", 16)
    assert place.label.startswith("Budget, recettes, ligne « Région Bourgogne-Franche-Comté »")
    own = loaded.locate(("convention", "subvention", "montant"))
    assert own.span is not None
    assert own.span.file == f"data/{CHILD}/convention.yaml"


def test_each_funder_sees_the_others(small: Path) -> None:
    for name, other, amount in (("partage", CHILD, 15_000), (CHILD, "partage", 20_000)):
        loaded = load(small, name)
        (found,) = loaded.dossier.cofinancements.values()
        assert found.subvention is not None
        assert found.subvention.montant == amount
        path = ("cofinancements", other, "convention", "parties", 0)
        place = loaded.locate(path)
        assert place.span is not None
        assert place.span.file == f"data/{other}/convention.yaml"
        assert place.label == f"Autres financeurs, {other}, convention, partie « {person(loaded)} »"
        assert {f.as_posix() for f in loaded.elsewhere} >= {f"data/{other}/convention.yaml"}


def person(loaded: Loaded) -> str:
    return loaded.dossier.commun.personnes["anne-durand"].complet


def test_its_own_file_comes_before_that_of_the_base(small: Path, patch: Patch) -> None:
    shutil.copy(small / "partage" / "budget.yaml", small / CHILD)
    patch(f"{CHILD}/budget.yaml", "intitule: Budget prévisionnel 2024", "intitule: Le sien")
    loaded = load(small, CHILD)
    assert loaded.dossier.budget is not None
    assert loaded.dossier.budget.intitule == "Le sien"
    assert loaded.dossier.cofinancements["partage"].budget is not None
    assert codes(loaded) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((("taxe: TTC", "taxe: HT"),), "Le budget est HT"),
        (
            (
                ("Personnel, montant: 35 000", "Personnel, montant: 40 000"),
                ("  libelle_total: Total\n  publie: {total: 35 000}\nrecettes",
                 "  libelle_total: Total\n  publie: {total: 40 000}\nrecettes"),
                ("  lignes:\n    - {financeur: region",
                 "  lignes:\n    - {libelle: Dons, montant: 5 000}\n    - {financeur: region"),
                ("gbm, montant: 20 000}\n  libelle_total: Total\n  publie: {total: 35 000}",
                 "gbm, montant: 20 000}\n  libelle_total: Total\n  publie: {total: 40 000}"),
            ),
            "Le programme coûte 40 000 €",
        ),
    ],
)  # fmt: skip
def test_two_budgets_of_one_programme(
    small: Path, patch: Patch, changes: tuple[tuple[str, str], ...], said: str
) -> None:
    shutil.copy(small / "partage" / "budget.yaml", small / CHILD)
    for old, new in changes:
        patch(f"{CHILD}/budget.yaml", old, new)
    for name in (CHILD, "partage"):
        loaded = load(small, name)
        found = engine.run(loaded.dossier, RULES, loaded.locate)
        (finding,) = [f for f in found if f.code == "CNV016"]
        (other,) = finding.related
        assert finding.primary.span is not None
        assert other.span is not None
        assert {finding.primary.span.file, other.span.file} == {
            f"data/{CHILD}/budget.yaml", "data/partage/budget.yaml"
        }  # fmt: skip
        if name == CHILD:
            assert said in " ".join(finding.message.split())


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("partag", "Le dossier de base « partag » n'existe pas ; vouliez-vous dire « partage » ?"),
        ("zzz", "Le dossier de base « zzz » n'existe pas."),
        ("../bon", "n'existe pas"),
        (CHILD, "Un dossier ne peut pas être sa propre base."),
    ],
)
def test_a_base_that_cannot_be_one(
    small: Path, patch: Patch, refused: Refused, base: str, said: str
) -> None:
    patch(f"{CHILD}/dossier.yaml", "base: partage", f"base: {base}")
    (finding,) = refused(CHILD)
    assert said in finding.message
    assert finding.primary.label == "Dossier, base"
    assert finding.primary.span is not None
    assert finding.primary.span.line == 4
    assert "retirez « base »" in finding.help


def test_two_dossiers_that_name_each_other(small: Path, patch: Patch, refused: Refused) -> None:
    patch("partage/dossier.yaml", "financeur: gbm", f"base: {CHILD}\nfinanceur: gbm")
    for name in ("partage", CHILD):
        (finding,) = refused(name)
        assert "se prennent l'un l'autre pour base" in finding.message


def test_a_base_of_a_base(small: Path, patch: Patch, refused: Refused) -> None:
    patch("partage/dossier.yaml", "financeur: gbm", "base: bon\nfinanceur: gbm")
    (finding,) = refused(CHILD)
    assert "il prend lui-même ses faits dans « bon »" in finding.message
    assert load(small, "partage").dossier.programme is not None  # taken from « bon »


def test_a_fault_of_the_base_is_said_where_it_is(
    small: Path, patch: Patch, refused: Refused
) -> None:
    patch("partage/budget.yaml", "taxe: TTC", "taxe: TCT")
    (finding,) = refused(CHILD)
    assert finding.primary.span is not None
    assert finding.primary.span.file == "data/partage/budget.yaml"


def test_a_fault_of_another_funder_is_left_to_its_own_check(small: Path, patch: Patch) -> None:
    patch(f"{CHILD}/convention.yaml", "  montant: 15 000", "  montant: 15.000")
    loaded = load(small, "partage")
    assert loaded.dossier.cofinancements == {}
    assert not any(CHILD in file for file in loaded.sources)


def test_the_real_programme_of_2020_and_its_two_funders(data: Path) -> None:
    loaded = load(data, "2020-pma")
    assert loaded.dossier.programme == load(data, "2020").dossier.programme
    assert loaded.dossier.seance is None
    assert codes(loaded) == []
    rules = {r.code: r for r in RULES}
    for name in ("2020", "2020-pma"):
        dossier = load(data, name).dossier
        assert not rules["BUD014"].missing(dossier)
        assert not rules["CNV016"].missing(dossier)
    assert rules["BUD014"].missing(load(data, "2024").dossier) == ("cofinancements",)


def test_what_mutates_a_funder_is_noticed_from_both_sides(data: Path, patch: Patch) -> None:
    patch("2020/budget.yaml", "financeur: pma, montant: 3 000", "financeur: pma, montant: 3 100")
    assert "BUD006" in codes(load(data, "2020-pma"))
    assert "BUD014" in codes(load(data, "2020"))


def test_the_blanks_of_another_funder_are_its_own(data: Path) -> None:
    assert list(load(data, "2020-pma").blanks()) == [("convention", "signature", "date")]
