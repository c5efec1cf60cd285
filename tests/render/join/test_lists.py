"""Lists of a part count as Word counts them in its file."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from pmtdocs.render.join.join import Document
from pmtdocs.word import package
from pmtdocs.word.numbering import Numbering
from pmtdocs.word.package import val, w
from pmtdocs.word.styles import Styles
from tests.support.word_files import NUMBERING, SECTION, Workshop, bare, call, notes, p, r, to_html

_LEVELS = "".join(
    f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
    f'<w:lvlText w:val="%{n + 1}."/></w:lvl>'
    for n, kind in enumerate(("decimal", "lowerLetter"))
)


def _num(number: int, override: str = "", abstract: int = 5) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def _anew(start: int = 1) -> str:
    return f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def item(number: int, depth: int = 0) -> str:
    return p("x", extra=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def labels(document: Document) -> list[str]:
    counted = document.numbering()
    found = (counted.label(paragraph) for paragraph in document.body.iter(w("p")))
    return [label.text for label in found if label]


CASES = {
    "a second list of the same goes on": ((_num(20), _num(21)), (20, 20, 21), "1. 2. 3."),
    "one that starts anew does": ((_num(20), _num(21, _anew())), (20, 20, 21, 21), "1. 2. 1. 2."),
    "where it says": ((_num(20), _num(21, _anew(7))), (20, 21, 21), "1. 7. 8."),
    "the first goes on after one that started anew": (
        (_num(20), _num(21, _anew())), (20, 20, 21, 21, 21, 20), "1. 2. 1. 2. 3. 4.",
    ),
    "of another abstract list, each counts": (
        (_num(20), _num(21, "", 6)), (20, 21, 20, 21), "1. 1. 2. 2.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_lists_of_one_abstract_list(word: Workshop, case: str) -> None:
    """Joined, and as the file itself is read: one rule for both."""
    nums, items, expected = CASES[case]
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{_LEVELS}</w:abstractNum>' for n in (5, 6)
    )
    head, _, tail = NUMBERING.partition("<w:num ")
    numbering = f"{head}{abstract}<w:num {tail}{''.join(nums)}"
    file = word.file("".join(item(number) for number in items), numbering=numbering)
    document = word.join(word.fill(file))
    assert labels(document) == expected.split()
    assert all(f">{label}<" in to_html(document)[0] for label in expected.split())
    parts = package.read(file)
    counted = Numbering.read(package.sheet(parts, "numbering", "x"), Styles())
    body = package.document(parts, "x").iter(w("p"))
    assert [label.text for label in map(counted.label, body) if label] == expected.split()


def test_a_list_that_a_style_of_lists_defines(word: Workshop) -> None:
    """What a ``numStyleLink`` leads to; two parts each count from their start."""
    abstract = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="L"/>{_LEVELS}</w:abstractNum>'
    )
    head, _, tail = NUMBERING.partition("<w:num ")
    numbering = f"{head}{abstract}<w:num {tail}{_num(20)}"
    parts = [word.fill(word.file(item(20) * 2, n, numbering=numbering)) for n in ("a", "b")]
    assert labels(word.join(*parts)) == ["1.", "2.", "1.", "2."]


# --- headers and notes ---------------------------------------------------------------------------


def _listed(words: str, kind: str) -> str:
    return p(words, "Article") if kind == "style" else item(1).replace(">x<", f">{words}<")


@pytest.mark.parametrize("kind", ["style", "direct"])
def test_a_header_counts_alone_and_again_in_each_section(word: Workshop, kind: str) -> None:
    """One « w:num » a section: LibreOffice would count on from that of the section before."""
    refs = '<w:headerReference w:type="default" r:id="rId1"/>'
    parted = p("", extra=SECTION.replace("{refs}", refs))
    body = _listed("Un", kind) * 2 + parted + _listed("Trois", kind)
    headers = {"header-default": _listed("Haut", kind) * 2, "footer-default": _listed("Bas", kind)}
    document = word.document(body, headers=headers)
    assert labels(document) == [f"Article {n} –" for n in (1, 2, 3)]
    said = [
        re.findall(r"Article (\d) – ?Haut", bare(walked))
        for walked in to_html(document)[0].split("</section>")
    ]
    assert said == [["1", "2"], ["1", "2"], []]
    numbers = [
        {val(n) for n in root.iter(w("numId"))}
        for root in (document.body, *document.margins.values())
    ]
    assert all(one.isdisjoint(other) for one, other in combinations(numbers, 2))


@pytest.mark.parametrize("kind", ["style", "direct"])
def test_notes_count_apart_from_the_body(word: Workshop, kind: str) -> None:
    called = [f"<w:p>{r('ici')}{call(n)}</w:p>" for n in (1, 2)]
    body = _listed("a", kind).join(["", *called, ""])
    document = word.document(body, more=notes(_listed("note", kind) * 2, _listed("note", kind)))
    words = bare(to_html(document)[0])
    assert re.findall(r"Article (\d) – ?a", words) == ["1", "2", "3"]
    assert re.findall(r"Article (\d) – ?note", words) == ["1", "2", "3"]


def test_headers_that_number_alike_are_one(word: Workshop) -> None:
    """Two parts of the same header: it is written once a section, and a screen shows it once."""
    headers = {"header-default": item(1)}
    parts = [word.fill(word.file(p("x"), n, headers=headers)) for n in ("a", "b")]
    assert to_html(word.join(*parts))[0].count(" again") == 1
