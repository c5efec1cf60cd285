"""A draft with a hole anywhere: each command says something of it, and none gives up."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmtdocs.commands import pipeline
from pmtdocs.commands.report import status
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.exchange.budget import write_excel
from pmtdocs.finding import DataError
from pmtdocs.finding import Path as DataPath
from pmtdocs.years import outline, whole
from tests.conftest import ROOT
from tests.support.command import run

TEMPLATES = ROOT / "templates"
FILES = sorted(file.name for file in (ROOT / "tests" / "data" / "bon").glob("*.yaml"))


@pytest.fixture
def draft(small: Path) -> Path:
    """`bon` before its vote, beside it."""
    folder = small / "projet"
    shutil.copytree(small / "bon", folder)
    shutil.rmtree(folder / "avenants")
    sheet = folder / "dossier.yaml"
    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace("etat: voté", "etat: projet"), encoding="utf-8"
    )
    return folder


def holes(file: Path) -> Iterator[tuple[DataPath, str]]:
    """Each kind of value of a file, once, and the text of the file with a hole in its place."""
    source = read_source(file, file.name, (file.stem,))
    seen = set()
    for path, span in source.values.items():
        value: Any = source.tree
        for step in path[1:]:
            value = value[step]
        kind = tuple("*" if isinstance(step, int) else step for step in path)
        if isinstance(value, str) and span.line == span.end_line and kind not in seen:
            seen.add(kind)
            lines = source.text.split("\n")
            line = lines[span.line - 1]
            lines[span.line - 1] = (
                f"{line[: span.column - 1]}à compléter{line[span.end_column - 1 :]}"
            )
            yield path, "\n".join(lines)


@pytest.mark.parametrize("name", FILES)
def test_a_hole_anywhere(draft: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmtdocs.years.words.compare", lambda *_: ())  # words have no hole
    voted, file = load(Path("data"), "bon"), draft / name
    before = file.read_text(encoding="utf-8")
    for path, text in holes(file):
        file.write_text(text, encoding="utf-8")
        try:
            loaded = load(Path("data"), "projet")
        except DataError:
            continue  # a fact that no draft may leave open: said at its line
        assert path in set(loaded.blanks())
        _said(voted, loaded)
    file.write_text(before, encoding="utf-8")


def _said(voted: Loaded, loaded: Loaded) -> None:
    for pair in ((voted, loaded), (loaded, voted)):
        evolution = whole.compare(pair, TEMPLATES)
        assert outline.written(evolution, "text", TEMPLATES)
        assert outline.written(evolution, "html", TEMPLATES)
    checked = pipeline.judge(loaded, TEMPLATES)
    assert status.render(loaded, checked.words, dt.date(2024, 5, 1))
    if loaded.dossier.budget:
        assert write_excel.write(loaded.dossier)


def test_next_year_held_against_this_one(data: Path) -> None:
    assert run("new", "2025", "--from", "2024").exit_code == 0
    told = run("diff", "2024", "2025", "--templates", str(TEMPLATES))
    assert told.exit_code == 0, told.output
    assert "à compléter" in told.output
