"""What Typst does not say of its pages to a screen reader: lists, heads of rows, names of tables.

ISO 14289-1 (PDF/UA-1), 7.5 and 7.6: a table says what heads its rows, a list is a list.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf

_BLOCK = "/BlockQuote"


def completed(pdf: bytes, heads: Sequence[Sequence[str]], tables: Sequence[str]) -> bytes:
    """The PDF with its lists tagged as such, its heads of rows and the names of its tables.

    ``heads`` are those of the cells of each row, ``tables`` the names, in the order of the words.
    """
    rows, names = enumerate(heads), iter(tables)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for element in [*_elements(file.Root.StructTreeRoot)]:
            if element.S == _BLOCK:
                _list(file, element)
            elif element.S == "/TR":
                number, row = next(rows)
                _row(element, row, number)
            elif element.S == "/Table":
                _of_table(element).Summary = pikepdf.String(next(names))
        del file.Root.MarkInfo.Suspects  # « no », which some readers want as a word
        if [*rows, *names]:
            raise ValueError("the tags of the PDF are not those of its pages")
        out = io.BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _row(row: pikepdf.Object, heads: Sequence[str], number: int) -> None:
    """The cells beside the head of a row name it, as Typst has them name that of their column.

    Typst ends a short row with cells of its own, which head nothing.
    """
    names = {rank: f"L{number}-{rank}" for rank, head in enumerate(heads) if head == "row"}
    for rank, cell in enumerate(_kids(row)):
        said = _of_table(cell)
        if rank in names:
            cell.S, cell.ID = pikepdf.Name.TH, pikepdf.String(names[rank])
            said.Scope = pikepdf.Name.Row
        elif names:
            known = said.get("/Headers", pikepdf.Array())
            said.Headers = pikepdf.Array([*known, *map(pikepdf.String, names.values())])


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return [*kids] if isinstance(kids, pikepdf.Array) else [kids]


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Those below an element, in the order of the words."""
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _of_table(element: pikepdf.Object) -> pikepdf.Object:
    """What is said of a table or a cell as such (ISO 32000-1, 14.8.5.7), to be added to."""
    said = element.get("/A", pikepdf.Array())
    listed = [*said] if isinstance(said, pikepdf.Array) else [element.A]
    if not any(one.O == "/Table" for one in listed):
        listed.append(pikepdf.Dictionary(O=pikepdf.Name.Table))
    element.A = pikepdf.Array(listed)
    found: pikepdf.Object = next(one for one in element.A if one.O == "/Table")
    return found


def _list(file: pikepdf.Pdf, quote: pikepdf.Object) -> None:
    """Each paragraph is an item of its own; a list that stands deeper is in the item above it."""
    quote.S = pikepdf.Name.L
    items: list[pikepdf.Object] = []
    for kid in _kids(quote):
        deeper = kid.S in (_BLOCK, "/L")
        if not deeper or not items:
            item = file.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.LI, P=quote))
            item.K = pikepdf.Array([file.make_indirect(
                pikepdf.Dictionary(S=pikepdf.Name.LBody, P=item, K=pikepdf.Array())
            )])  # fmt: skip
            items.append(item)
        body = items[-1].K[0]
        body.K.append(kid)
        kid.P = body
    quote.K = pikepdf.Array(items)
