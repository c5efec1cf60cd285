"""A line of attributions seen as a dossier: who receives, its convention, its vote, its places."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pmtdocs.commands import pipeline
from pmtdocs.dossier import lines
from pmtdocs.dossier.load import load
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.views.context import context
from pmtdocs.dossier.views.tree import Node
from pmtdocs.finding import Finding
from pmtdocs.rules import RULES, engine

Patch = Callable[[str, str, str], None]
TABLE, SHEET = "plusieurs/attributions.yaml", "plusieurs/dossier.yaml"
DOCUMENTS = """documents:
  convention-{beneficiaire}: {parties: [convention], pour: conventions}
  lettre-{beneficiaire}: [lettre]
"""


def several(small: Path) -> Dossier:
    return load(small, "plusieurs").dossier


def test_a_line_has_its_beneficiary_and_its_convention(small: Path) -> None:
    one, other, *_ = lines.lines(several(small))
    assert one.beneficiaire is not None
    assert one.beneficiaire.nom == "Orchestre d'Exemple"
    assert one.convention is not None
    assert one.subvention is not None
    assert [p.organisation for p in one.convention.parties] == ["gbm", "orchestre"]
    assert one.subvention.montant == 25000
    assert [p.montant for p in one.subvention.versements] == [25000]
    assert other.convention is None


def test_payments_by_shares_make_the_grant_to_the_cent(small: Path, patch: Patch) -> None:
    rates = {"a": "33,33", "b": "33,33", "c": "33,34"}
    shares = "".join(
        f'  - {{taux: "{rate}", evenement: {event}}}\n' for event, rate in rates.items()
    )
    patch(TABLE, "lignes:", f"versements:\n{shares}lignes:")
    patch(TABLE, "montant: 25 000", 'montant: "25 000,01"')
    subsidy = lines.line(several(small), 0).subvention
    assert subsidy is not None
    amounts = [payment.montant for payment in subsidy.versements]
    assert sum(amounts) == Decimal("25000.01")
    assert amounts[0] == Decimal("8332.50")


def test_a_document_a_line(small: Path, patch: Patch) -> None:
    patch(SHEET, "financeur: gbm\n", f"financeur: gbm\n{DOCUMENTS}")
    assert list(lines.documents(several(small))) == [
        "convention-orchestre",
        "lettre-orchestre",
        "lettre-club",
        "lettre-theatre",
        "lettre-club-2",
        "lettre-club-3",
    ]


def test_who_is_interested_in_a_line_takes_no_part_in_a_joint_vote(small: Path) -> None:
    act = lines.whole(several(small))
    assert act.deliberation is not None
    assert [one.membre for one in act.deliberation.interesses] == ["hugo-morel"]
    assert act.written(("deliberation", "interesses", 0)) == (*lines.ROOT, 0, "interesses", 0)


def test_rules_of_a_grant_hold_line_by_line_at_its_place(small: Path, patch: Patch) -> None:
    patch(TABLE, "objet: un tournoi, montant: 5 000", "objet: un tournoi, montant: 24 000")
    (first, *_) = found(small, "CNV001")
    assert first.primary.path == (*lines.ROOT, 3, "montant")
    assert first.primary.label == "Attributions, ligne « Club des Essais », montant"
    assert "25 500 € avec les autres subventions" in first.message.replace("\u202f", " ").replace(
        "\xa0", " "
    )


def test_the_threshold_is_of_a_body_whatever_its_key(small: Path, patch: Patch) -> None:
    patch(TABLE, "{beneficiaire: theatre, objet", "{beneficiaire: double, objet")
    file = small / "_commun" / "organisations.yaml"
    text = file.read_text("utf-8")
    siren = text.partition("club: {")[2].partition("siren: ")[2][:11]
    file.write_text(f"{text}double: {{nom: Le Club, type: association, siren: {siren}}}\n", "utf-8")
    assert [f.primary.path for f in found(small, "CNV001")] == [(*lines.ROOT, 3, "montant")]


def test_the_register_of_interests_is_read_for_each_line(small: Path, patch: Patch) -> None:
    patch(
        "_commun/personnes.yaml",
        "eva-simon: {civilite: Mme, prenom: Eva, nom: SIMON, commune: besancon}",
        "eva-simon: {civilite: Mme, prenom: Eva, nom: SIMON, commune: besancon, "
        "fonctions: [{organisme: theatre, fonction: trésorière}]}",
    )
    (one,) = found(small, "VOT005")
    assert one.primary.path == (*lines.ROOT, 2)
    assert "Eva SIMON" in one.message


def found(small: Path, code: str) -> list[Finding]:
    loaded = load(small, "plusieurs")
    return [f for f in engine.run(loaded.known, RULES, loaded.locate) if f.code == code]


def test_the_table_has_subtotals_and_a_total_in_money(small: Path) -> None:
    table = context(lines.whole(several(small)))["attributions"]
    assert isinstance(table, Node)
    rows = table["tableau"]
    assert isinstance(rows, tuple)
    said = [(str(r["genre"]), str(r["montant"])) for r in rows if isinstance(r, Node)]
    assert [kind for kind, _ in said].count("titre") == 3
    sums = [amount.replace("\u202f", " ") for kind, amount in said if kind != "ligne" and amount]
    assert sums == ["31 500", "20 000", "3 000", "51 500"]


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        ((SHEET, "financeur: gbm\n", "financeur: gbm\nbeneficiaire: club\n"), "n'y vaut pas"),
        ((TABLE, "inscription: travaux", "inscription: travau"), "« travaux »"),
        ((TABLE, "montant: 1 500}", "montant: 1 500, vote: {publie: {pour: 1, contre: 0, "
          "abstention: 0}}}"), "vote est d'ensemble"),
        ((SHEET, "financeur: gbm\n", "financeur: gbm\ndocuments: {lettre: {parties: [lettre], "
          "pour: conventions}}\n"), "le même nom"),
        ((TABLE, "lignes:", "versements: [{taux: 90, evenement: a}]\nlignes:"), "90"),
    ],
)  # fmt: skip
def test_what_a_table_cannot_be_with(
    small: Path,
    patch: Patch,
    refused: Callable[..., tuple[Finding, ...]],
    slip: tuple[str, str, str],
    says: str,
) -> None:
    patch(*slip)
    (finding,) = refused("plusieurs")
    assert says in finding.message
    assert finding.primary.span is not None


def test_a_pattern_without_attributions(
    small: Path, patch: Patch, refused: Callable[..., tuple[Finding, ...]]
) -> None:
    patch(
        "sans-convention/dossier.yaml",
        "beneficiaire: pmt",
        "beneficiaire: pmt\ndocuments: {'lettre-{beneficiaire}': [lettre]}",
    )
    (finding,) = refused("sans-convention")
    assert "un document par attribution" in finding.message


def test_a_rule_that_judges_a_line_is_covered(small: Path) -> None:
    checked = pipeline.check(small, small / "modeles", "plusieurs")
    covered = {one.kind.code: one for one in checked.coverage()}
    assert covered["CNV001"].ran
    assert not covered["BUD001"].ran
