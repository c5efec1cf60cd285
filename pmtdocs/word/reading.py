"""The paragraphs of a Word file, its tags kept apart; lxml is loaded here alone for the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from pmtdocs.system import safexml, safezip
from pmtdocs.word.paragraph import ARTICLE, Paragraph
from pmtdocs.word.tags import Scope
from pmtdocs.word.words import W, words_of

_PARAGRAPH = f"{W}p"
_WORDED = re.compile(r"word/(?:document|styles|(?:header|footer)\d*)\.xml")
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")

#: The paragraphs of the body, and those of headers and footers.
Read = tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]


def read(data: bytes, name: str, part: str) -> Read | None:
    """The paragraphs of a file called ``name``; None if it cannot be read. Raises LimitError."""
    try:
        files = safezip.unzip(data, name, _WORDED.fullmatch)
        body = safexml.parse(files["word/document.xml"], name)
        styles = _styles(files["word/styles.xml"])
        margins = [safexml.parse(files[n], name) for n in files if _MARGIN.fullmatch(n)]
    except (KeyError, safezip.BrokenZipError, safexml.BrokenXmlError):
        return None
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
