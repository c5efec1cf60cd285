"""Make pmtdocs/fonts/Signes.ttf: the signs of DejaVu Sans (arrows, boxes, ticks, mathematics).

    .venv/bin/python tools/signs_font.py /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf

Those that Carlito draws are left to it. DejaVu Sans 2.37 (Debian: fonts-dejavu-core) is free to
change under another name; its licence is beside the font. Run again only to add signs, then
``make docs``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from pmtdocs.language import glyphs

MADE = glyphs.FILE.parent / "Signes.ttf"
NAME = "Signes pmtdocs"
#: Blocks of signs, each from its first code to its last: no letters, nothing that only combines.
BLOCKS = (
    (0x2016, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20CF), (0x2100, 0x218F), (0x2190, 0x23FF),
    (0x2460, 0x27FF), (0x2900, 0x29FF), (0x2B00, 0x2BFF),
)  # fmt: skip
#: Pango takes the space after a sign from the font of the sign; each is as wide as Carlito's.
SPACES = (0x20, 0xA0, 0x2009, 0x202F)
#: What a font says of itself: family, face, unique name, full name, PostScript name.
_NAMES = {1: NAME, 2: "Regular", 3: NAME, 4: NAME, 6: NAME.replace(" ", "-")}


def make(source: Path) -> None:
    """The part of ``source`` that holds the signs, under its own name."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        hinting=False, layout_features=[], notdef_outline=True, drop_tables=["FFTM", "GDEF"]
    )
    options.name_IDs = [*_NAMES, 0, 5, 13, 14]
    chosen = subset.Subsetter(options)
    others = {*map(ord, glyphs.FILE.read_text("utf-8"))}
    signs = {code for first, last in BLOCKS for code in range(first, last + 1)} - others
    chosen.populate(unicodes=signs.union(SPACES))
    chosen.subset(font)
    kept = signs.union(SPACES)
    for table in font["cmap"].tables:  # a drawing may serve other codes too
        table.cmap = {code: name for code, name in table.cmap.items() if code in kept}
    for code in SPACES:
        font["hmtx"][font.getBestCmap()[code]] = (_width(code, font["head"].unitsPerEm), 0)
    for record in font["name"].names:
        record.string = _NAMES.get(record.nameID, str(record))
    font.save(MADE)


def _width(code: int, em: int) -> int:
    carlito = TTFont(MADE.with_name("Carlito-Regular.ttf"))
    width, _ = carlito["hmtx"][carlito.getBestCmap().get(code, "space")]
    return int(width * em / carlito["head"].unitsPerEm)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
