"""What the format of a number shows beside its digits: a currency, a unit, thousands left out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: Words between quotes, a sign after « \\ », a currency, a colour or a condition, a space as wide
#: as a sign, the power of ten (ECMA-376 part 1, 18.8.31).
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|(\[[^\]]*\]|[_*].|E[+-]|General|[0#?.,%/@;])'
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
#: Commas after the digits: each divides what is shown by 1 000.
_SCALE = re.compile(r"[0#?](,+)(?=[^0#?,]|$)")


class Shown(NamedTuple):
    """What a positive number is shown with."""

    words: str
    """« k€ », « jours »."""
    scale: int
    """How many times it is divided by 1 000."""
    digits: bool
    """Does anything of the number show?"""


@lru_cache
def shown(code: str) -> Shown:
    """What a format (« #,##0.00 "€" ») shows."""
    found = _SECTION.match(code)
    section = found[0] if found else ""
    words = _TOKEN.sub(lambda m: m[1] or m[2] or m[3] or "", section)
    bare = _TOKEN.sub(lambda m: m[4] or "", section)
    scale = _SCALE.search(bare)
    digits = not code or re.search(r"[0#?@]|General", bare) is not None
    return Shown(" ".join(words.split()), len(scale[1]) if scale else 0, digits)
