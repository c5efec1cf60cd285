"""What of a Word file is printed: one list, for whoever checks a template and whoever prints it.

Everything that is not on the list is said (``losses``): words or pictures that no document would
show, a look that the PDF would lack, and what nobody knows. ISO 29500-1, 17 names the elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from lxml import etree

from pmtdocs.word import pictures
from pmtdocs.word.looks import LOOKS, RIGHT_TO_LEFT, SAID
from pmtdocs.word.package import Element, local, qualified, val, w


class Lost(Enum):
    """What a document would lack."""

    WORDS = "words"
    """Words or pictures: refused."""
    LOOK = "look"
    """The words are there, and look otherwise."""
    UNKNOWN = "unknown"
    """Neither, as far as can be told."""


class Loss(NamedTuple):
    """Something that is not printed as Word shows it."""

    lost: Lost
    element: Element
    what: str
    """« Une zone de texte », « surlignage »."""
    words: str = ""


# --- content -----------------------------------------------------------------------------------

#: What is read for what is in it: the walk goes through.
TRANSPARENT = qualified("ins moveTo fldSimple dir bdo")
#: Words that are not those of the document: taken away, or what a field asks for.
_GONE = qualified("del moveFrom delText delInstrText")
#: What prints nothing, and says nothing of the look.
SILENT = (
    qualified(
        "background proofErr permStart permEnd lastRenderedPageBreak annotationRef "
        "separator continuationSeparator "
        "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd commentReference "
        "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd "
        "customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd "
        "customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart "
        "customXmlMoveToRangeEnd tblGrid ffData fldData"
    )
    | _GONE
)
_DRAWINGS = qualified("drawing pict")
#: Tags that print nothing themselves.
BLOCK = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BLOCKS = qualified("body hdr ftr footnote endnote tc")
#: What is printed, and inside of what: Word reads no run outside of a paragraph.
_PRINTED = dict.fromkeys(
    qualified(
        "t sym br cr tab ptab noBreakHyphen softHyphen drawing pict fldChar instrText "
        "footnoteReference endnoteReference footnoteRef endnoteRef"
    ),
    qualified("r"),
) | {
    w("body"): qualified("document"), w("p"): _BLOCKS, w("tbl"): _BLOCKS,
    w("tr"): qualified("tbl"), w("tc"): qualified("tr"),
    **dict.fromkeys(qualified("r hyperlink"), qualified("p hyperlink")),
}  # fmt: skip
#: What holds words or pictures and cannot be printed, as people call it.
_LOST = {w(name): what for name, what in {
    "object": "Un objet incorporé (Excel, PDF…)", "control": "Un contrôle ActiveX",
    "altChunk": "Un fichier inséré", "subDoc": "Un sous-document", "ruby": "Un guide phonétique",
    "contentPart": "Un tracé à la main", "pgNum": "Un numéro de page d'ancienne forme",
}.items()}  # fmt: skip
_LOST |= dict.fromkeys(
    qualified("dayShort dayLong monthShort monthLong yearShort yearLong"),
    "Une date qui change à chaque ouverture",
)
#: Choices between several forms of the same (ISO 29500-3, 10), which ``normal`` makes.
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LOST |= dict.fromkeys((f"{_MATH}oMath", f"{_MATH}oMathPara"), "Une équation")
_DRAWN = {
    "diagram": "Un graphique SmartArt", "chart": "Un graphique",
    "wordprocessingShape": "Une forme", "wordprocessingGroup": "Un groupe de formes",
    "wordprocessingCanvas": "Une zone de dessin",
}  # fmt: skip
#: What DrawingML does to a picture that is not done to the printed one, as Word's menus say it.
_EFFECTS = {
    "grayscl": "niveaux de gris", "biLevel": "noir et blanc", "duotone": "recoloration",
    "lum": "luminosité", "alphaModFix": "transparence", "clrChange": "couleur transparente",
    "effectLst": "ombre ou lueur", "custGeom": "découpe", "scene3d": "rotation 3D",
}  # fmt: skip
_SEEN = {
    "drawing", "pict", "object", "sym", "blip", "imagedata", "footnoteReference",
    "endnoteReference",
}  # fmt: skip
_PROPERTIES = {w(name) for name in SAID}
#: Neither content nor to be looked for among it.
WORDLESS = SILENT | _PROPERTIES


# --- what is lost ------------------------------------------------------------------------------


def losses(root: Element) -> Iterator[Loss]:
    """All that is not printed as Word shows it, in the order of the file."""
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        tag = element.tag
        if what := _look_of(element):
            yield Loss(Lost.LOOK, element, what)
        if tag in _DRAWINGS and _is_in_place(element):
            yield from _picture(element)
        elif tag == w("tc") and (words := _under_another(element)):
            yield Loss(Lost.WORDS, element, "Une cellule fusionnée avec celle du dessus", words)
        elif element is root or tag in TRANSPARENT or _is_in_place(element):
            continue
        elif tag in _PROPERTIES:
            yield from _properties(element)
        elif isinstance(tag, str) and (
            tag not in SILENT or (tag not in _GONE and has_words(element))
        ):
            yield _lost(element)
        walker.skip_subtree()


def _look_of(element: Element) -> str:
    """The look that an element gives to what it holds, and that is not printed."""
    if element.tag == w("background"):
        return "couleur de page"
    turned = element.tag in (w("dir"), w("bdo")) and val(element) == "rtl"
    return RIGHT_TO_LEFT if turned else ""


def _under_another(cell: Element) -> str:
    """The words of a cell that is one with the cell above, whose words alone Word shows."""
    merge, row = cell.find(w("tcPr/vMerge")), cell.getparent()
    above = row is not None and next(row.itersiblings(w("tr"), preceding=True), None) is not None
    if merge is None or val(merge) == "restart" or not above:
        return ""
    return BLOCK.sub("", words_in(cell)).strip()


def _is_in_place(element: Element) -> bool:
    """Is it printed where it stands, whatever choice or wrapper it stands in?"""
    wrapped = False
    for above in element.iterancestors():
        if above.tag in TRANSPARENT:
            wrapped = True
        elif not str(above.tag).startswith(MC):
            in_run = wrapped and above.tag == w("r")
            return not in_run and above.tag in _PRINTED.get(str(element.tag), ())
    return False


def looks(container: str, properties: Iterable[Element]) -> Iterator[str]:
    """What the PDF would lack of the properties of a style: of its ``rPr``, its ``pPr``…"""
    for child in properties:
        if (look := LOOKS.get(container, {}).get(local(child.tag))) and (what := look(child)):
            yield what


def has_words(element: Element) -> bool:
    """Does an element hold anything that a reader sees?"""
    named = ((e, local(e.tag)) for e in element.iter("{*}*"))
    return any(n in _SEEN or (n == "t" and (e.text or "").strip()) for e, n in named)


def words_in(element: Element) -> str:
    """The words that an element holds, whatever writes them."""
    found = element.iter("{*}t", "{*}textpath")
    return "".join(e.get("string") or e.text or "" for e in found).strip()


def _lost(element: Element) -> Loss:
    words = words_in(element)
    if next(element.iter(w("txbxContent")), None) is not None and element.tag != w("object"):
        return Loss(Lost.WORDS, element, "Une zone de texte", words)
    if what := _LOST.get(str(element.tag)):
        return Loss(Lost.WORDS, element, what, words)
    misplaced = element.tag in _PRINTED
    lost = Lost.WORDS if misplaced or has_words(element) else Lost.UNKNOWN
    return Loss(lost, element, f"Un élément « {local(element.tag)} »", words)


def _picture(drawing: Element) -> Iterator[Loss]:
    """A picture is printed; whatever else is drawn is not."""
    data = next(drawing.iter("{*}graphicData"), None)
    kind = "" if data is None else data.get("uri", "").rpartition("/")[2]
    words = words_in(drawing)
    if next(drawing.iter("{*}webVideoPr"), None) is not None:
        yield Loss(Lost.WORDS, drawing, "Une vidéo en ligne", words)
    elif next(drawing.iter(w("txbxContent")), None) is not None:
        yield Loss(Lost.WORDS, drawing, "Une zone de texte", words)
    elif pictures.read(drawing) is None:
        yield Loss(Lost.WORDS, drawing, _DRAWN.get(kind, "Un dessin"), words)
    else:
        yield from (Loss(Lost.LOOK, drawing, f"image, {effect}") for effect in _effects(drawing))


def _effects(drawing: Element) -> Iterator[str]:
    """A contour of « none » and an empty list of effects are none."""
    for element in drawing.iter("{*}*"):
        name = local(element.tag)
        if name == "prstGeom" and element.get("prst", "rect") != "rect":
            yield "forme"
        elif name == "ln":
            yield from ("contour",) if len(element) and element.find("{*}noFill") is None else ()
        elif name == "imagedata" and (element.get("gain") or element.get("blacklevel")):
            yield _EFFECTS["lum"]
        elif name in _EFFECTS and (len(element) or name != "effectLst"):
            yield _EFFECTS[name]


def _properties(properties: Element) -> Iterator[Loss]:
    container, parent = local(properties.tag), properties.getparent()
    seen = container != "rPr" or (parent is not None and _has_text(parent))
    for child in properties.iterchildren("{*}*"):
        name = local(child.tag)
        look = LOOKS.get(container, {}).get(name)
        if has_words(child) or (look is None and name not in SAID[container]):
            yield _lost(child)._replace(what=f"Une propriété « {name} »")
        elif look is not None and seen and (what := look(child)):
            yield Loss(Lost.LOOK, child, what)
        elif name == "sectPr":
            yield from _properties(child)


def _has_text(run: Element) -> bool:
    """Is it a run with words? Other properties of runs, those of a paragraph mark, show nothing."""
    return run.tag == w("r") and any((t.text or "").strip() for t in run.iter(w("t")))
