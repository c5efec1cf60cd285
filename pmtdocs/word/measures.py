"""The measures and numbers that Word itself cannot give: a page of no width, a letter of 2 km.

Its own windows stop there (a page of 22 inches, letters of 1 638 points, 63 columns in a table).
Whatever this program reads of a file as a number is in this list: what is not, no reader refuses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pmtdocs.word import pictures
from pmtdocs.word.package import (
    MOST_COLUMNS,
    MOST_COUNTED,
    Element,
    TemplateError,
    local,
    number,
    val,
    w,
)

_LONG, _MANY = 31_680, 1_000_000_000
_SIDES = "left right top bottom start end"
#: What it is in French, the elements and their attributes, and the least and the most of each.
_RULES = (
    ("la page", "pgSz", "w h", 720, _LONG),
    ("une marge", "pgMar", f"{_SIDES} header footer gutter", -_LONG, _LONG),
    ("le numéro de page", "pgNumType", "start", 0, 1_000_000),
    ("le nombre de colonnes", "cols", "num", 0, 45),
    ("une colonne", "cols col", "w space", 0, _LONG),
    ("un retrait", "ind", f"{_SIDES} hanging firstLine", -_LONG, _LONG),
    ("un espacement", "spacing", "before after line val", -_LONG, _LONG),
    ("la taille des lettres", "sz", "val", 1, 3_276),
    ("un taquet", "tab", "pos", -_LONG, _LONG),
    ("la hauteur d'une ligne", "trHeight", "val", -_LONG, _LONG),
    ("le nombre de colonnes", "gridSpan gridBefore gridAfter", "val", 0, MOST_COLUMNS),
    ("le nombre de lignes", "tblStyleRowBandSize tblStyleColBandSize", "val", 0, MOST_COUNTED),
    ("une largeur", "gridCol tcW wBefore wAfter tblInd", "w", -_LONG, _LONG),
    ("une marge", _SIDES, "w", -_LONG, _LONG),
    ("une bordure", f"{_SIDES} insideH insideV", "sz space", 0, _LONG),
    ("le niveau d'une liste", "ilvl", "val", 0, 8),
    ("le niveau d'une liste", "lvl lvlOverride", "ilvl", 0, 8),
    ("le début d'une liste", "lvl/start startOverride lvlRestart", "val", 0, MOST_COUNTED),
    ("le numéro d'une liste", "numId abstractNumId", "val", 0, _MANY),
    ("le numéro d'une liste", "num", "numId", 0, _MANY),
    ("le numéro d'une liste", "abstractNum", "abstractNumId", 0, _MANY),
    ("le numéro d'une note", "numStart", "val", 0, MOST_COUNTED),
)
#: What it is, what the element is in, the attribute, the least and the most.
_Bounds = tuple[str, str, str, int, int]


def _by_element() -> dict[str, list[_Bounds]]:
    out: dict[str, list[_Bounds]] = defaultdict(list)
    for what, elements, attributes, least, most in _RULES:
        for above, _, name in (element.rpartition("/") for element in elements.split()):
            out[w(name)] += [(what, above, w(a), least, most) for a in attributes.split()]
    return dict(out)


_KNOWN = _by_element()
_PICTURES = (w("drawing"), w("pict"))


def impossible(root: Element) -> Iterator[tuple[Element, str]]:
    """Elements with a measure that Word could not give, and what it is: « la page (0) »."""
    for element in root.iter(*_KNOWN, *_PICTURES):
        for what, above, name, least, most in _KNOWN.get(str(element.tag), ()):
            text, parent = element.get(name), element.getparent()
            elsewhere = above and (parent is None or local(parent.tag) != above)
            if text and not elsewhere and not least <= number(text, least - 1) <= most:
                yield element, f"{what} ({text[:20]})"
        if element.tag in _PICTURES and not _is_measured(element):
            yield element, "la taille d'une image"


def _is_measured(drawing: Element) -> bool:
    try:
        if (picture := pictures.read(drawing)) is not None:
            pictures.size(picture)
    except TemplateError:
        return False
    return True


def holder(element: Element) -> str:
    """The style that holds an element: « dans le style « Titre 1 » »."""
    style = next(element.iterancestors(w("style")), None)
    return "" if style is None else f" dans le style « {val(style.find(w('name'))) or ''} »"
