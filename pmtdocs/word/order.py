"""The order in which Word wants what an element says, and what is said put in its place.

Word may call a file broken where another program would not mind (ISO 29500-1, annex A).
"""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter

from lxml import etree

from pmtdocs.word.package import Element, inner, local, w

#: By what holds them; « * » is whatever is not named.
_ORDER = {
    "p": "pPr", "r": "rPr", "tc": "tcPr", "tr": "tblPrEx trPr", "tbl": "tblPr tblGrid",
    "trPr": "* ins del trPrChange",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
    "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath "
    "rPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription tblPrChange",
    "numPr": "ilvl numId", "pBdr": "top left bottom right between bar",
    **dict.fromkeys(
        ("tblBorders", "tcBorders", "tblCellMar", "tcMar"),
        "top start left bottom end right insideH insideV tl2br tr2bl",
    ),
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings sectPrChange",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr "
    "tcPr tblStylePr",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime "
    "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
    "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
    "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
    "activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter "
    "stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves "
    "doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet "
    "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps "
    "showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders * "
    "footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang "
    "clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
    "readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags "
    "decimalSymbol listSeparator",
}  # fmt: skip
_RANKS = {
    holder: {name: rank for rank, name in enumerate(names.split())}
    for holder, names in _ORDER.items()
}
#: Headers and footers stand in any order.
_RANKS["sectPr"]["footerReference"] = 0
_SORTED = tuple(map(w, _RANKS.keys() - {"settings"}))


def settle(root: Element) -> bool:
    """Put what other programs wrote in another order in that of Word; was there any to do?"""
    done = False
    for holder in [*root.iter(*_SORTED)]:
        found = [_rank(str(holder.tag), str(one.tag)) for one in holder]
        if found != sorted(found):
            holder[:] = [
                one for _, one in sorted(zip(found, holder, strict=True), key=itemgetter(0))
            ]
            done = True
    return done


def place(holder: Element, said: Element) -> None:
    """Put an element among the others of ``holder``, before the first that comes after it."""
    held, own = str(holder.tag), _rank(str(holder.tag), str(said.tag))
    later = (at for at, one in enumerate(holder) if _rank(held, str(one.tag)) > own)
    holder.insert(next(later, len(holder)), said)


@lru_cache(maxsize=4096)  # other programs have tags of theirs
def _rank(holder: str, tag: str) -> int:
    ranks = _RANKS[local(holder)]
    return ranks.get(local(tag), ranks.get("*", len(ranks)))


def made(holder: Element, name: str) -> Element:
    """What an element says under a name, its ``pPr`` for one; made where it says nothing."""
    if (found := inner(holder, name)) is None:
        place(holder, found := etree.Element(w(name)))
    return found
