"""Tree → HTML: a body and the CSS that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from pmtdocs.render.page import css, css_margins, css_pictures, tree
from pmtdocs.render.page.css_margins import is_tall
from pmtdocs.render.page.markup_words import (
    TAB,
    THERE,
    UNPAGED,
    apart,
    between_tabs,
    counted,
    language,
    listed,
    page_number,
    share,
    target_name,
    title,
    written,
)
from pmtdocs.render.page.turned import turned
from pmtdocs.word import formatting
from pmtdocs.word.placing import across

#: Rules that a body wants only if it holds these; every word of it is escaped.
_MORE = {
    'role="doc-noteref"': css.NOTES, '<div class="cols': css.COLUMNS, 'class="sign': css.SIGNS,
    'class="edge"': css_margins.EDGE, 'class="held"': css_pictures.HOLDS,
}  # fmt: skip
_MORE_ON_PAPER = {'<div class="turned"': css.TURNED, 'role="doc-noteref"': css.FOOTNOTES}
_MARGINS = ("header", "footer")
#: What a table says of itself; the rest is for its cells.
_OUTER = ("border", "indent", "place")
_BOXES = {"all": "d", "first": "f", "even": "e"}


def to_html(pages: tree.Pages) -> tuple[str, str, str]:
    """(body, CSS, CSS of what only paper has) of a tree. Every word of it is escaped."""
    writer = _Writer(pages.styles)
    last = len(pages.sections)
    body = "".join(writer.section(n, one, n == last) for n, one in enumerate(pages.sections, 1))
    styles = (css.style_rule(name, pages.styles[name]) for name in sorted(pages.styles))
    more, paper = (
        [rules for mark, rules in known.items() if mark in body]
        for known in (_MORE, _MORE_ON_PAPER)
    )
    said = "\n".join([*styles, *writer.classes.rules(), *more])
    return body, said, "\n".join([css.PAPER, *writer.pages, *paper])


@dataclass
class _Writer:
    styles: Mapping[str, formatting.Style]
    pages: list[str] = field(default_factory=list)
    """The rules of the pages of sections."""
    classes: css.Classes = field(default_factory=css.Classes)
    """Numbered as they are met."""
    boxes: dict[tuple[float, str], str] = field(default_factory=dict)
    """Headers and footers with pictures, by their width and what they say."""
    said: set[tuple[str, ...]] = field(default_factory=set)
    """The words of headers and footers met."""
    within: css_pictures.Within = "body"
    sheet: formatting.Sheet | None = None
    """Of the section at hand."""
    placed: dict[tuple[str, str], str] = field(default_factory=dict)
    """The class of pictures that stand beside the line of words, by what it says."""
    count: int = 0
    """Of the notes met: each has two names, its own and that of its call."""
    notes: list[str] = field(default_factory=list)
    """Those of the section."""
    endnotes: list[str] = field(default_factory=list)
    column: float = 0
    """How wide those at hand are, if any: a wider table would be cut."""

    # --- sections and blocks ----------------------------------------------------------------

    def section(self, number: int, section: tree.Section, is_last: bool) -> str:
        """A section; its headers and footers run in the margins of its pages.

        Its notes follow it: who lays pages out moves each to the foot of its own.
        """
        name = f"p{number}"
        self.pages.append(css.sheet_rules(name, section))
        self.sheet = section.sheet
        tall = {m.place for m in section.margins if is_tall(m, section.sheet)}
        shown = (self._margin(name, m, section.sheet, m.place in tall) for m in section.margins)
        margins = css_margins.arranged(filter(None, shown), self.said)
        self.within = "pushed" if "header" in tall else "body"
        blocks = self._blocks(section.blocks)
        notes = listed("notes", "Notes de bas de page", self.notes)
        notes += listed("ends", "Notes de fin", self.endnotes) if is_last else ""
        self.notes = []
        return f'<section class="{name}">{margins}{blocks}{notes}</section>'

    def _margin(
        self, name: str, margin: tree.Margin, sheet: formatting.Sheet, measured: bool
    ) -> css_margins.Shown | None:
        """Where one may be taller than the page leaves, all of its side are to be measured.

        A picture is written once: what shows the same one on other pages runs on there.
        """
        self.within = margin.place
        words = self._blocks(margin.blocks)
        key = (across(sheet).inside, words)
        box = f"{name}{margin.place[0]}{_BOXES[margin.pages]}"
        shown = self.boxes.setdefault(key, box) if "<img" in words else box
        self.pages.append(css.margin_rules(name, margin, shown, sheet))
        if measured:
            self.pages.append(css_margins.pushing(name, margin, shown, sheet))
            words = f'<div class="edge" id="{box}">{words}<a id="{box}.end"></a></div>'
        return css_margins.Shown(margin, box, words) if margin.blocks and shown == box else None

    def _blocks(self, blocks: Iterable[tree.Block]) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: tree.Block, in_list: bool = False) -> str:
        match block:
            case tree.Paragraph():
                return self._paragraph(block, in_list)
            case tree.List(items):
                said = ("".join(self._block(one, in_list=True) for one in item) for item in items)
                return f"<ul><li>{'</li><li>'.join(said)}</li></ul>"
            case tree.Table():
                return self._table(block)
            case tree.Boxes(lines, style):
                return "".join(self._line(line, style) for line in lines)
            case tree.Columns():
                return self._columns(block)

    def _columns(self, columns: tree.Columns) -> str:
        number, self.column, gap, ruled, blocks = columns
        look = self.classes.of({"columns": number, "gap": gap, "ruled": ruled})
        inside = self._blocks(blocks)
        self.column = 0
        return f'<div class="cols {look}">{inside}</div>'

    def _paragraph(self, paragraph: tree.Paragraph, in_list: bool) -> str:
        stops = paragraph.said.get("tabs", ())
        content, number = self._content(paragraph.content, stops), paragraph.number
        if number and in_list:
            counted = f'<span class="n {self.classes.of(number.style)}">'
            content = f"{counted}{written(number.text)}</span>{content}"
        elif number:
            look = "" if paragraph.level else self.classes.of(number.style)
            said = written(number.text)
            content = (
                f'<span class="{look}">{said}</span> {content}' if look else f"{said} {content}"
            )
        anchors = "".join(f'<a id="{target_name(name)}"></a>' for name in paragraph.anchors)
        style = self.styles[paragraph.style].paragraph
        names = self._named(css.class_name(paragraph.style), css.outdented(paragraph.said, style))
        names += " cut" if any(isinstance(one, tree.PageBreak) for one in paragraph.content) else ""
        names += " new" if {**style, **paragraph.said}.get("on_new_page") else ""
        tag = f"h{paragraph.level}" if paragraph.level else "p"
        return f'<{tag} class="{names}"{title(paragraph)}>{anchors}{content}</{tag}>'

    def _line(self, line: tree.Line, table: formatting.TableStyle) -> str:
        total = sum(box.share for box in line.boxes)
        boxes = (
            f'<div class="{self._named("box", css.of_box(style))}" '
            f'style="width:{share(width, total)}">{self._blocks(blocks)}</div>'
            for width, blocks, style in line.boxes
        )
        look = self._named("row", css.of_line(table, line.height, total, self.sheet))
        return f'<div class="{look}">{"".join(boxes)}</div>'

    def _named(self, name: str, said: css.Said) -> str:
        return f"{name} {self.classes.of(said)}".strip()

    # --- tables of data ---------------------------------------------------------------------

    def _table(self, table: tree.Table) -> str:
        """It stands in a box that scrolls where the screen is too narrow, by keyboard too.

        A ``group``, since one region a table would crowd the list of landmarks. In a header, it
        only puts things side by side.
        """
        name, total = escape(table.name), sum(table.widths)
        columns = "".join(f'<col style="width:{share(x, total)}">' for x in table.widths)
        inner: dict[str, object] = {**table.style}
        outer = {k: inner.pop(k) for k in table.style if k.startswith(_OUTER)}
        look = self.classes.of({"width": min(total, self.column or total)} | outer)
        head = "thead" if table.body else "tbody"  # no head over nothing (PDF/UA, 7.2)
        rows = "".join(
            f"<{tag}>{''.join(self._row(row, inner) for row in rows)}</{tag}>"
            for tag, rows in ((head, table.head), ("tbody", table.body))
            if rows
        )
        about = 'role="presentation"' if self.within in _MARGINS else f'aria-label="{name}"'
        made = f'<table class="{look}" {about}><colgroup>{columns}</colgroup>{rows}</table>'
        if self.within in _MARGINS:
            return made
        return f'<div class="data" role="group" tabindex="0" aria-label="{name}">{made}</div>'

    def _row(self, row: tree.Row, inner: css.Said) -> str:
        said = {"shade": row.shade, "together": row.together, "height": row.height}
        said["with_next"] = row.with_next
        look = self.classes.of({name: value for name, value in said.items() if value})
        return f'<tr class="{look}">{"".join(self._cell(cell, inner) for cell in row.cells)}</tr>'

    def _cell(self, cell: tree.Cell, inner: css.Said) -> str:
        tag = "th" if cell.heads else "td"
        attributes = f' scope="{cell.heads}"' if cell.heads else ""
        attributes += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        attributes += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        look = self.classes.of({**inner, **cell.style})
        inside = self._blocks(cell.blocks)
        if "turned" in cell.style:
            inside = turned(cell.style, inside)
        return f'<{tag} class="{look}"{attributes}>{inside}</{tag}>'

    # --- inside a paragraph -----------------------------------------------------------------

    def _content(
        self, content: tuple[tree.Inline, ...], stops: tuple[formatting.TabStop, ...]
    ) -> str:
        """An empty paragraph is a blank line; tabs push the pieces of a header apart."""
        content = css_pictures.ordered(content)
        pieces = [*between_tabs(content)] if self.within in _MARGINS else [content]
        if len(pieces) > 1 and self.sheet is not None:
            columns = css_margins.columns(pieces, stops, self.sheet)
            return "".join(
                f'<span class="piece"{_styled(style)}>{self._inlines(piece)}</span>'
                for piece, style in columns
            )
        html = self._inlines(content)
        return html if html.replace(TAB, "").strip() else "<br>"

    def _inlines(self, content: Iterable[tree.Inline]) -> str:
        groups = counted([*content]) if self.within in _MARGINS else [(False, content)]
        html = ((p, "".join(css_pictures.held(o, self._inline(o)) for o in g)) for p, g in groups)
        return "".join(f'<span class="counted">{one}</span>' if p else one for p, one in html)

    def _inline(self, piece: tree.Inline) -> str:
        match piece:
            case tree.Run(text, style):
                name = self.classes.of(style)
                look = (f' class="{name}"' if name else "") + language(style)
                return f"<span{look}>{written(text)}</span>" if look else written(text)
            case tree.Link():
                return self._link(piece)
            case tree.Image():
                return self._image(piece)
            case tree.PageNumber():
                return page_number(piece)
            case tree.PageBreak() | tree.ColumnBreak():
                is_page = isinstance(piece, tree.PageBreak) or not self.column
                name = "pb" if is_page else "cb"
                return f'<span class="{name}"></span>'
            case tree.Note() | tree.NoteMark():
                return self._note(piece)

    def _note(self, piece: tree.Note | tree.NoteMark) -> str:
        """The call of a note, which is kept for the end, or its mark: each leads to the other."""
        if isinstance(piece, tree.Note):
            self.count = number = self.count + 1
            attributes = f'class="note" id="note-{number}" role="doc-footnote"'
            said = f"<div {attributes}>{self._blocks(piece.blocks)}</div>"
            (self.endnotes if piece.at_end else self.notes).append(said)
            name, there = "call", f'id="appel-{number}" href="#note-{number}" role="doc-noteref"'
        else:
            name, there = "back", f'href="#appel-{self.count}" role="doc-backlink"'
        return f'<a class="{self._named(name, piece.style)}" {there}>{written(piece.mark)}</a>'

    def _image(self, image: tree.Image) -> str:
        name = ""
        if image.place is not None and self.sheet is not None:
            paper, screen = css_pictures.looks(image, image.place, self.sheet, self.within)
            fresh = f"i{len(self.placed) + 1}"
            name = self.placed.setdefault((paper, screen), fresh)
            if name == fresh:
                self.pages.append(f".{name}{{{paper}}}\n@media screen{{.{name}{{{screen}}}}}")
        return css_pictures.element(image, name)

    def _link(self, link: tree.Link) -> str:
        """A link a run: PDF/UA wants no other element between a link and its words."""
        address = escape(f"#{target_name(link.target)}" if link.inside else link.target)
        pieces: list[tuple[str, str, str]] = []
        for piece in link.content:
            if isinstance(piece, tree.Run):
                look = self.classes.of(piece.style)
                pieces += [
                    (f"{name} {look}".strip(), language(piece.style), text)
                    for name, text in apart(piece.text)
                ]
            elif isinstance(piece, tree.PageNumber) and piece.of == "there":
                pieces.append((THERE, "", UNPAGED))
            elif not isinstance(piece, tree.Note):
                pieces.append(("", "", self._inline(piece)))
        if link.paged and pieces:  # the page number follows the last word
            pieces[-1] = (f"toc {pieces[-1][0]}".strip(), *pieces[-1][1:])
        words = "".join(
            f'<a href="{address}" class="{name}"{said}>{text}</a>' for name, said, text in pieces
        )
        notes = (self._note(piece) for piece in link.content if isinstance(piece, tree.Note))
        return "".join([words, *notes])  # a call is a link of its own


def _styled(declarations: css.Css) -> str:
    return f' style="{css.text_of(declarations)}"' if declarations else ""
