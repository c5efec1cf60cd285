"""DOCX → HTML: the rendered document walked once, so that HTML and PDF cannot drift from it.

Structure comes from Word's own: outline levels give headings, numbering gives lists (numbers are
written out), header rows give ``th``. A layout table (style « Mise en page ») is no table of data
and becomes plain boxes, as PDF/UA wants. Whatever would lose words is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from pmtdocs.render.join.join import Document
from pmtdocs.render.join.sections import is_empty
from pmtdocs.render.page.css import Css
from pmtdocs.render.page.inline import (
    TAB,
    TRANSPARENT,
    WORDLESS,
    Inline,
    has_words,
    refuse,
    target_name,
)
from pmtdocs.render.page.page import margin_css, section_css
from pmtdocs.render.page.style_css import (
    Classes,
    class_name,
    indent_css,
    paragraph_css,
    run_css,
    style_css,
    text_of,
)
from pmtdocs.render.page.tables import TableWriter
from pmtdocs.word.numbering import Label
from pmtdocs.word.package import Element, R, is_on, val, w

LAYOUT_TABLE = "Mise en page"


def to_html(document: Document) -> tuple[str, str]:
    """(body, CSS) of a joined document. Raises TemplateError for what would lose words."""
    return _Walk(document).run()


@dataclass
class _Walk:
    document: Document
    out: list[str] = field(default_factory=list)
    classes: Classes = field(default_factory=Classes)
    used: set[str] = field(default_factory=set)
    """Paragraph styles met."""
    depth: int = 0
    """How many lists are open; each has an open item."""
    in_margin: bool = False
    said: set[str] = field(default_factory=set)
    """Headers and footers met."""

    def __post_init__(self) -> None:
        self.numbering = self.document.numbering()
        self.styles = self.document.styles
        body = self.document.body
        marks = (m for p in body.iter(w("p")) for m in p.iter(w("bookmarkStart")))
        aimed_at = {val(link, "anchor") for link in body.iter(w("hyperlink"))}
        self.targets = aimed_at & {val(mark, "name") for mark in marks} - {""}
        self.inline = Inline(self.document, self.classes, self.targets)
        self.tables = TableWriter(self.styles, self.classes, self.out, self.blocks)

    # --- document and sections --------------------------------------------------------------

    def run(self) -> tuple[str, str]:
        """The body as HTML, and the CSS it needs."""
        css: list[str] = []
        for number, (blocks, properties) in enumerate(self._sections(), 1):
            name = f"p{number}"
            css.append(section_css(name, properties))
            self.out.append(f'<section class="{name}">')
            css += self._margins(name, properties)
            self.blocks(blocks)
            self.out.append("</section>")
        css += [
            f".{class_name(s)}{{{text_of(style_css(self.styles, s))}}}" for s in sorted(self.used)
        ]
        return "".join(self.out), "\n".join([*css, *self.classes.css()])

    def _sections(self) -> Iterator[tuple[list[Element], Element]]:
        """The blocks of each section with its sectPr."""
        blocks: list[Element] = []
        for child in self.document.body:
            if child.tag == w("sectPr"):
                yield blocks, child
                return
            ends = child.find(f"{w('pPr')}/{w('sectPr')}")
            if ends is None or has_words(child):
                blocks.append(child)  # else a paragraph that only carries the break
            if ends is not None:
                yield blocks, ends
                blocks = []

    def _margins(self, name: str, properties: Element) -> Iterator[str]:
        """Headers and footers become running elements, in the margins of this section's pages."""
        first = is_on(properties.find(w("titlePg")))
        for reference in properties.iter(w("headerReference"), w("footerReference")):
            kind = val(reference, "type") or "default"
            if kind == "even" or (kind == "first" and not first):
                continue
            place = "h" if reference.tag == w("headerReference") else "f"
            box = f"{name}{place}{kind[0]}"
            margin = self.document.margins[reference.get(f"{{{R}}}id") or ""]
            if is_empty(margin):
                if kind == "first":
                    yield margin_css(name, place, kind, "", properties)
                continue
            yield margin_css(name, place, kind, box, properties)
            at = len(self.out)
            self.in_margin = True
            self.blocks(list(margin))
            self.in_margin = False
            words = "".join(self.out[at:])
            again = " again" if words in self.said else ""  # a screen need not repeat it
            self.said.add(words)
            side = "head" if place == "h" else "foot"
            self.out[at:] = [f'<div class="{box} {side}{again}">{words}</div>']

    # --- blocks -----------------------------------------------------------------------------

    def blocks(self, blocks: list[Element]) -> None:
        """Paragraphs and tables; lists are opened and closed on the way."""
        for block in blocks:
            if block.tag == w("p"):
                self._paragraph(block)
            elif block.tag == w("tbl"):
                self._close_lists()
                layout = self.tables.style_name(block) == LAYOUT_TABLE
                (self.tables.boxes if layout else self.tables.table)(block)
            elif block.tag in TRANSPARENT:
                self.blocks(list(block))
            elif block.tag not in WORDLESS:
                refuse(block)
        self._close_lists()

    def _paragraph(self, paragraph: Element) -> None:
        """A heading, a list item or a paragraph."""
        properties = paragraph.find(w("pPr"))
        style = val(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or self.styles.default_paragraph
        self.used.add(style)
        label = self.numbering.label(paragraph)
        level = self.styles.heading(paragraph)
        content = self._content(paragraph)
        if label and label.text and level is None:
            self._open_item(label.depth)
            content = self._number(label) + content
        else:
            self._close_lists()
            content = f"{escape(label.text)} {content}" if label and label.text else content
        names = f"{class_name(style)} {self.classes.name(self._css(style, properties, label))}"
        content = self._anchors(paragraph) + content
        tag = f"h{level}" if level else "p"
        self.out.append(f'<{tag} class="{names.strip()}">{content}</{tag}>')

    def _anchors(self, paragraph: Element) -> str:
        """The bookmarks of a paragraph that links aim at; a header is written many times."""
        names = (val(mark, "name") for mark in paragraph.iter(w("bookmarkStart")))
        aimed_at = (n for n in names if n in self.targets) if not self.in_margin else ()
        return "".join(f'<a id="{target_name(name or "")}"></a>' for name in aimed_at)

    def _content(self, paragraph: Element) -> str:
        """The words; an empty paragraph is a blank line; tabs push a header's pieces apart."""
        html = self.inline.html(paragraph)
        if self.in_margin and TAB in html:
            return "".join(f'<span class="piece">{piece}</span>' for piece in html.split(TAB))
        return html.replace(TAB, '<span class="tab"></span>') if html.strip() else "<br>"

    def _css(self, style: str, properties: Element | None, label: Label | None) -> Css:
        """What the paragraph says beyond its style; a style's own indent wins over its list's."""
        out: Css = {}
        listed = None if label is None else label.level.paragraph
        if listed is not None and self.styles.find(style, "pPr", "ind") is None:
            indent = listed.find(w("ind"))
            out |= {} if indent is None else indent_css(indent)
        return out if properties is None else out | paragraph_css(properties)

    # --- lists ------------------------------------------------------------------------------

    def _number(self, label: Label) -> str:
        css = {} if label.level.run is None else run_css(label.level.run)
        css.pop("font-family", None)  # the bullet fonts of Word are not for text
        return f'<span class="n {self.classes.name(css)}">{escape(label.text)}</span>'

    def _open_item(self, depth: int) -> None:
        """Open an item ``depth`` lists deep; a deeper list opens inside the item before."""
        self._close_lists(depth + 1)
        if self.depth == depth + 1:
            self.out.append("</li><li>")
        while self.depth <= depth:
            self.out.append("<ul><li>")
            self.depth += 1

    def _close_lists(self, depth: int = 0) -> None:
        while self.depth > depth:
            self.out.append("</li></ul>")
            self.depth -= 1
