"""The positive controls: facts of the real programmes that are right, and must raise nothing.

Each is written in a dossier without fault in place of what stands there, and every rule is run.
The same with one figure off is noticed: a control that nothing reads would control nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pmtdocs.dossier.load import load
from pmtdocs.rules import RULES, engine

Patch = Callable[[str, str, str], None]
#: An action, its figures, and the same with one figure off.
ACTIONS = {
    "6 services for 26 companies": (
        {
            "texte": "Proposer {services} prestations à {entreprises} entreprises adhérentes :",
            "chiffres": {
                "services": {"valeur": 6, "compte_la_liste": "oui"},
                "entreprises": {"valeur": 26, "detail": [6, 14, 2, 1, 2, 1]},
            },
            "actions": [
                {"texte": f"Service (pour {{e-{i}}} entreprises) ;", "chiffres": {f"e-{i}": n}}
                for i, n in enumerate((6, 14, 2, 1, 2, 1))
            ],
        },
        ("valeur: 26", "valeur: 27"),
    ),
    "10 projects": (
        {
            "texte": "Aider {projets} projets (5 FRI, 4 ANR, 1 INTERREG), individuels ou "
            "collaboratifs.",
            "chiffres": {"projets": {"valeur": 10, "detail": [5, 4, 1]}},
        },
        ("valeur: 10", "valeur: 11"),
    ),
    "1 050 researchers": (
        {
            "texte": "Réunir {chercheurs} chercheurs.",
            "chiffres": {"chercheurs": {"valeur": 1050, "detail": [450, 600]}},
        },
        ("valeur: 1050", "valeur: 1500"),
    ),
}


def found(data: Path, name: str = "bon") -> list[str]:
    loaded = load(data, name)
    findings = engine.run(loaded.dossier, RULES, loaded.locate)
    return [f"{finding.code} {finding.message}" for finding in findings]


@pytest.mark.parametrize("control", ACTIONS)
def test_figures_that_agree_with_their_parts(small: Path, control: str) -> None:
    action, (right, wrong) = ACTIONS[control]
    programme = {
        "nom": "PMT Santé",
        "intitule": "Programme",
        "niveaux": [{"nom": "axe"}],
        "elements": [{"titre": "Un axe", "actions": [action]}],
    }
    file = small / "bon" / "programme.yaml"
    text = yaml.safe_dump(programme, allow_unicode=True)
    file.write_text(text, encoding="utf-8")
    assert found(small) == []
    assert right in text
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    assert [code[:6] for code in found(small)] == ["PRG001"]


def test_the_same_amount_in_each_of_three_years(small: Path, patch: Patch) -> None:
    grants = "".join(f"\n  - {{annee: {year}, montant: 45 000}}" for year in (2023, 2022, 2021))
    file = small / "bon" / "expose.yaml"
    file.write_text(f"resume: [Le Pôle demande une aide.]\ncontributions:{grants}\n", "utf-8")
    assert found(small) == []
    patch("bon/expose.yaml", "annee: 2023", "annee: 2024")
    assert [code[:6] for code in found(small)] == ["DAT002"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "code"),
    [
        # Thursday 11 April 2024.
        ("seance.yaml", "jour: jeudi", "jour: mercredi", "DAT001"),
        # Commission 13/03 < bureau 28/03 < convocation 4/04 < sitting 11/04 < publication 24/04.
        ("deliberation.yaml", "date: 2024-03-28", "date: 2024-03-12", "DAT003"),
        ("seance.yaml", "convocation: 2024-04-04", "convocation: 2024-04-14", "DAT001"),
        ("seance.yaml", "publication: 2024-04-24", "publication: 2024-04-10", "DAT001"),
        # Six clear days; four are not enough.
        ("seance.yaml", "convocation: 2024-04-04", "convocation: 2024-04-06", "SEA003"),
    ],
)
def test_the_procedure_of_2024(
    small: Path, patch: Patch, file: str, right: str, wrong: str, code: str
) -> None:
    patch("bon/seance.yaml", "convocation: 2024-04-05", "convocation: 2024-04-04")
    patch("bon/seance.yaml", "publication: 2024-04-18", "publication: 2024-04-24")
    patch("bon/deliberation.yaml", "executoire: 2024-04-18", "executoire: 2024-04-24")
    assert found(small) == []
    patch(f"bon/{file}", right, wrong)
    assert code in {line[:6] for line in found(small)}


@pytest.mark.parametrize("order", ["1-4", "4, 2, 1, 3", "1, 2, 4, 3"])
def test_any_order_of_the_reports(small: Path, patch: Patch, order: str) -> None:
    """The questions named in the lists follow this order: nobody comes late in this one."""
    patch(
        "bon/seance.yaml",
        "{membre: eva-simon, mode: salle, jusqu_a: 3}",
        "{membre: eva-simon, mode: salle}",
    )
    patch(
        "bon/seance.yaml",
        "{membre: marc-garnier, mode: salle, a_compter_de: 2}",
        "{membre: marc-garnier, mode: salle}",
    )
    patch("bon/seance.yaml", "  - {de: eva-simon, a: luc-petit, a_compter_de: 4}\n", "")
    patch("bon/seance.yaml", "  - {de: marc-garnier, a: eva-simon, jusqu_a: 1}\n", "")
    patch("bon/seance.yaml", "ordre: 1-4", f"ordre: {order}")
    assert found(small) == []


def test_rates_of_aid_schemes(small: Path) -> None:
    """50 % of 12 000 is 6 000; 50 % of 50 000 is 25 000."""
    schemes = [
        {"cle": f"aide-{i}", "nom": name, "taux": 50, "plafond_depenses": most, "plafond_aide": aid}
        for i, (name, most, aid) in enumerate(
            (("Certification ISO 13485", 12_000, 6_000), ("Marquage CE", 50_000, 25_000))
        )
    ]
    tree = {"intitule": "Aides", "introduction": "Le Pôle aide :", "dispositifs": schemes}
    file = small / "bon" / "aides.yaml"
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    assert found(small) == []
    schemes[1]["plafond_aide"] = 26_000
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    assert [code[:6] for code in found(small)] == ["AID001"]
