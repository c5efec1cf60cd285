"""Tables of data → HTML: columns, header rows, merged cells, borders and shading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from pmtdocs.render.page.css import Css, border_css, cell_css, inner_css, points
from pmtdocs.render.page.inline import TRANSPARENT, has_words, one_line
from pmtdocs.render.page.style_css import Classes
from pmtdocs.word.package import MOST_COLUMNS, Element, is_on, val, w, whole
from pmtdocs.word.styles import Styles

#: The bit of « Première colonne » in the short form of a table's options.
_FIRST_COLUMN = 0x80

Blocks = Callable[[list[Element]], None]


class _Headers(NamedTuple):
    """Which cells head the others: those of a header row, the first of each row."""

    row: bool
    first: bool

    def scope(self, cell: Element, column: int) -> str:
        """What a cell is the header of, if anything; an empty corner is none."""
        if not (self.row or (self.first and column == 0)) or not has_words(cell):
            return ""
        return "col" if self.row else "row"


@dataclass
class TableWriter:
    """Writes tables; ``blocks`` writes what is inside a cell."""

    styles: Styles
    classes: Classes
    out: list[str]
    blocks: Blocks

    def style_name(self, table: Element) -> str:
        """The name of a table's style, as Word shows it."""
        style = val(table.find(f"{w('tblPr')}/{w('tblStyle')}")) or ""
        return self.styles.by_id[style].name if style in self.styles.by_id else ""

    def table(self, table: Element) -> None:
        """A table of data: rows marked as header rows in Word become ``thead``.

        It stands in a box that scrolls where the screen is too narrow, by keyboard too; a
        ``group``, since one region a table would crowd the list of landmarks.
        """
        rows = list(_inside(table, "tr"))
        heads = [r for r in rows if is_on(r.find(f"{w('trPr')}/{w('tblHeader')}"))]
        name = escape(_name(table, heads))
        self.out.append(f'<div class="data" role="group" tabindex="0" aria-label="{name}">')
        widths = _widths(table)
        sources = self._properties(table)
        columns = "".join(f'<col style="width:{100 * x / sum(widths):.4g}%">' for x in widths)
        outer: Css = {"width": points(str(sum(widths))), "max-width": "100%"}
        for source in sources:
            if (borders := source.find(w("tblBorders"))) is not None:
                outer |= border_css(borders)
        inner = inner_css(sources)
        look = self.classes.name(outer)
        self.out.append(f'<table class="{look}" aria-label="{name}"><colgroup>{columns}</colgroup>')
        first = _has_row_headers(table)
        for tag, group in (("thead", heads), ("tbody", [r for r in rows if r not in heads])):
            if group:
                self.out.append(f"<{tag}>")
                for row in group:
                    self._row(row, group, _Headers(tag == "thead", first), inner)
                self.out.append(f"</{tag}>")
        self.out.append("</table></div>")

    def boxes(self, table: Element) -> None:
        """A layout table: each row a line of boxes, read from left to right."""
        widths = _widths(table)
        for row in _inside(table, "tr"):
            cells = list(_inside(row, "tc"))
            shares = widths if len(widths) == len(cells) else [1] * len(cells)
            self.out.append('<div class="row">')
            for cell, share in zip(cells, shares, strict=True):
                percent = f"{100 * share / sum(shares):.4g}%"
                self.out.append(f'<div class="box" style="width:{percent}">')
                self.blocks(list(cell))
                self.out.append("</div>")
            self.out.append("</div>")

    def _properties(self, table: Element) -> list[Element]:
        """Table properties, from the farthest ancestor of its style to its own."""
        own = table.find(w("tblPr"))
        style = val(own.find(w("tblStyle"))) if own is not None else None
        chain = [*self.styles.chain(style or self.styles.default_table, "tblPr")][::-1]
        return chain if own is None else [*chain, own]

    def _row(self, row: Element, group: list[Element], headers: _Headers, inner: Css) -> None:
        cells = list(_inside(row, "tc"))
        css = [inner | cell_css(cell.find(w("tcPr"))) for cell in cells]
        shades = {c.get("background", "") for c in css}
        whole: Css = {}
        if len(shades) == 1 and (shade := shades.pop()):
            # One rectangle a row: side by side, those of the cells would show a seam.
            whole["background"] = shade
            css = [{k: v for k, v in c.items() if k != "background"} for c in css]
        if is_on(row.find(f"{w('trPr')}/{w('cantSplit')}")):
            whole["break-inside"] = "avoid"
        self.out.append(f'<tr class="{self.classes.name(whole)}">')
        column = 0
        for cell, look in zip(cells, css, strict=True):
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            if merge is None or val(merge) == "restart":
                below = _rows_below(group, row, column) if merge is not None else 1
                self._cell(cell, headers.scope(cell, column), below, look)
            column += _span(cell)
        self.out.append("</tr>")

    def _cell(self, cell: Element, scope: str, rows: int, css: Css) -> None:
        tag = "th" if scope else "td"
        attributes = f' scope="{scope}"' if scope else ""
        attributes += f' colspan="{_span(cell)}"' if _span(cell) > 1 else ""
        attributes += f' rowspan="{rows}"' if rows > 1 else ""
        self.out.append(f'<{tag} class="{self.classes.name(css)}"{attributes}>')
        self.blocks(list(cell))
        self.out.append(f"</{tag}>")


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Rows or cells, those inside content controls too."""
    for child in parent:
        if child.tag == w(name):
            yield child
        elif child.tag in TRANSPARENT:
            yield from _inside(child, name)


def _has_row_headers(table: Element) -> bool:
    """Word's « Première colonne » among the options of a table's style."""
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    if (own := val(look, "firstColumn")) is not None:
        return own in ("1", "true", "on")
    return bool(int(val(look) or "0", 16) & _FIRST_COLUMN)


def _name(table: Element, heads: list[Element]) -> str:
    """What a table is called: its title among Word's alternative texts, else its columns."""
    if title := val(table.find(f"{w('tblPr')}/{w('tblCaption')}")):
        return title
    cells = [cell for row in heads[:1] for cell in _inside(row, "tc")]
    return ", ".join(filter(None, map(one_line, cells))) or "Tableau"


def _widths(table: Element) -> list[int]:
    columns = table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")
    return [whole(val(c, "w")) or 1 for c in columns] or [1]


def _span(cell: Element) -> int:
    return whole(val(cell.find(f"{w('tcPr')}/{w('gridSpan')}")), 1, MOST_COLUMNS)


def _rows_below(rows: list[Element], row: Element, column: int) -> int:
    """How many rows a vertically merged cell spans, itself included."""
    count = 1
    for below in rows[rows.index(row) + 1 :]:
        at, merge = 0, None
        for cell in _inside(below, "tc"):
            if at == column:
                merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            at += _span(cell)
        if merge is None or val(merge) == "restart":
            break
        count += 1
    return count
