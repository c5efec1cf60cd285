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


def test_a_council_that_is_all_there_announces_no_absent_and_no_proxy(small: Path) -> None:
    path = small / "bon" / "seance.yaml"
    lists = path.read_text("utf-8").replace("mode: absent", "mode: salle").split("procurations:")[0]
    path.write_text(lists, encoding="utf-8")
    loaded = load(small, "bon")
    modele = ROOT / "templates" / loaded.dossier.dossier.modele
    built = build(loaded.dossier, modele, {"deliberation": ("deliberation",)}, draft=True)
    ((_, lines),) = Laying(built, modele, draft=True).printed().items()
    text = "\n".join(line.words for line in lines)
    assert "Étaient présents :" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Étaient absents" not in text
    assert "Procurations" not in text
