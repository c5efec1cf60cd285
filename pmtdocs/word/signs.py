"""The signs that a document draws with Word's own fonts, written as what they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from pmtdocs.language import glyphs
from pmtdocs.word import symbols
from pmtdocs.word.order import made
from pmtdocs.word.package import XML, Element, hexadecimal, val, w
from pmtdocs.word.styles import FONTS, Styles, fonts_in

#: What draws them for whoever opens the Word file, as it does what people insert today.
_FONT = "Segoe UI Symbol"


class Drawn(NamedTuple):
    """Letters of a font of signs (``w:t``), or a sign by its code (``w:sym``)."""

    element: Element
    font: str
    signs: tuple[tuple[str, str | None], ...]
    """Each letter, and the sign that it prints, None when it is not known."""


def drawn(root: Element, styles: Styles) -> Iterator[Drawn]:
    """Those of an element, in its order."""
    named = {*styles.fonts, *fonts_in(root)}
    are_named = any(map(symbols.is_symbolic, named))  # else no font of a run is worth a look
    said = etree.tostring(root, method="text", encoding="UTF-8")
    may_be_private = b"\xee" in said or b"\xef" in said  # from U+E000 on
    if not (are_named or may_be_private or next(root.iter(w("sym")), None) is not None):
        return
    for child in root.iter(w("t"), w("sym")):
        text = child.text or ""
        is_sign, is_private = child.tag == w("sym"), symbols.is_private(text)
        run = child.getparent() if is_sign or is_private or are_named else None
        if run is None or run.tag != w("r"):
            continue
        if is_sign:
            own, code = val(child, "font") or "", val(child, "char") or ""
            number = hexadecimal(code)
            yield Drawn(child, own, ((chr(number), symbols.sign(own, number)),))
        elif is_private | symbols.is_symbolic(font := font_of(run, styles)):
            yield Drawn(child, font, tuple(symbols.written(font, text)))


def font_of(run: Element, styles: Styles) -> str:
    """The font of a run if it or its styles name one: what draws its letters."""
    names = (val(fonts, name) for fonts in styles.of_run(run, "rFonts") for name in FONTS)
    return next(filter(None, names), "")


def write(root: Element, styles: Styles) -> None:
    """Unicode signs in the place of all those that are known, in a font that has them."""
    for element, _, signs in [*drawn(root, styles)]:
        if any(sign is None for _, sign in signs):
            continue  # refused before it is filled in, or drawn by a mark of ours
        text = "".join(sign or "" for _, sign in signs)
        element.attrib.clear()
        element.tag, element.text = w("t"), text
        element.set(f"{{{XML}}}space", "preserve")
        run = element.getparent()
        if run is not None and text.strip():
            _draw(run)


def are_signs(text: str) -> bool:
    """Is it signs alone, which our font of signs draws whatever font the words name?"""
    return bool(text.strip()) and all(c.isspace() or c in glyphs.symbols() for c in text)


def _draw(run: Element) -> None:
    fonts = made(made(run, "rPr"), "rFonts")
    fonts.attrib.clear()
    for name in (*FONTS, "eastAsia"):
        fonts.set(w(name), _FONT)
