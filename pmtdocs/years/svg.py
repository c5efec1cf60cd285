"""The picture of the receipts, as SVG: stacked bars above a table that says the same figures.

Each series has a colour, a hatching and a letter, so that none is told by its colour alone. The
same chart gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from html import escape

from pmtdocs.language.columns import quoted
from pmtdocs.language.french import euros
from pmtdocs.render.page.fonts import STACK
from pmtdocs.years.chart import Chart

_NAMES, _BAR, _COLUMN, _EDGE = 310, 64, 130, 10
_TOP, _PLOT, _ROW = 30, 250, 24
_INK, _GRID = "#1b1b1b", "#c9ccd1"
#: Light enough for dark letters and hatchings; told apart by most colour-blind readers.
_COLOURS = ("#a6cee3", "#fdd49e", "#b2df8a", "#d9c2e9", "#f7b6b2", "#e6e0b8", "#bdd7d3", "#d9d9d9")
_HATCHES = (
    "",
    "M0,8 L8,0",
    "M0,0 L8,8",
    "M0,4 L8,4",
    "M4,0 L4,8",
    "M0,8 L8,0 M0,0 L8,8",
    "M0,4 L8,4 M4,0 L4,8",
    "M0,2 L8,2 M0,6 L8,6",
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STEPS = 4


def draw(chart: Chart) -> str:
    """The picture, with its title and its description in words."""
    width = _NAMES + _COLUMN * len(chart.bars) + _EDGE
    height = _TOP + _PLOT + _ROW * (len(chart.series) + 2) + _EDGE
    said = escape(" ".join(chart.sentences))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="graphique-titre" '
        f'aria-describedby="graphique-texte" font-family="{STACK}" '
        f'font-size="14" fill="{_INK}">',
        f'<title id="graphique-titre">{escape(chart.title)}</title>',
        f'<desc id="graphique-texte">{said}</desc>',
        f"<defs>{''.join(_pattern(i) for i in range(len(chart.series)))}</defs>",
        *_axis(chart, width),
        *(part for i in range(len(chart.bars)) for part in _bar(chart, i)),
        *_legend(chart, width),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _hatch(index: int) -> str:
    """The n-th hatching; past the eighth, the colours come back with another one."""
    return _HATCHES[(index + index // len(_COLOURS)) % len(_HATCHES)]


def _pattern(index: int) -> str:
    """The lines of a filling; its colour lies below, without the seams of tiles."""
    if not _hatch(index):
        return ""
    return (
        f'<pattern id="motif-{index}" patternUnits="userSpaceOnUse" width="8" height="8">'
        f'<path d="{_hatch(index)}" stroke="{_INK}" stroke-width="0.7" fill="none"/></pattern>'
    )


def _filled(index: int, box: str) -> Iterator[str]:
    """A box (its attributes) in the colour and hatching of a series."""
    edge = f'stroke="{_INK}" stroke-width="0.8"'
    yield f'<rect {box} fill="{_COLOURS[index % len(_COLOURS)]}" {edge}/>'
    if _hatch(index):
        yield f'<rect {box} fill="url(#motif-{index})"/>'


def _axis(chart: Chart, width: int) -> Iterator[str]:
    """Lines at round amounts, said at the left."""
    step, top = _scale(chart)
    for i in range(int(top / step) + 1):
        y = _y(step * i, top)
        yield f'<line x1="{_NAMES}" x2="{width - _EDGE}" y1="{y}" y2="{y}" stroke="{_GRID}"/>'
        yield _text(_NAMES - 8, y, euros(step * i), "end", 4)


def _scale(chart: Chart) -> tuple[Decimal, Decimal]:
    """The step between two lines, and the amount at the top."""
    most = max([chart.total(i) for i in range(len(chart.bars))], default=Decimal(0))
    rough = max(most / _STEPS, Decimal(1))
    power = Decimal(10) ** rough.adjusted()
    step = next(power * n / 2 for n in (2, 4, 5, 10, 20) if power * n / 2 >= rough)
    count = (most / step).to_integral_value(ROUND_CEILING)
    return step, step * max(count, Decimal(1))


def _y(amount: Decimal, top: Decimal) -> str:
    return _number(_TOP + _PLOT - _PLOT * amount / top)


def _number(value: Decimal | int) -> str:
    """One decimal, and no trace of how it was computed."""
    return f"{Decimal(value).quantize(Decimal('0.1'), ROUND_HALF_EVEN):f}"


def _bar(chart: Chart, bar: int) -> Iterator[str]:
    _, top = _scale(chart)
    middle = _middle(bar)
    base = Decimal(0)
    for i, series in enumerate(chart.series):
        amount = series.amounts[bar]
        if not amount:
            continue
        y, height = Decimal(_y(base + amount, top)), Decimal(_PLOT) * amount / top
        base += amount
        size = f'width="{_BAR}" height="{_number(height)}"'
        yield from _filled(i, f'x="{middle - _BAR // 2}" y="{y}" {size}')
        if height >= 18:
            yield (
                f'<rect x="{middle - 8}" y="{_number(y + height / 2 - 8)}" width="16" height="16" '
                'rx="3" fill="#ffffff"/>'
            )
            yield _text(middle, y + height / 2, _LETTERS[i % len(_LETTERS)], "middle", 5)
    yield _text(middle, Decimal(_y(base, top)) - 8, chart.headline(bar), "middle", 0, bold=True)


def _middle(bar: int) -> int:
    return _NAMES + _COLUMN * bar + _COLUMN // 2


def _legend(chart: Chart, width: int) -> Iterator[str]:
    """Under each bar its title and its amounts, a row a series."""
    y = _TOP + _PLOT + _ROW - 6
    for bar, title in enumerate(chart.bars):
        yield _text(_middle(bar), y, title, "middle", 0, bold=True)
    for i, series in reversed(list(enumerate(chart.series))):  # as they are stacked
        y += _ROW
        yield from _filled(i, f'x="{_EDGE}" y="{y - 13}" width="26" height="16"')
        name = f"{_LETTERS[i % len(_LETTERS)]} {quoted(series.name, 38)}"
        yield _text(_EDGE + 34, y, name, "start", 0)
        for bar, amount in enumerate(series.amounts):
            said = "–" if amount is None else euros(amount)
            yield _text(_middle(bar) + _COLUMN // 2 - 8, y, said, "end", 0)
    y += _ROW
    yield f'<line x1="{_EDGE}" x2="{width - _EDGE}" y1="{y - 17}" y2="{y - 17}" stroke="{_INK}"/>'
    yield _text(_EDGE, y, "Total", "start", 0, bold=True)
    for bar in range(len(chart.bars)):
        at = _middle(bar) + _COLUMN // 2 - 8
        yield _text(at, y, euros(chart.total(bar)), "end", 0, bold=True)


def _text(
    x: int, y: Decimal | int | str, words: str, anchor: str, down: int, bold: bool = False
) -> str:
    """Words at a point, ``down`` a little to stand in the middle of it."""
    weight = ' font-weight="bold"' if bold else ""
    at = _number(Decimal(y) + down)
    return f'<text x="{x}" y="{at}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'
