"""Figures in prose: what contradicts the facts is found, what has nothing to do with them is not.

``sentences.yaml`` holds some two hundred sentences of each kind, read in the report of
``tests/data/bon``.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from pmtdocs.dossier.load import load
from pmtdocs.dossier.model.prose import Block
from pmtdocs.dossier.model.words import RichText
from pmtdocs.rules.base import Fault
from pmtdocs.rules.texts import RULES, TEXT_RULES
from pmtdocs.templates.words import Wordings
from tests.conftest import ROOT

SENTENCES: dict[str, Any] = yaml.safe_load(
    (ROOT / "tests/rules/texts/sentences.yaml").read_text(encoding="utf-8")
)
DOSSIER = load(ROOT / "tests" / "data", "bon").known
WRONG = [(code, text) for code, texts in SENTENCES["faux"].items() for text in texts]


def found(text: str) -> list[tuple[str, Fault]]:
    """What the rules on prose say of a sentence of the report."""
    assert DOSSIER.expose
    report = DOSSIER.expose.model_copy(update={"resume": (Block(paragraphe=RichText(text)),)})
    dossier = DOSSIER.model_copy(update={"expose": report})
    faults = [(rule.code, fault) for rule in RULES for fault in rule.check(dossier)]
    words = (rule for rule in TEXT_RULES if rule.code.startswith("TXT"))
    return faults + [(rule.code, f) for rule in words for f in rule.check(Wordings(), dossier)]


@pytest.mark.parametrize("text", SENTENCES["juste"])
def test_a_true_or_unrelated_figure_is_left_alone(text: str) -> None:
    """A field may be offered for it (TXT006); nothing is said to be wrong."""
    assert [fault for code, fault in found(text) if code != "TXT006"] == []


@pytest.mark.parametrize(("code", "text"), WRONG)
def test_a_figure_that_is_not_the_fact_is_noticed(code: str, text: str) -> None:
    faults = [fault for said, fault in found(text) if said == code]
    assert faults
    for fault in faults:
        assert fault.path == ("expose", "resume", 0, "paragraphe")
        assert fault.related
        assert fault.message.endswith(".")
        assert fault.help.endswith(".")
