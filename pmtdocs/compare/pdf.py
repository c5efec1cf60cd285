"""The words of a PDF in reading order, without headers, footers and watermarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmtdocs.compare import glyphs, overlaid, running, sight
from pmtdocs.compare.glyphs import UNREADABLE
from pmtdocs.compare.running import Line, tight
from pmtdocs.compare.text import Block, Headings, Text, Thing, gone_said, remark
from pmtdocs.finding import ReadError
from pmtdocs.language.french import plural
from pmtdocs.system.limits import COMPARE_PAGES

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfiumError, PdfObject, PdfPage

#: By how many letters a note is looked up.
_START = 6
#: The most that a line is thick, in points, and the shares of a page that a signature takes, at
#: most, and what is scanned, at least.
_THIN, _SMALL, _LARGE = 2.5, 0.1, 0.5
_HEADING = re.compile(
    r"(?:article|annexe) (?:\d+|[ivx]+)(?:er)?\s*(?:[:–—.-]|$)|(?:article|annexe) \d+(?:er)?$",
    re.IGNORECASE,
)
_LEVELS = {"an": 1, "ar": 2}
_OPENS = re.compile(r"\s*(?:[–•□▪○◦❑]|-\s|\d+[.)]\s|Fait\b)")
_ENDS = re.compile(r"[.;:!?]\s*$")


class Pdf(NamedTuple):
    """A PDF read, whose lines are still to be told from its headers and footers."""

    file: Path
    pages: list[_Page]
    notes: list[str]

    def text(self, other: Text | None = None) -> Text:
        """Its words, beside another file, whose headers and footers it is known to print."""
        lines = [line for page in self.pages for line in page.lines]
        known = other.footnotes if other else ()
        # The mark of the last note stands where page numbers do, and is none.
        notes_of_all = {one for _, note in _footnotes(lines, known) for one in note}
        aside = running.running(lines, other) - notes_of_all
        left = [line for line in lines if line not in aside]
        heads = [*running.heads(left, other)]
        again = {*chain.from_iterable(heads)}
        left = [line for line in left if line not in again]
        notes_of_foot = _footnotes(left, known)
        under = {line for _, note in notes_of_foot for line in note}
        blocks = tuple(_blocks([line for line in left if line not in under], notes_of_foot))
        signed = {block.number for block in blocks if block.signed}
        return Text(
            str(self.file),
            blocks,
            is_pdf=True,
            margins=running.said(aside, lines),
            edges=frozenset(line.words for line in running.at_edge(lines)),
            heads=tuple(" ".join(line.words for line in head) for head in heads),
            notes=tuple(self.notes),
            hidden=tuple(filter(None, (page.said.unseen for page in self.pages))),
            watermarks=tuple(dict.fromkeys(filter(None, (p.said.watermark for p in self.pages)))),
            things=tuple(_things(self.pages, signed)),
            unread=tuple((page.number, why) for page in self.pages if (why := page.unread)),
        )


def read_pdf(file: Path) -> Pdf:
    """A PDF. Raises LimitError, or ReadError for a file without text, above all a scan."""
    pages, notes = _pages(file)
    if not any(page.lines for page in pages):
        raise ReadError(
            f"{file.name} ne contient aucun texte : c'est sans doute un document numérisé.",
            "Demandez le PDF d'origine, ou passez-le à la reconnaissance de caractères (OCR).",
        )
    return Pdf(file, pages, notes)


class _Page(NamedTuple):
    """What a page shows."""

    number: int
    lines: list[Line]
    said: glyphs.Read
    over: overlaid.Over
    images: list[tuple[str, bool]]
    is_drawn: bool
    """Is anything on it?"""
    is_scan: bool
    """Are its words those that a machine read in its picture?"""

    @property
    def unread(self) -> str:
        """What of it nobody can read but by looking."""
        if self.is_drawn and not self.lines:
            return "page sans texte, sans doute numérisée : à lire par vous-même"
        if self.is_scan:
            return (
                "page numérisée, lue par reconnaissance de caractères (OCR) : à lire par vous-même"
            )
        if drawn := self.over.drawn:
            marks = plural(drawn, "tampon ou tracé posé", "tampons ou tracés posés")
            return f"{marks} sur la page : à regarder par vous-même"
        if count := sum(line.words.count(UNREADABLE) for line in self.lines):
            signs = plural(count, "signe illisible", "signes illisibles")
            return f"{signs}, ici « {UNREADABLE} » : à lire par vous-même"
        return ""


def _pages(file: Path) -> tuple[list[_Page], list[str]]:
    """The pages, and what a reader must know of the file."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(file) as document:
            COMPARE_PAGES.check(len(document), file.name)
            document.init_forms()
            pages = [_page(page, number) for number, page in enumerate(document, 1)]
            return pages, [*_notes(document, pages)]
    except pypdfium2.PdfiumError as error:
        raise _refused(file, error) from error


def _things(pages: list[_Page], signed: set[int]) -> Iterator[Thing]:
    """The pictures of a file, once each: a logo comes back on each page."""
    seen: set[str] = set()
    for page in pages:
        for digest, is_small in page.images:
            if digest not in seen:
                seen.add(digest)
                is_mark = is_small and page.number in signed
                yield Thing("image", "", digest, f"page {page.number}", page.number, is_mark)


