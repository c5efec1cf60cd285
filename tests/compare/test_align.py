"""Alignment: what is matched is equal and in order, and what one edit leaves is all found."""

from __future__ import annotations

import random
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.compare import align as align_module
from pmtdocs.compare.align import _common, align, gaps

_WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=60)


@given(_WORDS, _WORDS)
def test_matches_are_equal_and_in_order(a: list[str], b: list[str]) -> None:
    pairs = align(a, b)
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@given(_WORDS, _WORDS)
def test_matches_and_gaps_make_both_again(a: list[str], b: list[str]) -> None:
    pairs = align(a, b)
    found = [*gaps(pairs, len(a), len(b))]
    assert sum(i2 - i1 for i1, i2, _, _ in found) + len(pairs) == len(a)
    assert sum(j2 - j1 for _, _, j1, j2 in found) + len(pairs) == len(b)


@given(_WORDS, st.data())
def test_one_word_changed_is_the_only_gap(a: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, max(len(a) - 1, 0)))
    b = [*a[:at], "new", *a[at + 1 :]]
    assert [*gaps(align(a, b), len(a), len(b))] == [(at, min(at + 1, len(a)), at, at + 1)]


def test_a_long_document_with_changes_everywhere() -> None:
    """200 pages: every change is found, and no step compares all with all."""
    dice = random.Random(1)  # noqa: S311
    a = [f"w{dice.randrange(4000)}" for _ in range(100_000)]
    b = list(a)
    places = sorted(dice.sample(range(len(a)), 500))
    for place in places:
        b[place] = "new"
    assert [i1 for i1, _, _, _ in gaps(align(a, b), len(a), len(b))] == [
        p for p in places if p - 1 not in places
    ]


def test_a_long_document_that_repeats_itself() -> None:
    """Nothing is unique in a register of like lines; one lost is one lost."""
    a = [f"w{k % 40}" for k in range(20_000)]
    b = [*a[:3_000], *a[3_001:15_000], "new", *a[15_000:]]
    pairs = align(a, b)
    assert all(a[i] == b[j] for i, j in pairs)
    assert len(pairs) > len(a) - 200


def test_two_long_documents_with_nothing_in_common() -> None:
    assert align([f"a{i}" for i in range(50_000)], [f"b{i}" for i in range(50_000)]) == []


def test_the_same_word_over_and_over() -> None:
    assert len(align(["a"] * 30_000, ["b", *["a"] * 20_000])) <= 20_000


@given(*[st.lists(st.sampled_from("abc"), max_size=20)] * 2)
def test_the_longest_common_order(a: list[str], b: list[str]) -> None:
    lengths = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, word in enumerate(a):
        for j, other in enumerate(b):
            longer = max(lengths[i][j + 1], lengths[i + 1][j])
            lengths[i + 1][j + 1] = (lengths[i][j] + 1) if word == other else longer
    pairs = _common(a, b)
    assert all(a[i] == b[j] for i, j in pairs)
    assert len(pairs) == lengths[-1][-1]


@pytest.mark.parametrize("times", [500, 5_000])
def test_two_words_again_and_again(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """difflib, whose time grows with every place where a word could stand, is left out of it."""
    asked: list[int] = []

    def counted(_: None, a: list[str], b: list[str], *, autojunk: bool) -> SequenceMatcher[str]:
        asked.append(len(a) * len(b))
        return SequenceMatcher(None, a, b, autojunk)

    monkeypatch.setattr(align_module, "SequenceMatcher", counted)
    pairs = align(["a", "b"] * times, ["b", "a", "a"] * (times * 2 // 3))
    assert len(pairs) > times
    assert sum(asked) <= 100 * times
