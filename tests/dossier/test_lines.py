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
from pmtdocs.exchange.next_year import Renewal
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


@pytest.mark.parametrize(
    ("rates", "first"), [("33,33 33,33 33,34", "8332.50"), ("33,3 33,3 33,3", "8325.00")]
)
def test_payments_by_shares_make_the_grant_to_the_cent(
    small: Path, patch: Patch, rates: str, first: str
) -> None:
    shares = "".join(f'  - {{taux: "{rate}", evenement: a}}\n' for rate in rates.split())
    patch(TABLE, "lignes:", f"versements:\n{shares}lignes:")
    patch(TABLE, "montant: 25 000", 'montant: "25 000,01"')
    subsidy = lines.line(several(small), 0).subvention
    assert subsidy is not None
    amounts = [payment.montant for payment in subsidy.versements]
    assert sum(amounts) == Decimal("25000.01")
    assert amounts[0] == Decimal(first)


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


def apart(small: Path, table: str = "plusieurs") -> None:
    """The orchestra, whose line has a convention, as a dossier of its own."""
    folder = small / "apart"
    folder.mkdir()
    sheet = "modele: gbm\netat: voté\nexercices: [2024]\nfinanceur: gbm\nbeneficiaire: orchestre\n"
    (folder / "dossier.yaml").write_text(f"{sheet}vote: {table}\n", "utf-8")
    text = (small / "bon" / "convention.yaml").read_text("utf-8")
    text = text.replace("organisation: pmt", "organisation: orchestre")
    text = text.replace("representant: paul-martin", "representant: lou-roy")
    text = text.replace("20 000", "25 000").replace("12 000", "15 000").replace("8 000", "10 000")
    (folder / "convention.yaml").write_text(text, "utf-8")


def test_a_line_may_be_a_dossier_that_names_the_vote(small: Path) -> None:
    apart(small)
    loaded = load(small, "apart")
    assert loaded.dossier.deliberation is not None
    assert loaded.dossier.seance is not None
    assert loaded.dossier.deliberation.numero == "2024/16"
    assert [f.code for f in engine.run(loaded.known, RULES, loaded.locate)] == []
    assert load(small, "plusieurs").dossier.detachees == {"orchestre": "apart"}


def test_the_convention_grants_what_the_table_says(small: Path, patch: Patch) -> None:
    apart(small)
    patch(TABLE, "montant: 25 000", "montant: 24 000")
    loaded = load(small, "apart")
    (one,) = engine.run(loaded.known, RULES, loaded.locate)
    assert one.code == "BUD006"
    assert one.primary.path == (*lines.ROOT, 0, "montant")


def test_a_line_apart_has_its_convention_there(small: Path, patch: Patch) -> None:
    apart(small)
    patch(SHEET, "financeur: gbm\n", f"financeur: gbm\n{DOCUMENTS}")
    assert "convention-orchestre" not in lines.documents(several(small))
    patch(TABLE, "    representant: hugo-morel\n    fonction: Administrateur\n", "")
    assert found(small, "ATT007") == found(small, "CNV001") == []


@pytest.mark.parametrize(
    ("table", "says"),
    [("bon", "n'a pas d'attributions.yaml"), ("plusieur", "n'existe pas ; vouliez-vous dire")],
)
def test_a_vote_that_is_none(
    small: Path, refused: Callable[..., tuple[Finding, ...]], table: str, says: str
) -> None:
    apart(small, table)
    (finding,) = refused("apart")
    assert says in finding.message
    assert finding.primary.path == ("dossier", "vote")


def test_a_table_is_no_base(
    small: Path, patch: Patch, refused: Callable[..., tuple[Finding, ...]]
) -> None:
    patch("partage/dossier.yaml", "modele: gbm", "modele: gbm\nbase: plusieurs")
    (finding, *_) = refused("partage")
    assert "n'est la base d'aucun programme" in finding.message


def test_next_year_the_amount_is_that_of_last_year(small: Path) -> None:
    loaded = load(small, "plusieurs")
    made = Renewal(loaded, 1).files()["attributions"]
    assert isinstance(made, dict)
    renewed = made["lignes"]
    assert isinstance(renewed, list)
    first = renewed[0]
    assert isinstance(first, dict)
    assert first["montant_precedent"] == "25 000"
    assert first["montant"] == "à compléter"
    assert "interesses" not in first


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


HOLE = ("{beneficiaire: club, objet: l'année, montant: 1 500}",
        "{beneficiaire: club, objet: l'année, montant: à compléter}")  # fmt: skip
THEATRE = "{beneficiaire: theatre, objet: une scène, montant: 20 000, section: investissement"


def judged() -> list[tuple[str, str]]:
    """The findings of the rules on « plusieurs », with their places."""
    checked = pipeline.check(Path("data"), Path("t"), "plusieurs")
    return [(f.code, ".".join(map(str, f.primary.path))) for f in checked.findings]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (THEATRE, THEATRE.replace("20 000", "24 000"), ("CNV001", "lignes.2.montant")),
        ("credit: 30 000", "credit: 19 000", ("ATT002", "inscriptions.travaux.credit")),
        ("lignes:\n", f"lignes:\n  - {THEATRE}}}\n", ("ATT003", "lignes.3")),
    ],
)
def test_a_line_to_fill_in_hides_no_fault_of_the_others(
    small: Path, patch: Patch, old: str, new: str, found: tuple[str, str]
) -> None:
    patch(SHEET, "etat: voté", "etat: projet")
    patch(TABLE, old, new)
    before = judged()
    patch(TABLE, *HOLE)
    after = judged()
    assert (found[0], f"attributions.{found[1]}") in after
    assert {code for code, _ in after} - {code for code, _ in before} <= {"MOD006"}


def test_no_total_is_held_against_a_table_with_a_hole(small: Path, patch: Patch) -> None:
    patch(SHEET, "etat: voté", "etat: projet")
    patch(TABLE, *HOLE)
    patch("plusieurs/deliberation.yaml", "operation: 51 500", "operation: 99 999")
    assert not {code for code, _ in judged()} & {"ATT001", "ATT009"}
    checked = pipeline.check(Path("data"), Path("t"), "plusieurs")
    unable = {one.kind.code: one.missing for one in checked.coverage() if one.missing}
    assert unable["ATT001"] == ("attributions.total",)
    assert "ATT003" not in unable


def test_what_pays_a_line_to_fill_in(small: Path, patch: Patch) -> None:
    """The lines on that credit wait for it, the others are judged."""
    patch(SHEET, "etat: voté", "etat: projet")
    patch(TABLE, "credit: 30 000", "credit: à compléter")
    patch(TABLE, "montant: 5 000}", "montant: 24 000}")
    known = load(small, "plusieurs").known
    assert [line.attribution.objet for line in lines.known_lines(known) if line.attribution] == [
        "un salon", "l'année", "un tournoi", "une salle",
    ]  # fmt: skip
    assert ("CNV001", "attributions.lignes.3.montant") in judged()


@pytest.mark.parametrize(
    "share", ["taux: à compléter, evenement: x", "taux: 100, evenement: à compléter"]
)
def test_a_share_to_fill_in(small: Path, patch: Patch, share: str) -> None:
    patch(SHEET, "etat: voté", "etat: projet")
    patch(TABLE, "lignes:\n", f"versements: [{{{share}}}]\nlignes:\n")
    assert {"MOD006"} <= {code for code, _ in judged()} <= {"MOD006", "MDL001"}
    subsidy = lines.line(several(small), 0).subvention
    assert subsidy is not None
    assert len(subsidy.versements) == 1
