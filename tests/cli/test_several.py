"""`pmtdocs render` of several dossiers: what is said of each, in order, and how to go on."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from pmtdocs.cli.several import Progress, duration
from pmtdocs.commands.many import StoppedError
from pmtdocs.dossier import kin
from pmtdocs.finding import ExitCode
from pmtdocs.render.output import uptodate
from tests.conftest import DOSSIERS
from tests.support.command import HANG, Patch, run

DOCX = ("--format", "docx")


def test_each_is_said_in_order_and_all_at_the_end(project: Path, patch: Patch) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    patch("pmt-health/dossier.yaml", "modele: gbm", "modele: gbn")
    result = run("render", "--all", *DOCX)
    assert result.exit_code == ExitCode.TEMPLATE
    written = [name for name in DOSSIERS if name not in {"2024", "pmt-health"}]
    assert re.findall(r"crit dans output/(\S+)/ : \d+ fichiers\.$", result.stdout, re.M) == written
    assert re.findall(r"^(\S+) : \d+ erreur", result.stderr, re.M) == [*DOSSIERS]
    end = result.stdout.partition("\n\n")[2].splitlines()
    assert end[0] == "6 dossiers : 4 écrits, 0 à jour, 2 en échec."
    assert [line.split()[0] for line in end[1:]] == ["2024", "pmt-health"]
    assert end[1].split(None, 1)[1].startswith("2 erreurs, ")
    again = run("render", *reversed(written), written[0], *DOCX)  # named, and one of them twice
    assert again.exit_code == 0
    assert "4 dossiers : 0 écrit, 4 à jour, 0 en échec." in again.stdout
    assert re.findall(r"output/(\S+)/ est à jour", again.stdout) == written[::-1]


def test_the_others_are_read_once_to_tell_every_finding(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Mock(wraps=kin.read)
    monkeypatch.setattr(kin, "read", read)
    monkeypatch.setattr("pmtdocs.commands.pipeline.write", lambda order, _: _written(order, ()))
    result = run("render", "--all", "--verbose", *DOCX)
    assert result.exit_code == 0
    assert result.stderr.count("SEA007") == 2
    assert read.call_count == 2  # for the keys of all, then for what is said of each


def test_one_that_does_not_exist_does_not_stop_the_other(project: Path) -> None:
    result = run("render", "2042", "2024", *DOCX, "--only", "annexe-2-budget")
    assert result.exit_code == ExitCode.USAGE
    assert "pmtdocs : 2042 : Le dossier « 2042 » n'existe pas" in result.stderr
    assert "2 dossiers : 1 écrit, 0 à jour, 1 en échec." in result.stdout
    assert "  2042  Le dossier « 2042 » n'existe pas" in result.stdout


def test_what_another_engine_does_is_said_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "pmtdocs.commands.pipeline.write", lambda order, _: _written(order, ("Pango manque ici.",))
    )
    said = run("render", "2020", "2024", *DOCX).stderr
    assert said.count("Pango manque ici.") == 1


def _written(order: object, said: tuple[str, ...]) -> object:
    from pmtdocs.commands.pipeline import Written

    target = Path("output") / order.loaded.dossier.nom  # type: ignore[attr-defined]
    target.mkdir(parents=True)
    (target / "manifest.json").write_text("{}", encoding="utf-8")
    return Written(target, (), False, said=said)


@pytest.mark.parametrize("more", [(), ("--force",)])
def test_nobody_makes_files_any_more(
    project: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    from pmtdocs.commands import many

    produce = many.produce

    def lost(*arguments: object) -> object:
        results = produce(*arguments)  # type: ignore[arg-type]
        yield next(results)
        results.close()
        raise StoppedError("La grappe est perdue.", exit_code=ExitCode.LIMIT)

    monkeypatch.setattr(many, "produce", lost)
    result = run("render", "--all", *DOCX, *more)
    assert result.exit_code == ExitCode.LIMIT
    assert "1 dossier : 1 écrit, 0 à jour, 0 en échec." in result.stdout
    how = " sans --force" if more else ""
    assert f"Restent 5 dossiers : relancez la même commande{how}" in result.stdout
    assert "La grappe est perdue." in result.stderr


@pytest.mark.concurrent
def test_ctrl_c_leaves_what_is_finished_whole_and_says_how_to_go_on(project: Path) -> None:
    """The last one never ends: a slow part of the world."""
    endless = project / "sitecustomize.py"
    endless.write_text(
        "import pmtdocs.render.output.making as making\n"
        "make = making.make\n"
        "def slow(dossier, *arguments):\n"
        "    while dossier.nom == 'pmt-health': pass\n"
        "    return make(dossier, *arguments)\n"
        "making.make = slow\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "pmtdocs", "render", "--all", *DOCX]
    env = {"PYTHONPATH": f"{project}:{Path(__file__).parents[2]}", "HOME": str(project)}
    started = subprocess.Popen(
        command, cwd=project, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    first = started.stdout.readline()
    started.send_signal(signal.SIGINT)
    said, err = started.communicate(timeout=HANG)
    assert started.returncode == ExitCode.INTERRUPTED
    assert first.startswith("Écrit dans output/2020/")
    assert "relancez la même commande" in said
    assert "Interrompu : rien n'est écrit à moitié." in err
    folders = [f for f in (project / "output").iterdir() if not f.name.startswith(".")]
    assert 1 <= len(folders) < len(DOSSIERS)
    assert all(uptodate.changed(folder) == [] for folder in folders)
    left = re.search(r"Restent? (\d+) dossier", said)
    assert left
    assert int(left[1]) == len(DOSSIERS) - len(folders)


def test_how_far_it_is_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    progress = Progress(1000)
    now = 2.0
    progress.show("2024", 1)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    now = 6.0
    progress.show("2024\x1b[31m", 12)
    said = capsys.readouterr().err
    assert re.fullmatch(r"\r\x1b\[K12/1000 2024[^\x1b]*, encore 49 min", said)  # 3 s each
    progress.clear()
    assert capsys.readouterr().err == "\r\033[K"
    progress.clear()
    progress.show("2024", 1000)  # the last one: nothing is left
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "1 s"),
        (59, "59 s"),
        (59.7, "1 min"),
        (61, "1 min"),
        (3569, "59 min"),
        (3599, "1 h 00"),
        (9000, "2 h 30"),
    ],
)
def test_durations(seconds: float, said: str) -> None:
    assert duration(seconds) == said
