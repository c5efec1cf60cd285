"""What an amendment changes, told in one phrase."""

from __future__ import annotations

import pytest

from pmtdocs.dossier.views.amendment import _summed


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["article 1er", "article 2", "article 3", "article 4", "annexe 1", "annexe 2"],
         "articles 1er à 4, annexes 1 et 2"),
        (["préambule", "article 3"], "préambule, article 3"),
        (["article 1er", "article 2", "article 5"], "articles 1er, 2 et 5"),
        (["article 2", "article 3", "article 4", "article 7"], "articles 2 à 4 et 7"),
        (["annexe « Budget »"], "annexe « Budget »"),
        ([], ""),
    ],
)  # fmt: skip
def test_what_changes_in_one_phrase(names: list[str], said: str) -> None:
    typed = [name.replace(" ", "\u00a0", 1) for name in names]
    assert _summed(typed).replace("\u00a0", " ") == said
