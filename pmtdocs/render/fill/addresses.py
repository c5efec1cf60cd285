"""Values in the addresses of links: whatever they say, the address stays one."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import quote

from pmtdocs.render.fill.environment import END, PLAIN, RICH
from pmtdocs.render.fill.marks import bare
from pmtdocs.word.links import ADDRESS

_WRITTEN = re.compile(rf'(?:{ADDRESS}|w:instr)="[^"]*"|<w:instrText[^>]*>[^<]*</w:instrText>')
_VALUE = re.compile(f"[{PLAIN}{RICH}][^{END}]*{END}")
_BEGINS = re.compile(r'(?:="|>)\s*(?:HYPERLINK\s+(?:"|&quot;|&#34;)?\s*)?', re.IGNORECASE)
#: What a value may say beside letters: when it is the whole address, and when it is a part of one.
_WHOLE, _PART = ":/?#[]@!$&'()*+,;=%~", "@"

#: Our typography is for those who read.
_TYPED = str.maketrans("’\u00a0\u202f", "'  ")


def fill(text: str) -> str:
    """A filled-in piece, its values percent-encoded where they stand in an address."""
    return _WRITTEN.sub(lambda m: _encoded(m[0]) if END in m[0] else m[0], text)


def _encoded(said: str) -> str:
    begins = _BEGINS.search(said)
    start = begins.end() if begins else 0

    def value(match: re.Match[str]) -> str:
        safe = _WHOLE if match.start() == start else _PART
        words = unescape(bare(match[0])).translate(_TYPED).strip()
        return escape(quote(words, safe))

    return _VALUE.sub(value, said)
