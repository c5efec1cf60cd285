"""The condition of a clause is what a template would write after ``{% if``."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.sandbox import SandboxedEnvironment

from pmtdocs.dossier.law import Body
from pmtdocs.dossier.model import BLANK
from pmtdocs.dossier.views.tree import Leaf, Node
from pmtdocs.templates.contract.conditions import (
    ConditionError,
    UnknownFactError,
    holds,
    laws,
    names,
)

FACTS = Node(
    {
        "a": Node({"un": Leaf(1), "deux": Leaf(2), "nom": Leaf("Pôle"), "vide": Leaf(None)}),
        "blanc": Leaf(BLANK),
        "liste": (Leaf(1),),
        "rien": (),
    }
)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, True),
        ("a.un", True),
        ("a.vide", False),
        ("not a.vide", True),
        ("liste", True),
        ("rien", False),
        ("blanc", False),
        ('a.nom == "Pôle"', True),
        ("a.nom == « Pôle »", True),
        ('a.nom != "Pôle"', False),
        ("1 < a.deux <= 2", True),
        ("a.un > 1 or a.deux > 1", True),
        ("a.un and not (a.deux == 2)", False),
        ("absent and a.un", None),
        ("a.absent", None),
        ("a.un.encore", None),
        ("a.vide > 3", None),
        ("blanc > 3", None),
    ],
)
def test_a_condition_holds_or_not_or_cannot_be_known(
    condition: str | None, expected: bool | None
) -> None:
    if expected is None:
        with pytest.raises(UnknownFactError):
            holds(condition, FACTS)
    else:
        assert holds(condition, FACTS) is expected


@pytest.mark.parametrize(
    "condition",
    ["a.un >", "a.un + 1", "a.nom()", "[1]", "a['un']", "x if y else z", "lambda: 1",
     "a.un is None",     "a.nom > 3", "(" * 300, "a := 1", "f'{a}'"],
)  # fmt: skip
def test_anything_else_is_refused_in_french(condition: str) -> None:
    with pytest.raises(ConditionError, match="«"):
        holds(condition, FACTS)


NAMES = st.sampled_from(["a.un", "a.deux", "1", "2", "a.vide"])
COMPARISONS = st.builds(
    lambda left, sign, right: f"{left} {sign} {right}",
    NAMES.filter(lambda n: n != "a.vide"),
    st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
    NAMES.filter(lambda n: n != "a.vide"),
)
CONDITIONS = st.recursive(
    NAMES | COMPARISONS,
    lambda inner: (
        st.builds(
            lambda left, word, right: f"({left}) {word} ({right})",
            inner,
            st.sampled_from(["and", "or"]),
            inner,
        )
        | inner.map(lambda one: f"not ({one})")
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_it_says_what_jinja_says(condition: str) -> None:
    plain = {"a": {"un": 1, "deux": 2, "vide": None}}
    said = SandboxedEnvironment().compile_expression(condition)(**plain)
    assert holds(condition, FACTS) is bool(said)


def test_the_law_is_that_of_the_day() -> None:
    before, after = dt.date(2021, 7, 2), dt.date(2021, 7, 3)
    condition = "loi.reste_non_depense == 1"
    assert not holds(condition, Node({"loi": laws(before)}))
    assert holds(condition, Node({"loi": laws(after, Body("association"))}))
    assert not holds(condition, Node({"loi": laws(after, Body("société"))}))


def test_the_fields_that_a_condition_names() -> None:
    said = names('a.b.c > loi.seuil and not d or a.b == "x.y"')
    assert sorted(said) == ["a.b", "a.b.c", "d", "loi.seuil"]
