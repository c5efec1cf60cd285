"""The comparison as a page to send: no script, nothing fetched; the PDF is made from it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from pmtdocs.render.page.fonts import STACK
from pmtdocs.years import shown
from pmtdocs.years.chart import Chart
from pmtdocs.years.outline import (
    Block,
    Bullets,
    Grid,
    Heading,
    Line,
    Paragraph,
    Picture,
    outline,
)
from pmtdocs.years.svg import draw
from pmtdocs.years.whole import Evolution
from pmtdocs.years.words import Mark

#: More columns than that do not fit an upright page.
_UPRIGHT = 3
_FONTS = f"@page{{@bottom-center{{font:9pt {STACK}}}}}body{{font:.91667rem/1.45 {STACK}}}"
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
tbody th{font-weight:normal}tr.total>*{font-weight:bold}
tr:has(>.group){break-after:avoid}table.figures tr{break-inside:avoid}
table.figures td,table.figures thead th+th{text-align:right;white-space:nowrap}
table.facts{table-layout:fixed;overflow-wrap:anywhere}
del{background:#fbdcdc}ins{background:#d9f0d9;text-decoration:underline;font-weight:bold}
small{color:#4a4a4a}figure{margin:6pt 0;break-inside:avoid}figure svg,figure img{max-width:100%;
  height:auto}
@media screen{body{max-width:62rem;margin:2rem auto;padding:0 1rem}
  table.figures td,table.figures thead th+th{white-space:normal}}
"""
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


def render(evolution: Evolution, embedded: bool = False) -> str:
    """The page. ``embedded``: the picture is an image with its text, as a tagged PDF wants it."""
    body = "\n".join(part for block in outline(evolution) for part in _block(block, embedded))
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(evolution.title)}</title>\n<style>{_FONTS}{_CSS}{_page(evolution)}</style>\n"
        f'<style media="(max-width: {_narrow(evolution)}rem)">{_NARROW}</style>\n'
        "</head>\n<body>\n"
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _page(evolution: Evolution) -> str:
    """Turned for a table of many columns."""
    wide = len(evolution.table.columns) > _UPRIGHT
    return f"@page{{size:A4{' landscape' if wide else ''}}}"


def _narrow(evolution: Evolution) -> int:
    """A screen where the figures do not fit, in rem."""
    return max(_TELEPHONE, _COLUMN * (len(shown.head(evolution.table)) + 1))


def _block(block: Block, embedded: bool) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{escape(block.words)}</h{block.level}>"
        case Paragraph():
            yield _paragraph(block)
        case Bullets():
            yield f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</ul>"
        case Grid():
            yield from _grid(block)
        case Picture():
            yield _figure(block.chart, embedded)


def _paragraph(paragraph: Paragraph) -> str:
    words = "".join(_run(mark, text) for mark, text in paragraph.runs)
    place = f"<small>{escape(paragraph.place)}</small><br>" if paragraph.place else ""
    return f"<p>{place}{words}</p>"


def _run(mark: Mark, text: str) -> str:
    tag = {Mark.REMOVED: "del", Mark.ADDED: "ins"}.get(mark)
    return f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text)


def _figure(chart: Chart, embedded: bool) -> str:
    """The picture, then every figure of it in words, for whoever cannot see it."""
    picture = draw(chart)
    if embedded:
        said = escape(" ".join((chart.title, *chart.sentences)))
        data = b64encode(picture.encode()).decode()
        picture = f'<img src="data:image/svg+xml;base64,{data}" alt="{said}">'
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in chart.sentences)
    return f"<figure>{picture}</figure>\n<ul>{items}</ul>"


# --- tables ---------------------------------------------------------------------------------


def _grid(grid: Grid) -> Iterator[str]:
    kind = "figures" if grid.numbers else "facts"
    heads = "".join(
        f'<th scope="col" role="columnheader">{escape(cell)}</th>' for cell in grid.head
    )
    yield f'<table class="{kind}" role="table"><caption>{escape(grid.caption)}</caption>'
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


def _row(line: Line, heads: tuple[str, ...]) -> str:
    name, *cells = line.cells
    kind = ' class="total"' if line.is_total else ""
    where = f' title="{escape(", ".join(line.places))}"' if line.places else ""
    lines = (escape(cell).replace("\n", "<br>") for cell in cells)
    inside = "".join(
        f'<td role="cell" data-head="{escape(head)}">{cell}</td>'
        for head, cell in zip(heads[1:], lines, strict=True)
    )
    first = f'<th scope="row" role="rowheader">{escape(name)}</th>'
    return f'<tr{kind}{where} role="row">{first}{inside}</tr>'
