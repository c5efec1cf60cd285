"""Wrappers are taken off, choices made, and each tag gathered where it begins."""

from __future__ import annotations

import pytest
from lxml import etree

from pmtdocs.word.normal import unwrap
from pmtdocs.word.package import NS, Element, parse, w
from pmtdocs.word.words import printed, repair, typed
from tests.support.faulty import deleted, runs
from tests.support.word_files import bookmark, p, r, row, table

_NS = (
    " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:futur="urn:futur"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_BOX = f"<w:pict><v:shape><w:txbxContent>{p('mots')}</w:txbxContent></v:shape></w:pict>"
_DRAWN = "<w:drawing><a/></w:drawing>"


def tree(body: str) -> Element:
    return parse(f"<w:body {_NS}>{body}</w:body>")


def bare(root: Element) -> str:
    """Without namespaces or attributes."""
    return etree.tostring(root, method="c14n", exclusive=True).decode()


def sdt(inside: str) -> str:
    return f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def choice(first: str, fallback: str = "", requires: str = "w14") -> str:
    other = f"<mc:Fallback>{fallback}</mc:Fallback>" if fallback else ""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{first}</mc:Choice>{other}'
        "</mc:AlternateContent>"
    )


def test_wrappers_of_any_kind_and_depth_are_taken_off() -> None:
    custom = f"<w:customXml><w:customXmlPr/>{r('c')}</w:customXml>"
    smart = f'<w:smartTag w:element="e"><w:smartTagPr/>{custom}</w:smartTag>'
    wrapped = sdt(sdt(runs(r("a "), sdt(r("b ")), smart)))
    cell = "<w:tc><w:p/></w:tc>"
    rows = f"<w:tbl>{sdt(f'<w:tr>{sdt(cell)}{cell}</w:tr>')}</w:tbl>"
    root = tree(wrapped + rows)
    assert unwrap(root)
    plain = tree(runs(r("a "), r("b "), r("c")) + f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")
    assert bare(root) == bare(plain)
    assert not unwrap(root)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (choice("<w:t>choix</w:t>", "<w:t>repli</w:t>"), "choix"),
        (choice("<w:t>choix</w:t>", "<w:t>repli</w:t>", "w14 futur"), "repli"),
        (choice("<w:t>choix</w:t>", requires="futur"), ""),
        (choice(_BOX, "<w:t>mots</w:t>"), "mots"),
        (choice(_DRAWN, "<w:t>repli</w:t>"), "repli"),
        (choice(choice("<w:t>un</w:t>", "<w:t>deux</w:t>", "futur"), "<w:t>trois</w:t>"), "deux"),
        ("<mc:AlternateContent/>", ""),
    ],
)
def test_the_choice_that_word_shows_else_one_that_says_its_words(choices: str, words: str) -> None:
    root = tree(f"<w:p><w:r>{choices}</w:r></w:p>")
    unwrap(root)
    assert printed(root) == words
    assert root.find(f".//{w('pict')}") is None


def test_a_choice_that_cannot_be_printed_stays_when_the_other_says_something_else() -> None:
    root = tree(f"<w:p><w:r>{choice(_BOX, '<w:t>autre</w:t>')}</w:r></w:p>")
    unwrap(root)
    assert root.find(f".//{w('pict')}") is not None


LINK = f'<w:hyperlink w:anchor="x">{r("{{ a.")}</w:hyperlink>'


@pytest.mark.parametrize(
    ("body", "pieces"),
    [
        (runs(r("{{ a."), r("b }} fin", "<w:b/>")), ["{{ a.b }}", " fin"]),
        (runs(LINK, r("b }} fin")), ["{{ a.b }}", " fin"]),
        (runs(r("un {{"), r(" a"), bookmark("x"), r(" }}{{ b"), r(" }}")),
         ["un {{ a }}", "{{ b }}"]),
        (runs(r("{{ a |"), deleted("x"), "<w:r><w:tab/></w:r>", r("c == « d » }}")),
         ['{{ a | c == "d" }}']),
        (runs(r("{"), r("{"), r(" a }"), r("}.")), ["{{ a }}", "."]),
        (runs(r("{ a"), r(" }")), ["{ a", " }"]),
    ],
)  # fmt: skip
def test_a_tag_is_gathered_where_it_begins(body: str, pieces: list[str]) -> None:
    root = tree(body)
    changed = repair(root)
    assert [words for _, words in typed(root[0])] == pieces
    assert changed == (bare(root) != bare(tree(body)))
    assert all(
        run.find(w("t")) is not None
        for run in root.iter(w("r"))
        if run.find(".//{*}delText") is None
    )


def test_what_follows_a_tag_keeps_its_look() -> None:
    root = tree(runs(r("{{ a."), r("b }} fin", "<w:b/>")))
    repair(root)
    first, second = root.iter(w("r"))
    assert first.find(w("rPr")) is None
    assert second.find(w("rPr/b")) is not None


def test_nothing_is_rewritten_where_nothing_is_to_be_done() -> None:
    root = tree(p("{{ a }} et {0}") + table(row("{%tr for a in b %}")))
    before = bare(root)
    assert not unwrap(root)
    assert not repair(root)
    assert bare(root) == before


def _line(height: str = "1.5pt", extra: str = "") -> str:
    office = "urn:schemas-microsoft-com:office:office"
    return (
        f'<w:r><w:pict><v:rect xmlns:o="{office}" style="width:0;height:{height}" o:hrstd="t" '
        f'o:hr="t" fillcolor="#a0a0a0" {extra}/></w:pict></w:r>'
    )


@pytest.mark.parametrize(
    ("content", "side", "size"),
    [
        (_line(), "bottom", "12"), (r("mots") + _line("0"), "bottom", "4"),
        (_line("3pt") + r("mots"), "top", "24"), (r("a") + _line() + r("b"), "", ""),
        (_line().replace("o:hr=", "o:id="), "", ""),
    ],
)  # fmt: skip
def test_a_horizontal_line_is_a_border(content: str, side: str, size: str) -> None:
    """« Bordures > Ligne horizontale », which a border shows alike everywhere."""
    root = tree(runs(content))
    assert unwrap(root) == bool(side)
    borders = [(e.tag, e.get(w("sz")), e.get(w("color"))) for b in root.iter(w("pBdr")) for e in b]
    assert borders == ([(w(side), size, "a0a0a0")] if side else [])
    assert len([*root.iter(w("pict"))]) == (not side)
