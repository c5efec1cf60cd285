"""Where a long line is folded."""

from __future__ import annotations

from pmtdocs.language.columns import WIDTH, wrapped


def test_no_line_begins_or_ends_with_a_guillemet_alone() -> None:
    text = " ".join(f"« mot{'s' * n} » et ; « x »" for n in range(30))
    lines = wrapped(text, 2)
    assert len(lines) > 5
    assert all(len(line) <= WIDTH for line in lines)
    assert " ".join(line.strip() for line in lines) == text
    assert not [x for x in lines if x.rstrip().endswith("«") or x.lstrip()[0] in "»:;?!"]
