"""The page tree: known nodes, values that are no text of any writer, all the words of the DOCX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.render.join.join import Document
from pmtdocs.render.output import documents
from pmtdocs.render.page import markup, tree
from pmtdocs.render.page.walk import walk
from pmtdocs.word import formatting
from pmtdocs.word.package import w
from tests.conftest import ROOT
from tests.support import plain_pages
from tests.support.word_files import NUMBERING, Workshop, bare, p, r, row, table
from tests.support.words import PARTS, stream

KNOWN = {
    known
    for module in (tree, formatting)
    for known in vars(module).values()
    if isinstance(known, type) and issubclass(known, tuple)
}


@pytest.fixture(scope="module")
def made() -> dict[str, Document]:
    dossier = load(ROOT / "data", "2024").dossier
    return documents.build(dossier, ROOT / "templates/gbm", PARTS, draft=False)


def values(node: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Every value below a node, with the name of what holds it."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from values(value, key)
    elif isinstance(node, tuple):
        fields = getattr(node, "_fields", (name,) * len(node))
        assert type(node) is tuple or type(node) in KNOWN
        for key, value in zip(fields, node, strict=True):
            yield from values(value, key)
    else:
        yield name, node


#: What texts there are, by the name of what holds them: any words, or one of a few.
WORDS = {"text", "name", "target", "alt", "anchors"}
FEW = re.compile("[a-z]*")


def test_the_tree_of_a_real_convention_holds_values(made: dict[str, Document]) -> None:
    pages = walk(made["convention"])
    found = set(values(pages))
    assert {type(value) for _, value in found} == {str, float, int, bool, type(None)}
    texts = {(n, v) for n, v in found if isinstance(v, str) and n not in WORDS}
    assert {name for name, _ in texts} >= {"font", "align", "kind", "place", "heads", "style"}
    for name, value in texts:
        known = value in pages.styles if name == "style" else FEW.fullmatch(value)
        assert known or (name, value) == ("font", "Calibri"), (name, value)


@pytest.mark.parametrize("name", PARTS)
def test_the_words_of_the_tree_are_those_of_the_docx(made: dict[str, Document], name: str) -> None:
    """But the numbers of lists, which Word counts."""
    document = made[name]
    signs = {w("br"): "\n", w("tab"): "\t", w("noBreakHyphen"): "\u2011"}
    docx = "".join(signs.get(str(e.tag), e.text or "") for e in document.body.iter(w("t"), *signs))
    body = plain_pages.Plain(margins=False, numbers=False).lines(walk(document))
    assert stream("".join(body)) == stream(docx)


@pytest.mark.parametrize("name", PARTS)
def test_plain_text_says_what_the_page_says(made: dict[str, Document], name: str) -> None:
    pages = walk(made[name])
    html = markup.to_html(pages)[0]
    assert stream(plain_pages.words(pages)) == stream(unescape(bare(html)))


# --- shapes ----------------------------------------------------------------------------------


def blocks(word: Workshop, body: str, numbering: str = NUMBERING) -> tuple[tree.Block, ...]:
    (section,) = walk(word.document(body, numbering=numbering)).sections
    return section.blocks


def listed(text: str, level: int) -> str:
    return p(text, "Alinea", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def shape(block: tree.Block) -> object:
    """The words of a paragraph; of a list, those of its items."""
    if isinstance(block, tree.List):
        return [tuple(map(shape, item)) for item in block.items]
    assert isinstance(block, tree.Paragraph)
    return "".join(piece.text for piece in block.content if isinstance(piece, tree.Run))


def test_deeper_items_are_inside_the_one_before(word: Workshop) -> None:
    levels = (0, 1, 1, 0, 1)
    body = "".join(listed(text, level) for text, level in zip("abcde", levels, strict=True))
    assert [*map(shape, blocks(word, body))] == [[("a", [("b",), ("c",)]), ("d", [("e",)])]]


def test_a_list_may_begin_deep_and_ends_at_a_paragraph(word: Workshop) -> None:
    body = listed("a", 1) + listed("b", 0) + p("c") + listed("d", 0)
    assert [*map(shape, blocks(word, body))] == [[([("a",)],), ("b",)], "c", [("d",)]]


def test_a_content_control_cuts_no_list(word: Workshop) -> None:
    control = f"<w:sdt><w:sdtContent>{listed('b', 0)}</w:sdtContent></w:sdt>"
    body = listed("a", 0) + control + listed("c", 0)
    assert [*map(shape, blocks(word, body))] == [[("a",), ("b",), ("c",)]]


def test_neighbouring_words_of_one_formatting_are_one_run(word: Workshop) -> None:
    runs = f"{r('a', '<w:b/>')}{r('b', '<w:b/>')}<w:r><w:br/><w:tab/></w:r>{r('c')}"
    (found,) = blocks(word, f"<w:p>{runs}</w:p>")
    assert isinstance(found, tree.Paragraph)
    assert found.content == (tree.Run("ab", {"bold": True}), tree.Run("\n\tc", {}))


def test_a_shade_that_all_cells_share_is_the_row_s(word: Workshop) -> None:
    grey, white = (f'<w:tcPr><w:shd w:fill="{c}"/></w:tcPr>' for c in ("EEEEEE", "FFFFFF"))
    cells = [f"<w:tc>{shade}{p('x')}</w:tc>" for shade in (grey, white)]
    (found,) = blocks(word, table(row(cells[0], cells[0]), row(*cells)))
    assert isinstance(found, tree.Table)
    one, two = found.body
    assert one.shade == formatting.Colour(238, 238, 238)
    assert [cell.style for cell in one.cells] == [{}, {}]
    assert two.shade is None
    assert [cell.style.get("shade") for cell in two.cells] == [(238,) * 3, (255,) * 3]


def test_what_stands_between_tabs_of_a_footer_keeps_its_formatting(word: Workshop) -> None:
    """In one run: the second piece lost it, and stood inside the first."""
    tabbed = r("a</w:t><w:tab/><w:t>b", "<w:b/>")
    html = word.html(p("x"), headers={"footer-default": f"<w:p>{tabbed}</w:p>"})
    piece = '<span class="piece"><span class="d1">{}</span></span>'
    assert piece.format("a") + piece.format("b") in html


def test_a_tab_in_the_text_of_an_image_is_no_tab_of_its_line() -> None:
    image = tree.Image("a\tb", 1, 1, "image/png", b"")
    paragraph = tree.Paragraph("N", {}, None, None, (), (image,))
    section = tree.Section(
        "page",
        formatting.PageNumbers(None, "decimal"),
        formatting.Sheet(*[1.0] * 8),
        (),
        (paragraph,),
    )
    html = markup.to_html(tree.Pages((section,), {"N": formatting.Style({}, {})}))[0]
    assert 'alt="a\tb"' in html
