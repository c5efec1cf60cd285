"""Capitals that a field asks for: « \\* Upper », « \\* FirstCap »."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pmtdocs.word.package import Element, w


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _each(text: str) -> str:
    return " ".join(map(_first, text.split(" ")))


_CASES: dict[str, Callable[[str], str]] = {
    "upper": str.upper, "lower": str.lower, "firstcap": _first, "caps": _each,
}  # fmt: skip


def written(text: str, formats: Iterable[str]) -> str:
    """A text as the formats of a field want it."""
    for one in formats:
        text = _CASES.get(one.lower(), str)(text)
    return text


def change(runs: Iterable[Element], formats: Iterable[str]) -> None:
    """The words of runs as the formats of a field want them; of « FirstCap », the first run."""
    formats = [*formats]
    for rank, node in enumerate(t for run in runs for t in run.iter(w("t"))):
        own = [one for one in formats if rank == 0 or one.lower() != "firstcap"]
        node.text = written(node.text or "", own)
