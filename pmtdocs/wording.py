"""The words of a modèle's parts, read from their Word files without rendering them.

Rules that only words can break (a clause that is missing, an article that does not exist) look at
these paragraphs. Template tags are kept apart: a field is an ellipsis in the words, and its name
stands in ``fields``. A place is a paragraph: « convention, article 7, paragraphe 2 » for people,
``templates/modele/convention.docx:60`` for machines, where 60 counts the paragraphs of the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path as FilePath

from lxml import etree

from pmtdocs import safexml, safezip
from pmtdocs.finding import Location, Path, Span
from pmtdocs.french import plain
from pmtdocs.model.clauses import Library
from pmtdocs.tags import Scope
from pmtdocs.wordxml import W, words_of

#: The first step of a path that names a place in a text: ``textes.convention.article-7.2``.
ROOT = "textes"
#: Paragraphs of this style, or of one based on it, open an article.
ARTICLE = "Article"

_PARAGRAPH = f"{W}p"
_WORDED = re.compile(r"word/(?:document|styles|(?:header|footer)\d*)\.xml")
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a part, in the order of the file."""

    part: str
    number: int
    """Rank among all paragraphs of the file, from 1: the « line » of its place."""
    style: str
    """Name of its style, as Word shows it."""
    words: str
    """Its words, without tags; fields and cross-references are « … »."""
    fields: tuple[str, ...] = ()
    """Fields named, through their loops: ``convention.parties[].representant.nom``."""
    refs: tuple[str, ...] = ()
    """Bookmarks that its cross-references aim at."""
    bookmarks: tuple[str, ...] = ()
    article: int = 0
    """Number of its article, from 1; 0 before the first."""
    is_heading: bool = False
    """Does it open its article?"""
    rank: int = 0
    """Rank in its article among the paragraphs that print something; 0 for a heading or a tag."""
    margin: str = ""
    """« en-tête » or « pied de page », for a paragraph of one."""
    clause: str = ""
    """The clause of the library that brings it; ``number`` and ``rank`` count in its file."""
    file: str = ""
    """The file of that clause, as messages show it."""

    @cached_property
    def plain(self) -> str:
        """Its words as texts are compared: no accent, no capital, plain spaces."""
        return plain(self.words)

    @property
    def path(self) -> Path:
        """``textes.convention.article-7.2``, which a reserve can name."""
        article = f"article-{self.article}" if self.article else ""
        if self.clause:
            article = f"clause-{self.clause}"
        within = filter(None, (plain(self.margin).replace(" ", "-"), article))
        return (ROOT, self.part, *within, *((str(self.rank),) if self.rank else ()))

    @property
    def label(self) -> str:
        """« convention, article 7, paragraphe 2 »."""
        words = [self.part, self.margin] if self.margin else [self.part]
        if self.clause:
            words.append(f"clause « {self.clause} »")
        elif self.article:
            words.append(f"article {self.article}")
        if self.rank:
            words.append(f"paragraphe {self.rank}")
        return ", ".join(words)


