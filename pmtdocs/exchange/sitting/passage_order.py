"""The order of passage as ``ordre`` is written."""

from __future__ import annotations

import re


def runs(text: str) -> str:
    """« 1, 2, 38, 3, 4, 5 » → « 1, 2, 38, 3-5 »."""
    found: list[list[int]] = []
    if re.search(r"[0-9]{5}", text):  # for the model to refuse
        return text
    for match in re.finditer(r"([0-9]+)(?:\s*(?:-|–|à|a)\s*([0-9]+))?", text):
        first, last = int(match[1]), int(match[2] or match[1])
        if found and first == found[-1][1] + 1 and first <= last:
            found[-1][1] = last
        else:
            found.append([first, last])
    return ", ".join(_run(first, last) for first, last in found)


def _run(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"{first}, {last}" if last == first + 1 else f"{first}-{last}"
