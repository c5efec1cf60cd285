"""Correct acts that were accused: every rule stays silent, or says only what the act deserves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import examples

ACTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "actes.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act["acte"])
def test_it_is_accused_of_nothing_else(act: dict[str, Any], small: Path) -> None:
    found = examples.run({"rendu": False, **act}, small)
    meant = tuple(act.get("vise", ("",)))
    said = [f for f in found if f.code.startswith(meant)]
    assert [f.code for f in said] == act["attendu"], [f.message for f in said]
