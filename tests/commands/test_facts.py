"""The facts attached to a PDF: what the data say, without what is for the house."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from pmtdocs.commands import facts
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.render.page.fonts import ATTACHED
from pmtdocs.render.page.layout import lay_out
from tests.conftest import DOSSIERS, ROOT
from tests.support.verapdf import Verdicts

PAGE = "<html lang=fr><head><title>T</title><style></style></head><h1>T</h1><p>Mot</html>"


def test_the_facts_of_2024(dossier_2024: Loaded) -> None:
    found = json.loads(facts.render(dossier_2024))
    assert found["budget"]["depenses"]["publie"]["total"] == "490 000"
    assert found["commun"]["organisations"]["gbm"]["siren"]
    assert len(found["commun"]["personnes"]) >= 123


@pytest.mark.parametrize("name", DOSSIERS)
def test_nothing_for_the_house(name: str) -> None:
    loaded = load(ROOT / "data", name)
    text = facts.render(loaded).decode()
    assert facts.render(loaded).decode() == text
    assert '"reserves"' not in text
    assert "les clauses sont réécrites" not in text
    assert "yaml-language-server" not in text
    assert "# " not in text


def test_only_the_people_that_the_dossier_names() -> None:
    loaded = load(ROOT / "data", "medic-lps")
    every = loaded.trees["commun"]
    assert isinstance(every, dict)
    assert isinstance(every["personnes"], dict)
    named = json.loads(facts.render(loaded)).get("commun", {}).get("personnes", {})
    assert len(named) < len(every["personnes"]) / 10


def test_bank_details_are_held_back(small: Path) -> None:
    file = small / "bon/budget.yaml"
    text = file.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "libelle:" in line)
    word = line.split("libelle:")[1].split(",")[0].strip().strip("}")
    typed = "Loyer FR76 3000 6000 0112 3456 7890 189 et FR76 3000 6000 0112 3456 7890 188"
    file.write_text(text.replace(word, typed, 1), encoding="utf-8")
    said = facts.render(load(small, "bon")).decode()
    assert "7890 189" not in said
    assert "coordonnées bancaires non publiées" in said
    assert "7890 188" in said  # not an account number: one digit is wrong


def test_they_are_inside_the_pdf() -> None:
    data = lay_out(PAGE, "2031-04-10", b'{"budget": 1}')
    assert lay_out(PAGE, "2031-04-10", b'{"budget": 1}') == data
    reader = PdfReader(BytesIO(data))
    assert reader.attachments == {ATTACHED: [b'{"budget": 1}']}
    root = reader.root_object
    files = root["/AF"].get_object()
    assert isinstance(files, ArrayObject)
    assert {file.get_object()["/AFRelationship"] for file in files} == {"/Source"}


@pytest.mark.verapdf
def test_such_a_pdf_is_still_an_archive(
    tmp_path: Path, dossier_2024: Loaded, verapdf: Callable[..., Verdicts]
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(lay_out(PAGE, "2031-04-10", facts.render(dossier_2024)))
    assert not any(verapdf([file]).values())
