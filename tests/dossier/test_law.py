"""Legal parameters: dated, cited, and none of them in the code."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from pmtdocs.dossier import law

ROOT = Path(law.__file__).parents[1]


@pytest.mark.parametrize("parameter", law.parameters(), ids=lambda p: p.key)
def test_each_is_complete_and_in_order(parameter: law.Parameter) -> None:
    assert parameter.title
    assert parameter.reference
    assert parameter.values
    assert all(value.source for value in parameter.values)
    starts = [value.since or dt.date.min for value in parameter.values]
    assert starts == sorted(set(starts))


def test_the_date_chooses() -> None:
    quorum = law.parameter("quorum-denominateur")
    ordinary, relaxed = quorum.at(dt.date(2020, 11, 13)), quorum.at(dt.date(2020, 11, 14))
    assert ordinary is not None
    assert relaxed is not None
    assert (ordinary.value, relaxed.value) == (Decimal(2), Decimal(3))
    payment = law.parameter("paiement-jours")
    assert payment.at(dt.date(2021, 7, 2)) is None


def test_a_doubt_is_cited_with_its_source() -> None:
    doubtful = [v for p in law.parameters() for v in p.values if v.doubt]
    assert doubtful
    assert all(v.cited() == f"{v.source} ({v.doubt})" for v in doubtful)


@pytest.mark.parametrize("parameter", law.parameters(), ids=lambda p: p.key)
def test_only_the_appeal_is_prolonged_and_the_convocation_is_in_clear_days(
    parameter: law.Parameter,
) -> None:
    clear = "francs" in parameter.key or parameter.key == "recours-mois"
    prolonged = parameter.key == "recours-mois"
    assert {(v.clear, v.prolonged) for v in parameter.values} == {(clear, prolonged)}


def test_every_parameter_serves_a_rule() -> None:
    code = "".join(f.read_text(encoding="utf-8") for f in ROOT.rglob("*.py"))
    used = set(re.findall(r"[\"']([a-z]+(?:-[a-z]+)+)[\"']", code))
    assert {p.key for p in law.parameters()} <= used
