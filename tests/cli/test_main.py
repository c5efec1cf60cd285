"""The command line: French words, usage errors, schemas, behaviour as a program."""

from __future__ import annotations

import gettext
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages import pofile
from click.testing import CliRunner

from pmtdocs import __version__, cli
from pmtdocs.cli.group import Commands
from pmtdocs.cli.say import colours_asked
from pmtdocs.finding import ExitCode
from tests.support.command import HANG, ROOT, program, run
from tests.support.messages import faults

ENGLISH = re.compile(
    r"\b(Usage:|Options:|Commands:|Show|this message|and exit|default:|Try|for help|Error|Missing|"
    r"Invalid|No such|Did you mean|directory|does not|is a|not a|not in|requires|Arguments?:|"
    r"required|one of|Choose)\b"
)


@pytest.mark.parametrize("command", [(), ("render",)])
def test_help_is_french(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert ENGLISH.findall(result.output) == []
    assert result.output.startswith("Usage : pmtdocs")
    assert "Affiche cette aide." in result.output
    assert run(*command, "-h").output == result.output


def test_words_to_choose_from_are_shown_as_they_are_written() -> None:
    assert "[TTC|HT|net de taxe]" in run("import", "budget", "--help").output


def test_every_option_of_the_issue_is_in_the_help() -> None:
    said = run("render", "--help").output
    for option in ("--only", "--format", "--draft", "--output", "--data", "--templates"):
        assert option in said
    for command in ("render", "check", "schema"):
        assert re.search(rf"^  {command} ", run("--help").output, re.MULTILINE)


def test_version() -> None:
    assert run("--version").output == run("-V").output == f"pmtdocs {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rendre"], "la commande « rendre » n'existe pas. Vouliez-vous dire « render » ?"),
        (["chek"], "la commande « chek » n'existe pas. Vouliez-vous dire « check » ?"),
        (["templates", "feilds"], "n'existe pas. Vouliez-vous dire « fields » ?"),
        (["help", "check"], "la commande « help » n'existe pas. L'aide : pmtdocs check --help"),
        (["aide"], "L'aide : pmtdocs --help"),
        (["xyzzy", "2024"], "la commande « xyzzy » n'existe pas.\n"),
        (["check", "--selct", "A"], "« --selct » n'existe pas. Vouliez-vous dire « --select » ?"),
        (["check", "--select", "BUD,,VOT"], "il manque un mot avant ou après une virgule"),
        (["check", "--select", ""], "il manque un mot"),
        (["check", "--ignore", "BUD,ZZZ"], "pour --ignore : « ZZZ » n'est le début d'aucun code"),
        (["render"], "il manque l'argument"),
        (["render", "--all", "2024"], "des dossiers ou --all, pas les deux.\n"),
        (["trace", "2024", "2020"], "argument en trop"),
        (["render", "2024", "--ouput", "x"], "l'option « --ouput » n'existe pas"),
        (["render", "2024", "--only"], "attend une valeur"),
        (["render", "2024", "--draft=oui"], "ne prend pas de valeur"),
        (["render", "2024", "--format", "odt"], "n'est pas un choix. Au choix : docx, pdf, html."),
        (["render", "2024", "--format", ","], "donnez au moins un format"),
        (["render", "2024", "--format", "pfd"], "Vouliez-vous dire « pdf » ? Au choix : docx"),
        (["check", "--format", "xml"], "« xml » n'est pas un choix. Au choix : text, json,"),
        (["check", "--format", "jsn"], "pour --format : « jsn » n'est pas un choix. Vouliez-vous "
         "dire « json » ? Au choix : text, json,"),
        (["check", "--select", "BDU"], "d'aucun code (pmtdocs rules). Vouliez-vous dire « BUD » ?"),
        (["new"], "il manque l'argument DOSSIER."),
        (["amend", "2024"], "il manque l'option --with."),
        (["diff"], "donnez au moins deux dossiers différents"),
        (["--versio"], "« --versio » n'existe pas. Vouliez-vous dire « --version » ?\n"),
        (["--data", "x", "check"], "Les options d'une commande viennent après elle."),
        (["check", "--data", "pyproject.toml"], "est un fichier, non un répertoire"),
        (["schema", "pyproject.toml"], "est un fichier, non un répertoire"),
        (["compare", "rien.docx", "rien.docx"], "« rien.docx » n'existe pas"),
        (["compare", "data", "data"], "« data » est un répertoire, non un fichier"),
        (["new", "2", "--from", "2024", "--year", "x"], "« x » n'est pas un nombre entier"),
        (["serve", "--port", "99999"], "pour --port : 99999 n'est pas un port : de 1 à 65535"),
    ],
)  # fmt: skip
def test_usage_errors_are_french(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = run(*arguments)
    assert result.exit_code == ExitCode.USAGE
    assert said in result.output
    assert ENGLISH.findall(result.output) == []
    assert faults(" ".join(result.output.split("\n")[3:])) == []


@pytest.mark.parametrize("name", ["../x", "a b", "2024/", ".", "", "é", "a\nb", "-x"])
@pytest.mark.parametrize("command", ["render", "check"])
def test_names_of_dossiers_that_are_refused(project: Path, command: str, name: str) -> None:
    result = run(command, "--", name)
    assert result.exit_code == ExitCode.USAGE
    assert "n'est pas un nom de dossier" in result.output or "n'existe pas" in result.output
    assert not (project / "output").exists()


def test_an_unknown_dossier_is_guessed(project: Path) -> None:
    result = run("check", "2042")
    assert result.exit_code == ExitCode.USAGE
    assert "Vouliez-vous dire" in result.output
    assert "Dossiers présents : 2020, " in result.output


@pytest.mark.parametrize("command", [["check"], ["check", "2024"], ["render", "2024"]])
def test_outside_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*command)
    assert result.exit_code == ExitCode.USAGE
    assert "« data » n'existe pas" in result.output
    assert "--data RÉPERTOIRE --templates RÉPERTOIRE" in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["check", "status", "render --all", "check --format json"])
