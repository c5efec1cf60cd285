"""Fonts and colours that a file names by their use in its theme, said: another has another theme.

« minorHAnsi » is whatever font the theme gives to text; a colour of the theme stands beside its
value, as Word last worked it out (ISO 29500-1, 17.3.2.26 and 17.3.2.6).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pmtdocs.word.package import Element, local, parse, qualified, relationships, w
from pmtdocs.word.package import main as main_part

_SCRIPTS = ("ascii", "hAnsi", "cs", "eastAsia")
#: Those of Latin letters, whose font is read.
_READ = _SCRIPTS[:2]
_COLOURED = qualified(
    "color shd u top left bottom right start end insideH insideV between bar bdr tl2br tr2bl"
)


class Theme(NamedTuple):
    """The fonts of headings and of text."""

    major: str = ""
    minor: str = ""


def of(parts: dict[str, bytes], file: str) -> bytes | None:
    """The theme of a file, if it has one. Raises TemplateError."""
    related = relationships(parts, main_part(parts, file)).values()
    return next((parts[r.target] for r in related if r.kind == "theme" and r.target in parts), None)


@lru_cache(maxsize=32)
def read(data: bytes | None) -> Theme:
    """From the bytes of a theme. Raises TemplateError."""
    if data is None:
        return Theme()
    root = parse(data, "theme1.xml")
    found = (root.find(f".//{{*}}{use}Font/{{*}}latin") for use in Theme._fields)
    return Theme(*("" if font is None else font.get("typeface", "") for font in found))


def spell_out(root: Element, theme: Theme) -> None:
    """Say the fonts and colours of everything in ``root``."""
    for fonts in root.iter(w("rFonts")):
        for script in _SCRIPTS:
            use = str(fonts.attrib.pop(w(f"{script}Theme"), ""))
            font = theme.major if use.startswith("major") else theme.minor
            if use and font and script in _READ:
                fonts.set(w(script), font)
    for coloured in root.iter(*_COLOURED):
        for name in [n for n in coloured.attrib if local(n).startswith("theme")]:
            del coloured.attrib[name]
