"""What a part cannot do without: what is said beforehand is what rendering stops at."""

from __future__ import annotations

import pytest

from pmtdocs.dossier.model import BLANK
from pmtdocs.dossier.views.tree import Node
from pmtdocs.finding import PmtdocsError
from pmtdocs.templates.lacking import lacking, steps
from pmtdocs.templates.words import read_wording
from tests.support.word_files import Workshop, call, notes, p, r, relation, row, table, tree

FACTS: dict[str, object] = {
    "nom": "Pôle",
    "rien": None,
    "trou": BLANK,
    "a": {"rien": None, "trou": BLANK, "b": {"c": "x", "rien": None}, "n": 3},
    "liste": [{"nom": "Un", "d": {"e": "y"}}, {"nom": "Deux", "d": None}],
    "vide": [],
}
LOOP = "{% for x in liste %}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ nom }}{{ a.b.c }}{{ trou.x }}{{ a.trou|euros }}", []),
        ("{{ rien.nom }}", ["rien"]),
        ("{{ a.rien }}{{ a.rien.x.y|capitale }}{{ a.b.rien }}", ["a.rien", "a.rien", "a.b.rien"]),
        ("{% if a.rien.x %}{{ a.rien.x }}{% endif %}", []),
        ("{% if a.rien and a.rien.x %}{{ a.rien.x }}{% endif %}", []),
        ("{% if not a.rien %}{{ nom }}{% else %}{{ a.rien.x }}{% endif %}", []),
        ("{% if a.b.c == « y » %}{{ rien }}{% elif a.rien.x == 2 %}{{ rien }}{% endif %}", []),
        ("{% if a.rien.x or nom %}{{ a.rien.x }}{% endif %}", ["a.rien"]),
        ("{% if a.n > 2 %}{{ a.rien }}{% else %}{{ rien }}{% endif %}", ["a.rien"]),
        ("{% if a.rien.x > 2 %}{{ nom }}{% endif %}", ["a.rien"]),
        ("{% if a.rien and a.rien.x > 2 %}{{ nom }}{% endif %}", []),
        (LOOP + "{{ x.nom }}{{ x.d.e }}{% endfor %}", ["x.d"]),
        (LOOP + "{% if x.d %}{{ x.d.e }}{% endif %}{% endfor %}", []),
        ("{% for x in liste if x.d %}{{ x.d.e }}{% endfor %}", []),
        (LOOP + "{% if loop.last and loop.index == 2 %}{{ rien }}{% endif %}{% endfor %}",
         ["rien"]),
        ("{% for x in vide %}{{ rien }}{% else %}{{ a.rien }}{% endfor %}", ["a.rien"]),
        ("{% for x in a.rien.y %}{{ x }}{% endfor %}", ["a.rien"]),
        ("{% for x in a.trou %}{{ x.y }}{% endfor %}", []),
        (LOOP + "{% for y in liste %}{{ x.nom }}{% if y.d %}{{ y.d.e }}{% endif %}"
         "{% endfor %}{% endfor %}", []),
        ("{# {{ rien }} #}{{ nom }}", []),
    ],
)  # fmt: skip
def test_what_is_asked_without_a_condition(word: Workshop, text: str, said: list[str]) -> None:
    check(word, p(text), said)


HOLDS, ENDS = "{%p if a.rien %}", "{%p endif %}"
ROWS = (row("{%tr for x in liste %}", ""), row("{{ x.nom }}", "{{ x.d.e }}"))
LINK = f'<w:hyperlink r:id="rId9">{r("ici")}</w:hyperlink>'
CALL = f"<w:p>{r('{% if a.rien %}')}{call(1)}{r('{% endif %}')}</w:p>"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (p(HOLDS) + p("{{ a.rien.x }}") + p(ENDS), []),
        (p(HOLDS) + p("x") + p("{%p else %}") + p("{{ a.rien.x }}") + p(ENDS), ["a.rien"]),
        (table(*ROWS, row("{%tr endfor %}", "")), ["x.d"]),
        (f"<w:p>{r('{% if a.rien %}')}{LINK}{r('{% endif %}')}</w:p>", []),
        (f"<w:p>{r('{% if nom %}')}{LINK}{r('{% endif %}')}</w:p>", ["a.rien"]),
        (CALL, []),
        (f"<w:p>{r('x')}{call(1)}</w:p>", ["a.rien"]),
        (p(HOLDS) + f"<w:p>{r('x')}{call(1)}</w:p>" + p(ENDS) + p("{{ rien }}"), ["rien"]),
    ],
)
def test_wherever_it_stands(word: Workshop, body: str, said: list[str]) -> None:
    """A note and the address of a link are inside of the blocks around them."""
    check(word, body, said)


def test_a_header_asks_too(word: Workshop) -> None:
    check(word, p("x"), ["rien"], headers={"header-default": p("{{ rien }}")})


def test_blocks_without_a_measure_are_for_others_to_say(word: Workshop) -> None:
    deep = "{% if nom %}" * 200 + "{{ rien }}" + "{% endif %}" * 200
    assert found(word, p(deep), {}) == []


def found(word: Workshop, body: str, options: dict[str, object]) -> list[str]:
    more = notes(p("{{ a.rien.x }}")) if "Reference" in body else {}
    target = relation("hyperlink", "https://x.fr/{{ a.rien.x }}", 'TargetMode="External"')
    file = word.file(body, more=more, relations=target if "hyperlink" in body else "", **options)  # type: ignore[arg-type]
    wording, facts = read_wording(file, "partie", ""), tree(FACTS)
    assert wording is not None
    assert isinstance(facts, Node)
    every = (lacking(steps(story), facts) for story in wording.stories())
    return [one.absent for lacked in every for one in lacked]


def check(word: Workshop, body: str, said: list[str], **options: object) -> None:
    """What is found, and that rendering stops for it and for nothing else."""
    assert found(word, body, options) == said
    if not said:
        word.fill(word.folder / "partie.docx", FACTS)
        return
    with pytest.raises(PmtdocsError):
        word.fill(word.folder / "partie.docx", FACTS)
