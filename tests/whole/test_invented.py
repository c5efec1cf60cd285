"""A funder, parties, years and annexes that nobody foresaw: data and Word files, no code."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from click.testing import Result
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from tests.support import invented
from tests.support.command import run
from tests.support.words import docx_text, folded

FACTS = [
    "Convention 2031-2032",
    "Pour un atelier de réparation ouvert à tous",
    "La Fondation des Trois Vallées (SIREN 314 159 260), pour qui signe Mme Odile FERRAND, "
    "présidente",
    "L'Atelier des Cimes (SIREN 577 215 668), pour qui signe M. Yann LE GOFF, trésorier",
    "Le Syndicat du Val Clair (SIREN 161 803 390), pour qui signe Mme Inès DALMAS, directrice",
    "Le Val Clair n'a plus de réparateur depuis l'hiver.",
    "27 500,50 €",
    "vingt-sept mille cinq cents euros et cinquante centimes",
    "Pour 2031 : 12 000 €.",
    "Pour 2032 : 15 500,50 €.",
    "Versement de 15 500,50 €, à la remise du compte rendu.",
    "avant le 30 juin 2033",
    "trois mois de préavis",
    "Tribunal judiciaire de Val-Clair",
    "Fait à Val-Clair en trois originaux, le vendredi 14 mars 2031.",
    "Annexe 1 : Ce que l'atelier entreprend",
    "Saison 1 : ouvrir",
    "Réparer 240 vélos.",
    "Former 36 bénévoles.",
    "Annexe 2 : Les comptes prévus (net de taxe)",
    "Poste 2031 2032 Ensemble",
    "Outillage 9 000 12 300,50 21 300,50",
    "Coût total 16 000 19 500,50 35 500,50",
    "Syndicat du Val Clair 4 000 4 000 8 000",
    "Total : 35 500,50 €",
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.build(tmp_path_factory.mktemp("invente"))


def command(project: Path, *words: str) -> Result:
    folders = ("--data", str(project / "data"), "--templates", str(project / "templates"))
    return run(*words, *folders)


@pytest.fixture(scope="module")
def made(project: Path) -> Path:
    ran = command(project, "render", "cimes", "--output", str(project / "sortie"))
    assert ran.exit_code == 0, ran.output
    return project / "sortie" / "cimes"


def test_nothing_to_say_of_it(project: Path) -> None:
    ran = command(project, "check", "--fail-on", "warning")
    assert ran.exit_code == 0, ran.output


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_in_the_word_file(made: Path, fact: str) -> None:
    assert folded(fact) in folded(docx_text(made / "contrat.docx"))


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_in_the_pdf(made: Path, fact: str) -> None:
    pages = PdfReader(made / "contrat.pdf").pages
    assert folded(fact) in folded("\n".join(page.extract_text() for page in pages))


def test_three_parties_sign_side_by_side_the_funder_last(made: Path) -> None:
    signatures = docx.Document(str(made / "contrat.docx")).tables[0]
    (row,) = signatures.rows
    assert [cell.text for cell in row.cells] == [
        "Pour l’Atelier des Cimes,\nYann LE GOFF",
        "Pour le Syndicat du Val Clair,\nInès DALMAS",
        "Pour la Fondation des Trois Vallées,\nOdile FERRAND",
    ]
    widths = [column.width for column in signatures.columns]
    assert max(widths) - min(widths) <= max(widths) // 50


def test_the_articles_are_numbered_by_its_own_charte(made: Path) -> None:
    words = "\n".join(page.extract_text() for page in PdfReader(made / "contrat.pdf").pages)
    for number, heading in enumerate(invented.ARTICLES, 1):
        assert folded(f"Article {number}. {heading}") in folded(words)


def test_word_opens_it(made: Path) -> None:
    validator = OpenXmlValidator()
    broken = {file.name: validator.validate(str(file)).errors for file in made.glob("*.docx")}
    assert len(broken) == 2
    assert {name: errors for name, errors in broken.items() if errors} == {}
