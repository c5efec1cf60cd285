"""Make pmtdocs/fonts/Petites-*.ttf: Carlito's capitals at four fifths, under small letters' codes.

    .venv/bin/python tools/small_capitals.py

Word draws small capitals so. Carlito has none of its own, and a style sheet that asked for smaller
capitals would change the letters: copied from a PDF, the words would be in capitals. Under another
name, as the SIL Open Font License wants of what is changed.
"""

from __future__ import annotations

import unicodedata

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from pmtdocs.render.page.fonts import FONTS

NAME = "Petites capitales pmtdocs"
FACES = {"Regular": "Regular", "Bold": "Bold", "Italic": "Italic", "BoldItalic": "Bold Italic"}
_SIZE = 0.8
#: Pango takes the space after a letter from the font of the letter: Carlito's, whole.
_SPACES = (0x20, 0x2009, 0x202F)
_METRICS = {
    "hhea": ("ascent", "descent", "lineGap"),
    "OS/2": ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
}


def make(face: str) -> None:
    """The small capitals of a face."""
    font, whole = (TTFont(FONTS / f"Carlito-{face}.ttf", recalcTimestamp=False) for _ in range(2))
    drawn = whole.getBestCmap()
    codes = {code: drawn[ord(capital)] for code in drawn if (capital := _capital(code, drawn))}
    codes |= {code: drawn[code] for code in _SPACES}
    for table in font["cmap"].tables:
        table.cmap = {c: name for c, name in codes.items() if table.format == 12 or c < 0x10000}
    options = subset.Options(
        hinting=False, layout_features=["kern"], notdef_outline=True, drop_tables=["GDEF", "GSUB"]
    )
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=codes)
    chosen.subset(font)
    em = font["head"].unitsPerEm
    scale_upem(font, round(em * _SIZE))
    font["head"].unitsPerEm = em
    for table, names in _METRICS.items():
        for name in names:
            setattr(font[table], name, getattr(whole[table], name))
    for code in _SPACES:
        font["hmtx"][drawn[code]] = whole["hmtx"][drawn[code]]
    called = f"{NAME} {FACES[face]}"
    said = {1: NAME, 2: FACES[face], 3: called, 4: called, 6: called.replace(" ", "-")}
    for record in font["name"].names:
        record.string = said.get(record.nameID, str(record))
    font.save(FONTS / f"Petites-{face}.ttf")


def _capital(code: int, drawn: dict[int, str]) -> str:
    """The capital of a small letter; none for « ß », which has two."""
    capital = chr(code).upper()
    is_small = unicodedata.category(chr(code)) == "Ll" and len(capital) == 1
    return capital if is_small and ord(capital) in drawn and ord(capital) != code else ""


if __name__ == "__main__":
    for each in FACES:
        make(each)
