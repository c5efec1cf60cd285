"""How work grows with what it is given: calls are counted, and no clock is read."""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, and generators resumed, while ``work`` is done."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def ratio(work: Callable[[int], object], size: int) -> float:
    """By how much the calls grow when the size is doubled: 2 for linear work, 4 for a square."""
    work(1)  # what is imported or kept the first time
    return calls(lambda: work(2 * size)) / calls(lambda: work(size))
