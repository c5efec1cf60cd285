"""No false alarm: the documents of the real dossiers, of those kept and of the small ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.commands import printed
from pmtdocs.dossier.load import load
from pmtdocs.finding import Finding
from pmtdocs.render.output.documents import build
from pmtdocs.render.output.laying import Laying
from tests.conftest import DOSSIERS, ROOT
from tests.support import examples

_SMALL = sorted(sheet.parent.name for sheet in (ROOT / "tests" / "data").glob("*/dossier.yaml"))


def told(found: tuple[Finding, ...]) -> list[str]:
    return [f"{one.code} {one.primary.label} : {one.message}" for one in found]


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests" / "kept"], ids=["ours", "kept"])
@pytest.mark.parametrize("name", DOSSIERS)
def test_nothing_is_said_of_real_documents(root: Path, name: str) -> None:
    loaded = load(root / "data", name)
    sheet, draft = loaded.dossier.dossier, not loaded.dossier.voted
    modele = root / "templates" / sheet.modele
    laying = Laying(build(loaded.dossier, modele, sheet.documents, draft), modele, draft)
    words = laying.printed()
    assert all(words.values())
    asked = (loaded, root / "templates", sheet.documents, draft)
    assert told(printed.judge(*asked, words)) == []


@pytest.mark.parametrize("name", _SMALL)
def test_nothing_is_said_of_small_ones(small: Path, name: str) -> None:
    loaded = load(small, name)
    examples.check(loaded, small / "modeles")
    assert told(examples.at_render(loaded, small / "modeles")) == []
