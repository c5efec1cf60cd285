"""Every message that the program can say is good French: those of its code, helps and pages.

What rules and inspections say of data is held to the same by their own tests, where they run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.support import messages
from tests.support.messages import FAULTS, faults

#: A bad message for each thing that is looked at, and what is like it and good.
BAD = {
    "two ends of a sentence": (
        "La part est « reversée. ».", "Rien n'est écrit..", "Vérifiez,, puis corrigez.", "Non,."
    ),
    "a space twice": ("Vérifiez  les dates.", "Vérifiez :\u00a0 les dates."),
    "a space before , or .": ("Vérifiez , puis corrigez.", "Vérifiez ."),
    "no space before a high sign": ("Pourquoi?", "Vérifiez: ceci", "« Oui» dit", "a; b", "Écart:"),
    "no space inside « »": ("«Oui »",),
    "an elision": ("le droit que il a", "de une séance", "De article", "lorsque elle vote"),
    "de le, à les": ("le nom de le Pôle", "à les communes", "De le conseil"),
    "one of several": ("écart de 0 an", "1 jours", "0 lignes", "1 de trop", "en manque 1"),
    "English": ("The warning est là", "un fichier missing"),
}  # fmt: skip
GOOD = (
    "Écart de 1 jour : il manque 1 voix ; 0 mois, 21 jours, 1,5 heures.",
    "Écrivez « clauses: [prorata] » ou `urgence: oui` dans seance.yaml.",
    "« Il est reversé. »",
    "Placez-le au-dessus, avant de le rendre ; la ou les lignes, le onze.",
    "data/2031/budget.yaml:3:2 … https://exemple.fr?x=1 --fail-on [error|warning]",
    "{{ champ | euros }} et {% if x %} s'écrivent ainsi…",
)


@pytest.mark.parametrize("name", FAULTS)
def test_each_check_can_fail(name: str) -> None:
    for bad in BAD[name]:
        assert any(fault.startswith(name) for fault in faults(bad)), bad


@pytest.mark.parametrize("text", GOOD)
def test_what_is_good_is_left_alone(text: str) -> None:
    assert faults(text) == []


def test_every_string_of_the_code() -> None:
    said = list(messages.of_code())
    assert len(said) > 2000
    assert [(place, found) for place, text in said for found in faults(text)] == []


@pytest.mark.parametrize(
    ("gather", "at_least"),
    [
        (messages.helps, 150),
        (messages.of_click, 40),
        (messages.of_pages, 80),
        (messages.of_docs, 300),
    ],
)
def test_helps_pages_and_docs(gather: Callable[[], Iterator[str]], at_least: int) -> None:
    said = list(gather())
    assert len(said) >= at_least
    assert [(text, found) for text in said for found in faults(text)] == []
