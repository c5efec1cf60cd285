"""The line that names the schema of a data file leads somewhere, or is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pmtdocs.exchange.modeline import modeline
from tests.support.command import run


@pytest.mark.parametrize("folder", ["schemas", "pmtdocs/schemas"])
def test_files_that_we_write_name_the_schemas_of_their_project(small: Path, folder: str) -> None:
    assert run("schema", folder).exit_code == 0
    assert run("new", "suite", "--from", "bon", "--year", "2099").exit_code == 0
    files = list((small / "suite").glob("*.yaml"))
    assert len(files) > 5
    for file in files:
        first = file.read_text(encoding="utf-8").split("\n")[0]
        (way,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", first)
        assert way == f"../../{folder}/{file.stem}.schema.json"
        assert (file.parent / way).is_file()


def test_without_schemas_none_is_named(small: Path) -> None:
    assert run("new", "suite", "--from", "bon", "--year", "2099").exit_code == 0
    for file in (small / "suite").glob("*.yaml"):
        assert file.read_text(encoding="utf-8").startswith("# Repris du dossier bon")


def test_a_file_elsewhere_names_them_from_there(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "budget.schema.json").write_text("{}")
    data = tmp_path / "data"
    said = "# yaml-language-server: $schema=../schemas/budget.schema.json\n"
    assert modeline(data, "budget", tmp_path / "reçu") == said
    assert modeline(data, "seance", tmp_path / "reçu") == ""
