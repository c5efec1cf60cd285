"""What a table's style says of its header row, its first column, its bands…, said of their cells.

Word works it out from the place of each cell (ISO 29500-1, 17.7.6); written into the cells, it is
the same in every format. What a cell, a paragraph or its style says itself comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import chain
from typing import NamedTuple

from lxml import etree

from pmtdocs.word.grids import span
from pmtdocs.word.order import made, place
from pmtdocs.word.package import YES, Element, hexadecimal, local, val, w, whole
from pmtdocs.word.styles import Styles

#: By condition, then by part (``rPr``, ``pPr``, ``tcPr``), what the style says, farthest first.
_Looks = dict[str, dict[str, list[Element]]]
#: By part, what is said of one cell, by the name of the property.
_Said = dict[str, dict[str, Element]]
_WHOLE = "wholeTable"
_PARTS = ("rPr", "pPr", "tcPr")
#: The options of a table, and their bits in the short form.
_OPTIONS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
    "noVBand": 0x400,
}  # fmt: skip
_SIDES = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
_ALIASES = {"start": "left", "end": "right"}


class _Place(NamedTuple):
    """Where a cell stands in its table; the counts include it."""

    row: int
    column: int
    width: int
    rows: int
    columns: int


def write(body: Element, styles: Styles) -> None:
    """Write into the cells of each table what its style says of them by their place."""
    known: dict[str, _Looks] = {}
    for table in body.iter(w("tbl")):
        style = val(table.find(w("tblPr/tblStyle"))) or styles.default_table
        if style not in known:
            known[style] = _looks(styles, style)
        if known[style]:
            _dress(table, known[style], _bands(styles, style), styles)


def _looks(styles: Styles, style: str) -> _Looks:
    out: _Looks = {}
    for one in reversed([*styles.lineage(style)]):
        conditions = [(_WHOLE, one.element)]
        conditions += [(val(e, "type") or "", e) for e in one.element.iterfind(w("tblStylePr"))]
        for condition, element in conditions:
            for part in _PARTS:
                if (found := element.find(w(part))) is not None and len(found):
                    out.setdefault(condition, {}).setdefault(part, []).append(found)
    return out


def _bands(styles: Styles, style: str) -> tuple[int, int]:
    """How many rows and columns a band takes."""
    sizes = (styles.find(style, "tblPr", f"tblStyle{kind}BandSize") for kind in ("Row", "Col"))
    rows, columns = (max(1, whole(val(size), 1)) for size in sizes)
    return rows, columns


def _dress(table: Element, looks: _Looks, bands: tuple[int, int], styles: Styles) -> None:
    worn = options(table)
    rows = table.findall(w("tr"))
    for rank, row in enumerate(rows):
        cells, column = row.findall(w("tc")), 0
        total = sum(map(span, cells))
        for cell in cells:
            at = _Place(rank, column, span(cell), len(rows), total)
            said = _said(looks, [*_conditions(at, worn, bands)], at)
            _dress_cell(cell, said, styles)
            column += span(cell)


def options(table: Element) -> dict[str, bool]:
    """« Ligne d'en-tête », « Première colonne »…: what a table takes of its style."""
    look = table.find(w("tblPr/tblLook"))
    bits = hexadecimal(val(look))
    own = {name: val(look, name) for name in _OPTIONS}
    return {
        name: bool(bits & bit) if own[name] is None else own[name] in YES
        for name, bit in _OPTIONS.items()
    }


def _conditions(at: _Place, on: dict[str, bool], bands: tuple[int, int]) -> Iterator[str]:
    """Those of a cell, from the weakest."""
    first_row, last_row = on["firstRow"] and at.row == 0, on["lastRow"] and at.row == at.rows - 1
    first_column = on["firstColumn"] and at.column == 0
    last_column = on["lastColumn"] and at.column + at.width == at.columns
    yield _WHOLE
    if not on["noVBand"] and not first_column and not last_column:
        yield f"band{1 + (at.column - on['firstColumn']) // bands[1] % 2}Vert"
    if not on["noHBand"] and not first_row and not last_row:
        yield f"band{1 + (at.row - on['firstRow']) // bands[0] % 2}Horz"
    yield from (n for n, here in (("lastCol", last_column), ("firstCol", first_column)) if here)
    yield from (n for n, here in (("lastRow", last_row), ("firstRow", first_row)) if here)
    for corner, here in {
        "neCell": first_row and last_column, "nwCell": first_row and first_column,
        "seCell": last_row and last_column, "swCell": last_row and first_column,
    }.items():  # fmt: skip
        if here:
            yield corner


def _said(looks: _Looks, conditions: list[str], at: _Place) -> _Said:
    """What the style says of a cell, the strongest condition last."""
    said: _Said = {part: {} for part in _PARTS}
    for condition in conditions:
        for part, every in looks.get(condition, {}).items():
            for child in chain.from_iterable(every):
                tag, own = str(child.tag), said[part]
                edged = tag == w("tcBorders")
                own[tag] = _edges(child, condition, at, own.get(tag)) if edged else child
    return said


def _dress_cell(cell: Element, said: _Said, styles: Styles) -> None:
    if said["tcPr"]:
        _complete(made(cell, "tcPr"), said["tcPr"])
    for paragraph in cell.findall(w("p")):
        own = styles.style_of(paragraph)
        for part, holders in (("pPr", [paragraph]), ("rPr", [*paragraph.iter(w("r"))])):
            # What its own style says; the defaults of the document do not count.
            styled = {e.tag for properties in styles.chain(own, part) for e in properties}
            left = {tag: e for tag, e in said[part].items() if tag not in styled}
            for holder in holders if left else ():
                _complete(made(holder, part), left)


def _edges(borders: Element, condition: str, at: _Place, under: Element | None) -> Element:
    """The lines of a cell: those outside of what the condition covers, or those inside it."""
    lines = {_ALIASES.get(n := local(e.tag), n): e for e in borders}
    out = etree.Element(borders.tag) if under is None else deepcopy(under)
    outside = _outside(condition, at)
    for side, inside in _SIDES.items():
        line = lines.get(side if side in outside else inside)
        if line is not None:
            for old in out.findall(w(side)):
                out.remove(old)
            edge = etree.SubElement(out, w(side))
            edge.attrib.update(line.attrib)
    order = ("top", "left", "bottom", "right")
    out[:] = sorted(out, key=lambda e: order.index(local(e.tag)))
    return out


def _outside(condition: str, at: _Place) -> set[str]:
    """The sides of a cell that are those of what the condition covers."""
    table = {
        "top": at.row == 0, "bottom": at.row == at.rows - 1, "left": at.column == 0,
        "right": at.column + at.width == at.columns,
    }  # fmt: skip
    alone = {"top", "bottom"} if condition.endswith(("Row", "Horz", "Cell")) else set()
    alone |= {"left", "right"} if condition.endswith(("Col", "Vert", "Cell")) else set()
    return alone | {side for side, here in table.items() if here}


def _complete(properties: Element, said: dict[str, Element]) -> None:
    """Add what the properties do not say."""
    for tag, element in said.items():
        if properties.find(tag) is None:
            place(properties, deepcopy(element))
