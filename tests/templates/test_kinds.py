"""The pages of the faults, and what must agree with the rest of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pmtdocs.templates import DOCS, INSPECTED
from pmtdocs.templates.inspection import inspect
from pmtdocs.templates.kinds import Known
from pmtdocs.templates.usage import summary, unused
from pmtdocs.word.tags import TAG
from tests.conftest import ROOT
from tests.support.command import run
from tests.support.word_files import Workshop, p

GBM = sorted((ROOT / "templates" / "gbm").glob("*.docx"))


@pytest.mark.parametrize("known", INSPECTED, ids=lambda known: known.kind.code)
def test_a_page_says_all(known: Known) -> None:
    assert all(known.doc)
    said = run("rules", known.kind.code).output
    assert known.doc.what in said
    assert "Source" not in said


def test_the_right_examples_are_right(tmp_path: Path) -> None:
    """Each tag shown as right exists in the contract."""
    tags = [
        tag
        for doc in DOCS.values()
        for tag in TAG.findall(re.sub(r"\{\{ champ.*?\}\}|\{%p? for … %\}", "", doc.right))
        if "end" not in tag and "x" not in tag
    ]
    assert len(tags) >= 10
    words = "".join(p(_closed(tag.replace(">", "&gt;"))) for tag in tags if "p.role" not in tag)
    found = inspect(Workshop(tmp_path).file(words))
    assert {f.code for f in found} <= {"MDL106", "MDL108", "MDL109", "MDL162"}, found


def _closed(tag: str) -> str:
    keyword = re.match(r"\{%p? ?(if|for)", tag)
    return f"{tag}a{{% end{keyword[1]} %}}".replace("{%p", "{%") if keyword else tag


def test_the_fields_that_no_part_uses(tmp_path: Path) -> None:
    names = unused(GBM)
    assert "convention.signature.lieu" not in names
    used = unused([Workshop(tmp_path).file(p("{{ convention.signature.lieu }}"))])
    assert "convention.signature.lieu" not in used
    assert "convention.intitule" in used
    assert "convention.parties[].role" in used
    assert "convention.parties" not in used  # a list is no value
    note = summary("gbm", GBM)
    assert note is not None
    assert note.message.startswith(f"{len(names)} champs ")
