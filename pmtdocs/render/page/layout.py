"""WeasyPrint at work: pages laid out, tagged, and declared PDF/A-3a and PDF/UA-1.

Importing this module loads WeasyPrint and Pango (half a second): ``pdf`` does so late.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from xml.etree.ElementTree import Element

import pydyf
import weasyprint
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pmtdocs.render.page.fonts import ATTACHED, FONTS, font_css
from pmtdocs.word.package import TemplateError
from pmtdocs.word.room import SHORTEN

# WeasyPrint declares one standard per file (`pdf_variant`), and a file may follow both. PDF/A
# (ISO 19005-3, 6.6.2.3) refuses every XMP property that is neither predefined nor described by an
# extension schema: `pdfuaid` alone would cost the file its PDF/A-3a, hence the second block.
_PDFUA_XMP: Final = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas>
    <rdf:Bag>
      <rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property>
          <rdf:Seq>
            <rdf:li rdf:parseType="Resource">
              <pdfaProperty:name>part</pdfaProperty:name>
              <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
              <pdfaProperty:category>internal</pdfaProperty:category>
              <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
            </rdf:li>
          </rdf:Seq>
        </pdfaSchema:property>
      </rdf:li>
    </rdf:Bag>
  </pdfaExtension:schemas>
</rdf:Description>
"""
_END_OF_RDF: Final = b"</rdf:RDF>"


#: What a note is as HTML, and as a tag, until it is called by its name: nothing else is one.
_NOTE, _NOTE_TAG = "article", "/Art"

_FONTS: Final = frozenset(font.as_uri() for font in FONTS.glob("*.ttf"))


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Only what is inside the page, and the package's fonts: no other file, no network."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Refuse anything else, and stop: a page without its image is not what was asked for."""
        # Not « what begins like the folder of fonts »: « fonts/../.. » does too.
        if not url.startswith("data:") and url not in _FONTS:
            raise FatalURLFetchingError(f"la page appelle une adresse extérieure : {url}")
        return super().fetch(url, headers)


@cache
def engine() -> str:
    """WeasyPrint, what it stands on, the fonts and this module: what a PDF's bytes depend on."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for font in sorted(FONTS.glob("*.ttf")):
        digest.update(font.read_bytes())
    versions = [f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "fonttools")]
    return ", ".join([*versions, f"Pango {pango.pango_version()}", digest.hexdigest()])


def lay_out(html: str, date: str, attachment: bytes = b"") -> bytes:
    """The PDF of a page; ``date`` (ISO) becomes its creation date.

    ``attachment`` is a JSON file to be carried inside (PDF/A-3). Raises FatalURLFetchingError when
    the page asks for anything outside itself.
    """
    page = html.replace("<head>", f'<head><meta name="dcterms.created" content="{date}">', 1)
    with fonts_known():
        config, faces = _known[0]
        source = _source(page)
        if rules := "".join(_pushes(source, html)):
            source = _source(page.replace("</head>", f"<style>{rules}</style></head>", 1))
        document = source.render(font_config=config, stylesheets=[faces])
        if attachment:
            document.metadata.attachments = [_attached(attachment, date)]
        data: bytes = document.write_pdf(pdf_variant="pdf/a-3a", finisher=_finish)
    return data


def _source(page: str) -> weasyprint.HTML:
    source = weasyprint.HTML(string=page, url_fetcher=_Fetcher())
    _move_notes(source.etree_element)
    return source


def _move_notes(root: Element) -> None:
    """Put each note of the foot of the page after its call, where ``float: footnote`` wants it."""
    lists = [e for e in root.iter("div") if e.get("class") == "notes"]
    notes = {f"#{note.get('id')}": note for each in lists for note in each}
    if not notes:
        return
    parents = {child: parent for parent in root.iter() for child in parent}
    for call in [e for e in root.iter("a") if e.get("role") == "doc-noteref"]:
        if (note := notes.get(call.get("href", ""))) is not None:
            note.tag, note.tail, call.tail = _NOTE, call.tail, None
            parent = parents[call]
            parent.insert(1 + [*parent].index(call), note)
    for each in lists:
        parents[each].remove(each)


#: A header or footer that may be taller than the margin of its pages: ``css_margins.pushing``.
_EDGE: Final = re.compile(
    r"/\*(\w+)\|(@page [^|{]+)\|(top|bottom)\|([\d.]+)\|([\d.]+)\|([\d.]+)\*/", re.ASCII
)
#: Headers and footers as blocks of pages that hold nothing else.
_APART: Final = (
    "section>*{display:none}section>.head,section>.foot{display:block!important;"
    "position:static!important;break-inside:avoid}section>.foot>*{position:static!important}"
)
#: Of a page: beyond, the last lines of a header are lost. Most are refused before, by a guess.
_FULL: Final = 0.9
_POINT: Final = 4 / 3  # in CSS pixels


def _pushes(source: weasyprint.HTML, html: str) -> Iterator[str]:
    """Margins that leave tall headers and footers their room, as Word does (17.6.11).

    The words begin below both the margin of the page and the header, wherever that one ends.
    """
    found = [*_EDGE.finditer(html)]
    if not found:
        return
    config, faces = _known[0]
    apart = weasyprint.CSS(string=_APART, font_config=config)
    pages = source.render(font_config=config, stylesheets=[faces, apart]).pages
    # As if pages stood below one another: a box that goes on to the next one begins on its first.
    at = {
        name: (box[1] + rank * page.height) / _POINT
        for rank, page in reversed([*enumerate(pages)])
        for name, box in page.anchors.items()
    }
    taken: defaultdict[str, float] = defaultdict(float)
    for box, on, side, *measures in (match.groups() for match in found):
        distance, edge, whole = map(float, measures)
        room = max(edge, distance + at[f"{box}.end"] - at[box])
        taken[on] += room
        if taken[on] > _FULL * whole:
            raise TemplateError("Un en-tête ou un pied de page est plus haut que sa page.", SHORTEN)
        yield f"{on}{{margin-{side}:{room:.2f}pt}}"


@contextmanager
def fonts_known() -> Iterator[None]:
    """Make the fonts known to Pango once, for all the pages laid out meanwhile.

    WeasyPrint copies them to a temporary folder that it would forget in a process that is killed:
    it is in one of ours, removed here.
    """
    if _known:
        yield
        return
    with TemporaryDirectory(prefix="pmtdocs-") as folder:
        know_fonts(folder)
        try:
            yield
        finally:
            _known.clear()


def know_fonts(folder: str) -> None:
    """The same for as long as this process lives, in a folder that somebody else removes."""
    worked.set()
    _known.append(_fonts(folder))


#: Pango has worked in this process. It may have started a thread (1.56 does: Debian 13), for which
#: a process forked later would wait for ever: pages are then laid out here.
worked: Final = threading.Event()

#: Pango's knowledge of the fonts, and the style sheet that named them.
_Fonts = tuple[FontConfiguration, weasyprint.CSS]
_known: list[_Fonts] = []


def _fonts(folder: str) -> _Fonts:
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        config = FontConfiguration()
        faces = weasyprint.CSS(string=font_css(), font_config=config, url_fetcher=_Fetcher())
    finally:
        tempfile.tempdir = before
    return config, faces


def _attached(facts: bytes, date: str) -> weasyprint.Attachment:
    """The facts as an embedded file: the source of the page, of the page's own date."""
    day = dt.datetime.fromisoformat(f"{date}T00:00:00+00:00")
    return weasyprint.Attachment(
        string=facts,
        name=ATTACHED,
        description="Faits imprimés par ce document",
        created=day,
        modified=day,
        relationship="Source",
    )


