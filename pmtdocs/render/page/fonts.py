"""The fonts that come with the package: the same pages on every machine."""

from __future__ import annotations

from pathlib import Path

#: A name that no machine has: it would take its own Carlito, of whatever version, before ours.
FAMILY = "Carlito pmtdocs"
#: In browsers, which get no font from us: the same one where it is, then Word's.
STACK = f"{FAMILY},Carlito,Calibri,sans-serif"
FONTS = Path(__file__).parents[2] / "fonts"
_FACES = (
    ("Regular", "normal", "normal"),
    ("Bold", "bold", "normal"),
    ("Italic", "normal", "italic"),
    ("BoldItalic", "bold", "italic"),
)


def font_css() -> str:
    """``@font-face`` for each face."""
    return "".join(
        f"@font-face{{font-family:{FAMILY};font-weight:{weight};font-style:{style};"
        f"src:url({(FONTS / f'Carlito-{face}.ttf').as_uri()})}}"
        for face, weight, style in _FACES
    )