def test_a_project_without_a_dossier_passes_for_no_success(project: Path, command: str) -> None:
    for sheet in [*project.glob("data/*/dossier.yaml")]:
        shutil.rmtree(sheet.parent)
    result = run(*command.split())
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")
    assert "Il n'y a aucun dossier dans « data »" in result.stderr
    assert "--data RÉPERTOIRE" in result.stderr


@pytest.mark.parametrize("command", ["templates check", "templates fields", "clauses"])
def test_templates_without_a_modele_pass_for_no_success(project: Path, command: str) -> None:
    shutil.rmtree(project / "templates/gbm")
    result = run(*command.split())
    assert (result.exit_code, result.stdout) == (ExitCode.TEMPLATE, "")
    assert "Il n'y a aucun modèle dans « templates »" in result.stderr


def test_a_command_to_type_next_is_of_the_same_data(project: Path) -> None:
    (project / "data").rename(project / "mes données")
    asked = ("--data", "mes données")
    made = run("new", "2031", "--from", "2024", *asked).output
    assert 'pmtdocs render 2031 --data "mes données"' in made
    (project / "mes données/2031/dossier.yaml").write_text("a: [", encoding="utf-8")
    assert '(pmtdocs check 2031 --data "mes données")' in run("status", "2031", *asked).output
    scheme = ("iso-13485", "--dossier", "pmt-health", *asked)
    said = 'pmtdocs aid iso-13485 --spending MONTANT --dossier pmt-health --data "mes données"'
    assert said in run("aid", *scheme).output
    (project / "templates").rename(project / "mots")
    fields = run("templates", "fields", "--impact", "rien", "--templates", "mots", *asked).output
    assert 'pmtdocs templates fields gbm --data "mes données" --templates mots' in fields


def test_next_year_names_no_sitting_and_is_told_so(project: Path) -> None:
    (project / "data/seances").mkdir()
    (project / "data/2024/seance.yaml").rename(project / "data/seances/2024-04-11-conseil.yaml")
    sheet = project / "data/2024/dossier.yaml"
    sheet.write_text(sheet.read_text("utf-8") + "seance: 2024-04-11-conseil\n", encoding="utf-8")
    made = run("new", "2025", "--from", "2024")
    assert made.exit_code == ExitCode.OK, made.output
    assert "La séance « 2024-04-11-conseil » n'est pas reprise." in made.output
    assert "seance" not in (project / "data/2025/dossier.yaml").read_text("utf-8")
    assert not (project / "data/2025/seance.yaml").exists()
    assert "seances/" in run("check", "2025").output


