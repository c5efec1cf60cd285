"""The papers for whoever carries on: what they name exists, what is written for them is current."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from tests.support.command import ROOT
from tools import generate

PAPERS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
#: What begins so is a path of this repository; anything else may be of a dossier or of an example.
_TOP = ("pmtdocs", "tests", "tools", "docs", "templates", "requirements", ".ci")
_PATH = re.compile(rf"`((?:{'|'.join(map(re.escape, _TOP))})/[\w./-]*)`")
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")
#: ``dossier.load.load``: a room, a module, what it defines.
_NAME = re.compile(r"`([a-z]\w*(?:\.\w+)+)`")
_ROOMS = {file.parent.name for file in (ROOT / "pmtdocs").glob("*/__init__.py")}


def named(page: Path, pattern: re.Pattern[str]) -> list[str]:
    return sorted({match[1] for match in pattern.finditer(page.read_text("utf-8"))})


def anchors(page: Path) -> set[str]:
    """The headings of a page, as a link names them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAPERS, ids=lambda page: str(page.relative_to(ROOT)))
def test_paths_and_links_lead_somewhere(page: Path) -> None:
    assert [path for path in named(page, _PATH) if not (ROOT / path).exists()] == []
    for match in _LINK.finditer(page.read_text("utf-8")):
        aimed_at = page.parent / match[1] if match[1] else page
        assert aimed_at.exists(), match[0]
        assert not match[2] or match[2] in anchors(aimed_at), match[0]


def test_functions_of_the_architecture_exist() -> None:
    names = [
        name for name in named(ARCHITECTURE, _NAME) if name.split(".")[0] in {*_ROOMS, "finding"}
    ]
    assert len(names) > 40
    assert [name for name in names if not found(name)] == []


def found(name: str) -> bool:
    """Can it be imported: a module, or what a module defines?"""
    modules, rest = name.split("."), list[str]()
    while modules:
        try:
            here: object = import_module(".".join(["pmtdocs", *modules]))
        except ModuleNotFoundError:
            rest.insert(0, modules.pop())
            continue
        for step in rest:
            here = getattr(here, step, None)
        return here is not None
    return False


def test_the_amount_that_is_followed_stands_where_it_is_said() -> None:
    line, file, text = re.findall(
        r"^Line (\d+) of `(.+)`: `(.+)`", ARCHITECTURE.read_text("utf-8"), re.M
    )[0]
    assert (ROOT / file).read_text("utf-8").splitlines()[int(line) - 1].strip() == text


def test_the_table_of_rooms_names_each_room_and_what_it_says_of_itself() -> None:
    written = ARCHITECTURE.read_text("utf-8")
    assert generate.between(written, "rooms", generate.rooms()) == written
    rows = [line.split(" | ") for line in generate.rooms().splitlines()[2:]]
    assert {row[1].partition("]")[0].strip("[") for row in rows} >= {*_ROOMS, "finding"}
    assert all(len(row[2]) > 20 for row in rows)


def test_each_decision_is_dated_and_in_the_index() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    assert generate.between(index, "decisions", generate.decisions()) == index
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert len({page.name[:4] for page in pages}) == len(pages)
    for page in pages:
        title, _, date, *_ = page.read_text("utf-8").split("\n")
        assert title.startswith(f"# {page.name[:3]}. "), page.name
        assert re.fullmatch(r"\*\d{1,2} [A-Z][a-z]+ \d{4}\*", date), page.name
