"""A contract with a grant says who accounts for it; one of objectives has no grant at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.finding import Finding
from tests.conftest import Patch

SAID = ("tribunal", "comptable", "exemplaires_compte_rendu")


@pytest.mark.parametrize("name", SAID)
def test_a_grant_without_what_the_law_wants_around_it(
    small: Path, patch: Patch, refused: Callable[..., tuple[Finding, ...]], name: str
) -> None:
    (line,) = [one for one in _lines(small) if one.startswith(name)]
    patch("bon/convention.yaml", line, "")
    (finding,) = refused("bon")
    assert f"Une convention qui accorde une subvention dit aussi « {name} »" in finding.message


def test_the_notice_and_the_keeping_are_named_with_their_group(
    small: Path, patch: Patch, refused: Callable[..., tuple[Finding, ...]]
) -> None:
    patch("bon/convention.yaml", ", preavis_mois: 1, conservation_annees: 10", "")
    (finding,) = refused("bon")
    assert "« duree: preavis_mois » et « duree: conservation_annees »" in finding.message


def test_a_contract_of_objectives_needs_none_of_it(small: Path) -> None:
    kept = [one for one in _lines(small) if not one.startswith(SAID)]
    text = "".join(kept).replace(", preavis_mois: 1, conservation_annees: 10", "")
    start, end = text.index("subvention:"), text.index("duree:")
    (small / "bon" / "convention.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    assert load(small, "bon").dossier.subvention is None


def _lines(data: Path) -> list[str]:
    text = (data / "bon" / "convention.yaml").read_text(encoding="utf-8")
    return text.splitlines(keepends=True)
