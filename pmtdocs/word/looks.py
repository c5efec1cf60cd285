"""The looks that Word gives to words, paragraphs, tables and paper, and which of them are printed.

What ``properties`` reads is; of the rest, a look that would be lost has a name that people know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pmtdocs.word import sections
from pmtdocs.word.package import NO, Element, val, w
from pmtdocs.word.properties import CELL, PARAGRAPH, RUN, TABLE
from pmtdocs.word.signs import are_signs
from pmtdocs.word.symbols import is_symbolic
from pmtdocs.word.words import text_of

_Look = Callable[[Element], str]
_OFF = (*NO, "clear", "nil", "100", "lrTb")
_FREE = ("Calibri", "Carlito")


def _set(what: str, *plain: str, attribute: str = "val") -> _Look:
    """``what`` unless the property is switched off, or has one of the ``plain`` values."""
    return lambda e: "" if (val(e, attribute) or "") in (*_OFF, *plain) else what


def _beside(what: str, *known: str, attribute: str = "val") -> _Look:
    """``what`` for any value that is not one of those printed."""
    return lambda e: "" if (val(e, attribute) or known[0]) in known else what


def _font(fonts: Element) -> str:
    """Signs are drawn by the font of signs, whatever they name."""
    font, run = val(fonts, "ascii"), next(fonts.iterancestors(w("r")), None)
    signs = is_symbolic(font) or (run is not None and are_signs(text_of(run)))
    return f"police {font}" if font and font not in _FREE and not signs else ""


def _tabs(tabs: Element) -> str:
    """A tab of the body follows its stops; in a margin, tabs push pieces apart."""
    paragraph = next(tabs.iterancestors(w("p")), None)
    free = paragraph is None or next(paragraph.iterancestors(w("hdr"), w("ftr")), None) is not None
    tabbed = not free and paragraph is not None and paragraph.find(f".//{w('r/tab')}") is not None
    return "taquets de tabulation" if tabbed else ""


def _inside(what: str, *names: str) -> _Look:
    """``what`` when there is one of these inside, switched on."""

    def look(element: Element) -> str:
        found = (element.find(w(name)) for name in names)
        return what if any(f is not None and val(f) not in _OFF for f in found) else ""

    return look


def _columns(said: Element) -> str:
    section = said.getparent()
    alike = section is None or sections.columns(section).alike
    return "" if alike else "colonnes de largeurs inégales"


def _begins(said: Element) -> str:
    section = said.getparent()
    if section is not None and sections.begins_a_page(section):
        return "section continue d'un autre papier ou d'autres en-têtes"
    return "section qui commence à la colonne suivante" if val(said) == "nextColumn" else ""


def _automatic(spacing: Element) -> str:
    sides = (val(spacing, f"{side}Autospacing") for side in ("before", "after"))
    return "espacement automatique" if any(s not in (None, *_OFF) for s in sides) else ""


def _exact(height: Element) -> str:
    """A row that cuts what it has no room for: its words are printed whole."""
    return "hauteur de ligne exacte" if val(height, "hRule") == "exact" else ""


def _page_numbers(said: Element) -> str:
    section = said.getparent()
    known = section is None or sections.page_numbers(section) is not None
    return "" if known else "format des numéros de page"


#: Settings of a file that change its pages, and how people call them: its parts are joined under
#: one, which has none of these.
OF_A_FILE = {
    "mirrorMargins": "marges en vis-à-vis", "bookFoldPrinting": "pages en livret",
    "bookFoldRevPrinting": "pages en livret", "printTwoOnOne": "deux pages par feuille",
    "autoHyphenation": "coupure automatique des mots",
}  # fmt: skip
RIGHT_TO_LEFT = "sens de lecture"
_READING = _set(RIGHT_TO_LEFT)
_VERTICAL = _set("sens du texte")
#: Properties of which something is not printed, and how people call it.
LOOKS: Mapping[str, Mapping[str, _Look]] = {
    "rPr": {
        "rFonts": _font,
        "u": _beside("forme du soulignement", "single", "none", "words", "0"),
        "highlight": _set("surlignage"), "dstrike": _set("double barré"),
        "outline": _set("contour"), "shadow": _set("ombre"), "emboss": _set("relief"),
        "imprint": _set("gravure"), "em": _set("point d'insistance"),
        "position": _set("décalage en hauteur"), "w": _set("largeur des caractères"),
        "effect": _set("animation"), "bdr": _set("bordure de caractères"),
        "fitText": _set("texte ajusté"), "rtl": _READING,
        "eastAsianLayout": _set("disposition asiatique"), "glow": _set("halo"),
        "reflection": _set("reflet"), "textOutline": _set("contour"),
        "textFill": _set("remplissage"), "props3d": _set("relief"), "scene3d": _set("relief"),
    },
    "pPr": {
        "jc": _beside("alignement", "left", "both", "start", "center", "right", "end"),
        "tabs": _tabs, "framePr": _set("cadre"), "bidi": _READING, "textDirection": _VERTICAL,
        "mirrorIndents": _set("retraits en miroir"),
        "pBdr": _inside("bordure entre paragraphes", "between", "bar"),
        "spacing": _automatic,
    },
    "tblPr": {
        "tblpPr": lambda _: "tableau flottant", "bidiVisual": _READING,
        "tblCellSpacing": _set("espace entre cellules", attribute="w"),
        "shd": _set("trame du tableau", "", "auto", "FFFFFF", attribute="fill"),
    },
    "tblPrEx": {"tblBorders": lambda _: "bordures d'une seule ligne"},
    "trPr": {
        "hidden": _set("ligne masquée"), "trHeight": _exact,
        "jc": _beside("alignement du tableau", "left", "start"),
        "tblCellSpacing": _set("espace entre cellules", attribute="w"),
    },
    "tcPr": {
        "tcBorders": _inside("diagonale de cellule", "tl2br", "tr2bl"),
        "tcFitText": _set("texte ajusté"), "hMerge": lambda _: "cellules fusionnées",
    },
    "sectPr": {
        "pgMar": _set("marge de reliure", "", attribute="gutter"),
        "pgBorders": lambda _: "bordures de page", "cols": _columns,
        "type": _begins, "lnNumType": lambda _: "numéros de ligne",
        "vAlign": _beside("alignement vertical de la page", "top"), "bidi": _READING,
        "textDirection": _VERTICAL, "pgNumType": _page_numbers, "rtlGutter": _READING,
        "docGrid": _beside("grille du document", "default", attribute="type"),
    },
}  # fmt: skip
_READ: Mapping[str, Iterable[str]] = {
    "rPr": RUN, "pPr": PARAGRAPH, "tblPr": TABLE, "tcPr": CELL,
}  # fmt: skip
_WITHOUT_LOOK = {
    "rPr": "rStyle bCs iCs szCs lang noProof webHidden snapToGrid kern cs oMath specVanish ins del "
    "moveFrom moveTo rPrChange ligatures numForm numSpacing stylisticSets cntxtAlts",
    "pPr": "pStyle numPr outlineLvl rPr sectPr widowControl suppressLineNumbers "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN "
    "adjustRightInd snapToGrid suppressOverlap textAlignment textboxTightWrap divId cnfStyle "
    "pPrChange collapsed contextualSpacing",
    "tblPr": "tblStyle tblLook tblCaption tblDescription tblW tblLayout tblOverlap "
    "tblStyleRowBandSize tblStyleColBandSize tblPrChange",
    "trPr": "tblHeader cantSplit cnfStyle divId gridBefore gridAfter wBefore wAfter ins del "
    "trPrChange",
    "tcPr": "gridSpan vMerge tcW cnfStyle noWrap hideMark headers cellIns cellDel cellMerge "
    "tcPrChange",
    "sectPr": "headerReference footerReference pgSz titlePg paperSrc formProt noEndnote "
    "printerSettings footnotePr endnotePr sectPrChange",
    "tblPrEx": "tblCellMar tblLook tblW tblLayout tblInd jc shd tblCellSpacing tblPrExChange",
}
#: Properties printed, or without any look of their own.
SAID = {part: {*_READ.get(part, ()), *names.split()} for part, names in _WITHOUT_LOOK.items()}
