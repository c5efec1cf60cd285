"""« {%- … -%} » trims the spaces of its own paragraph, and nothing more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.finding import Severity
from pmtdocs.templates.inspection import inspect
from pmtdocs.word.package import w
from tests.support.word_files import Workshop, p, r, row, table

FACTS: dict[str, object] = {
    "convention": {"intitule": "Eau", "parties": [{"role": "a"}, {"role": "b"}]}
}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Avant {%- if convention.intitule -%} milieu {%- endif -%} après.", "Avantmilieuaprès."),
        ("Un {{- convention.intitule -}} deux", "UnEaudeux"),
        ("Un {{ convention.intitule -}} deux", "Un Eaudeux"),
        ("Un {%+ if convention.intitule +%} deux{% endif %}", "Un  deux"),
        ("Un {%– if convention.intitule –%} deux{% endif %}", "Undeux"),
        ("Un {#- note -#} deux", "Undeux"),
        (
            "E {% for x in convention.parties -%} {% if x.role == 'a' -%}[a]{%- else -%} [autre]"
            "{%- endif %}{%- endfor %} suite.",
            "E [a][autre] suite.",
        ),
    ],
)
def test_spaces_go_and_the_paragraphs_around_stay(word: Workshop, typed: str, printed: str) -> None:
    body = f"{p('Titre')}{p(typed)}{p('Suivant')}"
    assert word.words(body, FACTS) == f"Titre\n{printed}\nSuivant"
    assert not [f for f in inspect(word.file(body)) if f.kind.severity is Severity.ERROR]


def test_runs_line_breaks_and_tabs_are_no_spaces(word: Workshop) -> None:
    tag = "{%- if convention.intitule -%}"
    body = f"<w:p>{r('a ')}<w:r><w:br/></w:r>{r(' ')}{r(tag)}{r(' b')}{r('{% endif %}')}</w:p>"
    document = word.document(body, FACTS)
    assert [t.text for t in document.body.iter(w("t")) if t.text] == ["a ", "b"]
    assert document.body.find(f".//{w('br')}") is not None


@pytest.mark.parametrize(
    "tag", ["{%-p if convention.intitule %}", "{%p- if convention.intitule -%}"]
)
def test_a_paragraph_that_stands_for_its_tag(word: Workshop, tag: str) -> None:
    body = f"{p('Titre')}{p(tag)}{p('dedans')}{p('{%-p endif -%}')}{p('Suivant')}"
    assert word.words(body, FACTS) == "Titre\ndedans\nSuivant"
    rows = table(
        row("{%-tr for x in convention.parties -%}", ""),
        row("{{ x.role -}} ", "b"),
        row("{%-tr endfor -%}", ""),
    )
    assert word.words(rows, FACTS) == "a\nb\nb\nb"


PIECES = st.sampled_from(
    ["mot", " ", "  ", "{{ convention.intitule }}", "{% if convention.intitule %}", "{% endif %}",
     "{% else %}", "{% for x in convention.parties %}", "{{ x.role }}", "{% endfor %}"]
)  # fmt: skip


@given(st.lists(st.tuples(PIECES, st.booleans(), st.booleans()), max_size=8))
def test_with_or_without_dashes_only_spaces_differ(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[str, bool, bool]]
) -> None:
    """Whatever is typed: the same letters in as many paragraphs, when it can be rendered."""
    word = Workshop(tmp_path_factory.mktemp("modele"))
    plain = "".join(piece for piece, _, _ in pieces)
    if any(f.kind.severity is Severity.ERROR for f in inspect(word.file(p(plain), "clair"))):
        return
    dashed = "".join(map(_dashed, *zip(*pieces, strict=True))) if pieces else ""
    whole = [
        re.sub("[ \u00a0]", "", word.words(f"{p('a')}{p(text)}{p('b')}", FACTS))
        for text in (plain, dashed)
    ]
    assert whole[0] == whole[1]


def _dashed(piece: str, before: bool, after: bool) -> str:
    if piece.startswith("{"):
        piece = f"{piece[:2]}-{piece[2:]}" if before else piece
        piece = f"{piece[:-2]}-{piece[-2:]}" if after else piece
    return piece
