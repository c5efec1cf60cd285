"""Signs that Word draws with fonts of its own (Wingdings, Symbol…), as the Unicode signs they are.

Such a font draws another sign under the code of each letter: copied, searched or read aloud, the
words would say « ü » for a tick. Where Unicode has several drawings of one sign, and where our font
lacks the exact one, the plain sign stands for it: an arrow is an arrow.

Source: Unicode, L2/12-368 (N4384), « Status of encoding of Wingdings and Webdings Symbols », and
for Symbol, ftp.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

#: Of each font, the first code of a series and the signs that follow it.
_SERIES = {
    "wingdings": {
        0x21: "✏✂✁", 0x28: "☎✆✉✉", 0x37: "⌨", 0x3E: "✇✍✎✌", 0x45: "☜☞☝☟", 0x4A: "☺",
        0x4C: "☹", 0x4F: "⚐⚑✈☼", 0x54: "❄✝✞", 0x58: "✠✡☪☯",
        0x5D: "☸♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□❐❑❒", 0x74: "⧫◆❖", 0x78: "⌧", 0x7A: "⌘❀✿❝❞▯",
        0x81: "➀➁➂➃➄➅➆➇➈➉", 0x8C: "➊➋➌➍➎➏➐➑➒➓", 0x9E: "·•▪○◯◯◉◎", 0xA7: "▪☐", 0xAA: "✦★✶✴✹✵",
        0xB5: "✪✰", 0xD5: "⌫⌦◀➢", 0xDC: "➲", 0xDF: "←→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂▭▫✗✓☒☑",
    },
    "wingdings 2": {
        0x25: "✄", 0x4F: "✗✓☒☑☒☒", 0x5D: "‽", 0x69: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x80: "☉",
        0x82: "☽☾", 0x85: "✝", 0x95: "⋅•●●○", 0x9D: "⊙", 0x9F: "▪■■■☐□□", 0xA8: "▣",
        0xAF: "◇", 0xB1: "◈", 0xB8: "◊", 0xBA: "◖◗", 0xC0: "⬟", 0xC2: "⬣⬢", 0xEB: "✶",
        0xF0: "✹", 0xF3: "✯", 0xF8: "※⁂",
    },
    "wingdings 3": {
        0x21: "←→↑↓↖↗↙↘", 0x31: "↔↕", 0x53: "⌤⌃⌥", 0x57: "⍽⇪",
        0x66: "←→↑↓↖↗↙↘↔↕▲▼△▽◀▶◁▷◣◢◤◥◀▶▲", 0x80: "▼▲▼◀▶", 0x89: "←→↑↓", 0x99: "←→↑↓",
        0xA1: "←→↑↓", 0xB8: "↓", 0xD1: "←→↑↓↖↗↙↘←→↑↓↖↗↙↘←→↑↓↖↗↙↘←→↑↓↖↗↙↘",
    },
    "webdings": {
        0x33: "◀▶▲▼", 0x3C: "■●", 0x61: "✔", 0x63: "□", 0x67: "■", 0x69: "ℹ", 0x6E: "●",
        0x72: "✕", 0x79: "⊖", 0x98: "✯", 0xC9: "☎", 0xD9: "☁", 0xE9: "♿",
    },
    "symbol": {
        0x21: "!∀#∃%&∋()*+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴", 0x5D: "]⊥_",
        0x61: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼", 0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
        0xBF: "↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑", 0xF1: "⟩∫",
    },
    # LibreOffice writes the box of a list so.
    "mt extra": {0x57: "□"},
}  # fmt: skip
#: Word writes the codes of these fonts in the private area, from here.
_PRIVATE = 0xF000
_PRIVATE_AREA = re.compile("[\ue000-\uf8ff]")


def is_symbolic(font: str | None) -> bool:
    """Does a font draw other signs than the letters that it is given?"""
    return (font or "").casefold() in _SERIES


def sign(font: str | None, code: int) -> str | None:
    """The sign that a font draws for a code, as letters or as Word's private codes; if known.

    Another font draws what Unicode says, and has no private sign that we know. Without a font, all
    are tried: a bullet may not name its own.
    """
    own = code - _PRIVATE if _PRIVATE < code <= _PRIVATE + 0xFF else code
    if is_symbolic(font):
        return _signs((font or "").casefold()).get(own, chr(code) if own > 0xFF else None)
    if not is_private(chr(code)):
        return chr(code)
    found = (_signs(name).get(own) for name in _SERIES) if font is None else ()
    return next((one for one in found if one), None)


def written(font: str | None, text: str) -> Iterator[tuple[str, str | None]]:
    """Each letter typed in a font, and the sign that it prints, None when that is not known."""
    for letter in text:
        plain = not is_symbolic(font) and not is_private(letter)
        yield letter, letter if plain else sign(font, _code(letter))


def is_private(text: str) -> bool:
    """Does it hold letters of the area where each font draws what it likes?"""
    return _PRIVATE_AREA.search(text) is not None


@cache
def _signs(font: str) -> dict[int, str]:
    spaces = {0x20: " ", 0xA0: "\u00a0"}
    codes = {
        first + rank: one for first, row in _SERIES[font].items() for rank, one in enumerate(row)
    }
    return {**spaces, **codes}


def _code(letter: str) -> int:
    """Word gives what is typed on a Windows keyboard its code there: « • » is 0x95."""
    if ord(letter) > 0xFF and (byte := letter.encode("cp1252", "ignore")):
        return byte[0]
    return ord(letter)
