"""`render --dask`, with a Dask cluster of two workers on this machine: `make cluster` runs it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from pmtdocs.finding import ExitCode
from pmtdocs.render.output import uptodate
from tests.conftest import ROOT
from tests.support.command import HANG, Patch, content

NAMES = ("2020", "2024", "pmt-health")
ONLY = ("--only", "annexe-2-budget")
Start = Callable[..., str]


def _environment(project: Path, first: Path | None = None) -> dict[str, str]:
    path = os.pathsep.join(str(one) for one in (first, ROOT) if one)
    return {**os.environ, "PYTHONPATH": path, "HOME": str(project), "PYTHONDONTWRITEBYTECODE": "1"}


_Started = tuple[Popen[str], str]


@contextmanager
def _started(kind: str, *options: str, env: dict[str, str], ready: str) -> Iterator[_Started]:
    """The process, and the line in which it says that it is there."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options, "--no-dashboard"]
    with Popen(command, env=env, stderr=PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if ready in line:
                break
        else:
            raise AssertionError(f"{kind} has not begun")
        try:
            yield process, line
        finally:
            process.terminate()
            process.communicate(timeout=HANG)


class Cluster:
    """A scheduler and workers, each a process; ``first`` stands before pmtdocs for each."""

    def __init__(self, stack: ExitStack, project: Path) -> None:
        self._stack, self._project = stack, project
        self.processes: list[Popen[str]] = []

    def stop(self) -> None:
        """All of them, workers first, and wait for their end."""
        for process in reversed(self.processes):
            process.terminate()
            process.communicate(timeout=HANG)

    def start(self, workers: int = 2, first: Path | None = None, scheduler: bool = False) -> str:
        """Its address; ``first`` for the workers, or the ``scheduler`` alone."""
        own = _environment(self._project, first if scheduler else None)
        theirs = _environment(self._project, None if scheduler else first)
        where = ("--host", "127.0.0.1", "--port", "0")
        address = self._start("scheduler", *where, env=own, ready="Scheduler at").split()[-1]
        for _ in range(workers):
            self._start("worker", address, "--nthreads", "1", env=theirs, ready="Registered to")
        return address

    def _start(self, kind: str, *options: str, **more: Any) -> str:
        process, line = self._stack.enter_context(_started(kind, *options, **more))
        self.processes.append(process)
        return line


@pytest.fixture
def cluster(project: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(stack, project)


def asked(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pmtdocs", "render", *arguments]


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        asked(*arguments), cwd=project, env=_environment(project), capture_output=True, text=True,
        timeout=HANG, check=False,
    )  # fmt: skip


def _first(project: Path, code: str) -> Path:
    """A folder whose code is run at first by who has it in its path."""
    folder = project / "avant"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
    return folder


SLOW = """
import pmtdocs.render.output.making as making
make = making.make
def slow(dossier, *arguments):
    while dossier.nom == "2024": pass
    return make(dossier, *arguments)
slow.__module__, slow.__qualname__ = "pmtdocs.render.output.making", "make"
making.make = slow
"""


@pytest.mark.parametrize("engine", ["typst", "weasyprint"])
def test_the_same_bytes_as_alone(
    project: Path, cluster: Cluster, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does a worker leave a temporary file when it ends."""
    what = NAMES if engine == "typst" else ("2020", "2024", *ONLY)  # the other one is slow
    options = (*what, "--format", "docx,html,pdf", "--engine", engine, "--attach-sources")
    alone = run(project, *options)
    made = content(project / "output")
    shutil.rmtree(project / "output")
    (places := project / "temporaire").mkdir()
    monkeypatch.setenv("TMPDIR", str(places))
    together = run(project, *options, "--dask", cluster.start())
    assert (together.returncode, together.stderr) == (0, alone.stderr)
    assert content(project / "output") == made
    cluster.stop()
    assert not [*places.rglob("pmtdocs-*")]


def test_a_failing_dossier_and_a_limit_stop_no_other(
    project: Path, cluster: Cluster, patch: Patch
) -> None:
    """A limit would kill a worker: it ends its child. The place in the data is said here."""
    patch("2020/budget.yaml", "depenses:", "depenses: [")
    limits = "import pmtdocs.system.process as p\np.WORK_CPU = p.WORK_CPU._replace(most=1)\n"
    address = cluster.start(first=_first(project, limits + SLOW))
    said = run(project, *NAMES, "--format", "docx", "--dask", address)
    assert said.returncode == ExitCode.LIMIT
    assert "3 dossiers : 1 écrit, 0 à jour, 2 en échec." in said.stdout
    assert "pmtdocs : 2024 : Rendu des documents : opération arrêtée" in said.stderr
    assert [f.name for f in (project / "output").iterdir() if f.is_dir()] == ["pmt-health"]
    assert all(process.poll() is None for process in cluster.processes)
    again = run(project, "pmt-health", "contrat-2014-2018", "--format", "docx", "--dask", address)
    assert "2 dossiers : 1 écrit, 1 à jour, 0 en échec." in again.stdout


@pytest.mark.parametrize(
    ("scheduler", "who"), [(False, "Le worker tcp://127.0.0.1:"), (True, "L'ordonnanceur")]
)
def test_who_has_no_pmtdocs(project: Path, cluster: Cluster, scheduler: bool, who: str) -> None:
    without = _first(project, "import sys\nsys.modules['pmtdocs'] = None\n")
    said = run(project, "2024", "--dask", cluster.start(1, without, scheduler))
    assert said.returncode == ExitCode.WRITE
    assert f"pmtdocs : {who}" in said.stderr
    assert "n'a pas pmtdocs" in said.stderr
    assert "Installez-y pmtdocs" in said.stderr
    assert "Traceback" not in said.stderr


def test_another_code_is_said_with_both_digests(project: Path, cluster: Cluster) -> None:
    other = project / "autre"
    shutil.copytree(ROOT / "pmtdocs", other / "pmtdocs", ignore=shutil.ignore_patterns("__py*"))
    with (other / "pmtdocs/finding.py").open("a", encoding="utf-8") as file:
        file.write("# otherwise\n")
    said = run(project, "2024", "--dask", cluster.start(1, other))
    assert said.returncode == ExitCode.WRITE
    assert "ne ferait pas les mêmes documents : pmtdocs 1.0.0 (" in said.stderr
    assert ") ici, 1.0.0 (" in said.stderr
    assert "Installez partout le même pmtdocs" in said.stderr
    assert not (project / "output").exists()


@pytest.mark.parametrize("who", ["nobody", "no worker", "nonsense", "nothing"])
def test_a_cluster_that_does_not_serve(project: Path, cluster: Cluster, who: str) -> None:
    addresses = {"nobody": "tcp://127.0.0.1:9", "nonsense": "grappe\x1b[31m://ici", "nothing": " "}
    address = addresses[who] if who in addresses else cluster.start(0)
    said = run(project, "2024", "--dask", address)
    assert said.returncode == ExitCode.WRITE
    assert ("n'a aucun worker" if who == "no worker" else "ne répond pas") in said.stderr
    assert ("dask worker tcp://" if who == "no worker" else "tcp://machine:8786") in said.stderr
    assert "Traceback" not in said.stderr
    assert "\x1b" not in said.stderr
    assert said.stdout == ""


@pytest.mark.parametrize("how", ["scheduler", "Ctrl+C"])
def test_what_ends_midway_leaves_what_is_made(project: Path, cluster: Cluster, how: str) -> None:
    address = cluster.start(first=_first(project, SLOW))
    options = ("2020", "2024", "pmt-health", "--format", "docx", "--dask", address)
    with Popen(asked(*options), cwd=project, env=_environment(project), stdout=PIPE, stderr=PIPE, text=True) as process:  # fmt: skip # noqa: E501
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Écrit dans output/2020")
        if how == "Ctrl+C":
            process.send_signal(signal.SIGINT)
        else:
            cluster.processes[0].kill()
        out, err = process.communicate(timeout=HANG)
    if how == "Ctrl+C":
        assert process.returncode == ExitCode.INTERRUPTED
    else:
        assert process.returncode == ExitCode.WRITE
        assert f"La grappe {address} ne répond plus." in err
    assert "relancez la même commande" in out
    assert "Traceback" not in err
    assert uptodate.changed(project / "output/2020") == []
    again = run(project, "2020", "2024", "--format", "docx")
    assert "2 dossiers : 1 écrit, 1 à jour, 0 en échec." in again.stdout
