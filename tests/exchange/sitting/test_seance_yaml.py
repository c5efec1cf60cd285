"""What is written loads, equal, and reads like the house's own files."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model.common import Person, Town
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.exchange.sitting.seance_yaml import runs, shared_entry, write
from pmtdocs.exchange.yaml_text import flow, scalar


@pytest.mark.parametrize("year", ["2024", "2020"])
def test_the_real_sittings_are_written_as_they_were(
    data: Path, year: str, dossier_2024: Loaded, dossier_2020: Loaded
) -> None:
    """All that is not a comment of somebody, line for line."""
    dossier = (dossier_2024 if year == "2024" else dossier_2020).dossier
    file = data / year / "seance.yaml"
    before = file.read_text(encoding="utf-8").split("\n")
    assert dossier.seance
    text = write(dossier.seance, dossier.commun, {("membres", 2)})
    file.write_text(text, encoding="utf-8")
    assert load(data, year).dossier.seance == dossier.seance
    assert [line for line in text.split("\n") if line and "#" not in line] == [
        line for line in before if line and "#" not in line
    ]
    lines = text.split("\n")
    assert "  # Champvans-les-Moulins" in lines
    assert lines[lines.index("  - " + _third(text)) - 1].startswith("  # À vérifier")


def _third(text: str) -> str:
    members = text.split("\nmembres:\n")[1].split("\n")
    return [line for line in members if line.startswith("  - ")][2].removeprefix("  - ")


_VISIBLE = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn", "Zl", "Zp"))


@given(st.text(_VISIBLE))
def test_any_value_is_read_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    if not text.strip():
        return
    folder = tmp_path_factory.mktemp("flow")
    file = folder / "f.yaml"
    file.write_text(f"- {flow({'a': text, 'publie': text})}\n", encoding="utf-8")
    source = read_source(file, "f.yaml", ("f",))
    shutil.rmtree(folder)
    assert source.findings == []
    expected = unicodedata.normalize("NFC", text)
    assert source.tree == [{"a": expected, "publie": expected}]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Salle 3, rue X", '"Salle 3, rue X"'),
        ("null", '"null"'),
        ("M. D'ORCY", "M. D'ORCY"),
        ("6", "6"),
    ],
)
def test_quotes_only_where_yaml_wants_them(text: str, written: str) -> None:
    assert scalar(text) == written


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("1, 2, 38, 3, 4, 5", "1, 2, 38, 3-5"),
        ("1 à 33", "1-33"),
        ("3 ; 1 et 2", "3, 1, 2"),
        ("7", "7"),
        ("1, 1", "1, 1"),
        ("123456", "123456"),
    ],
)
def test_the_order_of_passage(told: str, written: str) -> None:
    assert runs(told) == written


def test_entries_ready_to_be_pasted() -> None:
    person = Person(civilite="Mme", prenom="Zoé", nom="LE GOFF", commune="bourg")
    line = "zoe-le-goff: {civilite: Mme, prenom: Zoé, nom: LE GOFF, commune: bourg}"
    assert shared_entry("zoe-le-goff", person) == line
    assert shared_entry("val", Town(nom="Val, le Haut")) == 'val: {nom: "Val, le Haut"}'
