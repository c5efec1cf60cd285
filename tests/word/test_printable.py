"""The list of what is printed: whatever is not on it is said."""

from __future__ import annotations

import pytest

from pmtdocs.finding import Severity
from pmtdocs.templates.inspection import inspect
from pmtdocs.word.package import NS, parse
from pmtdocs.word.printable import Loss, Lost, losses
from tests.support.faulty import runs
from tests.support.word_files import Workshop, bare, p, r, row, table

_NS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def found(body: str, margin: str = "") -> list[Loss]:
    tag = margin or "body"
    return [*losses(parse(f"<w:{tag} {_NS} {_W14}>{body}</w:{tag}>"))]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (runs(r("a", '<w:u w:val="wave"/>')), "forme du soulignement"),
        (runs(r("a", "<w14:glow/>")), "halo"),
        (p("a", extra='<w:jc w:val="distribute"/>'), "alignement"),
        (p("a", extra='<w:spacing w:beforeAutospacing="1"/>'), "espacement automatique"),
        (p("a", extra='<w:pBdr><w:between w:val="single"/></w:pBdr>'), "entre paragraphes"),
        (p("a", extra='<w:sectPr><w:cols w:equalWidth="0"><w:col w:w="90"/><w:col w:w="900"/>'
           "</w:cols></w:sectPr>"), "colonnes de largeurs inégales"),
        ('<w:sectPr><w:pgBorders/></w:sectPr>', "bordures de page"),
        ('<w:sectPr/><w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="9"/></w:sectPr>',
         "section continue d'un autre papier"),
        ('<w:sectPr><w:type w:val="nextColumn"/></w:sectPr>', "à la colonne suivante"),
        ('<w:sectPr><w:pgMar w:gutter="300"/></w:sectPr>', "reliure"),
        ('<w:sectPr><w:pgNumType w:fmt="ordinalText"/></w:sectPr>', "numéros de page"),
        (table(row("a"), properties="<w:tblpPr/>"), "tableau flottant"),
        (f'<w:p><w:bdo w:val="rtl">{r("a")}</w:bdo></w:p>', "sens de lecture"),
        ('<w:background w:color="FF0000"/>', "couleur de page"),
        (table(row("a", properties='<w:trHeight w:hRule="exact"/>')), "hauteur de ligne exacte"),
        (table(row("a", properties='<w:hidden/>')), "ligne masquée"),
        (p("a", extra='<w:textDirection w:val="btLr"/>'), "sens du texte"),
        (f"<w:p><w:r><w:tab/></w:r></w:p>{p('b')}"
         f"<w:p><w:pPr><w:tabs/></w:pPr><w:r><w:tab/></w:r></w:p>", "taquets"),
    ],
)  # fmt: skip
def test_a_look_that_the_pdf_would_lack(body: str, what: str) -> None:
    (loss,) = found(body)
    assert loss.lost is Lost.LOOK
    assert what in loss.what


@pytest.mark.parametrize(
    "body",
    [
        p("a", extra='<w:jc w:val="both"/><w:bidi w:val="0"/><w:widowControl/>'),
        runs(r("", '<w:highlight w:val="yellow"/>')),
        p("a", extra='<w:rPr><w:highlight w:val="yellow"/></w:rPr>'),
        '<w:sectPr><w:cols w:num="2"/></w:sectPr><w:sectPr><w:type w:val="continuous"/></w:sectPr>',
        '<w:sectPr><w:cols w:space="708"/><w:pgMar w:gutter="0"/><w:docGrid/></w:sectPr>',
        '<w:sectPr><w:type w:val="oddPage"/></w:sectPr>',
        "<w:p><w:pPr><w:tabs/></w:pPr></w:p>",
    ],
)
def test_what_has_no_look_of_its_own(body: str) -> None:
    assert found(body) == []


def test_tabs_of_a_margin_push_pieces_apart() -> None:
    tabbed = "<w:p><w:pPr><w:tabs/></w:pPr><w:r><w:tab/></w:r></w:p>"
    assert found(tabbed, "hdr") == []
    assert len(found(tabbed)) == 1


def test_what_nobody_knows_is_judged_by_what_it_holds() -> None:
    words, nothing = found(f"<w:p><w:futur>{r('mots')}</w:futur><w:avenir/></w:p>")
    assert (words.lost, words.words) == (Lost.WORDS, "mots")
    assert (nothing.lost, nothing.words) == (Lost.UNKNOWN, "")


