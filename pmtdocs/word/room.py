"""How much room words take, about: what must be known of it before any page is laid out.

Letters count as wide as Calibri's; whoever wants a bound leaves some for other fonts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from typing import NamedTuple

from pmtdocs.word import pictures
from pmtdocs.word.formatting import Sheet
from pmtdocs.word.grids import placed, span
from pmtdocs.word.package import Element, val, w, whole
from pmtdocs.word.properties import complete_style, paragraph_style, widths
from pmtdocs.word.styles import Styles
from pmtdocs.word.tags import TAG

#: Height of a line of single spacing over the size of its letters, from the metrics of Calibri.
LINE_RATIO = 1.2207
#: What letters take of their size, in hundredths; 51, all others.
_WIDE = {
    sign: wide
    for wide, signs in {
        23: "ijlI'’ .,:;|!\u00a0\u202f", 33: "frtJ()-/[]°", 44: "ckszxyvLFSE", 62: "ADGHNOQUV",
        75: "wR", 85: "mMW—…%",
    }.items()
    for sign in signs
}  # fmt: skip
_USUAL = 51
_SIZE = 11
#: Of a page, what its header and footer may take: Word, LibreOffice and the PDF then print both.
MOST = 0.75
_SAID = (
    "L'en-tête et le pied de page prennent {} cm sur les {} cm de la page ; "
    "au-delà de {} cm, le texte n'a plus sa place."
)
SHORTEN = "Raccourcissez-le, ou passez-en une partie dans le texte."


def width(text: str, size: float) -> float:
    """Of words on one line."""
    letters = (s for s in unicodedata.normalize("NFD", text) if not unicodedata.combining(s))
    return sum(_WIDE.get(letter, _USUAL) for letter in letters) * size / 100


def size_of(styles: Styles, run: Element) -> float:
    """Of the letters of a run."""
    default = styles.defaults.get("rPr")
    said = next(styles.of_run(run, "sz"), None if default is None else default.find(w("sz")))
    return whole(val(said), 2 * _SIZE) / 2


def height(styles: Styles, blocks: Iterable[Element], room: float) -> float:
    """Of paragraphs and tables below one another, on lines of the width ``room``."""
    return sum(_height(styles, block, room) for block in blocks)


def widest(styles: Styles, blocks: Iterable[Element]) -> float:
    """Of the lines of paragraphs, had they all the room that they want."""
    paragraphs = (p for block in blocks for p in block.iter(w("p")))
    found = (_set(styles, paragraph) for paragraph in paragraphs)
    return max((one.aside + max(one.lines) for one in found), default=0.0)


def overfull(
    styles: Styles, sheet: Sheet, margins: Mapping[tuple[str, str], Element]
) -> tuple[Element, str] | None:
    """The header or footer that leaves the text too little of some page, and what is said of it.

    ``margins`` are those of a section: "header" or "footer", then Word's name of its pages.
    """
    room = sheet.width - sheet.left - sheet.right
    least = {"header": sheet.top - sheet.header, "footer": sheet.bottom - sheet.footer}
    own = {key: height(styles, tree, room) for key, tree in margins.items()}
    for pages in ("default", "first", "even"):
        heights = {p: own.get((p, pages)) or own.get((p, "default"), 0.0) for p in least}
        taken = sum(max(tall, least[place]) for place, tall in heights.items())
        place = max(heights, key=lambda p: heights[p])
        if taken > MOST * sheet.height and (place, pages) in margins:
            points = (taken, sheet.height, MOST * sheet.height)
            centimetres = (f"{each / 72 * 2.54:.1f}".replace(".", ",") for each in points)
            return margins[place, pages], _SAID.format(*centimetres)
    return None


class _Set(NamedTuple):
    """A paragraph: its lines between breaks, what its indents take, the height of a line."""

    lines: list[float]
    aside: float
    line: float
    around: float
    picture: float


def _height(styles: Styles, block: Element, room: float) -> float:
    if block.tag == w("tbl"):
        return sum(_row(styles, row, widths(block)) for row in block.iterchildren(w("tr")))
    if block.tag != w("p"):
        return height(styles, block, room)
    said = _set(styles, block)
    wide = max(room - said.aside, 1.0)
    lines = sum(max(1, ceil(line / wide)) for line in said.lines)
    return max(lines * said.line, said.picture) + said.around


def _row(styles: Styles, row: Element, columns: tuple[float, ...]) -> float:
    """As high as its highest cell."""
    cells = ((cell, sum(columns[at : at + span(cell)])) for at, cell in placed(row))
    least = whole(val(row.find(w("trPr/trHeight")))) / 20
    return max([least, *(height(styles, cell, room) for cell, room in cells)])


def _set(styles: Styles, paragraph: Element) -> _Set:
    look = complete_style(styles, styles.style_of(paragraph))
    own = paragraph.find(w("pPr"))
    said = look.paragraph | ({} if own is None else paragraph_style(own))
    lines, sizes, picture = [0.0], [], 0.0
    for run in paragraph.iter(w("r")):
        size = size_of(styles, run)
        sizes.append(size)
        for text in _words(run):
            lines += [0.0] if text == "\n" else []
            lines[-1] += width(TAG.sub("", text), size)
        for shown in _pictures(run):
            across, down = pictures.size(shown)
            below = shown.place.down if shown.place else None
            lower = below.offset if below and below.origin == "text" else 0
            picture = max(picture, down + lower)
            lines[-1] += across if shown.place is None else 0
    listed = own is not None and own.find(w("numPr")) is not None
    aside = said.get("left", 0.0) + said.get("right", 0.0) + max(said.get("first", 0.0), 0.0)
    size = max(sizes, default=look.run.get("size", _SIZE))
    spacing = said.get("spacing")
    line = size * LINE_RATIO * (1 if spacing is None or spacing.in_points else spacing.value)
    line = spacing.value if spacing and spacing.in_points else line
    around = said.get("before", 0.0) + said.get("after", 0.0)
    lines[0] += 2 * size if listed else 0.0
    return _Set(lines, aside, line, around, picture)


def _words(run: Element) -> Iterator[str]:
    for piece in run.iterchildren(w("t"), w("br"), w("cr")):
        yield (piece.text or "") if piece.tag == w("t") else "\n"


def _pictures(run: Element) -> Iterator[pictures.Picture]:
    """Those that take room from the words: in their line or beside them."""
    found = (pictures.read(piece) for piece in run.iterchildren(w("drawing"), w("pict")))
    for one in found:
        if one is not None and (one.place is None or one.place.wrap in ("apart", "beside")):
            yield one
