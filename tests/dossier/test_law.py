"""Legal parameters: dated, cited, and none of them in the code."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import get_args

import pytest

from pmtdocs.dossier import law
from pmtdocs.dossier.model.common import Kind

ROOT = Path(law.__file__).parents[1]


@pytest.mark.parametrize("parameter", law.parameters(), ids=lambda p: p.key)
def test_each_is_complete_and_in_order(parameter: law.Parameter) -> None:
    assert parameter.title
    assert parameter.reference
    assert parameter.values
    assert all(value.source for value in parameter.values)
    ranks = [(value.rank, value.kinds, value.below) for value in parameter.values]
    assert len(set(ranks)) == len(ranks)
    assert {kind for value in parameter.values for kind in value.kinds} <= set(get_args(Kind))
    assert all(v.since and v.since <= v.until for v in parameter.values if v.until)


@pytest.mark.parametrize("parameter", law.parameters(), ids=lambda p: p.key)
@pytest.mark.parametrize("kind", [None, *get_args(Kind)])
def test_of_two_values_in_force_one_prevails(parameter: law.Parameter, kind: str | None) -> None:
    """Whatever the day on which one of them begins, and the body."""
    days = {value.since or dt.date(2015, 1, 1) for value in parameter.values}
    for day in days:
        for population in (None, 1200, 9000):
            held = [v for v in parameter.values if v.holds(day, law.Body(kind, population))]
            assert len({value.rank for value in held}) == len(held)


def of(key: str, day: str, kind: str | None = None, population: int | None = None) -> int | None:
    value = law.parameter(key).at(dt.date.fromisoformat(day), law.Body(kind, population))
    return int(value.value) if value else None


@pytest.mark.parametrize(
    ("day", "share", "exceeded", "represented", "proxies"),
    [
        ("2020-03-11", 2, 1, 0, 1),
        ("2020-03-12", 3, 0, 1, 2),
        ("2020-07-10", 3, 0, 1, 2),
        ("2020-07-11", 3, 0, 0, 2),
        ("2020-08-30", 3, 0, 0, 2),
        ("2020-08-31", 2, 1, 0, 1),
        ("2020-11-14", 2, 1, 0, 1),
        ("2020-11-15", 3, 0, 0, 2),
        ("2021-09-30", 3, 0, 0, 2),
        ("2021-10-01", 2, 1, 0, 1),
        ("2021-11-09", 2, 1, 0, 1),
        ("2021-11-10", 3, 0, 0, 2),
        ("2022-07-31", 3, 0, 0, 2),
        ("2022-08-01", 2, 1, 0, 1),
        ("2025-12-24", 2, 1, 0, 1),
    ],
)
@pytest.mark.parametrize("kind", [None, "commune", "département", "région", "métropole", "CCAS"])
def test_the_day_chooses_the_regime_of_the_sitting(
    day: str, share: int, exceeded: int, represented: int, proxies: int, kind: str | None
) -> None:
    keys = ("denominateur", "depassement", "represente")
    found = [of(f"quorum-{key}", day, kind) for key in keys]
    assert found == [share, exceeded, represented]
    assert of("procurations-par-membre", day, kind) == proxies


@pytest.mark.parametrize("day", ["2020-06-15", "2020-08-01", "2020-12-01", "2022-03-01"])
@pytest.mark.parametrize("key", ["quorum-denominateur", "procurations-par-membre"])
def test_an_exceptional_regime_is_not_that_of_a_body_with_its_own_texts(key: str, day: str) -> None:
    assert of(key, day) in (2, 3)
    assert of(key, day, "établissement public") is None


@pytest.mark.parametrize(
    ("key", "kind", "population", "found"),
    [
        ("convocation-jours-francs", None, None, 5),
        ("convocation-jours-francs", "commune", None, 5),
        ("convocation-jours-francs", "commune", 3500, 5),
        ("convocation-jours-francs", "commune", 3499, 3),
        ("convocation-jours-francs", "communauté de communes", 3499, 3),
        ("convocation-jours-francs", "communauté urbaine", 3499, 5),
        ("convocation-jours-francs", "département", None, None),
        ("convocation-jours-francs-urgence", "département", None, 1),
        ("convocation-jours-francs-urgence", "commune", 800, 1),
        ("seconde-convocation-jours-francs", "commune", 800, 3),
        ("rapports-jours", "région", None, 12),
        ("rapports-jours", "commune", None, None),
        ("publication-liste-jours", "commune", None, 7),
        ("publication-liste-jours", "région", None, None),
        ("signature-secretaire", "métropole", None, 1),
        ("signature-secretaire", "département", None, None),
        ("secretaire-de-seance", "région", None, None),
        ("quorum-denominateur", "établissement public", None, None),
        ("subventions-au-budget", "collectivité à statut particulier", None, None),
        ("quorum-denominateur", "État", None, None),
        ("convocation-jours-francs", "association", None, None),
        ("compte-rendu-financier-mois", "société", None, 6),
        ("compte-rendu-financier-mois", "établissement public", None, None),
        ("commissaire-aux-comptes-seuil", "association", None, 153000),
        ("commissaire-aux-comptes-seuil", "société", None, None),
        ("convention-seuil", "association", None, 23000),
        ("convention-seuil", "société", None, 23000),
        ("convention-seuil", "établissement public", None, None),
        ("reste-non-depense", "association", None, 1),
        ("reste-non-depense", "société", None, 0),
    ],
)
def test_the_body_chooses_on_a_day_of_2024(
    key: str, kind: str | None, population: int | None, found: int | None
) -> None:
    assert of(key, "2024-04-11", kind, population) == found


@pytest.mark.parametrize(
    ("day", "kind", "found"),
    [
        ("2022-02-22", "commune", 0),
        ("2022-02-23", "commune", 1),
        ("2025-12-23", "département", 0),
        ("2025-12-24", "département", 1),
        ("2025-12-24", "région", 1),
    ],
)
def test_since_when_those_designated_by_law_leave_the_denominator(
    day: str, kind: str, found: int
) -> None:
    assert of("deport-designes-par-la-loi", day, kind) == found


@pytest.mark.parametrize("day", ["2020-06-11", "2021-01-14", "2021-11-10", "2024-04-11"])
def test_no_regime_is_lent_to_a_body_of_which_the_law_fixes_nothing(day: str) -> None:
    for key in ("quorum-denominateur", "quorum-depassement", "procurations-par-membre"):
        assert of(key, day, "établissement public") is None


def test_nothing_that_is_settled_is_said_to_be_doubtful() -> None:
    doubtful = {p.key for p in law.parameters() for v in p.values if v.doubt}
    assert not doubtful & {"recours-mois", "publication-liste-jours", "convention-seuil"}
    assert law.parameter("quorum-denominateur").at(dt.date(2022, 8, 1)) == law.parameter(
        "quorum-denominateur"
    ).at(dt.date(2026, 1, 1))


def test_a_doubt_is_cited_with_its_source() -> None:
    doubtful = [v for p in law.parameters() for v in p.values if v.doubt]
    assert doubtful
    assert all(v.cited() == f"{v.source} ; {v.doubt}" for v in doubtful)


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