def test_quiet_says_what_is_wrong_and_no_more(project: Path) -> None:
    for words in (
        "check 2024 -q",
        "templates check -q",
        "templates check -q --output a.txt",
        "status 2024 -q --date 2024-04-11 --ics a.ics",
        "render 2024 -q --format docx --only deliberation",
        "render 2024 -q --format docx --only deliberation",
        "render 2024 2020 -q --format docx --only deliberation",
        "verify output/2024 -q",
    ):
        result = run(*words.split())
        assert (result.exit_code, result.output) == (ExitCode.OK, ""), words
    late = run("status", "2024", "-q", "--date", "2034-05-01").output
    assert re.search(r"^2024 : .+ : passée de [\d\u202f]+ jours \(.+\)\.$", late, re.MULTILINE)
    (project / "output/2024/deliberation.docx").write_bytes(b"")
    assert "deliberation.docx a été modifié" in run("verify", "output/2024", "-q").output
    for part in ("convention-type", "annexe-2"):
        (project / f"templates/gbm/{part}.docx").write_bytes(b"x")
    for command in ("templates check", "check 2024", "render 2024 --draft", "render 2024 2020"):
        result = run(*command.split(), "--quiet")
        assert result.exit_code == ExitCode.TEMPLATE
        assert "annexe-2.docx" in result.output
    assert run("status", "2024", "-q").output.startswith("2024 : 1 erreur")


def test_verbose_says_all_of_it_one_by_one(project: Path) -> None:
    blanks = run("status", "pmt-health", "-v").output
    holes = (project / "data/pmt-health").glob("*.yaml")
    lines = sum(f.read_text(encoding="utf-8").count(": à compléter") for f in holes)
    assert len(re.findall(r"^  data/pmt-health/", blanks, re.MULTILINE)) >= lines
    checked = run("check", "2024", "-v").output
    assert "règles vérifiées" in checked
    rendered = run("render", "2024", "-v", "--format", "docx", "--only", "deliberation")
    codes = re.findall(r"^(?:avertissement|accepté|information) \w{6}", checked, re.MULTILINE)
    assert (
        re.findall(r"^(?:avertissement|accepté|information) \w{6}", rendered.stderr, re.MULTILINE)
        == codes
    )


def test_schemas_are_printed_or_written(tmp_path: Path) -> None:
    printed = json.loads(run("schema").output)
    assert "budget" in json.dumps(printed)
    result = run("schema", str(tmp_path / "s"))
    assert result.exit_code == 0
    assert "Schémas écrits dans" in result.output
    assert list((tmp_path / "s").glob("*.json"))


def test_schemas_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pmtdocs.dossier.model import schema

    def denied(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(schema, "write_schemas", denied)
    result = run("schema", str(tmp_path))
    assert result.exit_code == ExitCode.WRITE
    assert "ne peut pas être écrit" in result.output


def test_a_pipe_and_no_color_get_plain_text() -> None:
    plain = program("check", "2024")
    assert plain.returncode == 0
    assert "\x1b" not in plain.stdout + plain.stderr
    coloured = CliRunner().invoke(
        cli.main, ["check", "2024", "--data", str(ROOT / "data"), "--templates",
                   str(ROOT / "templates")], color=True,
    )  # fmt: skip
    assert "\x1b[" in coloured.output
    without = CliRunner(env={"NO_COLOR": "1"}).invoke(
        cli.main, ["check", "2024", "--data", str(ROOT / "data"), "--templates",
                   str(ROOT / "templates")], color=True,
    )  # fmt: skip
    assert "\x1b" not in without.output


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({}, None),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, None),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": ""}, None),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_the_environment_asks_for_colours(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], asked: bool | None
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert colours_asked() is asked
    assert (
        "\x1b["
        in run(
            "check",
            "2024",
            "--data",
            str(ROOT / "data"),
            "--templates",
            str(ROOT / "templates"),
            "--select",
            "BUD001",
        ).output
    ) is bool(asked)


@pytest.mark.parametrize("name", ["data/2024", "data/2024/", "./data/2024", "data//2024"])
@pytest.mark.parametrize("command", [["check"], ["status"], ["vote"], ["diff", "2020"]])
def test_a_dossier_is_named_by_its_path_too(project: Path, command: list[str], name: str) -> None:
    asked, named = run(*command, name), run(*command, "2024")
    assert asked.exit_code == named.exit_code == ExitCode.OK
    assert asked.output == named.output
    absolute = str(project / "data")
    assert run(*command, f"{absolute}/2024", "--data", absolute).exit_code == ExitCode.OK


