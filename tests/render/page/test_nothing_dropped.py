"""Nothing that a template says is lost: a sentinel in every field, and every fixed sentence.

Each condition answers at random, and the part is rendered until every branch was taken, with lists
and groups that are empty too: what is printed is the union. A field or a sentence that is in none
of them was dropped on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jinja2 import nodes

from pmtdocs.dossier.views.filters import FILTERS
from pmtdocs.dossier.views.tree import Node, show
from pmtdocs.render.fill.compiled import load_part
from pmtdocs.render.fill.template import render_part
from pmtdocs.templates.reading import Tag, Typed, read
from pmtdocs.templates.syntax import parsed
from pmtdocs.word.package import w
from pmtdocs.word.tags import TAG, Scope
from tests.conftest import ROOT
from tests.support.sentinels import Sentinels, Whim

GBM = ROOT / "templates" / "gbm"
PARTS = sorted(file for file in GBM.glob("*.docx") if file.stem != "charte")
_RENDERS = 60
_BARE = 10  # of a dossier that lacks every list and group


def printed(part: Path, context: Node) -> str:
    rendered = render_part(load_part(part), context)
    trees = (rendered.body, *rendered.margins.values())
    lines = ("".join(t.text or "" for t in p.iter(w("t"))) for t in trees for p in t.iter(w("p")))
    return "\n".join(lines)


def fields_of(paragraphs: tuple[Typed, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each field printed, through its loops, with its filters."""
    scope = Scope()
    for paragraph in paragraphs:
        for tag in paragraph.tags:
            names = scope.read(tag.text)
            if tag.prints and names:
                yield names[0], tuple(_filters(tag))


def _filters(tag: Tag) -> list[str]:
    tree = parsed(tag)
    assert tree is not None
    return [node.name for node in tree.find_all(nodes.Filter)][::-1]


def shown(value: Any, filters: tuple[str, ...]) -> str:
    for name in filters:
        value = FILTERS[name].write(value)
    return show(value)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("file", PARTS, ids=lambda file: file.stem)
def test_every_field_and_every_sentence_is_printed(file: Path) -> None:
    template = read(file)
    assert template is not None
    chance = Random(file.stem)  # noqa: S311 - the same each time
    sentinels = Sentinels(partial(Whim, chance))
    bare = Sentinels(partial(Whim, chance), items=0)
    contexts = [sentinels.context()] * _RENDERS + [bare.context()] * _BARE
    whole = flat("\n".join(printed(file, context) for context in contexts))
    wanted = set(fields_of(template.paragraphs))
    assert wanted
    lost = [
        (name, filters)
        for name, filters in wanted
        if not any(flat(shown(v, filters)) in whole for v in sentinels.values.get(name, ()))
    ]
    assert lost == []
    sentences = [flat(s) for p in template.paragraphs for s in TAG.split(p.text)]
    assert [s for s in sentences if s not in whole] == []


def test_the_test_can_fail(tmp_path: Path) -> None:
    """A part whose condition never holds loses its sentence."""
    from tests.support.word_files import Workshop, p

    file = Workshop(tmp_path).file(p("Un {% if false %}perdu{% endif %} {{ exercice }}"))
    sentinels = Sentinels(partial(Whim, Random(1)))  # noqa: S311
    whole = printed(file, sentinels.context())
    assert "perdu" not in whole
    assert sentinels.values["exercice"][0] in whole
