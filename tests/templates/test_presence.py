"""What a dossier must hold for its parts to be printed: only what they do not ask for first."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.templates import presence
from pmtdocs.templates.words import read_wordings
from tests.support import modele


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{% if programme.nom %}{{ programme.nom }} · {% endif %}{{ exercice }}", []),
        ("{{ programme.nom }} · {{ exercice }}", ["programme.yaml"]),
        ("{% if programme %}oui{% endif %}{{ programme.nom }}", ["programme.yaml"]),
        ("{% if convention %}{{ programme.nom }}{% endif %}", ["programme.yaml"]),
    ],
)
def test_a_file_is_wanted_by_what_is_printed_without_asking(
    small: Path, tmp_path: Path, words: str, said: list[str]
) -> None:
    """« sans-convention » has no programme.yaml."""
    folder = tmp_path / "t" / "gbm"
    folder.mkdir(parents=True)
    for name in ("charte", "deliberation"):
        modele.write(folder / f"{name}.docx", [f"| {words}" if name != "charte" else "| x"])
    loaded = load(small, "sans-convention")
    assert loaded.dossier.programme is None
    found = presence.missing(
        loaded, folder.parent, read_wordings(folder, ["deliberation"], "t/gbm")
    )
    wanted = [f.primary.span.file for f in found if f.primary.span and f.code == "MOD004"]
    assert [Path(file).name for file in wanted] == said
