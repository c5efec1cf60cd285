"""WeasyPrint at work: pages laid out, tagged, and declared PDF/A-3a and PDF/UA-1.

Importing this module loads WeasyPrint and Pango (half a second): ``pdf`` does so late.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import weasyprint
from weasyprint.text.ffi import pango
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pmtdocs.render.fonts import FONTS, font_css

if TYPE_CHECKING:
    import pydyf

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
#: The name of the facts inside a PDF.
ATTACHED: Final = "faits.json"


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
    page = html.replace("<style>", f"<style>{font_css()}", 1).replace(
        "<head>", f'<head><meta name="dcterms.created" content="{date}">', 1
    )
    document = weasyprint.HTML(string=page, url_fetcher=_Fetcher()).render()
    if attachment:
        document.metadata.attachments = [_attached(attachment, date)]
    data: bytes = document.write_pdf(pdf_variant="pdf/a-3a", finisher=_declare_pdfua)
    return data


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


def _declare_pdfua(_document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Declare PDF/UA-1 in the XMP: a ``finisher`` of ``write_pdf``.

    The ``xmp_metadata`` option cannot serve: it appends a second ``rdf:RDF``, and validators read
    only the first. A finisher runs before the streams are compressed and written.
    """
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    (packet,) = stream.stream
    head, end, tail = packet.partition(_END_OF_RDF)
    if not end:
        raise ValueError("the XMP packet of the PDF holds no rdf:RDF block")
    stream.stream = [head + _PDFUA_XMP + end + tail]
