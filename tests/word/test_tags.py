"""Which fields the tags of a template name."""

from __future__ import annotations

import pytest

from pmtdocs.word.tags import ELSE, TAG, Scope, letters, repaired


def names(text: str) -> list[str]:
    scope = Scope()
    return [name for tag in TAG.findall(text) for name in scope.read(tag)]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{{ a.b }} puis {{c.d|euros}}", ["a.b", "c.d"]),
        ("{{ montant | euros_en_lettres }}", ["montant"]),
        ("{% if a.b and not c == 'le nom' %}", ["a.b", "c"]),
        ('{%p if p.role == "financeur" %}', ["p.role"]),
        ("{% for p in a.b %}{{ p.nom }}{{ loop.last }}{% endfor %}{{ p.nom }}",
         ["a.b", "a.b[].nom", "p.nom"]),
        ("{%tr for g in a %}{%p for i in g.b %}{{ i }}{{ g.c }}{%p endfor %}{%tr endfor %}{{ g }}",
         ["a", "a[].b", "a[].b[]", "a[].c", "g"]),
        ("{% else %}{%p endif %}{% endfor %}", []),
        ("{# voir {{ a }}, et {% for x in b %} #}{{ x }}{#p c #}", ["x"]),
        ("{# jamais fermée {# voir {{ a }} #}{{ x }}", ["x"]),
        ("{% if\u00a0a.b ==\u202f«\u00a0c\u00a0» %}", ["a.b"]),
    ],
)  # fmt: skip
def test_the_fields_seen_from_their_loops(text: str, fields: list[str]) -> None:
    assert names(text) == fields


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("{{ a.b }}{{ c.d|euros }}", ["a", "c"]),
        ("{% if a.b %}{{ a.b }}{% endif %}", []),
        ("{% if a.b %}{{ a.b }}{% endif %}{{ a.c }}", ["a"]),
        ("{% if a %}{{ a.b }}{% elif c %}{{ c.d }}{{ a.b }}{% else %}{{ c.e }}{% endif %}",
         ["a", "c"]),
        ("{%p if a.b and not c.d %}{% for x in a.e %}{{ x.f }}{{ y.g }}{% endfor %}", ["y"]),
        ("{% for x in a.b %}{% if x.c == 1 %}{{ x.d }}{% endif %}{% endfor %}", ["a"]),
        ("{% if a.b > 3 %}{% endif %}", ["a"]),
        ("{# {{ a.b }} #}", []),
    ],
)  # fmt: skip
def test_the_subjects_that_a_text_cannot_do_without(text: str, needed: list[str]) -> None:
    """What is only printed where it was asked for may be absent: the header of a club's dossier."""
    scope = Scope()
    for tag in TAG.findall(text):
        scope.read(tag)
    assert scope.needed() == tuple(needed)
    assert scope.needed() == ()


def test_a_choice_of_words() -> None:
    assert ELSE.match("{%p else %}")
    assert ELSE.match("{% elif a.b %}")
    assert not ELSE.match("{% if elsa %}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{% if a == «\u00a0b c\u00a0» %}", '{% if a == "b c" %}'),
        ("{% if a == «b» %}", '{% if a == "b" %}'),
        ("{% if a == “b” or a == ‘c’ %}", "{% if a == \"b\" or a == 'c' %}"),
        ("{{\u00a0a\u202f|\u2009b }}", "{{ a | b }}"),
        ("{%– if a –%}", "{% if a %}"),
        ("{%-p if a +%}", "{%p if a %}"),
        ("{{- a -}}", "{{ a }}"),
        ("{{ a…b }}", "{{ a.b }}"),
        ("{{ a\u00ad.b\u200b }}", "{{ a.b }}"),
        ('{% if a == "l’un – l’autre…" %}', '{% if a == "l’un – l’autre…" %}'),
        ('{% if a == "b\u00a0: c" %}', '{% if a == "b : c" %}'),
        ("{% if\ta %}", "{% if a %}"),
        ('{{ a | b }}{% if a == "b" %}', '{{ a | b }}{% if a == "b" %}'),
    ],
)
def test_word_s_typography_is_undone(typed: str, meant: str) -> None:
    assert repaired(typed) == meant
    assert repaired(meant) == meant
    assert len(letters(typed)) == len(typed)
