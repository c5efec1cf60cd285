"""The document of an amendment: each change, with its old and new values, and nothing else."""

from __future__ import annotations

import hashlib
import json
import shutil
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from pmtdocs.commands import amend
from tests.conftest import Patch
from tests.support import amendments
from tests.support.command import content, run


def replaced(paragraphs: list[str]) -> list[str]:
    """The sentences that say what changes."""
    return [p for p in paragraphs if "remplacé" in p or "est inséré" in p or "est supprimé" in p]


@pytest.fixture
def signed(project: Path, patch: Patch) -> Path:
    """2024 once it is signed, for which an amendment makes sense."""
    patch("2024/dossier.yaml", "etat: voté", "etat: signé")
    patch("2024/convention.yaml", "date: à compléter ", "date: 2024-05-13 ")
    file = project / "data/2024/deliberation.yaml"
    enforced = "execution: {transmission: 2024-04-24, reception: 2024-04-24}\n"
    file.write_text(file.read_text("utf-8") + enforced, encoding="utf-8")
    return project


def test_it_says_each_change_and_nothing_else(signed: Path) -> None:
    file = amendments.write(signed / "data/2024", amendments.CHANGES)
    result = run("amend", "2024", "--with", str(file), "--format", "docx")
    assert result.exit_code == 0, result.output
    said = amendments.paragraphs(signed / "output/2024/avenant-1.docx")
    place = (
        "« Axe 2 : développement et montée en compétence des filières medtech et biotech-pharma à "
        "l’échelle de la Région », « Objectif 1 : Contribuer aux travaux de l’écosystème »"
    )
    assert replaced(said) == [
        "alinéa 1 : « 45 000 € » est remplacé par « 50 000 € » ;",
        "alinéa 1 : « quarante-cinq mille euros » est remplacé par « cinquante mille euros ».",
        "alinéa 2 : « 490 000 € » est remplacé par « 495 000 € ».",
        "alinéa 1 : « 45 000 € » est remplacé par « 50 000 € » ;",
        "alinéa 1 : « 490 000 € » est remplacé par « 495 000 € » ;",
        "alinéa 3 : « 45 000 € » est remplacé par « 50 000 € ».",
        "alinéa 1 : « 30 avril 2025 » est remplacé par « 30 juin 2025 ».",
        f"{place}, après l’alinéa 1, est inséré : « Tenir 2 ateliers. »",
        f"{place}, alinéa 3 : l’alinéa « Prendre part à des études : enquête RSE. » est supprimé.",
    ]
    headings = [p for p in said if p.startswith("Article ") and " – Modification" in p]
    assert headings == [
        "Article 2 – Modification de l’article 1er « Objet »",
        "Article 3 – Modification de l’article 2 « Programme d’actions »",
        "Article 4 – Modification de l’article 3 « Montant et modalités de versement de la "
        "subvention »",
        "Article 5 – Modification de l’article 4 « Durée et délai de validité »",
        "Article 6 – Modification de l’annexe 1",
        "Article 7 – Modification de l’annexe 2",
    ]
    text = "\n".join(said)
    assert "au plus tard le 30 juin 2025." in text  # the new wording, whole
    assert "Litiges" not in text  # an article that stays
    assert "annexe 3" not in said[said.index("Il est convenu ce qui suit :") + 2]


def test_it_is_worded_as_the_convention_is(signed: Path) -> None:
    """The parties in its words, « 1er » with raised letters, a total that was no sum."""
    file = amendments.write(signed / "data/2024", amendments.CHANGES)
    assert run("amend", "2024", "--with", str(file), "--format", "docx").exit_code == 0
    act = signed / "output/2024/avenant-1.docx"
    said = [" ".join(words.split()) for words in amendments.paragraphs(act)]
    for words in (
        "La communauté urbaine Grand Besançon Métropole (SIREN 242 500 361), représentée par sa "
        "Présidente, Madame Anne VIGNOT, dûment habilitée à signer",
        "Le Pôle des Microtechniques (SIREN 487 980 799), représenté par son Président, Monsieur "
        "Laurent DESCHAMPS, dûment habilité",
    ):
        assert [words in one for one in said].count(True) == 1
    assert [one for one in said if one.startswith("Les lignes")] == [
        "Les lignes de la convention font 594 000 € : le total qu’elle imprime en diffère, et "
        "figure ci-dessus tel qu’il a été voté."
    ]
    runs = [run for one in docx.Document(str(act)).paragraphs for run in one.runs]
    flat = [run for one, run in pairwise(runs) if one.text.endswith("1") and run.text[:2] == "er"]
    assert len(flat) >= 5
    assert all(run.font.superscript for run in flat)


