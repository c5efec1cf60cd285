"""Word's own styles, under the names that its languages give them."""

from __future__ import annotations

import pytest

from pmtdocs.word.stock import same_name, shown


@pytest.mark.parametrize(
    ("name", "french"),
    [
        ("heading 1", "Titre 1"),
        ("Überschrift 2", "Titre 2"),
        ("Table Grid", "Grille du tableau"),
        ("header", "En-tête"),
        ("toc 3", "TM 3"),
        ("Normal", "Normal"),
        ("Corps 2", "Corps 2"),
    ],
)
def test_a_name_is_told_as_word_shows_it_in_french(name: str, french: str) -> None:
    assert shown(name) == french
    assert same_name(shown(name)) == same_name(name)
