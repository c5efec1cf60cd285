"""Blocks as Typst: paragraphs, lists, boxes, tables; each a line of the program."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from pmtdocs.render.page import tree
from pmtdocs.render.page.css import of_line
from pmtdocs.render.page.pdf import UnfitError
from pmtdocs.render.page.typst import values, words
from pmtdocs.render.page.typst.heights import fit_together, fits, flat
from pmtdocs.render.page.typst.state import State, block_of
from pmtdocs.render.page.typst.values import named, points, quoted
from pmtdocs.word.formatting import Style, TableStyle
from pmtdocs.word.placing import across, down

_VERTICAL = {"top": "top", "middle": "horizon", "bottom": "bottom"}
_GAP = 8.0


def joined(state: State, inside: Iterable[tree.Block]) -> str:
    """The blocks of what holds them."""
    return block_of(blocks(state, inside, held=True))


def blocks(state: State, inside: Iterable[tree.Block], held: bool = False) -> list[str]:
    """A line each. Of what they are ``held`` in, they keep the room above the first and below the
    last, which Typst would take away.
    """
    listed = [*inside]
    lines = [line for block in listed for line in _block(state, block)]
    if not held or not listed:
        return lines
    above, below = _gap(state, listed[0], "before"), _gap(state, listed[-1], "after")
    return [*_room(above), *lines, *_room(below)]


def _room(height: float) -> list[str]:
    return [f"v({points(height)})"] if height > 0 else []


def _gap(state: State, block: tree.Block, side: str) -> float:
    if isinstance(block, tree.List):
        item = block.items[0] if side == "before" else block.items[-1]
        return _gap(state, item[0 if side == "before" else -1], side)
    if isinstance(block, tree.Paragraph):
        style = state.style(block)
        return style.get("before", 0.0) if side == "before" else style.get("after", 0.0)
    return 0.0


def _block(state: State, block: tree.Block, in_list: bool = False) -> list[str]:
    match block:
        case tree.Paragraph():
            return _paragraph(state, block, in_list)
        case tree.List(items):
            # Tagged as a quotation, then made a list (``tags``): the items of one of Typst's own
            # are cells, which nothing holds to the next.
            lines = [line for item in items for one in item for line in _block(state, one, True)]
            return [f"quote(block: true, {block_of(lines)})"]
        case tree.Table():
            return [_table(state, block)]
        case tree.Boxes(lines, style):
            return [_line(state, one, style) for one in lines]
        case tree.Columns():
            raise UnfitError("des colonnes")


# --- paragraphs ------------------------------------------------------------------------------


def _paragraph(state: State, paragraph: tree.Paragraph, in_list: bool) -> list[str]:
    """A paragraph, in as many pieces as it has breaks."""
    said = state.style(paragraph)
    look = _look(state, paragraph)
    state.size = state.pages.styles[paragraph.style].run.get("size", 11.0)
    sides = said.get("left", 0.0) + said.get("right", 0.0)
    state.line = 0.0 if state.in_margin else state.width - sides
    content = [one for one in paragraph.content if not words.is_aside(one)]
    aside = words.laid(paragraph.content)
    line = words.tabbed(state, content, said.get("tabs", ())) if state.in_margin else ""
    parts = [[line]] if line else [words.inlines(state, one) for one in words.pieces(content)]
    if number := paragraph.number:
        shown = words.run(state, number)
        parts[0] = [*([f"number({shown})"] if in_list else [shown, '" "']), *parts[0]]
    if parts[0] and (first := said.get("first")):
        parts[0].insert(0, f"h({points(first)})")
    _refuse(state, paragraph, len(parts) > 1 or bool(said.get("on_new_page")), parts)
    lines = []
    if said.get("on_new_page"):
        lines = ["colbreak(weak: true)", *_room(said.get("before", 0.0))]
    above = [*state.anchored(paragraph.anchors), *words.inlines(state, aside)]
    for rank, part in enumerate(parts):
        lines += ["colbreak()"] if rank else []
        if not part and not rank and len(parts) > 1:  # the break is its first word
            lines += [block_of(above)] if above else []
        elif not part:
            apart = any(one.place and one.place.wrap == "apart" for one in aside)
            room = 0.0 if apart else values.height(Style(*_styled(state, paragraph)))
            lines.append(f"{look}({block_of([*above, f'block(height: {points(room)})'])})")
        else:
            lines.append(_said(state, paragraph, look, above, part))
            above = []
    return lines


def _look(state: State, paragraph: tree.Paragraph) -> str:
    """The name of the function that shows it."""
    style, said = state.pages.styles[paragraph.style], paragraph.said
    is_free = not state.style(paragraph).get("together") or bool(paragraph.level and state.inside)
    is_short = is_free or fits(state, [paragraph])
    if paragraph.level and not is_short:  # a bookmark takes its words as they are written
        raise UnfitError("un titre plus haut que la page")
    key = (paragraph.style, is_short, *said.items())
    return state.looks.of(key, lambda: values.paragraph_look(style, said, is_short))


def _refuse(state: State, paragraph: tree.Paragraph, is_cut: bool, parts: list[list[str]]) -> None:
    """Raises UnfitError for a paragraph that cannot stand where it does."""
    if state.inside and is_cut:
        raise UnfitError("un saut de page dans une cellule")
    if paragraph.level and sum(map(bool, parts)) > 1:
        raise UnfitError("un saut de page dans un titre")
    if paragraph.level and state.in_head:
        raise UnfitError("un titre dans l'en-tête d'un tableau")


def _styled(state: State, paragraph: tree.Paragraph) -> Style:
    style = state.pages.styles[paragraph.style]
    return Style(style.run, state.style(paragraph))


def _said(
    state: State, paragraph: tree.Paragraph, look: str, above: list[str], part: list[str]
) -> str:
    """Words as a heading or as a paragraph; in a header, an artifact, as neither."""
    if state.in_margin:
        return f"{look}({block_of([*above, *part])})"
    if not paragraph.level:
        return f"{look}({block_of([*above, f'par({block_of(part)})'])})"
    level = state.heading(paragraph.level)
    if not any(isinstance(one, tree.Run) and one.text.strip() for one in flat(paragraph)):
        told = " ".join(one.alt for one in flat(paragraph) if isinstance(one, tree.Image))
        part = [f"told({quoted(told)})", *part]
    return f"heading(level: {level}, {look}({block_of([*above, *part])}))"


def _line(state: State, line: tree.Line, table: TableStyle) -> str:
    """Boxes side by side, as wide as the page unless they clearly are narrower."""
    total = sum(box.share for box in line.boxes)
    said = of_line(table, line.height, total, state.sheet)
    width = said.get("width", state.width)
    boxes, are_short = [], True
    for box in line.boxes:
        with state.in_cell(width * box.share / total - _GAP):
            boxes.append(_box(state, box, said.get("least", 0.0)))
            are_short &= fits(state, box.blocks)
    shares = ", ".join(f"{box.share:g}fr" for box in line.boxes)
    made = f"grid(columns: ({shares},), {', '.join(boxes)})"
    kept = f"breakable: false, {made}" if are_short else f"whole({made})"
    wide = points(said["width"]) if "width" in said else "100%"
    return _standing(f"block(width: {wide}, {kept})", table)


def _box(state: State, box: tree.Box, least: float) -> str:
    inside = joined(state, box.blocks)
    if least:
        inside = f"least({points(least)}, {inside})"
    vertical = _VERTICAL[box.style.get("vertical", "top")]
    look = values.framed({"padding_right": _GAP, **box.style})
    look.pop("outset", None)  # a cell has none
    return f"grid.cell({named({'align': f'{vertical} + left', **look})}, {inside})"


def _standing(made: str, table: TableStyle) -> str:
    """In the width of the page."""
    place, indent = table.get("place", "left"), table.get("indent", 0.0)
    if place != "left":
        return f"align({place}, {made})"
    return f"pad(left: {points(indent)}, {made})" if indent else made


# --- tables of data --------------------------------------------------------------------------


def _table(state: State, table: tree.Table) -> str:
    """In a header, which is an artifact, it only puts things side by side."""
    kind = "grid" if state.in_margin else "table"
    if not state.in_margin:
        state.tables.append(table.name)
    total = sum(table.widths)
    share = min(1.0, across(state.sheet).inside / total) if total else 1.0
    columns = ", ".join(points(round(width * share, 3)) for width in table.widths)
    state.in_head += 1
    column = min(table.widths, default=0.0) * share
    head = [cell for row in table.head for cell in _row(state, table.style, row, kind, column)]
    state.in_head -= 1
    body = _body(state, table, kind, column)
    cells = [f"{kind}.header({', '.join(head)})"] if head else []
    made = f"{kind}(columns: ({columns},), {', '.join(cells + body)})"
    if lines := values.lines({k: v for k, v in table.style.items() if k.startswith("border")}):
        made = f"block(stroke: {lines}, {made})"
    return _standing(made, table.style)


def _body(state: State, table: tree.Table, kind: str, column: float) -> list[str]:
    """Typst keeps rows on one page as the foot of a table, or under a head that is not repeated."""
    rows = [(row, _row(state, table.style, row, kind, column)) for row in table.body]
    if any(cell.rows > 1 for row in table.body for cell in row.cells):
        return [cell for _, cells in rows for cell in cells]
    start = len(rows) - 1 - len([*takewhile(lambda row: row.with_next, table.body[-2::-1])])
    with state.in_cell(column):
        is_foot = start < len(rows) - 1 and fit_together(state, table.body[start:])
    start, body = start if is_foot else len(rows), []
    for row, cells in rows[:start]:
        alone = row.with_next and len(cells) == 1 and not _is_heading(row.cells[0])
        said = ", ".join(cells)
        body += [f"{kind}.header(level: 2, repeat: false, {said})"] if alone else cells
    last = ", ".join(cell for _, cells in rows[start:] for cell in cells)
    return [*body, f"{kind}.footer(repeat: false, {last})"] if last else body


def _is_heading(cell: tree.Cell) -> bool:
    return any(isinstance(one, tree.Paragraph) and one.level for one in cell.blocks)


def _row(state: State, style: TableStyle, row: tree.Row, kind: str, column: float) -> list[str]:
    if not state.in_margin:
        state.heads.append(tuple(cell.heads for cell in row.cells))
    return [_cell(state, style, row, rank, kind, column) for rank in range(len(row.cells))]


def _cell(
    state: State, style: TableStyle, row: tree.Row, rank: int, kind: str, column: float
) -> str:
    """``column`` is the width of the narrowest of the table."""
    cell, beside = row.cells[rank], style.get("padding", (0.0, 0.0))[1]
    padding = values.sides(cell.style, "padding")
    taken = sum(padding.get(side, beside) for side in ("left", "right"))
    with state.in_cell(column * cell.columns - taken):
        inside = joined(state, cell.blocks)
        is_free = not row.together or ("turned" not in cell.style and fits(state, cell.blocks))
    if way := cell.style.get("turned"):
        length = cell.style.get("length")
        inside = f'turned("{way}", {points(length) if length else "auto"}, {inside})'
    if not is_free:
        inside = f"fitting({points(down(state.sheet).inside)}, {inside})"
    if row.height and not rank:
        inside = f"least({points(row.height)}, {inside})"
    arguments: dict[str, object] = {
        "colspan": cell.columns, "rowspan": cell.rows,
        "align": f"{_VERTICAL[cell.style.get('vertical', 'top')]} + left",
        **({"breakable": "false"} if row.together else {}),
        **values.cell(style, cell.style, row.shade),
    }  # fmt: skip
    said = {name: value for name, value in arguments.items() if value != 1}
    return f"{kind}.cell({named(said)}, {inside})"
