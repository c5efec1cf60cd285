"""DOCX → tree: the rendered document walked once, so that all that is written cannot drift from it.

Structure comes from Word's own: outline levels give headings, numbering gives lists (numbers are
written out), header rows give header cells. A layout table (style « Mise en page ») is no table of
data and becomes plain boxes, as PDF/UA wants. Whatever would lose words is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Literal, NamedTuple, cast

from pmtdocs.language.columns import shorten
from pmtdocs.render.join.join import Document
from pmtdocs.render.join.notes import by_key
from pmtdocs.render.join.sections import is_empty
from pmtdocs.render.page import tables, tree
from pmtdocs.render.page.inline import Reader, aims, refuse, says
from pmtdocs.word.formatting import PageNumbers, ParagraphStyle, RunStyle, Style
from pmtdocs.word.notes import NOTES, kind_of, labels, note_key
from pmtdocs.word.numbering import Label
from pmtdocs.word.package import Element, TemplateError, is_on, val, w
from pmtdocs.word.placing import across, down
from pmtdocs.word.printable import TRANSPARENT, WORDLESS, has_words
from pmtdocs.word.properties import complete_style, indents, paragraph_style, run_style, sheet
from pmtdocs.word.room import SHORTEN, height, overfull
from pmtdocs.word.sections import columns, margins_of, page_numbers, runs_on, starts
from pmtdocs.word.tabs import leads
from pmtdocs.word.words import printed

_Place = Literal["header", "footer"]
_PAGES: dict[str, Literal["all", "first", "even"]] = {
    "default": "all", "first": "first", "even": "even",
}  # fmt: skip

_Starts = Literal["page", "even", "odd"]
_STARTS: dict[str, _Starts] = {"evenPage": "even", "oddPage": "odd"}


class _Part(NamedTuple):
    """A section of Word's."""

    properties: Element
    blocks: list[Element]


_Listed = tuple[int | None, tree.Block]


def walk(document: Document) -> tree.Pages:
    """The tree of a joined document. Raises TemplateError for what would lose words."""
    reading = _Walk(document)
    return tree.Pages(tuple(reading.sections()), reading.used)


