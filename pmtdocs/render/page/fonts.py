"""The fonts that come with the package: the same pages on every machine."""

from __future__ import annotations

from pathlib import Path

#: A name that no machine has: it would take its own Carlito, of whatever version, before ours.
FAMILY = "Carlito pmtdocs"
#: What Carlito lacks: arrows, boxes, ticks, mathematics. Under one name, WeasyPrint would mix them.
SIGNS = "Signes pmtdocs"
#: Carlito's capitals at four fifths, under the codes of small letters.
SMALL_CAPITALS = "Petites capitales pmtdocs"
#: In browsers, which get no font from us: the same one where it is, then Word's.
STACK = f"{FAMILY},Carlito,Calibri,sans-serif"
FONTS = Path(__file__).parents[2] / "fonts"
#: The name of the facts inside a PDF.
ATTACHED = "faits.json"
_FACES = (
    (FAMILY, "Carlito-Regular", "normal", "normal"),
    (FAMILY, "Carlito-Bold", "bold", "normal"),
    (FAMILY, "Carlito-Italic", "normal", "italic"),
    (FAMILY, "Carlito-BoldItalic", "bold", "italic"),
    (SIGNS, "Signes", "normal", "normal"),
    (SMALL_CAPITALS, "Petites-Regular", "normal", "normal"),
    (SMALL_CAPITALS, "Petites-Bold", "bold", "normal"),
    (SMALL_CAPITALS, "Petites-Italic", "normal", "italic"),
    (SMALL_CAPITALS, "Petites-BoldItalic", "bold", "italic"),
)


def font_css() -> str:
    """``@font-face`` for each face."""
    return "".join(
        f"@font-face{{font-family:{family};font-weight:{weight};font-style:{style};"
        f"src:url({(FONTS / f'{face}.ttf').as_uri()})}}"
        for family, face, weight, style in _FACES
    )
