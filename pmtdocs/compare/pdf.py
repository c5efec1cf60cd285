"""The words of a PDF in reading order, without headers, footers and watermarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmtdocs.compare import glyphs
from pmtdocs.compare.glyphs import UNREADABLE
from pmtdocs.compare.text import Block, Headings, ReadError, Text
from pmtdocs.language.french import plural

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfiumError, PdfPage

#: Headers and footers stand in this share of the page, at the top and at the bottom (22 mm of A4).
_MARGIN = 0.075
_PAGE_NUMBER = re.compile(r"(?:.*\bpage )?\d+ ?(?:/|sur) ?\d+|page \d+", re.IGNORECASE)
#: What is left of a page number without its figures.
_PAGE = ("", "/", "sur", "page", "page/", "pagesur")
_HEADING = re.compile(
    r"(?:article|annexe) (?:\d+|[ivx]+)(?:er)?\s*(?:[:–—.-]|$)|(?:article|annexe) \d+(?:er)?$",
    re.IGNORECASE,
)
_LEVELS = {"an": 1, "ar": 2}
_OPENS = re.compile(r"\s*(?:[–•□▪○◦❑]|-\s|\d+[.)]\s|Fait\b)")
_ENDS = re.compile(r"[.;:!?]\s*$")


class Line(NamedTuple):
    """A line of a page; ``height`` is 0 at its bottom, 1 at its top."""

    page: int
    words: str
    height: float


def read_pdf(file: Path, other: Text | None = None) -> Text:
    """A PDF, held beside ``other``, whose headers and footers it is known to print.

    Raises ReadError for a file without text, above all a scan.
    """
    pages, notes = _pages(file)
    lines = [line for page in pages for line in page.lines]
    if not lines:
        raise ReadError(
            f"{file.name} ne contient aucun texte : c'est sans doute un document numérisé.",
            "Demandez le PDF d'origine, ou passez-le à la reconnaissance de caractères (OCR).",
        )
    unread = [(page.number, why) for page in pages if (why := page.unread)]
    running = _running(lines, other)
    blocks = tuple(_blocks([line for line in lines if line not in running]))
    margins = {_bare(line.words): line.words for line in lines if line in running}
    said = tuple(words for bare, words in margins.items() if bare not in _PAGE)
    return Text(str(file), blocks, True, said, tuple(notes), tuple(unread))


class _Page(NamedTuple):
    """What a page shows."""

    number: int
    lines: list[Line]
    watermark: str
    is_drawn: bool
    """Is anything on it?"""

    @property
    def unread(self) -> str:
        """What of it nobody can read but by looking."""
        if self.is_drawn and not self.lines:
            return "page sans texte, sans doute numérisée : à lire par vous-même"
        if count := sum(line.words.count(UNREADABLE) for line in self.lines):
            signs = plural(count, "signe illisible", "signes illisibles")
            return f"{signs}, ici « {UNREADABLE} » : à lire par vous-même"
        return ""


def _pages(file: Path) -> tuple[list[_Page], list[str]]:
    """The pages, and what a reader must know of the file."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(file) as document:
            pages = [_page(page, number) for number, page in enumerate(document, 1)]
            return pages, [*_notes(document, pages)]
    except pypdfium2.PdfiumError as error:
        raise _refused(file, error) from error


def _refused(file: Path, error: PdfiumError) -> ReadError:
    from pypdfium2 import raw

    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return ReadError(
            f"{file.name} est protégé par un mot de passe.",
            "Ouvrez-le avec son mot de passe et enregistrez-le de nouveau, sans protection.",
        )
    return ReadError(
        f"{file.name} ne peut pas être lu comme PDF : il est abîmé.",
        "Ouvrez-le et enregistrez-le de nouveau, ou demandez-le de nouveau.",
    )


def _page(page: PdfPage, number: int) -> _Page:
    height = page.get_height() or 1
    text = page.get_textpage()
    said, watermark = glyphs.read(text)
    lines = [Line(number, s.words, text.get_charbox(s.first)[1] / height) for s in said]
    return _Page(number, lines, watermark, any(True for _ in page.get_objects(max_depth=1)))


def _notes(document: PdfDocument, pages: list[_Page]) -> Iterator[str]:
    """What is in the file and is no word of its pages."""
    for words in dict.fromkeys(page.watermark for page in pages if page.watermark):
        yield f"en travers des pages, hors comparaison : « {words} »."
    if count := document.count_attachments():
        files = plural(count, "fichier joint", "fichiers joints")
        names = (document.get_attachment(at).get_name() for at in range(count))
        yield f"{files}, hors comparaison : {', '.join(f'« {name} »' for name in names)}."


# --- headers and footers ---------------------------------------------------------------------


def _running(lines: list[Line], other: Text | None) -> set[Line]:
    """The lines of headers and footers: page numbers, what the other file is known to print there.

    Without one, those that come back at one height, page after page.
    """
    counts = Counter(mark for _, mark in {(line.page, _mark(line)) for line in lines})
    margins = [_bare(margin) for margin in other.margins] if other else []
    known, joined = set(margins), "".join(margins)
    body = "".join(_bare(block.words) for block in other.blocks) if other else ""

    def is_running(line: Line) -> bool:
        if _MARGIN <= line.height <= 1 - _MARGIN:
            return False
        # « 3 » on page 3, « Annexe 2 – page 8 sur 9 ».
        if line.words == str(line.page) or _PAGE_NUMBER.fullmatch(line.words):
            return True
        bare, comes_back = _bare(line.words), counts[_mark(line)] > 1
        if other is None:
            return comes_back
        return bare in known or (comes_back and (bare in joined or bare in body))

    return {line for line in lines if is_running(line)}


def _mark(line: Line) -> tuple[str, float]:
    """A line without its figures (« page # sur # ») and its height."""
    return re.sub(r"\s+", "", re.sub(r"\d+", "#", line.words)), round(line.height, 2)


def _bare(words: str) -> str:
    """A line without figures: page numbers are fields, which Word's margins are read without."""
    return re.sub(r"[\s\d]+", "", words).casefold()


# --- paragraphs ------------------------------------------------------------------------------


def _blocks(lines: list[Line]) -> Iterator[Block]:
    """Lines put together as paragraphs, as well as can be told from what they say."""
    headings = Headings()
    for group in _paragraphs(lines):
        words = "\n".join(line.words for line in group)
        heading = _HEADING.match(words)
        level, prefix = (_LEVELS[words[:2].lower()], heading.end()) if heading else (0, 0)
        yield headings.placed(Block(words, group[0].page, level=level, prefix=prefix))


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    lengths = sorted(len(line.words) for line in lines)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    out: list[list[Line]] = []
    for line in lines:
        if not out or _opens(line.words, out[-1][-1].words, usual):
            out.append([])
        out[-1].append(line)
    return out


def _opens(words: str, before: str, usual: int) -> bool:
    """Does a line open a paragraph? One that goes on begins with no capital, or fills its line."""
    if _HEADING.match(words) or _HEADING.match(before) or _OPENS.match(words):
        return True
    goes_on = not words[:1].isupper() and not words[:1].isdigit()
    return not goes_on and (len(before) < usual * 0.7 or _ENDS.search(before) is not None)
