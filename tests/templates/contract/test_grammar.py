"""What the language of the templates refuses, all of it at once."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from pmtdocs.templates.contract.grammar import Refused, refusals


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ a.b | euros }}{% if a == 1 and not b %}{% for c in d %}{{ c }}{% endfor %}{% endif %}",
         []),
        ("{{ a() }}{{ b[0] }}{% set c = 1 %}", [Refused.CONSTRUCT] * 3),
        ("{{ a + 1 }}{{ 'mots' }}", [Refused.CONSTRUCT] * 2),
        ("{{ a | upper }}{{ a | euros(1) }}", [Refused.FILTER, Refused.CONSTRUCT]),
    ],
)  # fmt: skip
def test_all_that_is_refused(text: str, why: list[Refused]) -> None:
    environment = Environment(autoescape=True)
    assert [refusal.why for refusal in refusals(environment.parse(text))] == why
