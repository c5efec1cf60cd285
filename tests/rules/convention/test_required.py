"""Rules over the words of the templates: what the real convention lacks, and its reserve."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.finding import Finding
from pmtdocs.rules import TEXT_RULES, Rule, engine
from pmtdocs.templates.words import Wordings, read_wordings
from tests.conftest import ROOT, Patch
from tests.support import modele

RESERVE = "textes.convention.reste-non-depense"
MODELE = ROOT / "templates" / "gbm"
Refused = Callable[..., tuple[Finding, ...]]


def wordings(loaded: Loaded) -> Wordings:
    parts = dict.fromkeys(p for parts in loaded.dossier.dossier.documents.values() for p in parts)
    return read_wordings(MODELE, parts, "templates/gbm")


def check(loaded: Loaded) -> list[Finding]:
    found = engine.run(loaded.dossier, (), loaded.locate, TEXT_RULES, wordings(loaded))
    return [f for f in found if "BUD001" not in f.message]  # its rule was not run


def places(findings: list[Finding]) -> list[tuple[str, str, int]]:
    return [
        (f.code, f.primary.label, f.primary.span.line if f.primary.span else 0) for f in findings
    ]


def test_what_the_convention_of_2024_lacks_or_contradicts(dossier_2024: Loaded) -> None:
    found = check(dossier_2024)
    assert places(found) == [
        ("CNV002", "convention", 1),
        ("CNV006", "convention, article 3, paragraphe 5", 42),
        ("CNV015", "convention, article 3, paragraphe 5", 42),
        ("CNV013", "convention, article 6, paragraphe 1", 56),
        ("CNV012", "convention, article 7, paragraphe 2", 59),
    ]
    unspent, accounts, report, paid, heard = found
    assert unspent.accepted
    assert report.accepted
    assert "ce qu'il n'a pas dépensé" in unspent.message
    assert "« Modification et reversement »" in unspent.help
    assert "demandes de versement" in paid.message
    assert "à la signature de la présente convention" in paid.message
    assert "et non le budget" in accounts.message
    assert "ne demande pas de compte rendu financier" in report.message
    assert "ses comptes annuels certifiés, accompagnés" in report.message
    assert "observations" in heard.message
    assert {f.primary.span.file for f in found if f.primary.span} == {
        "templates/gbm/convention.docx"
    }


def test_what_the_convention_of_2020_lacks_is_accepted(dossier_2020: Loaded) -> None:
    found = [f for f in check(dossier_2020) if f.code.startswith("CNV")]
    assert places(found) == [
        ("CNV006", "convention-fonctionnement", 1),
        ("CNV013", "convention-fonctionnement, article 6, paragraphe 1", 54),
        ("CNV012", "convention-fonctionnement, article 7, paragraphe 2", 57),
    ]
    assert all(finding.accepted for finding in found)


def test_a_dossier_that_prints_nothing_is_not_judged(data: Path) -> None:
    sheet = data / "2020" / "dossier.yaml"
    kept = re.sub(r"(?ms)^documents:\n.*", "", sheet.read_text(encoding="utf-8"))
    sheet.write_text(kept, encoding="utf-8")
    bare = load(data, "2020")
    assert check(bare) == []
    (rule, *_) = TEXT_RULES
    missing = rule.missing(bare.dossier, wordings(bare))
    assert missing == ("textes.convention",)


def test_a_reserve_on_a_text_waits_for_the_texts(data: Path) -> None:
    loaded = load(data, "2024")
    codes = [f.message for f in engine.run(loaded.dossier, (), loaded.locate)]
    assert not any(RESERVE in message for message in codes)


@pytest.mark.parametrize(
    "chemin", ["textes.convention.montant", "textes.convention.article-7", "textes.annexe-1"]
)
def test_a_reserve_on_another_place_accepts_nothing(data: Path, patch: Patch, chemin: str) -> None:
    patch("2024/dossier.yaml", RESERVE, chemin)
    found = check(load(data, "2024"))
    stale, unspent = found[0], found[1]
    assert (stale.code, unspent.code, unspent.accepted) == ("RES001", "CNV002", "")
    assert "n'accepte plus rien" in stale.message


def test_a_reserve_may_name_the_whole_article(data: Path, patch: Patch) -> None:
    patch("2024/dossier.yaml", "regle: CNV002", "regle: CNV013")
    patch("2024/dossier.yaml", RESERVE, "textes.convention.article-6")
    assert [f.code for f in check(load(data, "2024")) if f.accepted] == ["CNV015", "CNV013"]


def test_a_reserve_gives_both_figures_or_none(patch: Patch, data: Path, refused: Refused) -> None:
    patch("2024/dossier.yaml", "    publie: 490 000\n", "")
    (finding,) = refused()
    assert "ni l'un ni l'autre" in finding.message


@pytest.mark.parametrize("rule", TEXT_RULES, ids=[rule.code for rule in TEXT_RULES])
def test_its_code_is_known(rule: Rule) -> None:
    assert CATALOGUE[rule.code] is rule.kind


def found_in(lines: list[str], loaded: Loaded, folder: Path) -> set[str]:
    """The codes of what rules find in the words of a convention."""
    modele.write(folder / "convention.docx", lines)
    wordings = read_wordings(folder, ["convention"], "x")
    found = engine.run(loaded.dossier, (), loaded.locate, TEXT_RULES, wordings)
    return {finding.code for finding in found}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("le compte rendu financier de l'action", True),
        ("les comptes-rendus d'exécution et financiers", True),
        ("le formulaire CERFA n° 15059", True),
        ("le compte de résultat financier", False),
        ("un rapport d'activité ; un état financier", False),
    ],
)
def test_how_a_financial_report_is_named(
    dossier_2024: Loaded, tmp_path: Path, words: str, named: bool
) -> None:
    lines = ["Titre | Convention", "Article | Pièces à remettre", f"| Il remet {words}."]
    found = found_in(lines, dossier_2024, tmp_path)
    assert ("CNV015" in found) is not named


def test_a_clause_said_at_length_is_not_missing(dossier_2024: Loaded, tmp_path: Path) -> None:
    """The words of the act of 2024, longer than those of the template."""
    lines = [
        "Titre | Convention",
        "Article | Obligations",
        "| Il ne peut redistribuer tout ou partie de l'aide de Grand Besançon Métropole au profit "
        "d'un autre organisme, de l'article 1er à l'article 2 de la présente convention.",
        "Article | Comptes",
        "| Il remet son budget et ses comptes annuels certifiés.",
    ]
    found = found_in(lines, dossier_2024, tmp_path)
    assert found.isdisjoint({"CNV006", "CNV010"})


@pytest.mark.parametrize(
    ("granted", "required"),
    [
        ("{2023: 15 000, 2024: 30 000}", True),
        ("{2023: 22 500, 2024: 22 500}", False),
        ("{2023: 23 000, 2024: 22 000}", False),
        ("{2023: 22 000, 2024: '23 000,01'}", True),
        ("45 000", False),
    ],
)
def test_the_threshold_is_that_of_the_dearest_year(
    data: Path, patch: Patch, granted: str, required: bool
) -> None:
    """45 000 over two years: 22 500 a year, unless the convention says another sharing."""
    patch("2024/dossier.yaml", "exercices: [2024]", "exercices: [2023, 2024]")
    patch("2024/convention.yaml", "  montant: 45 000\n", f"  montant: {granted}\n")
    found = {f.code for f in check(load(data, "2024"))}
    assert ("CNV002" in found) is required
