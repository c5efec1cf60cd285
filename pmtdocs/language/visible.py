"""What a terminal, a log or a report may be shown of words that came from outside.

A terminal obeys escape and control characters (ECMA-48), those that turn the direction of writing
hide what is written (Unicode TR 36), and a log of CI obeys a line that begins with « :: » or says
« ##[ »: all of these are shown as signs, and none acts.
"""

from __future__ import annotations

import re

#: Shown in the place of a character that acts.
SIGN = "\ufffd"
_ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BYTES = re.compile("[\udc80-\udcff]+")
_COLOUR = re.compile("(\x1b\\[[0-9;]*m)")
_COMMAND = re.compile(r"^(\s*)::|##(?=\[|vso\[)", re.MULTILINE)
_LINES = re.compile(r"\s*[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]\s*")


def visible(text: str) -> str:
    """A text of any number of lines that only shows."""
    text = _BYTES.sub(_decoded, text.replace("\r\n", "\n"))
    return _COMMAND.sub(_parted, _ACTS.sub(SIGN, text))


def _decoded(name: re.Match[str]) -> str:
    """The name of a file, of which the locale says that it is in no encoding (PEP 383)."""
    return name[0].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def one_line(text: str) -> str:
    """The same on one line: what stands in a message never begins another."""
    return visible(_LINES.sub(" ", text))


def coloured(text: str) -> str:
    """What we coloured ourselves, of words already ``visible``: the colours stay."""
    pieces = _COLOUR.split(text)  # words, a colour, words, a colour…
    pieces[::2] = (_ACTS.sub(SIGN, words) for words in pieces[::2])
    return _COMMAND.sub(_parted, "".join(pieces))


def _parted(command: re.Match[str]) -> str:
    return f"{command[1]}: :" if command[1] is not None else "# #"


def in_json(text: str) -> str:
    """A text in JSON, in which a character may stand by its code: the same words for who reads
    it, nothing that acts for who looks at it.
    """
    import json  # for machines alone: the help does without

    text = _BYTES.sub(_decoded, text)  # I-JSON (RFC 7493) has no half of a pair
    return _ACTS.sub(lambda sign: sign[0] if sign[0] < " " else json.dumps(sign[0])[1:-1], text)
