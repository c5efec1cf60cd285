"""BUD016: the dossiers that draw on one credit, when they are many, copies or several years."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pmtdocs.dossier import kin
from pmtdocs.dossier.load import load
from pmtdocs.finding import Finding
from pmtdocs.rules.budget.credit import BUD016
from pmtdocs.rules.engine import run
from pmtdocs.system import files
from pmtdocs.system.limits import Limit
from tests.conftest import Patch

OTHER = "sans-convention"


@pytest.fixture(autouse=True)
def line_named(small: Path, patch: Patch) -> None:
    """« BP 2024 » alone is no line."""
    for name in ("bon", OTHER):
        patch(f"{name}/deliberation.yaml", "budget: BP 2024", "budget: BP 2024, chapitre 65")


def found(data: Path, among: kin.Kin | None = None, name: str = "bon") -> list[Finding]:
    loaded = load(data, name, among)
    return run(loaded.dossier, (BUD016,), loaded.locate)


def copies(data: Path, patch: Patch, count: int) -> None:
    for i in range(count):
        shutil.copytree(data / OTHER, data / f"autre-{i}")
        patch(f"autre-{i}/deliberation.yaml", "2024/15", f"2024/{20 + i}")


def test_of_many_the_largest_are_named(small: Path, patch: Patch) -> None:
    copies(small, patch, 5)
    patch("autre-4/deliberation.yaml", "23 000", "24 000")
    (one,) = found(small)
    said = " ".join(one.message.split())
    assert "d'autres dossiers nomment" in said
    assert "« autre-4 » 24 000 €, « autre-0 » 23 000 €, « autre-1 » 23 000 € et 3 de plus" in said
    assert "Ensemble 159 000 € : il manque 109 000 €." in said
    places = [place.span.file for place in one.related if place.span]
    assert places == [f"data/autre-{i}/deliberation.yaml" for i in (4, 0, 1)]
    assert one.related[0].label.startswith("Autres dossiers du même crédit, autre-4, ")


def test_each_is_read_once_for_all(
    small: Path, patch: Patch, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies(small, patch, 5)
    among, read, opened = kin.read(small), files.read, list[Path]()

    def noted(file: Path, most: Limit, follow: bool = True) -> bytes:
        opened.append(file)
        return read(file, most, follow)

    monkeypatch.setattr(files, "read", noted)
    for name in ("bon", OTHER, *(f"autre-{i}" for i in range(5))):
        assert found(small, among, name)
    assert max(map(opened.count, opened)) <= len(among.bases)  # what all share
    assert opened.count(small / "autre-0" / "deliberation.yaml") == 2  # its own load, the others


def test_a_copy_is_the_same_act(small: Path) -> None:
    for i in range(4):
        shutil.copytree(small / "bon", small / f"copie-{i}")
    assert found(small) == []


@pytest.mark.parametrize("engaged", ["23 000", "30 000"])
def test_what_is_committed_may_be_the_grant_of_the_other(
    small: Path, patch: Patch, engaged: str
) -> None:
    patch("bon/deliberation.yaml", "credit: 50 000", f"credit: 50 000\n  engage: {engaged}")
    assert found(small) == []


def test_a_credit_that_each_grant_takes_whole_is_that_of_each(small: Path, patch: Patch) -> None:
    patch("bon/deliberation.yaml", "credit: 50 000", "credit: 20 000")
    patch(f"{OTHER}/deliberation.yaml", "credit: 50 000", "credit: 20 000")
    patch(f"{OTHER}/deliberation.yaml", "operation: 23 000", "operation: 20 000")
    assert found(small) == []


def test_of_several_years_the_part_of_the_credit_is_not_known(small: Path, patch: Patch) -> None:
    patch(f"{OTHER}/deliberation.yaml", "operation: 23 000", "operation: 40 000")
    assert found(small)
    patch(f"{OTHER}/dossier.yaml", "exercices: [2024]", "exercices: [2024, 2025]")
    assert found(small) == []