def _finish(_document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """What is done before the streams are compressed and written: a ``finisher``."""
    _declare_pdfua(pdf)
    _name_notes(pdf)
    _link_pictures(pdf)
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            _compress(stream)


def _name_notes(pdf: pydyf.PDF) -> None:
    """Tag notes as such, which WeasyPrint does not; each wants a name of its own (PDF/UA, 7.9)."""
    tagged = [
        one
        for one in pdf.objects
        if isinstance(one, pydyf.Dictionary) and one.get("S") == _NOTE_TAG
    ]
    numbers = {note.number for note in tagged}
    for note in tagged:
        # What WeasyPrint wraps around the mark that is not written has the tag of its note.
        inside = int(note["P"].split()[0]) in numbers
        note["S"] = "/NonStruct" if inside else "/Note"
        if not inside:
            note["ID"] = pydyf.String(f"note-{note.number}")


def _link_pictures(pdf: pydyf.PDF) -> None:
    """A picture inside a link gets an annotation of its own, which must be within a link (7.18.5).

    Its element becomes one, and keeps its alternative text.
    """
    tagged = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary)]
    pointers = {one.reference for one in tagged if one.get("Type") == "/OBJR"}
    for element in tagged:
        if element.get("S") == "/Figure" and not pointers.isdisjoint(element["K"]):
            element["S"] = "/Link"


def _compress(stream: pydyf.Stream) -> None:
    """By pydyf, which does it each time that the bytes are asked for: two or three times."""
    whole: bytes = pydyf.Stream(stream.stream, compress=True).data
    stream.stream = [whole.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")]
    stream.extra["Filter"] = "/FlateDecode"
    stream.compress = False


def _declare_pdfua(pdf: pydyf.PDF) -> None:
    """Declare PDF/UA-1 in the XMP.

    The ``xmp_metadata`` option cannot serve: it appends a second ``rdf:RDF``, and validators read
    only the first.
    """
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    (packet,) = stream.stream
    head, end, tail = packet.partition(_END_OF_RDF)
    if not end:
        raise ValueError("the XMP packet of the PDF holds no rdf:RDF block")
    stream.stream = [head + _PDFUA_XMP + end + tail]