@pytest.mark.parametrize("path", ["output/2024", "data/2042", "data", "data/2024/.."])
def test_a_path_that_is_not_of_a_dossier_is_refused(project: Path, path: str) -> None:
    (project / "output" / "2024").mkdir(parents=True)
    assert run("check", path).exit_code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("command", "said", "held"),
    [
        ("status 2024 --date 2024-06-01", ["voté", "exécutoire", "CJA, art. R. 421-1"], "blanks"),
        ("check 2024 2020", ["BUD001", "accepted"], "related"),
        ("templates check", ["MDL118"], "related"),
        ("verify output/2024", ["true"], "doubts"),
        ("trace 2024 --only deliberation", ["numérotation", "source"], "documents"),
        ("compare output/2024/deliberation.docx output/2024/deliberation.docx", [], "faithful"),
        ("compare output/2024/deliberation.docx templates/gbm/annexe-2.docx", [], "differences"),
        ("diff 2020 2024", ["gap_percent", "-49.27"], "table"),
        ("templates fields --impact convention.signature", ["Vu la convention"], "uses"),
        ("vote 2024 --report 13", ["quorum", "required", "printed"], "reports"),
        ("rules BUD001", ["total-des-depenses-faux", "error"], "why"),
        ("rules", ["BUD001", "YML001"], "wrong"),
        ("aid iso-13485 --spending 9000 --already 2000", ["amount", "9000"], "steps"),
        ("clauses gbm", ["motif", "reference"], "condition"),
        ("clauses --dossier 2024", ["name", "reference"], "state"),
    ],
)
def test_facts_for_machines(project: Path, command: str, said: list[str], held: str) -> None:
    if "output/" in command:
        run("render", "2024", "--format", "docx", "--only", "deliberation")
    result = run(*command.split(), "--format", "json")
    read = json.loads(result.stdout)
    assert result.exit_code in (ExitCode.OK, ExitCode.FINDINGS if "annexe-2" in command else 0)
    assert held in (read[0] if isinstance(read, list) else read)
    page = (ROOT / "docs/json.md").read_text(encoding="utf-8")
    assert [key for key in set(_keys(read)) if f"`{key}`" not in page] == []
    assert [word for word in said if word not in result.stdout] == []
    written = run(*command.split(), "--format", "json", "--output", "faits.json")
    assert Path("faits.json").read_text(encoding="utf-8") == result.stdout
    assert written.output.endswith("Écrit dans faits.json.\n")


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value:  # type: ignore[attr-defined]
        if isinstance(inner, (dict, list)):
            yield from _keys(inner)


def test_what_machines_read_is_what_people_read(project: Path) -> None:
    """The same counts in both, and no text for people on the output that machines read."""
    (vote,) = json.loads(run("vote", "2024", "--report", "13", "--format", "json").stdout)[
        "reports"
    ]
    text = run("vote", "2024", "--report", "13").stdout
    assert f"{len(vote['present'])} + {len(vote['proxies'])} = {vote['votes']}" in text
    assert f"Quorum : {vote['quorum']['required']} " in text
    (project / "data/2020/dossier.yaml").write_text("a: [", encoding="utf-8")
    result = run("status", "2020", "2024", "--format", "json", "--ics", "e.ics")
    assert result.exit_code == ExitCode.DATA
    unread, status = json.loads(result.stdout)
    assert (unread["dossier"], unread["stage"]) == ("2020", None)
    assert sum(one["facts"] for one in status["blanks"]) > 0
    assert "2020 : les données ne peuvent pas être lues" in result.stderr


def _commands(command: click.Command, name: str = "pmtdocs") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, Commands):
        for child in command.places:
            found = command.get_command(click.Context(command), child)
            assert found
            yield from _commands(found, f"{name} {child}")


ALL = list(_commands(cli.main))
#: What it holds or where it comes from is said by each command.
OWN_HELP = {"--format", "--output", "--dossier", "--date"}


