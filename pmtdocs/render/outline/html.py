"""An outline as a page to send: no script, nothing fetched; a PDF is made from it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from pmtdocs.render.outline import outline as nodes
from pmtdocs.render.outline.outline import Mark, runs
from pmtdocs.render.page import fonts

_STACK = fonts.STACK.replace(",sans", f",{fonts.SIGNS},sans")
_FONTS = f"@page{{@bottom-center{{font:9pt {_STACK}}}}}body{{font:.91667rem/1.45 {_STACK}}}"
_CSS = """
@page{margin:18mm 16mm;@bottom-center{content:counter(page) " / " counter(pages)}}
body{color:#1b1b1b;margin:0}
h1{font-size:1.66667rem;color:#1f3a5f;margin:0 0 8pt}
h2{font-size:1.16667rem;color:#1f3a5f;border-bottom:1pt solid #1f3a5f;margin:20pt 0 6pt}
h3{font-size:1rem;margin:14pt 0 4pt}h4{font-size:.91667rem;font-style:italic;margin:10pt 0 2pt}
h1,h2,h3,h4{break-after:avoid}p,ul{margin:4pt 0}ul{padding-left:16pt}
table{border-collapse:collapse;width:100%;margin:6pt 0;font-size:.83333rem}
caption{text-align:left;break-after:avoid;font-style:italic;margin-bottom:3pt}
th,td{border:.5pt solid #8a94a3;padding:2.5pt 5pt;text-align:left;vertical-align:top}
thead th{background:#1f3a5f;color:#fff}th.group{background:#e9eff6}
tbody th{font-weight:normal}tr.total>*{font-weight:bold}tr.group>*{background:#f4f4f4}
tr:has(>.group){break-after:avoid}tr:not(.tall){break-inside:avoid}
table.figures td,table.figures thead th+th{text-align:right;white-space:nowrap}
table.facts{table-layout:fixed;overflow-wrap:anywhere}
del{background:#fbdcdc}ins{background:#d9f0d9;text-decoration:underline;font-weight:bold}
code{font:.95em ui-monospace,monospace;background:#e9eff6;padding:0 2pt;user-select:all;
  overflow-wrap:anywhere}nav a{margin-right:8pt;white-space:nowrap}
small{color:#4a4a4a}figure{margin:6pt 0;break-inside:avoid}figure svg,figure img{max-width:100%;
  height:auto}
@media screen{body{max-width:62rem;margin:2rem auto;padding:0 1rem}
  table.figures td,table.figures thead th+th{white-space:normal}}
"""
_WIDE = "@page{size:A4 landscape}@media screen{body{max-width:80rem}}"
#: On a narrow screen a row is a title and a line a column, which says its name; the roles say that
#: it is a table still. WeasyPrint, which makes the PDF, knows no such condition and leaves it out.
_NARROW = """@media screen{
body{overflow-wrap:anywhere}
table,caption,tbody,tr,tbody th,td{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{margin-bottom:6pt;border:.5pt solid #8a94a3}th,td{border:0}
tbody th{font-weight:bold;background:#f3f5f8}tr:has(>.group){border-color:#1f3a5f}
table.figures td{text-align:left}
td:empty{display:none}
td::before{content:attr(data-head) "\u00a0: ";font-weight:normal;color:#4a4a4a}
}
"""
#: In rem: what a column takes, and the screen that is narrow whatever the columns.
_COLUMN, _TELEPHONE = 6, 40
_TAGS = {Mark.REMOVED: "del", Mark.ADDED: "ins", Mark.CODE: "code"}


def render(outline: nodes.Outline, embedded: bool = False) -> str:
    """The page. ``embedded``: a picture is an image with its text, as a tagged PDF wants it."""
    body = "\n".join(part for block in outline.blocks for part in _block(block, outline, embedded))
    page = _WIDE if outline.wide else "@page{size:A4}"
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(outline.title)}</title>\n<style>{_FONTS}{_CSS}{page}</style>\n"
        f'<style media="(max-width: {_narrow(outline)}rem)">{_NARROW}</style>\n'
        "</head>\n<body>\n"
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _narrow(outline: nodes.Outline) -> int:
    """A screen where the widest table does not fit, in rem."""
    columns = (len(block.head) for block in outline.blocks if isinstance(block, nodes.Grid))
    return max(_TELEPHONE, _COLUMN * (max(columns, default=0) + 1))


def _block(block: nodes.Block, outline: nodes.Outline, embedded: bool) -> Iterator[str]:
    match block:
        case nodes.Heading():
            anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
            yield f"<h{block.level}{anchor}>{escape(block.words)}</h{block.level}>"
        case nodes.Contents():
            yield _contents(block, outline)
        case nodes.Passage():
            place = f"<small>{escape(block.place)}</small><br>" if block.place else ""
            yield f"<p>{place}{_words(block.words)}</p>"
        case nodes.Bullets():
            yield _list(block.items)
        case nodes.Grid():
            yield from _grid(block)
        case nodes.Picture():
            yield _figure(block, embedded)


def _contents(contents: nodes.Contents, outline: nodes.Outline) -> str:
    links = " ".join(
        f'<a href="#{escape(block.anchor)}">{escape(block.words)}</a>'
        for block in outline.blocks
        if isinstance(block, nodes.Heading) and block.anchor
    )
    return f'<nav aria-label="{escape(contents.label)}">{links}</nav>'


def _list(items: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


def _words(words: nodes.Words) -> str:
    out = ""
    for mark, text in runs(words):
        inside, tag = escape(text).replace("\n", "<br>"), _TAGS.get(mark)
        out += f"<{tag}>{inside}</{tag}>" if tag else inside
    return out


def _figure(picture: nodes.Picture, embedded: bool) -> str:
    """The picture, then every figure of it in words, for whoever cannot see it."""
    drawing = picture.drawing
    if embedded:
        said = escape(" ".join((picture.title, *picture.sentences)))
        data = b64encode(drawing.encode()).decode()
        drawing = f'<img src="data:image/svg+xml;base64,{data}" alt="{said}">'
    return f"<figure>{drawing}</figure>\n{_list(picture.sentences)}"


# --- tables ---------------------------------------------------------------------------------


def _grid(grid: nodes.Grid) -> Iterator[str]:
    kind = "figures" if grid.numbers else "facts"
    heads = "".join(
        f'<th scope="col" role="columnheader">{escape(cell)}</th>' for cell in grid.head
    )
    widths = "".join(f'<col style="width:{width}%">' for width in grid.widths)
    yield f'<table class="{kind}" role="table"><caption>{escape(grid.caption)}</caption>{widths}'
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
    for title, lines in grid.groups:
        yield '<tbody role="rowgroup">'
        if title:
            span = len(grid.head)
            yield (
                f'<tr role="row"><th class="group" colspan="{span}" scope="rowgroup" '
                f'role="rowheader">{escape(title)}</th></tr>'
            )
        yield from (_row(line, grid.head) for line in lines)
        yield "</tbody>"
    yield "</table>"


def _row(line: nodes.Line, heads: tuple[str, ...]) -> str:
    name, *cells = line.cells
    names = " ".join(["tall"] * line.is_tall + [line.kind] * (line.kind != "line"))
    kind = f' class="{names}"' if names else ""
    where = f' title="{escape(", ".join(line.places))}"' if line.places else ""
    back = f' style="padding-left:{line.depth * 1.5 + 0.5}rem"' if line.depth else ""
    inside = "".join(
        f'<td role="cell" data-head="{escape(head)}">{_words(cell)}</td>'
        for head, cell in zip(heads[1:], cells, strict=True)
    )
    first = f'<th scope="row" role="rowheader"{back}>{_words(name)}</th>'
    return f'<tr{kind}{where} role="row">{first}{inside}</tr>'
