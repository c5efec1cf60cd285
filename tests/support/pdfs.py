"""PDF files written by hand: lines where a test wants them, spaced as it wants."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

_SIZE, _LEADING = 11, 15
_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    "1 begincodespacerange <00> <FF> endcodespacerange\n{} endcmap end end"
)


class Said(NamedTuple):
    """Lines of a page from a place down; ``spacing`` is what is added after each letter."""

    x: float
    y: float
    lines: Sequence[str]
    spacing: float = 0
    size: float = _SIZE

    @property
    def drawn(self) -> str:
        rows = "\n".join(f"({_escaped(line)}) Tj T*" for line in self.lines)
        start = f"BT /F1 {self.size} Tf {self.spacing} Tc {_LEADING} TL {self.x} {self.y} Td"
        return f"{start}\n{rows}\nET"


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def body(*lines: str, y: float = 700) -> Said:
    """Lines of text where they usually stand."""
    return Said(70, y, lines)


def write_pdf(
    file: Path, *pages: Sequence[Said | str], meaning: dict[str, str] | None = None
) -> Path:
    """A page for each list of lines; a text is drawn as it stands.

    ``meaning`` gives what a letter stands for in text, as UTF-16 in hexadecimal.
    """
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    if meaning:
        rows = "".join(f"<{ord(a):02X}> <{b}>\n" for a, b in meaning.items())
        cmap = _stream(_CMAP.format(f"{len(meaning)} beginbfchar\n{rows}endbfchar"))
        font[NameObject("/ToUnicode")] = writer._add_object(cmap)
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    for said in pages:
        page = writer.add_blank_page(595, 842)
        drawn = "\n".join(s if isinstance(s, str) else s.drawn for s in said)
        page[NameObject("/Contents")] = writer._add_object(_stream(drawn))
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Annots")] = ArrayObject()
    writer.write(str(file))
    return file


def _stream(words: str) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(words.encode("cp1252"))
    return stream
