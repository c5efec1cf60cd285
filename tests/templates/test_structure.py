"""Tags and blocks, judged as docxtpl-lint does: whatever it finds, we say something of."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from docxtpl_lint import lint
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtdocs.templates.reading import read
from pmtdocs.templates.structure import structure
from tests.support.word_files import Workshop, p, row, table

_RULES = {
    "DTL001", "DTL002", "DTL101", "DTL102", "DTL103", "DTL201", "DTL202", "DTL203", "DTL204",
    "DTL205", "DTL206", "DTL207", "DTL209", "DTL210",
}  # fmt: skip
PIECES = (
    "{% if a %}", "{% else %}", "{% elif a %}", "{% endif %}", "{% for x in y %}", "{% endfor %}",
    "{%p if a %}", "{%p else %}", "{%p endif %}", "{%p for x in y %}", "{%p endfor %}",
    "{%tr for x in y %}", "{%tr endfor %}", "{%tc for x in y %}", "{%tc endfor %}", "{% p if a %}",
    '{%p if a == "5 % de" %}', "{{ a }}", "{# note #}", "{#p note #}", "{{ a", " a }}", "{% if ",
    "a %}", "mot",
)  # fmt: skip
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=3), min_size=1, max_size=6)


def _body(kind: str, texts: list[str]) -> str:
    rows = [row(text, "b") for text in texts]
    return {
        "paragraphs": "".join(map(p, texts)),
        "rows": table(*rows),
        "cells": table(row(*texts), row(*reversed(texts))),
        "a table in a cell": table(row(f"<w:tc>{table(*rows)}{p('x')}</w:tc>", texts[0])),
    }[kind]


@given(TEXTS, st.sampled_from(["paragraphs", "rows", "cells", "a table in a cell"]))
@settings(max_examples=150)
def test_what_somebody_else_finds_is_said(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]], kind: str
) -> None:
    texts = [escape("".join(pieces)) for pieces in lines]
    file = Workshop(tmp_path_factory.mktemp("modele")).file(_body(kind, texts))
    template = read(file)
    assert template is not None
    found = {issue.rule for issue in lint(file).issues} & _RULES
    assert bool(found) <= bool([*structure(template)]), found