def test_an_option_has_one_name_one_value_and_one_help() -> None:
    said: dict[str, set[tuple[str, str]]] = {}
    for _, command in ALL:
        for option in command.params:
            if not isinstance(option, click.Option):
                continue
            name, value = option.opts[-1], (option.metavar or option.type.name).split(".")[0]
            said.setdefault(name, set()).add(
                (
                    "" if name in {"--format", "--output"} else value,
                    "" if name in OWN_HELP else option.help or "",
                )
            )
    assert {name: found for name, found in said.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", [name for name, _ in ALL])
def test_no_help_holds_a_word_of_english(name: str) -> None:
    said = run(*name.split()[1:], "--help").output
    assert ENGLISH.findall(said) == []
    assert re.findall(r"\b(?:TEXT|INTEGER|PATH|BOOLEAN|FILE|DIRECTORY)\b", said) == []
    assert re.findall(r"«\n.*|.*\n *[»:;?!]", said) == []


def test_the_words_of_click_are_compiled_as_they_are_written() -> None:
    folder = ROOT / "pmtdocs" / "cli" / "translations" / "fr" / "LC_MESSAGES"
    written = pofile.read_po(io.BytesIO((folder / "messages.po").read_bytes()))
    compiled = gettext.GNUTranslations(io.BytesIO((folder / "messages.mo").read_bytes()))
    for message in (message for message in written if message.id):
        if message.pluralizable:
            one, many = tuple(message.id)
            assert tuple(compiled.ngettext(one, many, n) for n in (1, 2)) == message.string
        else:
            assert compiled.gettext(str(message.id)) == message.string


@pytest.mark.parametrize("language", ["C", "en_US.UTF-8", "de"])
def test_click_speaks_french_to_everybody(language: str) -> None:
    result = program("foo", LANG=language, LANGUAGE=language, LC_ALL=language)
    assert "la commande « foo » n'existe pas" in result.stderr


def test_french_is_written_whatever_the_locale(tmp_path: Path) -> None:
    """A console in plain ASCII must not make an accent fail."""
    result = program("check", cwd=tmp_path, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.returncode == ExitCode.USAGE
    assert "Traceback" not in result.stderr
    assert "erreur interne" not in result.stderr


def test_check_loads_neither_the_renderer_nor_the_layout() -> None:
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sorted(sys.modules), sep='\\n'))\n"
        "from pmtdocs.cli import main\nmain(['check', '2024'])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8",
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    loaded = set(result.stdout.split())
    assert "pmtdocs.commands.pipeline" in loaded
    assert not loaded & {
        "weasyprint",
        "docxtpl",
        "docx",
        "jinja2",
        "babel",
        "typst",
        "pikepdf",
        "dask",
        "concurrent.futures",
        "logging",
    }


@pytest.mark.parametrize(("debug", "traceback"), [("", False), ("1", True)])
def test_a_fault_of_ours_is_one_french_line(debug: str, traceback: bool) -> None:
    code = (
        "from pmtdocs.commands import pipeline\nfrom pmtdocs.cli import main\n"
        "def broken(*_): raise KeyError('x')\n"
        "pipeline.check = broken\nmain(['check', '2024'])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8",
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT), "PMTDOCS_DEBUG": debug},
    )  # fmt: skip
    assert result.returncode == ExitCode.INTERNAL
    assert "pmtdocs : erreur interne (KeyError : 'x')." in result.stderr
    assert ("Traceback" in result.stderr) is traceback


@pytest.mark.concurrent
def test_a_reader_that_leaves_is_no_fault() -> None:
    """`pmtdocs schema | head -1`."""
    run_ = subprocess.Popen(
        [sys.executable, "-m", "pmtdocs", "schema"], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert run_.stdout is not None
    assert run_.stderr is not None
    run_.stdout.readline()
    run_.stdout.close()
    said = run_.stderr.read().decode()
    run_.stderr.close()
    assert run_.wait(HANG) in (ExitCode.OK, ExitCode.NOBODY_READS)  # it may have ended
    assert "interne" not in said
    assert "Traceback" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("words", [["--help"], ["rules"]])
def test_an_output_that_is_full_is_no_fault_of_ours(words: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pmtdocs", *words],
            stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        unsaid = subprocess.run(
            [sys.executable, "-m", "pmtdocs", "chek"], stdout=full, stderr=full, check=False
        )
    assert done.returncode == unsaid.returncode == ExitCode.WRITE
    assert done.stderr == "pmtdocs : l'écriture s'est arrêtée : le disque est plein.\n"
