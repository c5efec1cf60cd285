"""The paragraphs of a Word file, its tags kept apart."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pmtdocs.word import package
from pmtdocs.word.package import Element, margin_of, parse, val, w
from pmtdocs.word.paragraph import ARTICLE, CLOSING, Paragraph
from pmtdocs.word.styles import Styles, style_of
from pmtdocs.word.tags import Scope
from pmtdocs.word.words import words_of

#: The paragraphs of the body, and those of headers and footers.
Read = tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]


def read(parts: dict[str, bytes], name: str, part: str) -> Read:
    """The paragraphs of a file called ``name``. Raises TemplateError or LimitError."""
    body = package.document(parts, name)
    styles = Styles.read(package.sheet(parts, "styles", name))
    margins = [parse(parts[n], n) for n in package.margins(parts, name)]
    paragraphs = tuple(_paragraphs(body, part, styles))
    return paragraphs, tuple(_margins(margins, part, len(paragraphs)))


def _margins(margins: list[Element], part: str, before: int) -> Iterator[Paragraph]:
    ranked = ((m, rank, p) for m in margins for rank, p in enumerate(m.iter(w("p")), 1))
    for number, (root, rank, element) in enumerate(ranked, before + 1):
        words, fields, _ = words_of(element, Scope())
        if words or fields:
            yield Paragraph(part, number, words, fields, rank=rank, margin=margin_of(root))


def _paragraphs(body: Element, part: str, styles: Styles) -> Iterator[Paragraph]:
    etree.strip_elements(body, w("txbxContent"), with_tail=False)
    article = rank = 0
    scope = Scope()
    for number, element in enumerate(body.iter(w("p")), 1):
        style = style_of(element)
        words, fields, refs = words_of(element, scope)
        is_heading = bool(words) and styles.is_a(style, ARTICLE)
        if is_heading:
            article, rank = article + 1, 0
        elif words:
            rank += 1
        marks = tuple(val(mark, "name") or "" for mark in element.iter(w("bookmarkStart")))
        own = rank if words and not is_heading else 0
        place = (article, is_heading, styles.is_a(style, CLOSING), own)
        yield Paragraph(part, number, words, fields, refs, marks, *place)
