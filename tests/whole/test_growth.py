"""The work of a check grows with its dossier, no faster: counted in calls, not in seconds."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest

from pmtdocs.commands import pipeline
from pmtdocs.finding import Path as DataPath
from pmtdocs.language import spelling
from pmtdocs.rules.base import Fault
from pmtdocs.rules.names import copies
from tests.conftest import ROOT
from tests.support import growth
from tests.support.grown import grow

SYLLABLES = ("bali", "corvin", "dumont", "esquer", "fargeau", "gillot", "hermel", "jouvance")


def calls(data: Path, name: str) -> int:
    """How many calls a check makes, those of the interpreter's own functions included."""
    count = 0

    def seen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        checked = pipeline.check(data, ROOT / "templates", name)
    finally:
        sys.setprofile(None)
    assert checked.loaded is not None
    return count


def test_each_more_member_line_and_action_costs_the_same(tmp_path: Path) -> None:
    """What is quadratic, even in a small part, makes the second step more than twice the first."""
    pipeline.check(ROOT / "data", ROOT / "templates", "2024")  # what is read once
    counted = {}
    for times in (2, 4, 8):
        name = grow(tmp_path / f"x{times}", times)
        counted[times] = calls(tmp_path / f"x{times}", name)
    assert counted[8] - counted[4] < 2.02 * (counted[4] - counted[2])


def test_a_label_costs_little_among_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are compared, each once, rather than the labels that they make."""
    texts = [
        f"{a} {b} {c} {n}" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES for n in "12"
    ]
    labels: list[tuple[DataPath, str]] = [
        (("budget", i, "libelle"), t) for i, t in enumerate(texts)
    ]
    labels += [(("budget", 0, "nom"), "Bali corvim"), (("budget", 1, "nom"), "Bali corvin")]
    monkeypatch.setattr(copies, "phrases", lambda _: labels)
    found: list[Fault] = []
    assert growth.calls(lambda: found.extend(copies._labels(None))) < 60 * len(labels)  # type: ignore[arg-type]
    assert "« Bali corvin »" in found[-1].message


def test_names_are_not_all_compared_with_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    is_near = spelling.is_near

    def counting(one: str, two: str) -> bool:
        nonlocal compared
        compared += 1
        return is_near(one, two)

    monkeypatch.setattr(spelling, "is_near", counting)
    towns = {f"{a}-{b}": f"{a}{b}".upper() for a in SYLLABLES for b in SYLLABLES}
    found = set(spelling.near_pairs({**towns, "x": "BALIMONT", "y": "BALIMOND"}))
    assert ("x", "y") in found
    assert compared < 10 * len(towns)
