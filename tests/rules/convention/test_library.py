"""Where each shipped clause stands in a real dossier, and what the rules then say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs import templates
from pmtdocs.commands import pipeline
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.finding import Finding
from pmtdocs.rules.convention.library import State, standings
from tests.conftest import ROOT

Patch = Callable[[str, str, str], None]


def states(loaded: Loaded) -> dict[str, State]:
    words = templates.wordings(loaded, ROOT / "templates")
    return {one.name: one.state for one in standings(words, loaded.dossier)}


def findings(*codes: str) -> list[Finding]:
    checked = pipeline.check(Path("data"), Path("templates"), "2024")
    return [f for f in checked.findings if f.code in codes]


def choose(patch: Patch, names: str) -> None:
    patch("2024/dossier.yaml", "modele: gbm\n", f"modele: gbm\nclauses: [{names}]\n")


def test_of_2024_the_law_asks_for_what_its_reserves_accept(dossier_2024: Loaded) -> None:
    found = states(dossier_2024)
    asked = {name for name, state in found.items() if state is State.ASKED}
    assert asked == {"reste-non-depense", "compte-rendu-financier"}
    assert found["engagement-republicain"] is State.ADVISED
    assert found["logo"] is State.SAID
    assert found["signature-electronique"] is State.IDLE
    assert found["aide-de-minimis"] is State.UNKNOWN


def test_the_law_of_2020_asked_for_less(dossier_2020: Loaded) -> None:
    """Neither the unspent money (2021) nor the contrat d'engagement républicain (2022)."""
    found = states(dossier_2020)
    assert State.ASKED not in found.values()
    assert found["compte-rendu-financier"] is State.SAID
    assert found["engagement-republicain"] is State.IDLE


def test_without_a_part_that_takes_them() -> None:
    found = states(load(ROOT / "data", "pmt-health"))
    assert found["quorum"] is State.OUT
    assert found["demarche-amiable"] is State.SAID


@pytest.mark.parametrize(
    ("code", "clause"),
    [
        ("CNV002", "« Reste non dépensé » : `clauses: [reste-non-depense]`"),
        ("CNV006", "« Copie certifiée du budget et des comptes » : `clauses: [comptes-certifies]`"),
        ("CNV012", "« Observations avant tout reversement » : "),
        ("CNV013", "« Contrôle sur pièces et sur place » : `clauses: [controle-sur-pieces]`"),
        ("CNV015", "« Compte rendu financier » : `clauses: [compte-rendu-financier]`"),
    ],
)
def test_the_rules_name_the_clause_that_answers(project: Path, code: str, clause: str) -> None:
    (found,) = findings(code)
    assert clause in found.help


def test_once_chosen_the_clauses_answer(project: Path, patch: Patch) -> None:
    choose(
        patch,
        "reste-non-depense, comptes-certifies, audition-avant-reversement, controle-sur-pieces, "
        "compte-rendu-financier",
    )
    assert findings("CNV002", "CNV006", "CNV012", "CNV013", "CNV015", "CNV018", "CNV019") == []


def test_a_pair_is_said_once_whatever_its_order(project: Path, patch: Patch) -> None:
    choose(patch, "forfait, logo, prorata")
    (found,) = (f for f in findings("CNV013") if "se contredisent" in f.message)
    assert "« Subvention forfaitaire » et « Taux et proratisation »" in found.message


def test_what_is_said_already(project: Path, patch: Patch) -> None:
    choose(patch, "logo")
    (found,) = findings("CNV019")
    assert "la pièce le dit déjà" in found.message
    assert found.related[0].label == "convention, article 5, paragraphe 5"


def test_a_clause_excluded_by_the_one_chosen(project: Path, patch: Patch) -> None:
    choose(patch, "forfait")
    words = templates.wordings(loaded := load(Path("data"), "2024"), Path("templates"))
    (one,) = (s for s in standings(words, loaded.dossier) if s.name == "prorata")
    assert (one.state, one.why) == (State.IDLE, "« forfait » est choisie et la contredit")
