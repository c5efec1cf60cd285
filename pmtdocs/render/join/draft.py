"""« PROJET » across each page of a draft: Word's own watermark, and its like in HTML and PDF."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from pmtdocs.render.page.fonts import STACK
from pmtdocs.word.package import Element, w

WORD = "PROJET"

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
<v:shape id="Filigrane" type="#_x0000_t136" alt="{WORD}" stroked="f" fillcolor="#d9d9d9"
 style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:120pt;rotation:315;
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:textpath style="font-family:&quot;Calibri&quot;;font-weight:bold;font-size:1pt"
 string="{WORD}"/></v:shape></w:pict></w:r>"""

# Paths of letters would need no font, but a search for the word should find it in the PDF.
_SVG = (
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 210 297'%3E"
    f"%3Ctext x='105' y='160' font-family='{STACK}' font-weight='bold' font-size='58' "
    "fill='%23e3e3e3' text-anchor='middle' transform='rotate(-52 105 148)'%3E"
    f"{WORD}%3C/text%3E%3C/svg%3E"
)
_IMAGE = f'url("data:image/svg+xml,{_SVG}")'
#: A page background is an artifact: screen readers skip it, and it lies under the text. On a screen
#: it goes down each part, and ``page.html.j2`` says the word. Not the shorthand: WeasyPrint reads
#: it within ``assert``, which PYTHONOPTIMIZE takes away.
CSS = (
    f"@page{{background-image:{_IMAGE};background-position:center;background-size:contain;"
    "background-repeat:no-repeat}\n"
    f"@media screen{{section{{background-image:{_IMAGE};background-size:min(100%,21cm)}}}}"
)


def watermarked(header: Element) -> Element:
    """A copy of a header with the watermark in its first paragraph."""
    copy = deepcopy(header)
    paragraph = copy.find(w("p"))
    if paragraph is None:
        paragraph = etree.SubElement(copy, w("p"))
    paragraph.append(etree.fromstring(_WATERMARK))
    return copy
