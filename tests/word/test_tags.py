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


def test_the_tags_of_a_paragraph_as_they_were_meant() -> None:
    scope = Scope()
    for tag in TAG.findall("{{ a }}{# {{ b }} #}{%p if c == « d » -%}"):
        scope.read(tag)
    assert scope.tags() == ("{{ a }}", '{%p if c == "d" %}')
    assert scope.tags() == ()


@pytest.mark.parametrize(
    ("text", "before", "tags"),
    [
        ("{% if a %}", "x", ["{% if a %}"]),
        ("{% if a %}x{% endif %}", "", []),
        ("{%p if a %}{%p elif b %}", "{% for c in d %}{{ c }}",
         ["{%p if a %}", "{%p elif b %}", "{% for c in d %}"]),
        ("{% for c in d %}", "{% endfor %}{% if a %}{% endif %}", []),
    ],
)  # fmt: skip
def test_a_note_is_inside_of_the_blocks_around_its_call(
    text: str, before: str, tags: list[str]
) -> None:
    scope = Scope()
    for tag in TAG.findall(text):
        scope.read(tag)
    assert list(scope.after(before).tags()) == tags


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
