"""The words of our modèle, for facts that our own dossiers have and for others."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command import Patch, run
from tests.support.words import docx_text, folded

Documents = Callable[[str], Path]
Printed = Callable[..., str]


@pytest.fixture
def printed(project: Path) -> Printed:
    """The words of one document, as a draft, once the data were changed."""

    def make(name: str, document: str) -> str:
        made = run("render", name, "--draft", "--only", document, "--format", "docx")
        assert made.exit_code == 0, made.output
        return folded(docx_text(project / "output" / name / f"{document}.docx"))

    return make


def adopted(documents_of: Documents, act: str, document: str = "deliberation") -> str:
    return folded(docx_text(documents_of(act) / f"{document}.docx"))


@pytest.mark.parametrize("act", ["2020", "2024"])
def test_an_adopted_act_keeps_its_verb(documents_of: Documents, act: str) -> None:
    said = adopted(documents_of, act)
    assert folded("se prononce favorablement sur le soutien de Grand Besançon Métropole") in said
    assert folded("à hauteur de 45 000 €") in said
    assert folded(f"pour l'année {act} ;") in said
    assert folded("autorise Madame la Présidente, ou son représentant, à signer la conv") in said
    assert "attribue" not in said
    assert "avis favorable" not in said


def test_next_year_s_draft_decides(printed: Printed) -> None:
    run("new", "2025", "--from", "2024")
    said = printed("2025", "deliberation")
    assert folded("attribue au Pôle des Microtechniques, pour son programme d'actions") in said
    assert folded("approuve la convention annexée au rapport et autorise Madame la Pré") in said
    assert folded("ou son représentant, à la signer.") in said
    assert "se prononce" not in said
    assert "avis favorable" not in said
    assert "rapport adopte" not in said  # nothing is voted yet
    assert "vote du rapport :" in said


def test_a_draft_whose_convention_is_not_annexed_approves_it_too(printed: Printed) -> None:
    run("new", "2021", "--from", "2020")
    said = printed("2021", "deliberation")
    assert folded("attribue au Pôle des Microtechniques, pour son programme d'actions") in said
    assert folded("approuve la convention en vertu de laquelle la subvention sera versée") in said
    assert folded("ou son représentant, à la signer, ainsi que tout acte nécessaire") in said


def test_a_rejected_report_attributes_nothing(printed: Printed, patch: Patch) -> None:
    patch("2024/deliberation.yaml", "  unanimite: à l'unanimité\n", "  adopte: non\n")
    said = printed("2024", "deliberation")
    assert folded("le Conseil de Communauté n'adopte pas la délibération proposée, qui :") in said
    assert folded("Rapport rejeté :") in said
    assert folded("Rapport adopté") not in said


def test_the_beneficiary_may_be_a_she(printed: Printed, patch: Patch) -> None:
    patch("_commun/organisations.yaml", "  article: le\n  sigle: PMT\n", "  article: la\n")
    for name, document in (("2024", "convention"), ("2020", "convention")):
        said = printed(name, document)
        for words in (
            "elle ne peut reverser",
            "elle accepte",
            "médias, elle fait",
            "si elle appose",
        ):
            assert folded(words) in said
        assert not re.search(
            r"\b(?:il (?:ne peut rev|accepte|fait conn|mentionne)|s'il appose)", said
        )


@pytest.mark.parametrize("act", ["2020", "2024"])
def test_a_number_stays_with_what_it_numbers(documents_of: Documents, act: str) -> None:
    said = docx_text(documents_of(act) / "convention.docx")
    cited = re.findall(r"\barticles?[ \u00a0](?=\d)", said)
    assert cited
    assert not [one for one in cited if one.endswith(" ")]


def test_the_aid_regime_stands_among_what_is_decided(printed: Printed, patch: Patch) -> None:
    regime = "regime_aide: {nature: régime exempté, regime: SA.000001}"
    chosen = f"{regime}\nclauses: [regime-d-aide, version-approuvee]\n"
    patch("2024/dossier.yaml", "beneficiaire: pmt\n", f"beneficiaire: pmt\n{chosen}")
    said = printed("2024", "deliberation")
    verbs = ["se prononce", "precise que", "sa\\.000001 ;", "approuve la convention et ses annexes"]
    assert re.search(".*".join(verbs), said)


def test_a_man_who_presides_is_authorised_as_such(printed: Printed, patch: Patch) -> None:
    patch("2024/convention.yaml", "anne-vignot\n    fonction: Présidente",
          "gabriel-baulieu\n    fonction: Maire")  # fmt: skip
    assert folded("autorise Monsieur le Maire, ou son représentant") in printed(
        "2024", "deliberation"
    )


@pytest.mark.parametrize("act", ["2020", "2024"])
def test_the_act_of_2020_is_signed_before_the_count_that_of_2024_after(
    documents_of: Documents, act: str
) -> None:
    said = adopted(documents_of, act)
    assert said.count(folded("Pour extrait conforme")) == 1
    count, signed = said.index(folded("Rapport adopté")), said.index("pour extrait conforme")
    assert (signed < count) == (act == "2020")


def test_a_payment_without_date_or_event_waits_for_its_date(printed: Printed, patch: Patch) -> None:
    payment = "{annee: %s, taux: 100, montant: 45 000}"
    for year, told in ((2022, "evenement: au vu d'un bilan"), (2023, "date: à compléter")):
        patch("pmt-health/convention.yaml", payment % year, (payment % year)[:-1] + f", {told}}}")
    said = printed("pmt-health", "convention")
    for year, rest in ((2021, ", le …"), (2022, ", au vu d'un bilan ;"), (2023, ", le …")):
        assert (
            folded(f"au titre de {year}, 100 % de la part de l'année, soit 45 000 €{rest}") in said
        )


def test_clauses_count_as_the_law_and_say_no_more_than_the_facts(
    printed: Printed, patch: Patch
) -> None:
    chosen = "clauses: [eligibilite, prorata, sortie-des-interesses, quorum]"
    patch("2024/dossier.yaml", "beneficiaire: pmt\n", f"beneficiaire: pmt\n{chosen}\n")
    period = "  eligibilite: {debut: 2024-01-01, fin: 2024-12-31}\n"
    patch("2024/convention.yaml", "  fin: 2025-04-30\n", f"  fin: 2025-04-30\n{period}")
    said = printed("2024", "dossier")
    # 79 present, two of them interested; without the 20 000 € in kind
    assert folded("77 membres comptent pour le quorum, sans les conseillers intéressés") in said
    assert folded("il en faut au moins 62 (plus de la moitié de 123)") in said
    assert folded("représente 9,57 % des dépenses prévisionnelles, soit 470 000 € TTC, con") in said
    assert folded("Les contributions volontaires en nature sont présentées à part") in said
    assert folded("a quitté la salle") not in said
    for member in ("frederique-baehr, publie: 1", "sebastien-coudry, publie: 2"):
        patch("2024/deliberation.yaml", member, f"{member}, sorti: oui")
    assert folded("conseiller intéressé présent a quitté la salle") in printed("2024", "dossier")
