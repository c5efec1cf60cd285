"""``pmtdocs compare`` and ``pmtdocs text``: exit codes, French words, formats, git."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pmtdocs.commands.report import compare as report
from pmtdocs.compare.result import Category, Difference, Result
from pmtdocs.compare.text import Text
from pmtdocs.finding import ExitCode
from pmtdocs.word.package import parse, read
from tests.support.closed import close
from tests.support.command import ROOT, flat, program, run
from tests.support.compared_files import DOCUMENT, make

_TEXT = "Une subvention de 45 000 € est versée."


@pytest.fixture
def approved(tmp_path: Path) -> Path:
    return make(tmp_path / "a.docx", "# Article 3 – Montant", _TEXT)


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    return make(tmp_path / "b.docx", "# Article 3 – Montant", _TEXT.replace("45", "54"))


def test_faithful(approved: Path) -> None:
    result = run("compare", str(approved), str(approved))
    assert result.exit_code == 0
    assert result.output == f"{approved} est fidèle à {approved}.\n"


def test_a_file_of_a_closed_folder_is_not_said_to_be_absent(
    tmp_path: Path, approved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder := tmp_path / "fermé").mkdir()
    file = make(folder / "b.docx", _TEXT)
    with monkeypatch.context() as patch:
        close(patch, folder)
        for command in (("compare", str(approved), str(file)), ("text", str(file))):
            result = run(*command)
            assert result.exit_code == ExitCode.DATA
            assert "ne peut pas être lu : les droits manquent" in flat(result.output)
    assert run("compare", str(approved), str(folder / "c.docx")).exit_code == ExitCode.USAGE


def test_both_figures_and_both_places(approved: Path, returned: Path) -> None:
    result = run("compare", str(approved), str(returned))
    assert result.exit_code == 1
    assert "Chiffres (1)" in result.output
    assert "article 3, paragraphe 1 : « 45 000 € » → « 54 000 € »" in result.output
    assert "… Une subvention de [-45 000 €-] {+54 000 €+} est versée. …" in result.output
    assert f"--> {approved}:2" in result.output
    assert "n'est pas fidèle" in result.output
    assert "1 différence, dont 1 chiffre." in result.output


def test_thousands_of_differences_are_counted(tmp_path: Path) -> None:
    a, b = (
        make(
            tmp_path / f"{n}.docx",
            *[f"Le mot {word} et le reste de la ligne {k}." for k in range(60)],
        )
        for n, word in (("a", "un"), ("b", "autre"))
    )
    shown = run("compare", str(a), str(b)).output
    assert "et 10 autres, que montrent" in shown
    assert shown.count("-->") == 50
    assert (
        len(json.loads(run("compare", str(a), str(b), "--format", "json").output)["differences"])
        == 60
    )


def test_for_machines(approved: Path, returned: Path) -> None:
    made = json.loads(run("compare", str(approved), str(returned), "--format", "json").output)
    assert made["faithful"] is False
    (found,) = made["differences"]
    assert (found["before"], found["after"]) == ("45 000 €", "54 000 €")
    assert (found["file"], found["number"]) == (str(approved), 2)


def test_a_page_to_send(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", "un <b> mot")
    b = make(tmp_path / "b.docx", "un <i> mot")
    page = run("compare", str(a), str(b), "--format", "html").output
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert "<del>b</del> <ins>i</ins>" in page
    assert "&lt;" in page
    assert "<b>" not in page


def test_a_redline_never_takes_the_place_of_what_came_back(approved: Path, returned: Path) -> None:
    before = returned.read_bytes()
    result = run("compare", str(approved), str(returned), "--redline", str(returned))
    assert result.exit_code == ExitCode.WRITE
    assert "existe déjà" in result.output
    assert returned.read_bytes() == before


def test_redline(approved: Path, returned: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    arguments = ["compare", str(approved), str(returned), "--redline", str(out)]
    assert run(*arguments, "--date", "11/04/2024").exit_code == 1
    xml = read(out)[DOCUMENT].decode()
    assert 'w:author="pmtdocs" w:date="2024-04-11T00:00:00Z"' in xml
    assert parse(xml).tag.endswith("document")
    assert run(*arguments, "--replace").exit_code == 1
    first = out.read_bytes()
    run(*arguments)
    assert out.read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["a.docx"], 2, "il manque l'argument"),
        (["a.docx", "absent.docx"], 2, "absent.docx"),
        (["a.docx", "note.txt"], 3, "n'est ni un fichier Word (.docx) ni un PDF"),
        (["a.docx", "b.docx", "--date", "hier"], 2, "n'est pas une date"),
        (["a.docx", "b.docx", "--redline", "absent/x.docx"], 7, "ne peut pas être écrit"),
    ],
)
def test_faults_are_said_in_french(
    approved: Path, returned: Path, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    (tmp_path / "note.txt").write_text("bonjour", encoding="utf-8")
    done = program("compare", *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in flat(done.stderr)
    assert "Traceback" not in done.stderr


def test_a_pdf_cannot_be_marked(rendered: Path, tmp_path: Path) -> None:
    pdf, out, said = rendered / "annexe-2-budget.pdf", tmp_path / "x.docx", tmp_path / "said.txt"
    asked = ("compare", str(pdf), str(pdf), "--redline", str(out), "--output", str(said))
    result = run(*asked)
    assert result.exit_code == 2
    assert "A doit être un fichier Word" in result.output
    assert not out.exists()
    assert not said.exists()


def test_the_words_of_a_file(tmp_path: Path) -> None:
    file = make(tmp_path / "a.docx", "# Titre", "Le {{ nom }}.", [["A", "B"], ["1", "2"]])
    assert run("text", str(file)).output == "# Titre\nLe {{ nom }}.\n| A | B |\n| 1 | 2 |\n"


def test_git_shows_the_words_of_a_word_file(tmp_path: Path) -> None:
    """As the guide says: one line of configuration, and the attributes of this repository."""

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments],
            cwd=tmp_path,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout

    shutil.copy(ROOT / ".gitattributes", tmp_path)
    file = make(tmp_path / "a.docx", "Avant.", "Montant : 45 000 €")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "a")
    make(file, "Avant.", "Montant : 54 000 €")
    assert "Binary files" in git("diff", "--no-textconv")
    git("config", "diff.docx.textconv", f"{sys.executable} -m pmtdocs text")
    shown = git("diff")
    assert "-Montant : 45 000 €\n+Montant : 54 000 €\n" in shown
    assert " Avant." in shown


@pytest.mark.parametrize(
    ("reference", "file", "number"),
    [
        ("a.docx:12", "a.docx", 12),
        ("a.docx", "a.docx", None),
        ("C:/b c/a.docx", "C:/b c/a.docx", None),
        ("C:/b c/a.docx:3", "C:/b c/a.docx", 3),
        ("a:b.docx", "a:b.docx", None),
    ],
)
def test_a_difference_of_a_whole_file_has_no_number(
    reference: str, file: str, number: int | None
) -> None:
    one = Difference(Category.OTHER, "a", reference, "", "autre")
    (told,) = json.loads(report.as_json(Result(Text("a", ()), Text("b", ()), (one,))))[
        "differences"
    ]
    assert (told["file"], told["number"]) == (file, number)