def _signatures(document: PdfDocument) -> Iterator[str]:
    """What each signature says of itself."""
    from pypdfium2 import raw

    for at in range(raw.FPDF_GetSignatureCount(document)):
        signature = raw.FPDF_GetSignatureObject(document, at)
        yield overlaid.string_of(raw.FPDFSignatureObj_GetReason, signature) or "sans motif"


def _refused(file: Path, error: PdfiumError) -> ReadError:
    from pypdfium2 import raw

    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return ReadError(
            f"{file.name} est protégé par un mot de passe.",
            "Ouvrez-le avec son mot de passe et enregistrez-le de nouveau, sans protection.",
        )
    return ReadError(
        f"{file.name} ne peut pas être lu comme PDF : il est abîmé ou n'a aucune page.",
        "Ouvrez-le et enregistrez-le de nouveau, ou demandez-le de nouveau.",
    )


def _page(page: PdfPage, number: int) -> _Page:
    height, area = page.get_height() or 1, page.get_width() * page.get_height()
    objects = [*page.get_objects()]
    sight.as_drawn(objects)
    letters = page.get_textpage()
    over = overlaid.read(page)
    images = [*_images(objects)]
    unseen = sight.unseen(page, letters, objects)
    is_scan = bool(unseen) and any(size > area * _LARGE for _, size in images)
    said = glyphs.read(letters, [*_rules(objects), *over.struck], () if is_scan else unseen)
    lines = running.in_order([Line(number, words, y / height) for words, y in said.lines])
    lines += [Line(number, words, y / height) for words, y in over.words]
    shown = [(digest, size < area * _SMALL) for digest, size in images]
    return _Page(number, lines, said, over, shown, bool(objects), is_scan)


def _rules(objects: list[PdfObject]) -> Iterator[glyphs.Rule]:
    """The thin lines that lie flat."""
    from pypdfium2 import raw

    for one in objects:
        if one.type == raw.FPDF_PAGEOBJ_PATH:
            left, bottom, right, top = one.get_bounds()
            if top - bottom <= _THIN < right - left:
                yield glyphs.Rule(left, right, (bottom + top) / 2)


def _images(objects: list[PdfObject]) -> Iterator[tuple[str, float]]:
    """Each picture by what it shows, and how large it is."""
    import pypdfium2

    for one in objects:
        if isinstance(one, pypdfium2.PdfImage):
            left, bottom, right, top = one.get_bounds()
            yield sha256(bytes(one.get_data())).hexdigest(), (right - left) * (top - bottom)


def _notes(document: PdfDocument, pages: list[_Page]) -> Iterator[str]:
    """What is in the file and is no word of its pages."""
    said_by = [page.said for page in pages]
    yield from gone_said((said.struck for said in said_by), (said.unseen for said in said_by))
    if said := [comment for page in pages for comment in page.over.comments]:
        yield remark(f"{plural(len(said), 'commentaire')}, hors comparaison", said)
    if signed := [*_signatures(document)]:
        count = plural(len(signed), "signature numérique", "signatures numériques")
        yield remark(f"{count}, à vérifier avec un lecteur de PDF, hors comparaison", signed)
    if joined := document.count_attachments():
        files = plural(joined, "fichier joint", "fichiers joints")
        names = (glyphs.in_sight(document.get_attachment(at).get_name()) for at in range(joined))
        yield remark(f"{files}, hors comparaison", names, ", ")


# --- paragraphs ------------------------------------------------------------------------------


def _footnotes(lines: list[Line], known: Iterable[tuple[str, str]]) -> list[tuple[str, list[Line]]]:
    """The lines of the notes of a Word file, in the order of their calls, each after its mark."""
    starts: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        starts.setdefault(tight(line.words)[:_START], []).append(at)
    found: list[tuple[str, list[Line]]] = []
    taken: set[int] = set()
    for mark, words in known:
        note = tight(f"{mark}{words}")
        places = (starts.get(note[:size], []) for size in range(_START, 0, -1))
        ends = ((start, _note_end(lines, start, note)) for start in chain.from_iterable(places))
        if place := next((pair for pair in ends if pair[1] and pair[0] not in taken), None):
            taken.add(place[0])  # several parts may say the same
            found.append((mark, lines[slice(*place)]))
    return found


def _note_end(lines: list[Line], start: int, note: str) -> int:
    """Where a note that begins at a line ends; 0 if it is not it."""
    said = ""
    for end in range(start, len(lines)):
        said += tight(lines[end].words)
        if said == note:
            return end + 1
        if not note.startswith(said):
            break
    return 0


def _blocks(lines: list[Line], notes: list[tuple[str, list[Line]]]) -> Iterator[Block]:
    """Lines put together as paragraphs, as well as can be told from what they say."""
    headings = Headings()
    for group in _paragraphs(lines):
        words = "\n".join(line.words for line in group)
        heading = _HEADING.match(words)
        level, prefix = (_LEVELS[words[:2].lower()], heading.end()) if heading else (0, 0)
        yield headings.placed(Block(words, group[0].page, level=level, prefix=prefix))
    for mark, note in notes:
        headings.open(1, "Notes")
        words = "\n".join(line.words for line in note).removeprefix(mark).strip()
        yield headings.placed(Block(words, note[0].page))


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
