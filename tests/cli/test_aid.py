"""``pmtdocs aid``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from tests.conftest import Patch
from tests.support.command import flat, run


def said(*arguments: str) -> str:
    result = run("aid", *arguments)
    assert result.exit_code == ExitCode.OK, result.output
    return flat(result.output)


@pytest.mark.parametrize("spending", ["9000", "9 000", "9000,00", "9 000 €"])
def test_the_real_schemes(data: Path, spending: str) -> None:
    found = said("iso-13485", "--spending", spending)
    assert "50 % de la dépense 4 500 €" in found
    assert "Aide : 4 500 € ; c'est 50 % de la dépense" in found
    assert "Déduit" not in found
    assert "au centime le plus proche" in found


def test_what_nobody_published_is_told(data: Path, patch: Patch) -> None:
    ceiling = "    plafond_depenses: 12 000\n"
    deduced = "    deduit: {plafond_depenses: 6 000 € à 50 %}\n"
    patch("pmt-health/aides.yaml", ceiling, ceiling + deduced)
    assert "Déduit, jamais publié : plafond de dépenses" in said("iso-13485", "--spending", "9")


def test_what_was_already_granted(data: Path) -> None:
    found = said("iso-13485", "--spending", "9 000", "--already", "2000")
    assert "Reste sous le plafond 4 000 €" in found
    assert "Aide : 4 000 € ; c'est ce qui reste" in found
    assert "à vérifier" in found


def test_a_sum_up_to_a_ceiling_needs_no_spending_and_is_given_once(data: Path) -> None:
    assert "Montant à décider : sous ce plafond" in said("coup-de-pouce")
    assert "Aide : 0 €" in said("coup-de-pouce", "--already", "5 000")


def test_help_without_money(data: Path) -> None:
    assert "Aucun montant" in said("accompagnement-global", "--spending", "9000")


def test_a_scheme_is_found_by_its_name(data: Path) -> None:
    assert said("certification iso 13485", "--spending", "1") == said(
        "iso-13485", "--spending", "1"
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["iso13485", "--spending", "1"], "vouliez-vous dire « iso-13485 » ?"),
        (["iso", "--spending", "1"], "vouliez-vous dire « iso-13485 » ?"),
        (["Marquage CE", "--spending", "1"], "vouliez-vous dire « marquage-ce-fda » ?"),
        (["zzz"], "Dispositifs : coup-de-pouce, "),
        (["iso-13485"], "aucune n'est indiquée"),
        (["iso-13485", "--spending", "9.5"], "n'est pas un montant"),
        (["iso-13485", "--spending=-3"], "est un montant négatif"),
        (["iso-13485", "--spending", "1", "--dossier", "2024"], "sont dans aides.yaml"),
        (["iso-13485", "--spending", "1", "--dossier", "pmthealth"], "« pmt-health » ?"),
    ],
)
def test_usage_errors(data: Path, arguments: list[str], expected: str) -> None:
    result = run("aid", *arguments)
    assert result.exit_code == ExitCode.USAGE
    assert expected in flat(result.output)
    assert "Traceback" not in result.output


def test_two_dossiers_with_the_same_scheme(data: Path) -> None:
    shutil.copytree(data / "pmt-health", data / "autre")
    result = run("aid", "iso-13485", "--spending", "1")
    assert result.exit_code == ExitCode.USAGE
    assert "autre, pmt-health" in result.output
    assert "Aide : 0,50 €" in said("iso-13485", "--spending", "1", "--dossier", "autre")


def test_data_that_cannot_be_read(data: Path, patch: Patch) -> None:
    patch("pmt-health/aides.yaml", "plafond_aide: 5 000", "plafond_aide: 5.000")
    result = run("aid", "coup-de-pouce")
    assert result.exit_code == ExitCode.DATA
    assert "data/pmt-health/aides.yaml:" in result.output
