"""What is wrong with the clauses of a modèle, or with what a dossier chooses of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.commands import pipeline
from pmtdocs.finding import ExitCode, Finding
from pmtdocs.word import package
from tests.support.closed import close
from tests.support.command import run


def choose(project: Path, names: str) -> None:
    file = project / "data" / "2024" / "dossier.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("modele: gbm\n", f"modele: gbm\nclauses: [{names}]\n", 1), "utf-8")


def faults(project: Path, family: str = "MDL") -> list[Finding]:
    checked = pipeline.check(Path("data"), Path("templates"), "2024")
    return [f for f in checked.findings if f.code.startswith(family)]


def patch(project: Path, old: str, new: str) -> None:
    file = project / "templates" / "gbm" / "clauses.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def place(finding: Finding) -> tuple[str, int]:
    span = finding.primary.span
    assert span is not None
    return span.file, span.line


def test_an_unknown_clause_and_the_nearest(project: Path) -> None:
    choose(project, "logo, reste-non-depence")
    (found,) = faults(project)
    assert found.code == "MDL004"
    assert "vouliez-vous dire « reste-non-depense » ?" in found.message
    assert "prorata" in found.help
    assert found.primary.label == "Dossier, clause « reste-non-depence »"
    assert place(found) == ("data/2024/dossier.yaml", 5)


def test_a_clause_whose_file_is_gone(project: Path) -> None:
    choose(project, "prorata")
    (project / "templates/gbm/clauses/prorata.docx").unlink()
    (found,) = faults(project)
    assert (found.code, place(found)) == ("MDL005", ("data/2024/dossier.yaml", 5))
    assert "templates/gbm/clauses/prorata.docx n'existe pas" in found.message


def test_a_clause_that_we_may_not_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(project, "prorata")
    close(monkeypatch, project / "templates" / "gbm" / "clauses")
    (found,) = faults(project)
    assert (found.code, place(found)) == ("MDL003", ("data/2024/dossier.yaml", 5))
    assert "clauses/prorata.docx ne peut pas être lu : les droits manquent" in found.message


def test_a_clause_of_a_part_that_no_document_asks_for(project: Path) -> None:
    choose(project, "prorata")
    patch(project, "prorata:\n  titre: Taux et proratisation\n  partie: convention",
          "prorata:\n  titre: Taux et proratisation\n  partie: annexe-9")  # fmt: skip
    (found,) = faults(project)
    assert found.code == "MDL006"
    assert "« annexe-9 », qu'aucun document" in found.message


def test_a_bookmark_that_word_lost(project: Path) -> None:
    choose(project, "logo")
    file = project / "templates/gbm/convention.docx"
    parts = package.read(file)
    text = parts["word/document.xml"].decode()
    lost = text.replace('w:name="obligations"', 'w:name="_Ref1"').replace(
        " REF obligations ", " REF _Ref1 "
    )
    parts["word/document.xml"] = lost.encode()
    file.write_bytes(package.write(parts))
    (found,) = faults(project)
    assert found.code == "MDL006"
    assert "convention.docx n'a pas le signet « obligations »" in found.message
    assert "Insertion > Signet > obligations" in found.help


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("condition: budget.taux_financeur", "condition: budget.taux_financer",
         "vouliez-vous dire « budget.taux_financeur » ?"),
        ("condition: budget.taux_financeur", "condition: budget.total >", "ne se lit pas"),
        ("condition: budget.taux_financeur", "condition: budget.total > loi.convention_seul",
         "vouliez-vous dire « loi.convention_seuil » ?"),
        ("contredit: [forfait]", "contredit: [forfaits]", "vouliez-vous dire « forfait » ?"),
    ],
)  # fmt: skip
def test_a_fault_of_the_table_is_said_at_its_line(
    project: Path, old: str, new: str, said: str
) -> None:
    """Chosen or not: the table serves every dossier."""
    patch(project, old, new)
    (found,) = faults(project)
    assert found.code == "MDL007"
    assert said in found.message
    file, line = place(found)
    assert file == "templates/gbm/clauses.yaml"
    assert new in (project / file).read_text(encoding="utf-8").splitlines()[line - 1]
    assert found.primary.label.startswith("Clauses, prorata, ")


def test_a_table_that_cannot_be_read_names_no_clause(project: Path) -> None:
    choose(project, "prorata")
    patch(project, "contredit: [forfait]", "contredits: [forfait]")
    checked = pipeline.check(Path("data"), Path("templates"), "2024")
    found = {f.code: place(f) for f in checked.findings if f.code[:3] in ("MOD", "MDL")}
    lines = (project / "templates/gbm/clauses.yaml").read_text(encoding="utf-8").splitlines()
    line = lines.index("  contredits: [forfait]") + 1
    assert found == {
        "MOD001": ("templates/gbm/clauses.yaml", line),
        "MDL007": ("data/2024/dossier.yaml", 5),
    }
    assert checked.exit_code() == ExitCode.TEMPLATE


@pytest.mark.parametrize("yaml", ["prorata: [", "prorata: {contredits: [forfait]}"])
def test_a_table_that_cannot_be_read_is_a_fault_of_the_templates(project: Path, yaml: str) -> None:
    """Though its code is one of data files: the exit code says whose file it is."""
    (project / "templates/gbm/clauses.yaml").write_text(yaml, encoding="utf-8")
    checked = pipeline.check(Path("data"), Path("templates"), "2024")
    assert checked.exit_code() == ExitCode.TEMPLATE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK", "MDL003"),
        ("{{ convention.intitul }}", "MDL114"),
        ("{% if beneficiaire.siret %}", "MDL103"),
    ],
)
def test_a_broken_clause_file_has_its_place(project: Path, content: bytes | str, code: str) -> None:
    choose(project, "logo")
    file = project / "templates/gbm/clauses/logo.docx"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        parts = package.read(file)
        text = parts["word/document.xml"].decode()
        parts["word/document.xml"] = text.replace("figurer", content).encode()
        file.write_bytes(package.write(parts))
    found = faults(project)
    assert code in {f.code for f in found}
    assert {place(f) for f in found} == {("templates/gbm/clauses/logo.docx", 1)}
    checked = pipeline.check(Path("data"), Path("templates"), "2024")
    assert checked.exit_code() == ExitCode.TEMPLATE


def test_the_check_of_templates_reads_the_table_too(project: Path) -> None:
    patch(project, "condition: budget.taux_financeur", "condition: budget.taux_financer")
    result = run("templates", "check", "gbm", "--annotate", "copies")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "MDL007" in result.output
    assert "condition: budget.taux_financer" in result.output
    assert not (project / "copies").exists()