@dataclass
class _Walk:
    document: Document
    used: dict[str, Style] = field(default_factory=dict)
    """Paragraph styles met."""
    in_margin: bool = False
    mark: str = ""
    """Of the note that is read."""
    room: float = 0
    """Between the margins of the section at hand."""
    height: float = 0

    def __post_init__(self) -> None:
        self.numbering = self.document.numbering()
        self.styles = self.document.styles
        body = self.document.body
        roots = (body, *self.document.notes.values())
        aiming = (*roots, *self.document.margins.values())
        aimed_at = {name for root in aiming for name in aims(root)} - {""}
        self.anchors = {p: [n for n in names if n in aimed_at] for p, names in self._marks(roots)}
        self.targets = {name for names in self.anchors.values() for name in names}
        self.inline = Reader(self.document, self.targets, self._note, lambda: self.mark, self._page)
        self.marks = labels(body)
        self.notes = by_key(self.document.notes)

    def _page(self) -> tuple[float, float]:
        return self.room, self.height

    def _note(self, call: Element, mark: str, style: RunStyle) -> tree.Note:
        """What a call leads to; inside, its mark is that of the call."""
        if call not in self.marks:
            raise TemplateError("Une note est appelée dans un en-tête ou un pied de page.")
        kind = kind_of(call)
        self.mark = self.marks[call]
        blocks = self.blocks(self.notes[note_key(call)])
        blocks = _begun(blocks, mark) if mark else blocks
        return tree.Note(mark or self.mark, style, kind == "endnote", blocks)

    # --- sections ---------------------------------------------------------------------------

    def sections(self) -> Iterator[tree.Section]:
        """Each with its headers and footers, which are read before its blocks."""
        together: list[_Part] = []
        for part in self._parts():
            if together and not runs_on(part.properties, together[-1].properties):
                yield self._section(together)
                together = []
            together.append(part)
        if together:
            yield self._section(together)

    def _parts(self) -> Iterator[_Part]:
        """Word's own sections, which may go on the page of the one before."""
        blocks: list[Element] = []
        for child in self.document.body:
            ends = child if child.tag == w("sectPr") else child.find(w("pPr/sectPr"))
            if ends is None or (ends is not child and has_words(child)):
                blocks.append(child)  # else a paragraph that only carries the break
            if ends is not None:
                yield _Part(ends, blocks)
                blocks = []

    def _section(self, parts: list[_Part]) -> tree.Section:
        first = parts[0].properties
        paper = sheet(first)
        self.in_margin, self.room, self.height = True, across(paper).inside, down(paper).inside
        margins = tuple(self._margins(first))
        self.in_margin = False
        blocks = (block for part in parts for block in self._in_columns(part))
        numbers = page_numbers(first) or PageNumbers(None, "decimal")
        side: _Starts = _STARTS.get(starts(first), "page")
        return tree.Section(side, numbers, paper, margins, tuple(blocks))

    def _in_columns(self, part: _Part) -> tuple[tree.Block, ...]:
        blocks, said = self.blocks(part.blocks), columns(part.properties)
        if said.number == 1 or not blocks:
            return blocks
        width = (self.room + said.gap) / said.number - said.gap
        return (tree.Columns(said.number, width, said.gap, said.ruled, blocks),)

    def _margins(self, properties: Element) -> Iterator[tree.Margin]:
        kinds = margins_of(properties, {})
        found = {place: self.document.margins[key] for place, key in kinds.items()}
        if wrong := overfull(self.styles, sheet(properties), found):
            words = shorten(printed(next(wrong[0].iter(w("p")))), 60)
            raise TemplateError(f"En-tête ou pied de page « {words} » : {wrong[1]}", SHORTEN)
        body = self.numbering
        for (place, kind), blocks in found.items():
            empty = is_empty(blocks)
            same = kind == "even" and kinds[place, kind] == kinds.get((place, "default"))
            if not same and (kind != "default" or not empty):
                self.numbering = body.anew()
                shown = () if empty else self.blocks(blocks)
                tall = height(self.styles, blocks, self.room)
                yield tree.Margin(cast(_Place, place), _PAGES[kind], shown, tall)
        self.numbering = body

    # --- blocks -----------------------------------------------------------------------------

    def blocks(self, elements: Iterable[Element]) -> tuple[tree.Block, ...]:
        """Paragraphs and tables; neighbouring items are one list."""
        out: list[tree.Block] = []
        for listed, group in groupby(self._blocks(elements), lambda one: one[0] is not None):
            items = [*group]
            out += [_list(items, 0)] if listed else [block for _, block in items]
        return tuple(out)

    def _blocks(self, elements: Iterable[Element]) -> Iterator[_Listed]:
        """Each block with the depth of the list that it is an item of, if any."""
        for element in elements:
            if element.tag == w("p") and not self.styles.hides(element):
                yield self._paragraph(element)
            elif element.tag == w("tbl"):
                yield None, tables.read(self.styles, element, self.blocks)
            elif element.tag in TRANSPARENT:
                yield from self._blocks(element)
            elif element.tag not in WORDLESS and element.tag != w("p"):
                refuse(element)

    def _paragraph(self, paragraph: Element) -> _Listed:
        """A heading, a list item or a paragraph."""
        style = self._style(paragraph)
        if style not in self.used:
            self.used[style] = complete_style(self.styles, style)
        label = self.numbering.label(paragraph)
        content = self.inline.read(paragraph)
        number = self._number(label) if label and label.text else None
        heads = number is not None or any(map(says, content))
        level = self.styles.heading(paragraph) if heads and not self._apart(paragraph) else None
        item = label and number and level is None and not label.level.runs_in
        return label.depth if label and item else None, tree.Paragraph(
            style,
            self._said(paragraph, style, label) | self._close(paragraph, style),
            level,
            number,
            () if self.in_margin else tuple(self.anchors.get(paragraph, ())),
            content,
        )

    def _apart(self, paragraph: Element) -> bool:
        """Is it in a header, a footer or a note, whose titles head nothing of the text?"""
        return self.in_margin or next(paragraph.iterancestors(*NOTES), None) is not None

    def _marks(self, roots: Iterable[Element]) -> Iterator[tuple[Element, list[str]]]:
        """The bookmarks of each paragraph that is printed, and those that stand before it."""
        for root in roots:
            waiting: list[str] = []
            found: dict[Element | None, list[str]] = {}
            for one in root.iter(w("p"), w("bookmarkStart")):
                above = next(one.iterancestors(w("p")), None)
                if one.tag == w("bookmarkStart"):
                    found.get(above, waiting).append(val(one, "name") or "")
                elif not self.styles.hides(one):
                    found[one], waiting = waiting, []
            yield from ((p, names) for p, names in found.items() if p is not None)

    def _said(self, paragraph: Element, style: str, label: Label | None) -> ParagraphStyle:
        """What the paragraph says beyond its style; a style's own indent wins over its list's."""
        out: ParagraphStyle = {}
        properties = paragraph.find(w("pPr"))
        listed = None if label is None else label.level.paragraph
        if listed is not None and self.styles.find(style, "pPr", "ind") is None:
            indent = listed.find(w("ind"))
            out |= {} if indent is None else indents(indent)
        out = out if properties is None else out | paragraph_style(properties)
        if self.in_margin:
            begins = (self.used[style].paragraph | out).get("on_new_page")
            out |= {"on_new_page": False} if begins else {}
            out |= {"tabs": stops} if (stops := leads(self.styles, paragraph, self.room)) else {}
        return out

    def _close(self, paragraph: Element, style: str) -> ParagraphStyle:
        """« Ne pas ajouter d'espace entre les paragraphes du même style »."""
        own = paragraph.find(w("pPr/contextualSpacing"))
        if not is_on(self.styles.find(style, "pPr", "contextualSpacing") if own is None else own):
            return {}
        near = {"before": paragraph.getprevious(), "after": paragraph.getnext()}
        alike = {s: 0.0 for s, e in near.items() if e is not None and self._style(e) == style}
        return cast(ParagraphStyle, alike)

    def _style(self, element: Element) -> str:
        """Of a paragraph; of anything else, none."""
        if element.tag != w("p"):
            return ""
        return self.styles.style_of(element)

    def _number(self, label: Label) -> tree.Run:
        style = run_style(self.styles, label.level.run)
        style.pop("font", None)  # the bullet fonts of Word are not for text
        return tree.Run(label.text, style)


def _begun(blocks: tuple[tree.Block, ...], mark: str) -> tuple[tree.Block, ...]:
    """A note that begins with the words of its call: they are its mark."""
    first = blocks[0] if blocks else None
    if not isinstance(first, tree.Paragraph) or not first.content:
        return blocks
    head, *rest = first.content
    if not isinstance(head, tree.Run) or not head.text.startswith(mark):
        return blocks
    after = head._replace(text=head.text.removeprefix(mark))
    return (first._replace(content=(tree.NoteMark(mark, head.style), after, *rest)), *blocks[1:])


def _list(items: list[_Listed], depth: int) -> tree.List:
    """Items of any depth as a list: those that stand deeper are inside the one before."""
    starts = {at for at, (level, _) in enumerate(items) if level == depth}
    cuts = sorted({0, len(items), *starts})
    return tree.List(tuple(_item(items[a:b], depth) for a, b in pairwise(cuts)))


def _item(items: list[_Listed], depth: int) -> tuple[tree.Paragraph | tree.List, ...]:
    deeper = [one for one in items if one[0] != depth]
    own = (block for level, block in items if level == depth and isinstance(block, tree.Paragraph))
    return (*own, _list(deeper, depth + 1)) if deeper else tuple(own)
