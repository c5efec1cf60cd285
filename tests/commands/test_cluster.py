"""A Dask cluster: what can be held to without one (`make cluster` runs the rest)."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from pmtdocs.commands import cluster
from pmtdocs.commands.many import StoppedError
from pmtdocs.finding import ExitCode
from tests.support.command import content, run


def test_without_dask_it_is_said_what_to_type(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("render", "2024", "--dask", "tcp://127.0.0.1:8786")
    assert result.exit_code == ExitCode.WRITE
    assert "Dask n'est pas installé ici" in result.stderr
    assert 'pip install "pmtdocs[dask]"' in result.stderr
    assert not (project / "output").exists()


def test_a_modele_arrives_as_it_left_and_once(project: Path) -> None:
    folder = project / "templates" / "gbm"
    sent = pickle.loads(pickle.dumps(cluster.Sent.of(folder)))  # noqa: S301 - our own
    there = sent.arrived()
    assert there.name == "gbm"
    assert content(there) == content(folder)
    before = (there / "charte.docx").stat().st_mtime_ns
    assert sent.arrived() == there
    assert (there / "charte.docx").stat().st_mtime_ns == before
    damaged = cluster.Sent("gbm", {**sent.content, "charte.docx": b""}, "f" * 64)
    with pytest.raises(StoppedError, match=r"arrivé autre .* f{12} ici, [0-9a-f]{12} là"):
        damaged.arrived()


def test_a_modele_that_changes_midway_is_sent_again(project: Path) -> None:
    """Else what follows would be said to be made by the new one, and up to date."""
    folder = project / "templates" / "gbm"
    there = cluster._Cluster.__new__(cluster._Cluster)
    there._sent = {}
    there._client = SimpleNamespace(scatter=lambda sent, broadcast: sent)  # noqa: ARG005
    before = there._travelling(folder)
    assert there._travelling(folder) is before
    with (folder / "clauses.yaml").open("a", encoding="utf-8") as file:
        file.write("# autrement\n")
    assert there._travelling(folder).digest == cluster.Sent.of(folder).digest != before.digest


def test_only_who_would_make_the_same_works(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = cluster.made_by(by_pango=False)
    assert mine == pickle.loads(pickle.dumps(mine))  # noqa: S301 - our own
    assert "Pango" not in mine
    assert "Pango" in cluster.made_by(by_pango=True)
    assert cluster.there(mine, False, os.getpid) != os.getpid()
    cluster.rest()
    with pytest.raises(StoppedError, match=r"lxml 6\.0 ici, [0-9.]+ là") as caught:
        cluster.there({**mine, "lxml": "6.0"}, False, os.getpid)
    assert "Installez partout" in caught.value.help