def test_the_budget_stands_in_old_and_new_columns(signed: Path) -> None:
    file = amendments.write(signed / "data/2024", amendments.CHANGES)
    assert run("amend", "2024", "--with", str(file), "--format", "docx").exit_code == 0
    document = docx.Document(str(signed / "output/2024/avenant-1.docx"))
    tables = [[[c.text for c in row.cells] for row in t.rows] for t in document.tables[:2]]
    spaces = [[[" ".join(c.split()) for c in row] for row in table] for table in tables]
    assert spaces[0] == [
        ["Dépenses prévisionnelles", "Ancien montant", "Nouveau montant", "Écart"],
        ["Personnels (salaires)", "285 000", "285 000", "0"],
        ["Déplacements", "5 000", "5 000", "0"],
        ["Frais de structure (ligne supprimée)", "104 000", "–", "−104 000"],
        ["Frais externes", "180 000", "185 000", "+5 000"],
        ["Contributions volontaires en nature", "20 000", "20 000", "0"],
        ["Total", "490 000", "495 000", "+5 000"],
    ]
    assert spaces[1][-3:] == [
        ["Grand Besançon Métropole", "45 000", "50 000", "+5 000"],
        ["Sous-total PUBLIC", "245 000", "250 000", "+5 000"],
        ["TOTAL PROGRAMME", "490 000", "495 000", "+5 000"],
    ]


def test_a_budget_that_no_longer_balances_is_refused(signed: Path) -> None:
    changes = {"budget": {"depenses": {"publie": {"total": "500 000"}}}}
    file = amendments.write(signed / "data/2024", changes)
    result = run("amend", "2024", "--with", str(file))
    assert result.exit_code == 1
    flat = " ".join(result.output.split())
    assert "500 000 € de dépenses, 490 000 € de recettes, soit un écart de 10 000 €" in flat
    assert "data/2024/avenants/1.yaml:7:5" in flat
    assert "Rien n'est écrit" in flat
    assert not (signed / "output").exists()


def test_nothing_changes_is_refused_even_as_a_draft(signed: Path) -> None:
    file = amendments.write(signed / "data/2024", {"convention": {"duree": {"fin": "30/04/2025"}}})
    result = run("amend", "2024", "--with", str(file), "--draft")
    assert result.exit_code == 1
    assert "AVN003" in result.output
    assert not (signed / "output").exists()


def test_a_reserve_on_an_anomaly_that_is_mended_is_no_fault(signed: Path) -> None:
    file = amendments.write(signed / "data/2024", amendments.CHANGES)
    found = amend.check(Path("data"), Path("templates"), "2024", file).findings
    lifted = [f for f in found if f.code == "AVN105"]
    assert [f.primary.path for f in lifted] == [("dossier", "reserves", 0)]
    assert not [f for f in found if f.code == "RES001"]


def test_an_anomaly_that_stays_needs_a_reserve_for_its_new_figures(signed: Path) -> None:
    """The amended act prints 495 000 under lines that make 599 000."""
    kept = amendments.CHANGES.replace(
        "        - {libelle: Frais de structure, suppression: oui}\n", ""
    ).replace("    recettes:\n", "      publie: {total: 495 000}\n    recettes:\n")
    file = amendments.write(signed / "data/2024", kept)
    refused = run("amend", "2024", "--with", str(file), "--format", "docx")
    assert refused.exit_code == 1
    assert {"BUD001", "RES001"} <= {word for word in refused.output.split() if word[-1].isdigit()}
    reserve = """\
  dossier:
    reserves:
      - chemin: budget.depenses
        calcule: 599 000
        publie: 495 000
        motif: Le total reste celui de l'acte, relevé de 5 000 €.
"""
    amendments.write(signed / "data/2024", kept + reserve)
    accepted = run("amend", "2024", "--with", str(file), "--format", "docx")
    assert accepted.exit_code == 0, accepted.output