#: The elements of WordprocessingML that a body, a header or a note may hold (ISO 29500-1, 17.2 to
#: 17.16), and some of the files beside, which may not.
NAMES = """
abstractNum adjustRightInd alias altChunk altChunkPr altName annotationRef attachedSchema
autoHyphenation autoSpaceDE autoSpaceDN b bCs background bar basedOn bdo bdr behavior between bidi
bidiVisual body bookmarkEnd bookmarkStart bottom br calcOnExit caps cellDel cellIns cellMerge
characterSpacingControl checkBox checked clrSchemeMapping cnfStyle col color cols comboBox comment
commentRangeEnd commentRangeStart commentReference comments compat contentPart
contextualSpacing continuationSeparator control cr cs customXml customXmlDelRangeEnd
customXmlDelRangeStart customXmlInsRangeEnd customXmlInsRangeStart customXmlMoveFromRangeEnd
customXmlMoveFromRangeStart customXmlMoveToRangeEnd customXmlMoveToRangeStart customXmlPr
dataBinding date dateFormat dayLong dayShort ddList default del delInstrText delText dir divId
docDefaults docGrid docPart docPartList docPartObj document drawing dropDownList dstrike
eastAsianLayout effect em emboss end endnote endnotePr endnoteRef endnoteReference endnotes
evenAndOddHeaders fHdr ffData fitText fldChar fldData fldSimple font footerReference footnote
footnotePr footnoteRef footnoteReference footnotes formProt framePr framesetFromData ftr
glossaryDocument gridAfter gridBefore gridCol gridSpan group hMerge hdr header headerReference
headers hidden hideMark highlight hps hpsBaseText hpsRaise hyperlink i iCs id ilvl imprint ind ins
insideH insideV instrText isLgl jc keepLines keepNext kern kinsoku label lang lastRenderedPageBreak
latentStyles left lid link listEntry listItem listSeparator lnNumType lock lvl lvlJc lvlOverride
lvlText mirrorIndents monthLong monthShort moveFrom moveFromRangeEnd moveFromRangeStart moveTo
moveToRangeEnd moveToRangeStart movie name next noBreakHyphen noEndnote noProof noWrap nsid num
numFmt numId numPicBullet numPr numRestart numStart numbering numberingChange oMath object
objectEmbed objectLink outline outlineLvl overflowPunct p pBdr pPr pPrChange pPrDefault pStyle
pageBreakBefore paperSrc permEnd permStart personal pgBorders pgMar pgNum pgNumType pgSz pict
picture placeholder pos position printerSettings proofErr ptab r rFonts rPr rPrChange rPrDefault
rStyle result rsid rt rtl rtlGutter ruby rubyAlign rubyBase rubyPr scrollbar sdt sdtContent
sdtEndPr sdtPr sectPr sectPrChange separator settings shadow shd showingPlcHdr size smallCaps
smartTag smartTagPr snapToGrid softHyphen spacing specVanish start statusText strike style
styleLink styles subDoc suff suppressAutoHyphens suppressLineNumbers suppressOverlap sym sz szCs t
tab tabs tag tbl tblBorders tblCaption tblCellMar tblCellSpacing tblDescription tblGrid
tblGridChange tblHeader tblInd tblLayout tblLook tblOverlap tblPr tblPrChange tblPrEx tblPrExChange
tblStyle tblStyleColBandSize tblStylePr tblStyleRowBandSize tblW tblpPr tc tcBorders tcFitText tcMar
tcPr tcPrChange tcW temporary text textAlignment textDirection textInput textboxTightWrap titlePg
tl2br top topLinePunct tr tr2bl trHeight trPr trPrChange txbxContent type u uiPriority
unhideWhenUsed vAlign vMerge vanish vertAlign view w wAfter wBefore webHidden widowControl wordWrap
yearLong yearShort zoom
""".split()  # noqa: SIM905
#: What holds words that a reader of the document does not see, or asks for what a field shows.
_UNSEEN = {"del", "moveFrom", "delText", "instrText", "delInstrText"}
#: In a paragraph, in a run, among paragraphs, rows, cells, and among each kind of properties.
_PLACES = (
    runs(r("a"), "{}"), "<w:p><w:r><w:t>a</w:t>{}</w:r></w:p>", p("a") + "{}",
    f"<w:p><w:hyperlink>{r('a')}{{}}</w:hyperlink></w:p>",
    table(row("a"), "{}"), table("<w:tr><w:tc><w:p/></w:tc>{}</w:tr>"),
    *(f"<w:p><w:pPr>{{}}</w:pPr>{r('a')}</w:p>", runs("<w:r><w:rPr>{}</w:rPr><w:t>a</w:t></w:r>")),
    table(row("a"), properties="{}"), table(row("a", properties="{}")),
    table(row("<w:tc><w:tcPr>{}</w:tcPr><w:p/></w:tc>")), "<w:sectPr>{}</w:sectPr>",
)  # fmt: skip


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("words", ["<w:t>{}</w:t>", r("{}"), p("{}")])
def test_words_are_printed_or_said_whatever_holds_them(
    word: Workshop, place: str, words: str
) -> None:
    """Wherever the element stands, with words in it, or a run, or a paragraph."""
    holders = {f"mots-{name}-": name for name in [*NAMES, "demain"]}
    bodies = {
        said: place.format(f"<w:{name}>{words.format(said)}</w:{name}>")
        for said, name in holders.items()
    }
    faults = [f for f in inspect(word.file("".join(bodies.values()))) if f.code[:4] == "MDL1"]
    told = " ".join(f.message + f.text for f in faults if f.kind.severity is Severity.ERROR)
    passed = {said: body for said, body in bodies.items() if said not in told}
    shown = bare(word.html("".join(passed.values())))
    lost = [holders[s] for s in passed if shown.count(s) != (holders[s] not in _UNSEEN)]
    assert lost == []


@pytest.mark.parametrize("lost", [r("mots"), f"<w:p>{p('mots')}</w:p>", table(p("mots"))])
def test_words_that_no_reader_looks_for_there(lost: str) -> None:
    """A run beside paragraphs, a paragraph in another, one between rows."""
    (loss,) = found(lost)
    assert (loss.lost, loss.words) == (Lost.WORDS, "mots")
