"""« PROJET » across each page of a draft: Word's own watermark, and its like in HTML and PDF."""

from __future__ import annotations

from copy import deepcopy
from urllib.parse import unquote

from lxml import etree

from pmtdocs.word.package import Element, w

WORD = "PROJET"
#: The box of the word before it is turned, in points, and its grey.
_WIDTH, _HEIGHT, _GREY = 440, 120, "d9d9d9"

_VML = "urn:schemas-microsoft-com:vml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
# The shape that Word itself writes for Création > Filigrane (text path, type 136).
_WATERMARK = f"""<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="{_VML}" xmlns:o="{_OFFICE}"><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="Filigrane" type="#_x0000_t136" alt="{WORD}" stroked="f" fillcolor="#{_GREY}"
 style="position:absolute;margin-left:0;margin-top:0;width:{_WIDTH}pt;height:{_HEIGHT}pt;rotation:315;
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:textpath style="font-family:&quot;Calibri&quot;;font-weight:bold;font-size:1pt"
 string="{WORD}"/></v:shape></w:pict></w:r>"""

# The same box, colour and slant as Word's. Letters are drawn, not written: the words of a
# background are among those of whoever copies a row of a table from the PDF. They are those of
# Carlito bold (OFL), stretched to the box as Word stretches them.
_LETTERS = (
    "M19 78V119H0V1H30Q40 1 46 4Q53 7 57 12Q61 17 64 24Q66 31 66 39Q66 48 63 55Q61 62 57 67"
    "Q52 72 46 75Q39 78 30 78ZM19 60H30Q39 60 43 54Q47 49 47 39Q47 30 43 25Q39 19 30 19H19ZM97 74"
    "V119H78V1H106Q116 1 122 4Q129 6 133 11Q138 15 140 22Q142 28 142 35Q142 41 140 46"
    "Q139 52 137 56Q134 60 131 63Q127 67 123 69Q124 70 126 72Q127 73 129 76L150 119H133"
    "Q129 119 126 114L109 77Q108 75 107 74Q105 74 103 74ZM97 57H106Q111 57 114 56Q117 54 119 51"
    "Q121 49 123 45Q124 41 124 37Q124 28 119 24Q115 19 106 19H97ZM247 60Q247 73 243 84"
    "Q240 95 234 103Q228 111 220 115Q211 120 201 120Q190 120 182 115Q173 111 167 103"
    "Q161 95 158 84Q155 73 155 60Q155 47 158 36Q161 25 167 17Q173 9 182 5Q190 0 201 0Q211 0 220 5"
    "Q228 9 234 17Q240 25 243 36Q247 47 247 60ZM227 60Q227 51 226 43Q224 36 220 31Q217 25 212 23"
    "Q207 20 201 20Q194 20 189 23Q185 25 181 31Q178 36 176 43Q174 51 174 60Q174 69 176 77"
    "Q178 84 181 90Q185 95 189 97Q194 100 201 100Q207 100 212 97Q217 95 220 90Q224 84 226 77"
    "Q227 69 227 60ZM291 77Q291 87 290 95Q288 103 284 108Q281 114 276 117Q271 120 264 120"
    "Q260 120 257 120Q254 119 251 118L252 104Q252 102 253 101Q254 100 256 100Q257 100 258 100"
    "Q260 101 262 101Q264 101 267 100Q269 98 270 96Q271 93 272 88Q273 84 273 77V1H291ZM364 1V20"
    "H325V51H355V69H325V100H364L364 119H306V1ZM440 1V20H415V119H396V20H370V1Z"
)  # fmt: skip
#: How wide and high the box is once it is turned.
SIDE = (_WIDTH + _HEIGHT) * 0.5**0.5
_SVG = (
    f"%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {SIDE:.0f} {SIDE:.0f}'%3E"
    f"%3Cpath fill='%23{_GREY}' transform='translate({SIDE / 2:.0f} {SIDE / 2:.0f}) rotate(-45) "
    f"translate({-_WIDTH / 2:.0f} {-_HEIGHT / 2:.0f})' d='{_LETTERS}'/%3E%3C/svg%3E"
)
#: The picture by itself.
SVG = unquote(_SVG).encode()
_IMAGE = f'url("data:image/svg+xml,{_SVG}")'
#: A page background is an artifact: screen readers skip it, and it lies under the text. Not the
#: shorthand: WeasyPrint reads it within ``assert``, which PYTHONOPTIMIZE takes away.
PAPER = (
    f"@page{{background-image:{_IMAGE};background-position:center;background-size:{SIDE:.0f}pt;"
    "background-origin:content-box;background-repeat:no-repeat}"
)
#: On a screen it goes down each part, and ``page.html.j2`` says the word.
CSS = (
    f"@media screen{{section{{background-image:{_IMAGE};"
    f"background-size:min(100%,{SIDE:.0f}pt);background-position:top;background-repeat:repeat-y}}}}"
)


def watermarked(header: Element) -> Element:
    """A copy of a header with the watermark in its first paragraph."""
    copy = deepcopy(header)
    free = (p for p in copy.iter(w("p")) if next(p.iterancestors(w("tbl")), None) is None)
    paragraph = next(free, None)
    if paragraph is None:
        paragraph = etree.SubElement(copy, w("p"))
    paragraph.append(etree.fromstring(_WATERMARK))
    return copy
