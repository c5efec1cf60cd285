"""`pmtdocs templates check`, as staff run it; and templates in `pmtdocs check` and `render`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from pmtdocs.finding import ExitCode
from pmtdocs.language.french import NBSP
from pmtdocs.word import package
from tests.support.closed import close
from tests.support.command import content, flat, program, run

Change = Callable[[str, str], None]


@pytest.fixture
def change(project: Path) -> Change:
    """Change the words of the convention: `old` stands once in its body."""
    file = project / "templates" / "gbm" / "convention.docx"

    def apply(old: str, new: str) -> None:
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        text = parts["word/document.xml"].decode()
        assert text.count(old) == 1
        parts["word/document.xml"] = text.replace(old, new).encode()
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)

    return apply


def test_the_shipped_modele_has_a_note_at_most(project: Path) -> None:
    result = run("templates", "check")
    assert result.exit_code == ExitCode.OK
    assert "gbm : 0 erreur, 1 information." in result.output
    assert result.output.count("MDL") == 1
    assert "champs ne sont employés par aucune pièce" in flat(result.output)
    assert run("templates", "check", "gbm").output == result.output


def test_all_faults_at_their_place(project: Path, change: Change) -> None:
    """The part, the article, the paragraph, the words as typed, what to type instead."""
    change("{{ convention.signature.lieu|a }}", "{{ convention.signature.lieux }}")
    change("{{ v.taux|pourcent }}", "{{ v.taux|pour_cent }}")
    result = run("templates", "check", "gbm")
    assert result.exit_code == ExitCode.TEMPLATE
    said = flat(result.output)
    assert "erreur MDL114 [champ-inconnu] convention, article 10, paragraphe 2" in said
    assert "« convention.signature.lieux » n'existe pas" in said
    assert "→ Vouliez-vous dire « convention.signature.lieu » ?" in said
    assert "erreur MDL112 [filtre-inconnu] convention, article 3, paragraphe 3" in said
    assert "« pourcent »" in said
    assert "--> templates/gbm/convention.docx:69:" in result.output
    assert "{{ convention.signature.lieux }}, le" in result.output
    assert "gbm : 2 erreurs, 1 information." in said
    assert run("templates", "check", "templates/gbm/annexe-1.docx").output.strip() == (
        "annexe-1.docx : 0 erreur."
    )


def test_json(project: Path, change: Change) -> None:
    change("{{ convention.signature.lieu|a }}", "{{ convention.signature.lieux }}")
    file = "templates/gbm/convention.docx"
    result = run("templates", "check", file, "--format", "json")
    (found,) = json.loads(result.stdout)
    assert (found["code"], found["severity"], found["file"], found["line"]) == (
        "MDL114", "error", file, 69,
    )  # fmt: skip
    assert found["column"] == 1 + len(
        "Fait en {{ convention.signature.exemplaires|en_lettres }} "
        "exemplaire{{ convention.signature.exemplaires|s }} "
    )
    assert found["place"] == "convention, article 10, paragraphe 2"


@pytest.mark.parametrize("folder", ["absent", "data"])
def test_a_folder_without_modele_passes_for_no_success(project: Path, folder: str) -> None:
    result = run("templates", "check", "--templates", folder)
    assert result.exit_code == ExitCode.TEMPLATE
    assert f"aucun modèle dans « {folder} »" in result.output


def test_the_folder_of_all_modeles_is_all_of_them(project: Path) -> None:
    all_of_them = run("templates", "check").output
    assert "pmtdocs templates fields gbm --unused" in all_of_them
    for folder in ("templates", "templates/", str(Path("templates").absolute())):
        assert run("templates", "check", folder).output == all_of_them


def test_an_unknown_modele_is_guessed(project: Path) -> None:
    result = run("templates", "check", "gmb")
    assert result.exit_code == ExitCode.USAGE
    assert "« gmb » n'est ni un modèle ni un fichier. Vouliez-vous dire « gbm » ?" in flat(
        result.output
    )


def test_a_comment_at_each_fault(project: Path, change: Change) -> None:
    change("{{ convention.signature.lieu|a }}", "{{ convention.signature.lieux }}")
    change("{{ v.taux|pourcent }}", "{{ v.taux|pour_cent }}")
    before = content(project / "templates")
    result = run("templates", "check", "--annotate", "annotes")
    assert "Annoté : annotes/convention.docx" in result.output
    assert content(project / "templates") == before
    copy = project / "annotes" / "convention.docx"
    assert [f.name for f in copy.parent.iterdir()] == ["convention.docx"]
    assert OpenXmlValidator().validate(str(copy)).errors == []
    comments = [(c.author, c.text) for c in docx.Document(str(copy)).comments]
    assert [author for author, _ in comments] == ["pmtdocs", "pmtdocs"]
    assert comments[0][1].startswith("MDL112. « {{ v.taux|pour_cent }} » : le filtre")
    assert comments[1][1].endswith("→ Vouliez-vous dire « convention.signature.lieu » ?")
    # What staff send back with the comments still in it has the same faults, and no other.
    again = json.loads(run("templates", "check", str(copy), "--format", "json").stdout)
    assert [f["code"] for f in again] == ["MDL112", "MDL114"]


def test_a_fault_in_a_header_is_said_at_the_first_paragraph(project: Path) -> None:
    file = project / "templates" / "gbm" / "convention.docx"
    document = docx.Document(str(file))
    document.sections[0].header.paragraphs[0].add_run("{{ rien.du.tout }}")
    document.save(str(file))
    run("templates", "check", str(file), "--annotate", "annotes")
    (comment,) = docx.Document(str(project / "annotes" / "convention.docx")).comments
    assert comment.text.startswith("MDL114. convention, en-tête : Le champ « rien » n'existe pas")


def test_the_template_is_never_replaced_by_its_copy(project: Path, change: Change) -> None:
    change("{{ convention.signature.lieu|a }}", "{{ convention.signature.lieux }}")
    before = content(project / "templates")
    result = run("templates", "check", "--annotate", "templates/gbm")
    assert result.exit_code == ExitCode.USAGE
    assert "serait remplacé" in result.output
    assert content(project / "templates") == before
    (project / "plein").write_text("", encoding="utf-8")
    result = run("templates", "check", "--annotate", "plein")
    assert result.exit_code in {ExitCode.USAGE, ExitCode.WRITE}


def test_check_and_render_tell_every_fault_too(project: Path, change: Change) -> None:
    change("{{ convention.signature.lieu|a }}", "{{ convention.signature.lieux }}")
    change("{{ v.taux|pourcent }}", "{{ v.taux|pour_cent }}")
    for command in (["check", "2024"], ["render", "2024"], ["render", "2024", "--draft"]):
        result = run(*command)
        assert result.exit_code == ExitCode.TEMPLATE
        assert "erreur MDL112" in result.output
        assert "erreur MDL114" in result.output
        assert "{{ convention.signature.lieux }}" in result.output
    assert not (project / "output").exists()
    assert "MDL114" not in run("check", "2020").output  # it prints another convention


def test_word_s_typography_is_repaired_and_told(project: Path, change: Change) -> None:
    """« "financeur" » becomes French quotes as soon as Word corrects it."""
    assert run("render", "2024", "--only", "convention", "--format", "html").exit_code == 0
    whole = content(project / "output")["2024/convention.html"]
    shutil.rmtree(project / "output")
    change('{%p if p.role == "financeur" %}', f"{{%p if p.role =={NBSP}«{NBSP}financeur{NBSP}» %}}")
    result = run("render", "2024", "--only", "convention", "--format", "html")
    assert result.exit_code == 0
    assert content(project / "output")["2024/convention.html"] == whole
    said = run("check", "2024").output
    assert (
        "information MDL121 [typographie-dans-une-balise] convention, « Entre », avant le" in said
    )


def test_a_value_that_is_missing_has_both_places(project: Path, change: Change) -> None:
    """No template is at fault: what the data lack is said before anything is rendered."""
    change("{{ convention.signature.lieu|a }}", "{{ convention.reserve_execution }}")
    assert run("templates", "check").exit_code == ExitCode.OK
    result = run("render", "2024", "--only", "convention", "--format", "docx")
    assert result.exit_code == ExitCode.FINDINGS
    said = flat(result.output)
    assert "MOD008 [fait-absent] Convention, réserve d'exécution" in said
    assert re.search(r"--> data/2024/convention\.yaml:\d+", said)
    assert "convention, article 10, paragraphe 2 (templates/gbm/convention.docx:69" in said
    assert "→ Écrivez ici « reserve_execution: »" in said


_LOADED = """
import sys
from click.testing import CliRunner
from pmtdocs import cli
result = CliRunner().invoke(cli.main, ["check", "2024"])
assert result.exit_code == 0, result.output
print(*sorted({"jinja2", "docxtpl", "docx", "weasyprint"} & {*sys.modules}))
"""


def test_a_check_needs_no_template_engine(project: Path, tmp_path: Path) -> None:
    """Jinja is loaded where templates not seen before are inspected, apart."""

    def loaded() -> str:
        done = subprocess.run(
            [sys.executable, "-c", _LOADED],
            capture_output=True, check=True, text=True,
            env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        )  # fmt: skip
        return done.stdout.strip()

    assert loaded() == ""
    assert loaded() == ""


def test_help_is_french(project: Path) -> None:
    assert "L'atelier des modèles" in program("templates", "--help").stdout


def test_a_file_from_elsewhere_is_judged_as_it_will_be_once_in_place(
    project: Path, tmp_path: Path
) -> None:
    """With the charte of the modèle that has such a part, that is named, or that is alone."""
    shipped = package.read(project / "templates/gbm/deliberation.docx")
    other = shipped["word/styles.xml"].replace(b'w:val="Objet"', b'w:val="Objet 2"')
    elsewhere = tmp_path / "recu" / "deliberation (1).docx"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(package.write({**shipped, "word/styles.xml": other}))
    said = run("templates", "check", str(elsewhere))
    assert "est jugé comme pièce du modèle « gbm »" in flat(said.output)
    assert "MDL171" in said.output
    assert "« Objet 2 »" in flat(said.output)
    shutil.copytree(project / "templates/gbm", project / "templates/autre")
    said = run("templates", "check", str(elsewhere))
    assert "sans charte" in flat(said.output)
    assert "--modele" in said.output
    said = run("templates", "check", str(elsewhere), "--modele", "autre")
    assert "pièce du modèle « autre »" in flat(said.output)
    assert "MDL171" in said.output
    assert run("templates", "check", str(elsewhere), "--modele", "autr").exit_code == 2
    place = project / "templates/gbm/deliberation.docx"
    shutil.copy(elsewhere, place)
    said = run("templates", "check", str(place))
    assert "est jugé" not in said.output
    assert "MDL171" in said.output


def gone(file: Path) -> None:
    file.unlink()


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("ailleurs")


def around(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


@pytest.mark.parametrize("damage", [gone, folder, empty, nowhere, around])
@pytest.mark.parametrize("name", ["charte.docx", "page.html.j2", "convention.docx", "clauses.yaml"])
def test_what_is_not_there_or_is_no_file_is_told_by_all_three(
    project: Path, name: str, damage: Callable[[Path], None]
) -> None:
    """The same verdict whoever asks: « check », « templates check », « render »."""
    (project / "templates" / "gbm" / name).touch()  # a modèle may have a page of its own
    damage(project / "templates" / "gbm" / name)
    whole = run("templates", "check", "gbm")
    asked = [whole, run("check", "2024"), run("render", "2024", "--draft", "--format", "docx")]
    told = [(one.exit_code, name in one.output) for one in asked]
    if damage is gone and name in ("clauses.yaml", "page.html.j2"):  # neither is asked for
        assert [code for code, _ in told] == [0, 0, 0]
    elif damage is gone and name == "charte.docx":  # that of the package dresses the modèle
        assert told == [(ExitCode.OK, True)] * 3
        assert "MDL008" in whole.output
    elif damage is gone and name == "convention.docx":  # a dossier asks for it, no modèle does
        assert told == [(ExitCode.OK, False), (ExitCode.TEMPLATE, True), (ExitCode.TEMPLATE, True)]
    else:
        assert told == [(ExitCode.TEMPLATE, True)] * 3
        assert f"templates/gbm/{name}" in whole.output


def test_a_name_that_is_no_utf_8_is_shown_as_it_can_be(project: Path) -> None:
    part = os.fsencode(project / "templates" / "gbm") + b"/mod\xe8le.docx"
    shutil.copy(project / "templates" / "gbm" / "bilan.docx", os.fsdecode(part))
    result = run("templates", "check", "gbm")
    assert result.exit_code == ExitCode.OK, result.output
    Path(os.fsdecode(part)).write_bytes(b"")
    for shape in ("text", "json", "sarif", "junit", "github", "codequality"):
        result = run("templates", "check", "gbm", "--format", shape, "--output", shape)
        assert result.exit_code == ExitCode.TEMPLATE
        name = "mod%E8le.docx" if shape == "sarif" else "mod\ufffdle.docx"
        assert name in Path(shape).read_text(encoding="utf-8")


def test_a_folder_of_templates_that_we_may_not_read_is_a_fault(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the clauses, or of the whole modèle, which is not forgotten when none is named."""
    for closed in ("gbm/clauses", "gbm"):
        with monkeypatch.context() as patch:
            close(patch, project / "templates" / closed)
            result = run("templates", "check")
        assert result.exit_code == ExitCode.TEMPLATE, result.output
        said = flat(result.output)
        assert "MDL003" in said
        assert f"templates/{closed} ne peut pas être lu : les droits manquent" in said
