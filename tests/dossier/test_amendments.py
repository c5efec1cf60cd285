"""A dossier read with its amendments: typed like its own files, with the places of both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pmtdocs.dossier.amendments import amend
from pmtdocs.dossier.labels import describe
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model.schema import schemas
from pmtdocs.dossier.overlay import merge
from pmtdocs.dossier.source import Tree
from pmtdocs.dossier.views.amendment import budget_changes
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.finding import DataError, Finding, PmtdocsError
from pmtdocs.rules import RULES, engine
from tests.conftest import Patch
from tests.support import amendments

ROOT = Path(__file__).parents[2]
AMENDED = ("convention", "budget", "programme", "indicateurs")


def changes(loaded: Loaded) -> list[tuple[str, str | None, str | None]]:
    assert loaded.dossier.avenant is not None
    return [
        (".".join(map(str, c.chemin)), c.avant, c.apres) for c in loaded.dossier.avenant.changements
    ]


def granted(loaded: Loaded) -> Decimal | None:
    contract = loaded.dossier.convention
    return contract.subvention.montant if contract and contract.subvention else None


def refusals(loaded: Loaded, file: Path) -> tuple[Finding, ...]:
    with pytest.raises(DataError) as caught:
        amend(loaded, file)
    return caught.value.findings


def test_changed_values_point_at_the_amendment_the_others_at_the_dossier(data: Path) -> None:
    loaded = load(data, "2024")
    amended = amend(loaded, amendments.write(data / "2024", amendments.CHANGES))
    places = {
        path: amended.locate(path).span
        for path in (
            ("convention", "subvention", "montant"),
            ("convention", "duree", "fin"),
            ("convention", "duree", "preavis_mois"),
            ("budget", "depenses", "lignes", 0, "montant"),
            ("budget", "depenses", "lignes", 2, "montant"),
        )
    }
    files = [span.file if span else "" for span in places.values()]
    act, convention, budget = (
        "data/2024/avenants/1.yaml",
        "data/2024/convention.yaml",
        "data/2024/budget.yaml",
    )
    assert files == [act, act, convention, budget, act]
    assert loaded.dossier.avenant is None
    assert granted(amended) == 50_000


def test_a_second_amendment_follows_the_first(small: Path) -> None:
    second = amend(load(small, "bon"), small / "bon/avenants/2.yaml")
    assert changes(second) == [("convention.duree.fin", "2025-05-31", "2025-06-30")]
    assert granted(second) == 25_000
    (small / "bon/avenants/1.yaml").unlink()
    with pytest.raises(PmtdocsError, match="s'applique après l'avenant n° 1") as caught:
        amend(load(small, "bon"), small / "bon/avenants/2.yaml")
    assert caught.value.exit_code == 3


def test_a_file_that_is_not_there(small: Path) -> None:
    with pytest.raises(PmtdocsError, match="n'existe pas"):
        amend(load(small, "bon"), small / "bon/avenants/9.yaml")


def test_before_the_vote_there_is_nothing_to_amend(small: Path, patch: Patch) -> None:
    patch("bon/dossier.yaml", "etat: voté", "etat: projet")
    with pytest.raises(PmtdocsError, match="à l'état « projet »"):
        amend(load(small, "bon"), small / "bon/avenants/1.yaml")


@pytest.mark.parametrize(
    ("amount", "committed", "code"), [("30 000", "30 000", "BUD010"), ("60 000", "0", "BUD012")]
)
def test_an_amount_above_the_credit_is_refused_by_the_rule_that_knows_it(
    small: Path, amount: str, committed: str, code: str
) -> None:
    payment = {"taux": "100", "montant": amount, "evenement": "à la signature"}
    credit = {"engage": committed, "publie": {"operation": amount}}
    tree = {
        "convention": {"subvention": {"montant": amount, "versements": [payment]}},
        "deliberation": {"inscription": credit},
    }
    amended = amend(load(small, "bon"), amendments.write(small / "bon", tree))
    found = engine.run(amended.dossier, RULES, amended.locate)
    over = next(f for f in found if f.code == code)
    assert over.primary.span
    assert over.primary.span.file == "data/bon/avenants/1.yaml"


def test_an_amendment_to_what_is_not_there(small: Path) -> None:
    file = amendments.write(small / "bon", {"indicateurs": {"intitule": "Autres"}})
    (found,) = refusals(load(small, "bon"), file)
    assert (found.code, found.primary.span and found.primary.span.line) == ("AVN104", 6)


def test_faults_of_typing_stand_in_the_amendment(small: Path) -> None:
    tree = {"convention": {"subvention": {"montent": 1}, "duree": {"fin": "bientôt"}}}
    found = refusals(load(small, "bon"), amendments.write(small / "bon", tree))
    assert [(f.code, f.primary.span and f.primary.span[:2]) for f in found] == [
        ("MOD001", ("data/bon/avenants/1.yaml", 8)),
        ("MOD003", ("data/bon/avenants/1.yaml", 10)),
    ]


def test_only_the_budget_line_of_the_deliberation_may_change(small: Path) -> None:
    file = amendments.write(small / "bon", {"deliberation": {"numero": "2"}})
    assert {f.code for f in refusals(load(small, "bon"), file)} == {"MOD001", "MOD002"}


def test_the_schema_accepts_the_amendments_and_refuses_an_unknown_key(small: Path) -> None:
    validator = Draft202012Validator(schemas()["avenant"])
    for file in sorted((small / "bon/avenants").glob("*.yaml")):
        tree = read_source(file, file.name, ("avenant",)).tree
        assert isinstance(tree, dict)
        assert [e.message for e in validator.iter_errors(tree)] == []
        assert not validator.is_valid({**tree, "montant": "1"})
    shipped = json.loads((ROOT / "pmtdocs/schemas/avenant.schema.json").read_text("utf-8"))
    assert shipped == schemas()["avenant"]


# --- properties ------------------------------------------------------------------------------


def leaves(tree: Tree, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The scalars below groups of keys: what a change can name without a list."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    elif not isinstance(tree, list):
        yield path


def partial(paths: list[tuple[Any, ...]], tree: Tree) -> dict[str, Any]:
    """The tree of these scalars alone."""
    out: dict[str, Any] = {}
    for path in paths:
        here, value = out, tree
        for step in path[:-1]:
            assert isinstance(value, dict)
            here, value = here.setdefault(step, {}), value[step]
        assert isinstance(value, dict)
        here[path[-1]] = value[path[-1]]
    return out


@settings(max_examples=30)
@given(chance=st.data())
def test_restating_the_dossier_changes_nothing(chance: st.DataObject, data: Path) -> None:
    loaded = load(data, "2024")
    subject = chance.draw(st.sampled_from(AMENDED))
    tree = loaded.trees[subject]
    known = sorted(leaves(tree))
    kept = chance.draw(st.lists(st.sampled_from(known), min_size=1, unique=True))
    file = amendments.write(data / "2024", {subject: partial(kept, tree)})
    amended = amend(loaded, file)
    assert changes(amended) == []
    found = engine.run(amended.dossier, RULES, amended.locate)
    assert "AVN003" in {f.code for f in found}


@settings(max_examples=30)
@given(chance=st.data())
def test_changed_amounts_are_exactly_the_rows_that_differ(
    chance: st.DataObject, data: Path
) -> None:
    loaded = load(data, "2024")
    budget = loaded.trees["budget"]
    assert isinstance(budget, dict)
    lines: Any = budget["depenses"]
    known = {line["libelle"]: line["montant"] for line in lines["lignes"]}
    drawn = chance.draw(
        st.dictionaries(st.sampled_from(sorted(known)), st.integers(0, 10**6), min_size=1)
    )
    stated = [{"libelle": name, "montant": str(amount)} for name, amount in drawn.items()]
    amended = amend(
        loaded, amendments.write(data / "2024", {"budget": {"depenses": {"lignes": stated}}})
    )
    new = {name for name, amount in drawn.items() if int(known[name].replace(" ", "")) != amount}
    found = {c.lieu for c in amended.dossier.avenant.changements} if amended.dossier.avenant else ()
    assert found == {
        describe(("budget", "depenses", "lignes", i, "montant"), loaded.trees)
        for i, line in enumerate(lines["lignes"])
        if line["libelle"] in new
    }
    tables = budget_changes(loaded.dossier, amended.dossier)
    assert tables is not None
    rows = {str(row.libelle): row for row in tables[0].lignes if row.genre == "ligne"}
    assert {name for name, row in rows.items() if row.etat == "modifié"} == new
    for name, row in rows.items():
        assert row.nouveau == drawn.get(name, row.ancien.value)


def test_the_merged_tree_is_the_dossiers_own_when_nothing_is_stated(data: Path) -> None:
    """Laying a whole file over itself gives it back."""
    for subject in AMENDED:
        file = data / "2024" / f"{subject}.yaml"
        base, again = read_source(file, "a", (subject,)), read_source(file, "b", (subject,))
        merged = merge(base, (subject,), again, (subject,))
        assert merged.source.tree == base.tree
        assert merged.differences == ()
        assert again.findings == []
