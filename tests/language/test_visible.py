"""Words from outside are shown; none acts on a terminal, nor on the log of a CI server."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.language.visible import SIGN, coloured, in_json, one_line, visible

_ACTING = (
    "\x00", "\x07", "\x08", "\x0b", "\x1b", "\x7f", "\x85", "\x9b", "\x9d", "\u061c", "\u200e",
    "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069", "\ud800", "\U000e0041",
)  # fmt: skip


@pytest.mark.parametrize("sign", _ACTING)
def test_what_acts_is_a_sign(sign: str) -> None:
    assert visible(f"a{sign}b") == coloured(f"a{sign}b") == f"a{SIGN}b"


def test_what_people_write_stays() -> None:
    text = "Été : « 45 000 € » → œuvre,\tcoupure\u00ad, mot\u2060,\u202f𝐀 👩‍👩‍👧\nA::b ## c"
    assert visible(text) == coloured(text) == text
    assert visible("a\r\nb") == "a\nb"


def test_our_colours_stay() -> None:
    text = "\x1b[31m\x1b[1merreur\x1b[0m \x1b]0;titre\x07 \x1b[2J"
    assert coloured(text) == f"\x1b[31m\x1b[1merreur\x1b[0m {SIGN}]0;titre{SIGN} {SIGN}[2J"
    assert "\x1b" not in visible(text)


@pytest.mark.parametrize(
    "command", ["::error::x", "a\n  ::set-output name=x::y", "a ##[group]", "##vso[x]"]
)
def test_no_line_is_a_command_of_ci(command: str) -> None:
    for shown in (visible(command), coloured(command), one_line(command)):
        assert not any(line.strip().startswith("::") for line in shown.split("\n"))
        assert "##[" not in shown
        assert "##vso[" not in shown


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_message_stays_on_its_line(end: str) -> None:
    assert one_line(f"a{end}{end} ::error::b") == "a ::error::b"
    assert one_line(f"a{end}") == "a "


@given(st.text())
def test_json_says_the_same_words(text: str) -> None:
    written = in_json(json.dumps([text], ensure_ascii=False))
    assert json.loads(written) == [text]
    assert visible(written) in (written, written.replace("\r\n", "\n"))
