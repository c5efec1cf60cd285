"""What a dossier must hold for its parts to be printed: only what they do not ask for first."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.commands import pipeline
from pmtdocs.dossier import lines
from pmtdocs.finding import ExitCode, Finding, PmtdocsError
from pmtdocs.render.output import documents
from tests.conftest import Patch
from tests.support import modele


def told(words: list[str], name: str = "bon", clause: str = "") -> list[Finding]:
    """What is said of a dossier whose one part is made of these paragraphs, and that its document
    is made when nothing is.
    """
    folder = Path("t", "gbm")
    folder.mkdir(parents=True, exist_ok=True)
    modele.write(folder / "essai.docx", [f"| {one}" for one in words])
    if clause:
        (folder / "clauses").mkdir()
        modele.write(folder / "clauses" / "ajout.docx", [f"| {clause}"])
        table = "ajout: {titre: A, partie: essai, place: [s1], motif: M, reference: R}\n"
        (folder / "clauses.yaml").write_text(table, encoding="utf-8")
        heads = ["Article #s1 | Objet", "Article | Fin"]
        modele.write(folder / "essai.docx", [heads[0], *(f"| {w}" for w in words), heads[1]])
    checked = pipeline.check(Path("data"), folder.parent, name)
    assert checked.loaded is not None
    found = [one for one in checked.findings if one.code in ("MOD004", "MOD008")]
    asked = {n: one.parts for n, one in lines.documents(checked.loaded.dossier).items()}
    try:
        documents.build(checked.loaded.dossier, folder, asked, draft=False)
    except PmtdocsError:
        assert found
    else:
        assert not found
    return found


@pytest.fixture
def essai(small: Path) -> None:
    """Dossiers that print « essai » alone; ``plusieurs`` prints it for each of its lines."""
    for name, document in (("bon", "un"), ("sans-convention", "un"), ("plusieurs", EACH)):
        sheet = small / name / "dossier.yaml"
        kept = sheet.read_text(encoding="utf-8").split("documents:")[0]
        sheet.write_text(f"{kept}documents: {{{document}: [essai]}}\n", encoding="utf-8")


EACH = '"lettre-{beneficiaire}"'


@pytest.mark.usefixtures("essai")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{% if programme.nom %}{{ programme.nom }} · {% endif %}{{ exercice }}", []),
        ("{{ programme.nom }} · {{ exercice }}", ["programme.yaml"]),
        ("{% if programme %}oui{% endif %}{{ programme.nom }}", ["programme.yaml"]),
        ("{% if financeur %}{{ programme.nom }}{% endif %}", ["programme.yaml"]),
        ("{% if convention %}{{ programme.nom }}{% endif %}", []),
        ("{% for a in affaires %}{{ a.rapport }}{% endfor %}", ["seance.yaml"]),
        ("{% if vote.pour > 3 %}x{% endif %}", ["seance.yaml"]),
    ],
)
def test_a_file_is_wanted_by_what_is_printed_without_asking(words: str, said: list[str]) -> None:
    """« sans-convention » has no programme.yaml, and no seance.yaml."""
    wanted = [f.primary.span.file for f in told([words], "sans-convention") if f.primary.span]
    assert [Path(file).name for file in wanted] == said


@pytest.mark.usefixtures("essai")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{ convention.subvention.montant }}{{ convention.signature.date|date }}", []),
        ("{{ convention.duree.eligibilite.debut|date }}", ["convention.duree.eligibilite"]),
        ("{% if convention.duree.eligibilite.debut %}{{ convention.duree.eligibilite.debut|date }}"
         "{% endif %}", []),
        ("{{ convention.but }}", ["convention.but"]),
        ("{% if convention.rang_annexe > 1 %}x{% endif %}", ["convention.rang_annexe"]),
        ("{% for p in convention.parties %}{{ p.habilitation.instance }}{% endfor %}",
         ["convention.parties.0.habilitation", "convention.parties.1.habilitation"]),
    ],
)  # fmt: skip
def test_a_fact_is_wanted_where_it_would_be_written(words: str, said: list[str]) -> None:
    assert [".".join(map(str, f.primary.path)) for f in told([words])] == said


@pytest.mark.usefixtures("essai")
def test_what_is_said_of_an_absent_group() -> None:
    words = "{{ convention.duree.eligibilite.debut }}"
    (one,) = told([words, "x", words])
    assert one.kind.exit == ExitCode.FINDINGS
    assert one.primary.label == "Convention, durée, éligibilité"
    assert one.message == (
        "La pièce « essai » emploie « convention.duree.eligibilite.debut » sans condition, et les "
        "données ne le disent pas."
    )
    assert one.help == (
        "Écrivez ici « eligibilite: » ; si le document s'en passe, mettez dans Word "
        "{% if convention.duree.eligibilite %} … {% endif %} autour de ce qui l'emploie."
    )
    places = [place.span and (place.span.file, place.span.line) for place in one.related]
    assert places == [("t/gbm/essai.docx", 1), ("t/gbm/essai.docx", 3)]


@pytest.mark.usefixtures("essai")
@pytest.mark.parametrize(
    ("words", "path", "help"),
    [
        ("{{ faits.salle }}{{ beneficiaire.faits.agrement|date }}", "", ""),
        ("{{ faits.sale }}", "dossier.faits.sale", "Vouliez-vous dire « salle » ? Sinon, écrivez"),
        ("{{ beneficiaire.faits.numero }}", "commun.organisations.pmt.faits.numero",
         "Écrivez sous « faits » : « numero: », et sa valeur ; si le document s'en passe"),
        ("{% if faits.loyer %}{{ faits.loyer|euros }}{% endif %}", "", ""),
        ("{% for p in convention.parties %}{{ p.organisation.faits.agrement|date }}{% endfor %}",
         "commun.organisations.gbm.faits.agrement", "{% if p.organisation.faits.agrement %}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("stage", ["voté", "instruction"])
def test_a_fact_of_ones_own(patch: Patch, stage: str, words: str, path: str, help: str) -> None:
    """A modèle for several dossiers asks first; in a draft too, a key that nobody says is told."""
    patch("bon/dossier.yaml", "etat: voté", f"faits: {{salle: Maison}}\netat: {stage}")
    patch("_commun/organisations.yaml", "\npmt:\n", "\npmt:\n  faits: {agrement: 2031-04-10}\n")
    found = told([words])
    assert [".".join(map(str, one.primary.path)) for one in found] == [path] * bool(path)
    assert all(help in one.help for one in found)


@pytest.mark.usefixtures("essai")
def test_the_rest_of_the_words_is_judged_too(patch: Patch) -> None:
    """An absent fact hides no other fault, and a draft prints dots in its place."""
    told(["{{ convention.but }} 27/02/2024 au 31/02/2024"])
    checked = pipeline.check(Path("data"), Path("t"), "bon")
    assert checked.words.parts
    assert checked.decided(draft=True).blocking == ExitCode.OK
    patch("bon/dossier.yaml", "etat: voté", "etat: projet")
    again = pipeline.check(Path("data"), Path("t"), "bon")
    assert "MOD008" not in {one.code for one in again.findings}


@pytest.mark.usefixtures("essai")
def test_a_clause_is_followed_by_itself(small: Path) -> None:
    """Whatever blocks stand around its place: it is put there once it is filled in."""
    sheet = small / "bon" / "dossier.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "clauses: [ajout]\n", encoding="utf-8")
    around = ["{%p if convention.but %}", "{{ convention.but }}", "{%p endif %}"]
    (one,) = told(around, clause="{{ convention.notification|date }}")
    assert one.primary.path == ("convention", "notification")
    assert one.related[0].label == "essai, clause « ajout », paragraphe 1"


@pytest.mark.usefixtures("essai")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{ attribution.objet }}{{ beneficiaire.nom }}{{ financeur.nom }}", []),
        ("{% if convention %}{{ convention.subvention.montant }}{% endif %}", []),
        ("{{ attribution.montant_precedent }}",
         [f"attributions.lignes.{rank}.montant_precedent" for rank in range(1, 5)]),
        ("{{ convention.subvention.montant }}", ["textes.essai.1"]),
        ("{% if attributions.dit_demande %}{{ attribution.montant_demande }}{% endif %}", []),
    ],
)  # fmt: skip
def test_a_document_for_each_line(words: str, said: list[str]) -> None:
    """One line of « plusieurs » has a convention, and last year's amount."""
    found = told([words], "plusieurs")
    assert [".".join(map(str, one.primary.path)) for one in found] == said


@pytest.mark.parametrize(
    ("words", "help"),
    [
        ("{{ attribution.objet }}", "nommez le document « …-{beneficiaire} »"),
        ("{{ beneficiaire.nom }}", "nommez le document « …-{beneficiaire} »"),
        ("{{ convention.subvention.montant }}", "nommez le document « …-{beneficiaire} »"),
        ("{{ avenant.numero }}", "{% if avenant %}"),
    ],
)
def test_a_document_for_the_whole_table(essai: None, patch: Patch, words: str, help: str) -> None:
    patch("plusieurs/dossier.yaml", EACH, "lettre")
    (one,) = told([words], "plusieurs")
    assert help in one.help
