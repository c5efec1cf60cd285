"""What is « à compléter » in a draft: printed as a hole, kept from the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model import BLANK, Blank
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.views.context import context
from pmtdocs.dossier.views.tree import Node, Value
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.finding import DataError
from pmtdocs.rules import RULES, engine
from pmtdocs.rules.coverage import cover
from pmtdocs.templates.words import Wordings
from tests.conftest import Patch


def draft(data: Path, name: str) -> None:
    sheet = data / name / "dossier.yaml"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(re.sub("^etat: .*$", "etat: projet", text, flags=re.M), encoding="utf-8")


def test_a_hole_in_an_optional_fact_is_the_fact_unsaid(small: Path, patch: Patch) -> None:
    draft(small, "bon")
    patch("bon/convention.yaml", "affectee: oui", "affectee: à compléter")
    loaded = load(small, "bon")
    assert loaded.dossier.convention is not None
    assert isinstance(loaded.dossier.convention.subvention.affectee, Blank)  # type: ignore[union-attr]
    assert loaded.known.convention is not None
    assert loaded.known.convention.subvention.affectee is None  # type: ignore[union-attr]


def test_a_hole_in_a_mandatory_fact_makes_its_group_unknown(small: Path, patch: Patch) -> None:
    draft(small, "bon")
    patch("bon/budget.yaml", "24 800", "à compléter")
    loaded = load(small, "bon")
    assert loaded.known.budget is None
    assert loaded.known.convention == loaded.dossier.convention
    covered = {c.kind.code: c for c in cover(loaded.known, RULES, (), Wordings())}
    assert not covered["BUD001"].ran  # said, not taken for right


def test_what_is_computed_from_a_hole_is_a_hole(small: Path, patch: Patch) -> None:
    draft(small, "bon")
    patch("bon/budget.yaml", "24 800", "à compléter")
    budget = context(load(small, "bon").dossier)["budget"]
    assert isinstance(budget, Node)
    assert str(budget["total"]) == "…" * 12
    assert BLANK + Decimal(1) is BLANK
    assert Decimal(1) + BLANK is BLANK


def test_a_dossier_without_hole_is_known_whole(dossier_2020: Loaded) -> None:
    assert dossier_2020.known == dossier_2020.dossier


def test_an_act_that_was_voted_has_no_hole(small: Path, patch: Patch) -> None:
    sheet = small / "bon" / "dossier.yaml"
    assert "etat: voté" in sheet.read_text(encoding="utf-8")
    patch("bon/budget.yaml", "24 800", "à compléter")
    with pytest.raises(DataError) as caught:
        load(small, "bon")
    assert "« à compléter » n'est pas un montant" in caught.value.findings[0].message


def every(value: Value) -> Iterator[str]:
    """Walk a context whole: every field is worked out."""
    if isinstance(value, Node):
        for name in value:
            yield from every(value[name])
    elif isinstance(value, tuple):
        for item in value:
            yield from every(item)
    else:
        yield str(value)


@pytest.mark.parametrize("name", ["2024", "2020", "pmt-health"])
def test_any_fact_of_a_draft_may_be_a_hole(data: Path, name: str) -> None:
    """One kind of fact after the other: said why not, or loaded, judged and printed."""
    draft(data, name)
    accepted = 0
    for file in sorted((data / name).glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        for line, start, end in kinds(file):
            lines = text.split("\n")
            lines[line] = f"{lines[line][:start]}à compléter{lines[line][end:]}"
            file.write_text("\n".join(lines), encoding="utf-8")
            try:
                loaded = load(data, name)
            except DataError:
                continue  # a key, a stage: said at its line
            accepted += has_blank(loaded.dossier)
            engine.run(loaded.known, RULES, loaded.locate)
            assert list(every(context(loaded.dossier)))
        file.write_text(text, encoding="utf-8")
    assert accepted > 40


def kinds(file: Path) -> list[tuple[int, int, int]]:
    """The place of one scalar of each kind: the path without its ranks."""
    source = read_source(file, file.name, (file.stem,))
    found: dict[tuple[str, ...], tuple[int, int, int]] = {}
    for path, span in source.values.items():
        written = source.line(span.line)[span.column - 1 : span.end_column - 1]
        if span.line == span.end_line and written[:1] not in "{[":
            kind = tuple(step for step in path if isinstance(step, str))
            found.setdefault(kind, (span.line - 1, span.column - 1, span.end_column - 1))
    return list(found.values())