def test_a_change_that_the_contract_does_not_print(signed: Path) -> None:
    changes = {"budget": {"depenses": {"lignes": [{"libelle": "Déplacements", "compte": "62"}]}}}
    # The printed total would fall with its lines: it is stated again.
    changes["budget"]["depenses"]["publie"] = {"total": "490 000"}  # type: ignore[assignment]
    file = amendments.write(signed / "data/2024", changes)
    result = run("amend", "2024", "--with", str(file))
    assert result.exit_code == 1
    assert "aucun article ni aucune annexe" in " ".join(result.output.split())


def test_a_dossier_that_is_not_signed_gives_a_draft(project: Path) -> None:
    file = amendments.write(project / "data/2024", amendments.CHANGES)
    result = run("amend", "2024", "--with", str(file), "--format", "pdf")
    assert result.exit_code == 0, result.output
    assert "Projet écrit" in result.output
    assert json.loads((project / "output/2024/avenant-1-manifest.json").read_text())["draft"]
    reader = PdfReader(project / "output/2024/avenant-1.pdf")
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Avenant n° 1 à la convention")


def test_errors_stop_it_unless_a_draft_is_asked_for(signed: Path) -> None:
    changes = amendments.CHANGES.replace("ancien: 45 000", "ancien: 40 000")
    file = amendments.write(signed / "data/2024", changes)
    assert run("amend", "2024", "--with", str(file), "--format", "docx").exit_code == 1
    result = run("amend", "2024", "--with", str(file), "--format", "docx", "--draft")
    assert result.exit_code == 0
    found = (signed / "output/2024/avenant-1-constats.txt").read_text("utf-8")
    assert "AVN004" in found
    assert "« 40 000 »" in found


def test_the_other_documents_are_untouched_and_the_manifest_tells_the_inputs(signed: Path) -> None:
    output = signed / "output/2024"
    output.mkdir(parents=True)
    for name in ("convention.docx", "manifest.json"):
        (output / name).write_text("déjà là", encoding="utf-8")
    file = amendments.write(signed / "data/2024", amendments.CHANGES)
    before = content(output)
    assert run("amend", "2024", "--with", str(file), "--format", "docx").exit_code == 0
    after = content(output)
    assert before.items() <= after.items()
    assert after.keys() - before.keys() == {"avenant-1.docx", "avenant-1-manifest.json"}
    manifest = json.loads(after["avenant-1-manifest.json"])
    assert manifest["amendments"] == {"1.yaml": hashlib.sha256(file.read_bytes()).hexdigest()}
    assert manifest["outputs"] == {
        "avenant-1.docx": hashlib.sha256(after["avenant-1.docx"]).hexdigest()
    }
    assert run("amend", "2024", "--with", str(file), "--format", "docx").exit_code == 0
    assert content(output) == after  # the same bytes again


def test_what_is_signed_may_be_rendered_beside_its_amendment(signed: Path) -> None:
    """The first time, though something is there; then, being the same, it is left alone."""
    file = amendments.write(signed / "data/2024", amendments.CHANGES)
    assert run("amend", "2024", "--with", str(file), "--format", "docx").exit_code == 0
    for said in ("Écrit dans output/2024/", "Rien n'a changé"):
        result = run("render", "2024", "--format", "docx")
        assert result.exit_code == 0, result.output
        assert said in result.output
        assert (signed / "output/2024/avenant-1.docx").exists()


def test_a_former_draft_does_not_stay_beside_the_act(signed: Path) -> None:
    file = amendments.write(signed / "data/2024", amendments.CHANGES)
    other = signed / "output/2024/avenant-10.docx"
    other.parent.mkdir(parents=True)
    other.write_text("un autre", encoding="utf-8")
    draft = ("--draft", "--format", "docx,html")
    assert run("amend", "2024", "--with", str(file), *draft).exit_code == 0
    assert "avenant-1-constats.txt" in content(other.parent)
    assert run("amend", "2024", "--with", str(file), "--format", "docx").exit_code == 0
    assert set(content(other.parent)) == {
        "avenant-1.docx",
        "avenant-1-manifest.json",
        "avenant-10.docx",
    }


