"""What the sources say of the programmes that are not acts of ours is printed by their dossiers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import yaml

from pmtdocs.commands import pipeline
from pmtdocs.commands.request import Request
from tests.conftest import ROOT
from tests.support.words import docx_text, folded

FACTS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (ROOT / "tests" / "data" / "faits-programmes.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The words of every document of a dossier."""

    @cache
    def words(name: str) -> str:
        checked = pipeline.check(ROOT / "data", ROOT / "templates", name)
        assert checked.loaded is not None
        output = tmp_path_factory.mktemp("sortie")
        request = Request(ROOT / "data", ROOT / "templates", output, formats=("docx",))
        made = pipeline.render(checked.loaded, checked.findings, request, "", lambda *_: None)
        return " ".join(folded(docx_text(file)) for file in made.folder.glob("*.docx"))

    return words


def groups() -> list[Any]:
    return [
        pytest.param(name, facts, id=f"{name}: {group}")
        for name, by_group in FACTS.items()
        for group, facts in by_group.items()
    ]


@pytest.mark.parametrize(("name", "facts"), groups())
def test_each_fact_of_the_sources_is_printed(
    printed: Callable[[str], str], name: str, facts: list[str]
) -> None:
    words = printed(name)
    ways = {fact: [folded(way) for way in fact.split(" | ")] for fact in facts}
    assert [fact for fact, said in ways.items() if not any(way in words for way in said)] == []
