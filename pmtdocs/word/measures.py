"""The measures that Word itself cannot give: nobody lays out a page of no width, a letter of 2 km.

Its own windows stop there (a page of 22 inches, letters of 1 638 points, 63 columns in a table).
"""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.word.package import MOST_COLUMNS, Element, TemplateError, w, whole

_LONG = 31_680
_SIDES = ("left", "right", "top", "bottom", "header", "footer", "gutter", "start", "end")
#: Element → what it is in French, its attributes, and the least and the most of each.
_KNOWN = {
    w("pgSz"): ("la page", ("w", "h"), 720, _LONG),
    w("pgMar"): ("une marge", _SIDES, -_LONG, _LONG),
    w("pgNumType"): ("le numéro de page", ("start",), 0, 1_000_000),
    w("cols"): ("le nombre de colonnes", ("num",), 0, 45),
    w("ind"): ("un retrait", (*_SIDES, "hanging", "firstLine"), -_LONG, _LONG),
    w("spacing"): ("un espacement", ("before", "after", "line", "val"), -_LONG, _LONG),
    w("sz"): ("la taille des lettres", ("val",), 1, 3_276),
    w("trHeight"): ("la hauteur d'une ligne", ("val",), -_LONG, _LONG),
    w("gridSpan"): ("le nombre de colonnes", ("val",), 0, MOST_COLUMNS),
    w("gridBefore"): ("le nombre de colonnes", ("val",), 0, MOST_COLUMNS),
    w("gridAfter"): ("le nombre de colonnes", ("val",), 0, MOST_COLUMNS),
}  # fmt: skip


def impossible(root: Element) -> Iterator[tuple[Element, str]]:
    """Elements with a measure that Word could not give, and what it is: « la page (0) »."""
    for element in root.iter(*_KNOWN):
        what, names, least, most = _KNOWN[str(element.tag)]
        texts = (text for name in names if (text := element.get(w(name))))
        if wrong := next((text for text in texts if not _is_within(text, least, most)), None):
            yield element, f"{what} ({wrong[:20]})"


def _is_within(text: str, least: int, most: int) -> bool:
    try:
        return least <= whole(text) <= most
    except TemplateError:
        return False
