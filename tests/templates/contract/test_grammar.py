"""What the language of the templates refuses, all of it at once."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from pmtdocs.templates.contract.grammar import refusals


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ a.b | euros }}{% if a == 1 and not b %}{% for c in d %}{{ c }}{% endfor %}{% endif %}",
         []),
        ("{{ a() }}{{ b[0] }}{% set c = 1 %}", ["MDL111"] * 3),
        ("{{ a + 1 }}{{ 'mots' }}", ["MDL111"] * 2),
        ("{{ a | upper }}{{ a | euros(1) }}", ["MDL112", "MDL111"]),
    ],
)  # fmt: skip
def test_all_that_is_refused(text: str, why: list[str]) -> None:
    environment = Environment(autoescape=True)
    assert [refusal.code for refusal in refusals(environment.parse(text))] == why
