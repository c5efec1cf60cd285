"""Lists and tables that pages cut well: what announces something stays with it, nothing is alone.

Word's « Lignes solidaires » says it, so that Word, LibreOffice and the PDF all obey. How many items
a list has is only known once the facts are in: no template can say it.
"""

from __future__ import annotations

from itertools import pairwise

from pmtdocs.word.grids import span
from pmtdocs.word.numbering import Numbering
from pmtdocs.word.order import made
from pmtdocs.word.package import Element, val, w, whole
from pmtdocs.word.room import height
from pmtdocs.word.styles import Styles
from pmtdocs.word.words import printed

#: What stands with the last row of a table.
_BEFORE_END = 2
#: Of a row, in points.
_SHORT = 90


def keep_company(body: Element, numbering: Numbering) -> None:
    """Keep with what follows: a line that announces it, a list's first and last but one item."""
    blocks = [block for block in body if block.tag != w("sectPr")]
    before: int | None = None
    # « La subvention est versée comme suit : »
    words = (text for text in body.iter("{*}t") if (text.text or "").rstrip().endswith(":"))
    found = {next(text.iterancestors(w("p")), body) for text in words}
    announcing = {block for block in found if printed(block).rstrip().endswith(":")}
    headings = numbering.styles.headings(body)  # numbered, they are in no list
    listed = {p: at for p, (_, at) in numbering.places(body).items() if p not in headings}
    depths = [*map(listed.get, blocks), None, None]
    for block, here, there, after in zip(blocks, depths, depths[1:], depths[2:], strict=False):
        opens = block in announcing if here is None else there is not None and here < there
        first = before is None or (here is not None and before < here)
        last = after is None or (there is not None and after < there)
        if opens or (here is not None and here == there and (first or last)):
            _keep(block)
        before = here

    for table in body.iter(w("tbl")):
        _keep_rows(table.findall(w("tr")), numbering.styles)


def _keep_rows(rows: list[Element], styles: Styles) -> None:
    """With the row below: a heading across the table, and the two rows before the last of all or
    of those under a heading, which may be a total. Tall rows are left alone: together they would
    take a page, and more.
    """
    cells = [row.findall(w("tc")) for row in rows]
    across = [len(own) == 1 and span(own[0]) > 1 for own in cells]
    ends = [at for at, (_, heading) in enumerate(pairwise([*across, True])) if heading]
    groups = pairwise([-1, *ends]) if len(rows) > _BEFORE_END + 1 else ()
    kept = {at for before, end in groups for at in range(max(end - _BEFORE_END, before + 1), end)}
    for at in kept | {at for at, heading in enumerate(across[:-1]) if heading}:
        if _is_short(rows[at], styles) and _is_short(rows[at + 1], styles):
            for paragraph in (p for cell in cells[at] for p in cell.iterchildren(w("p"))):
                _keep(paragraph)


def _is_short(row: Element, styles: Styles) -> bool:
    """Is each of its cells, that says how wide it is, less high than an eighth of a page?"""
    cells = [(cell, whole(val(cell.find(w("tcPr/tcW")), "w")) / 20) for cell in row.iter(w("tc"))]
    return all(wide and height(styles, cell, wide) < _SHORT for cell, wide in cells)


def _keep(paragraph: Element) -> None:
    """Unless the template says itself whether it goes with what follows."""
    made(made(paragraph, "pPr"), "keepNext")