@dataclass(frozen=True)
class Wording:
    """The paragraphs of one part. ``file`` is its name as messages show it."""

    part: str
    file: str
    paragraphs: tuple[Paragraph, ...]
    margins: tuple[Paragraph, ...] = ()
    """Those of its headers and footers that print something, counted after the others."""

    @cached_property
    def articles(self) -> tuple[Paragraph, ...]:
        """The headings of its articles, in order."""
        return tuple(p for p in self.paragraphs if p.is_heading)

    @cached_property
    def printed(self) -> tuple[Paragraph, ...]:
        """The paragraphs that print something."""
        return tuple(p for p in self.paragraphs if p.rank or p.is_heading)

    @cached_property
    def plain(self) -> str:
        """All its words, one paragraph a line, as texts are compared."""
        return "\n".join(p.plain for p in self.printed)

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every field that it prints or loops over, headers and footers included."""
        return frozenset().union(*(p.fields for p in (*self.paragraphs, *self.margins)))

    def saying(self, pattern: re.Pattern[str]) -> Iterator[Paragraph]:
        """The paragraphs whose plain words match."""
        return (p for p in self.printed if pattern.search(p.plain))

    def heading(self, article: int) -> Paragraph:
        """The heading of an article that exists."""
        return self.articles[article - 1]

    def locate(self, paragraph: Paragraph, path: Path) -> Location:
        """The place of a paragraph; ``path`` may name something of it."""
        line = paragraph.number
        span = Span(paragraph.file or self.file, line, 1, line, len(paragraph.words) + 1)
        return Location(path, span, paragraph.label)


@dataclass(frozen=True)
class Wordings:
    """The words of the parts that a dossier prints."""

    parts: dict[str, Wording] = field(default_factory=dict)
    library: Library = field(default_factory=Library)
    """The clauses that the modèle offers."""

    @cached_property
    def convention(self) -> Wording | None:
        """The contract: the first part with articles whose title or name says « convention »."""
        for wording in self.parts.values():
            opening = " ".join(p.plain for p in wording.printed[:3])
            if wording.articles and "convention" in f"{plain(wording.part)} {opening}":
                return wording
        return None

    def locate(self, path: Path) -> Location | None:
        """The paragraph that a path names, else the nearest above it; None outside the texts."""
        if len(path) < 2 or path[0] != ROOT or path[1] not in self.parts:
            return None
        wording = self.parts[str(path[1])]
        by_path = {p.path: p for p in reversed((*wording.printed, *wording.margins))}
        for end in range(len(path), 2, -1):
            if found := by_path.get(path[:end]):
                return wording.locate(found, path)
        number = wording.printed[0].number if wording.printed else 1
        return Location(path, Span(wording.file, number, 1, number, 1), wording.part)

    def line(self, file: str, number: int) -> str | None:
        """The words of a paragraph, for excerpts; None when ``file`` is not one of ours."""
        for wording in self.parts.values():
            every = (*wording.paragraphs, *wording.margins)
            own = [p for p in every if (p.file or wording.file) == file]
            if own or wording.file == file:
                return next((p.words for p in own if p.number == number), "")
        return None


def read_wordings(folder: FilePath, names: Iterable[str], shown: str) -> Wordings:
    """The parts ``names`` of a modèle; ``shown`` is how messages name its folder.

    A file that is absent or cannot be read is left out: ``modeles`` and rendering say why. Raises
    LimitError.
    """
    found = ((name, read_wording(folder / f"{name}.docx", name, shown)) for name in names)
    return Wordings({name: wording for name, wording in found if wording is not None})


#: What was read, by SHA-256 of the file and name of the part.
_KNOWN: dict[tuple[str, str], tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]] = {}


def read_wording(file: FilePath, part: str, shown: str) -> Wording | None:
    """One part, read once for the same bytes; None if it cannot be. Raises LimitError."""
    try:
        data = safezip.load(file)
        key = (hashlib.sha256(data).hexdigest(), part)
        if key not in _KNOWN:
            _KNOWN[key] = _read(data, file.name, part)
    except (OSError, KeyError, safezip.BrokenZipError, safexml.BrokenXmlError):
        return None
    return Wording(part, f"{shown}/{file.name}", *_KNOWN[key])


# --- Word ------------------------------------------------------------------------------------


def _read(data: bytes, name: str, part: str) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """The paragraphs of the body, and those of headers and footers."""
    files = safezip.unzip(data, name, _WORDED.fullmatch)
    body = safexml.parse(files["word/document.xml"], name)
    styles = _styles(files["word/styles.xml"])
    margins = [safexml.parse(files[n], name) for n in files if _MARGIN.fullmatch(n)]
    paragraphs = tuple(_paragraphs(body, part, *styles))
    return paragraphs, tuple(_margins(margins, part, len(paragraphs)))


def _margins(margins: list[etree._Element], part: str, before: int) -> Iterator[Paragraph]:
    ranked = ((m, rank, p) for m in margins for rank, p in enumerate(m.iter(_PARAGRAPH), 1))
    for number, (root, rank, element) in enumerate(ranked, before + 1):
        words, fields, _ = words_of(element, Scope())
        if words or fields:
            margin = "en-tête" if root.tag == f"{W}hdr" else "pied de page"
            yield Paragraph(part, number, "", words, fields, rank=rank, margin=margin)


def _paragraphs(
    body: etree._Element, part: str, names: dict[str, str], articles: set[str]
) -> Iterator[Paragraph]:
    etree.strip_elements(body, f"{W}txbxContent", with_tail=False)
    article = rank = 0
    scope = Scope()
    for number, element in enumerate(body.iter(_PARAGRAPH), 1):
        style = _style_id(element)
        words, fields, refs = words_of(element, scope)
        is_heading = style in articles and bool(words)
        if is_heading:
            article, rank = article + 1, 0
        elif words:
            rank += 1
        marks = tuple(m.get(f"{W}name", "") for m in element.iter(f"{W}bookmarkStart"))
        own, name = rank if words and not is_heading else 0, names.get(style, "")
        yield Paragraph(part, number, name, words, fields, refs, marks, article, is_heading, own)


def _style_id(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


@lru_cache(maxsize=32)  # the parts of a modèle share their styles
def _styles(data: bytes) -> tuple[dict[str, str], set[str]]:
    """Names of the styles by id, and the ids of those that open an article."""
    root = safexml.parse(data, "styles.xml")
    names: dict[str, str] = {}
    based_on: dict[str, str] = {}
    for style in root.iter(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        for table, tag in ((names, "name"), (based_on, "basedOn")):
            found = style.find(f"{W}{tag}")
            if found is not None:
                table[key] = found.get(f"{W}val", "")
    articles = {key for key, name in names.items() if name.casefold() == ARTICLE.casefold()}
    for _ in names:  # as deep as a chain of styles can be
        more = {key for key, parent in based_on.items() if parent in articles} - articles
        if not more:
            break
        articles |= more
    return names, articles