def test_a_modele_without_the_part_says_so(signed: Path) -> None:
    (signed / "templates/gbm/avenant.docx").unlink()
    file = amendments.write(signed / "data/2024", amendments.CHANGES)
    result = run("amend", "2024", "--with", str(file))
    assert result.exit_code == 4
    assert "avenant.docx" in result.output


def test_its_own_part_is_judged_first(signed: Path) -> None:
    """No document of the dossier asks for « avenant »: only an amendment prints it."""
    part = signed / "templates/gbm/avenant.docx"
    document = docx.Document(str(part))
    document.add_paragraph("{{ convention.intitul }}")
    document.save(str(part))
    file = amendments.write(signed / "data/2024", amendments.CHANGES)
    result = run("amend", "2024", "--with", str(file), "--format", "docx")
    assert result.exit_code == 4
    assert "MDL114" in result.output


def test_several_years_show_the_years_that_change(project: Path, patch: Patch) -> None:
    patch("pmt-health/dossier.yaml", "etat: projet", "etat: voté")
    years = {"2022": "40 000", "2023": "50 000"}
    payments = [
        {"annee": str(year), "taux": "100", "montant": amount}
        for year, amount in (("2021", "45 000"), *years.items())
    ]
    group = {"nom": "Région et Grand Besançon Métropole"}
    file = amendments.write(
        project / "data/pmt-health",
        {
            "convention": {"subvention": {"montant": dict(years), "versements": payments}},
            "budget": {
                "recettes": {
                    "groupes": [{**group, "lignes": [{"financeur": "gbm", "montant": years}]}]
                }
            },
        },
    )
    file.write_text(file.read_text("utf-8").replace("2024-", "2022-"), encoding="utf-8")
    result = run("amend", "pmt-health", "--with", str(file), "--format", "docx")
    assert result.exit_code == 0, result.output
    said = amendments.paragraphs(project / "output/pmt-health/avenant-1.docx")
    at = said.index("dont 2022")
    assert said[at - 4 : at + 8] == [
        "Grand Besançon Métropole", "135 000", "135 000", "0",
        "dont 2022", "45 000", "40 000", "−5 000",
        "dont 2023", "45 000", "50 000", "+5 000",
    ]  # fmt: skip


def test_the_word_file_is_valid(signed: Path) -> None:
    """Its PDF and its page are held against their standards with all the others."""
    file = amendments.write(signed / "data/2024", amendments.CHANGES)
    assert run("amend", "2024", "--with", str(file), "--format", "docx").exit_code == 0
    assert OpenXmlValidator().validate(str(signed / "output/2024/avenant-1.docx")).is_valid


def test_the_amendments_of_the_small_dossier_make_a_document(small: Path, tmp_path: Path) -> None:
    """With the real templates: what they lack for this dossier is told, and a draft made."""
    shutil.copytree(Path(__file__).parents[2] / "templates", tmp_path / "templates")
    result = run(
        "amend", "bon", "--with", str(small / "bon/avenants/2.yaml"), "--format", "docx", "--draft"
    )
    assert result.exit_code == 0, result.output
    said = amendments.paragraphs(tmp_path / "output/bon/avenant-2.docx")
    assert replaced(said) == ["alinéa 1 : « 31 mai 2025 » est remplacé par « 30 juin 2025 »."]
    assert any("tels que les avenants précédents les ont modifiés" in p for p in said)


def test_the_example_of_the_guide(project: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs/guide.md").read_text("utf-8")
    example = guide.partition("### Faire un avenant")[2].partition("```yaml\n")[2]
    file = amendments.write(project / "data/2024", {})
    file.write_text(example.partition("```")[0], encoding="utf-8")
    result = run("amend", "2024", "--with", str(file), "--format", "docx")
    assert result.exit_code == 0, result.output
    said = amendments.paragraphs(project / "output/2024/avenant-1.docx")
    assert [p for p in replaced(said) if "inséré" in p or "l’alinéa «" in p] == [
        p for p in replaced(said) if "salon" in p or "réseau" in p
    ]
    assert "Étude (ligne ajoutée)" in said
