"""The paragraphs of a Word file, its tags kept apart."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pmtdocs.word import notes, package
from pmtdocs.word.normal import stories
from pmtdocs.word.package import Element, margin_of, val, w
from pmtdocs.word.paragraph import ARTICLE, CLOSING, Paragraph
from pmtdocs.word.styles import Styles, style_of
from pmtdocs.word.tags import Scope
from pmtdocs.word.words import words_before, words_of

#: The paragraphs of the body, and those of headers and footers.
Read = tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]


def read(parts: dict[str, bytes], name: str, part: str) -> Read:
    """The paragraphs of a file called ``name``. Raises TemplateError or LimitError."""
    body, *margins = stories(parts, name).values()
    styles = Styles.read(package.sheet(parts, "styles", name))
    called = notes.called(parts, name, body)
    scopes: dict[Element, Scope] = {}
    paragraphs = tuple(_paragraphs(body, part, styles, called, scopes))
    apart = [(root, margin_of(root)) for root in margins]
    apart += [(note.element, note.place) for note in called.values()]
    return paragraphs, tuple(_apart(apart, scopes, part, len(paragraphs)))


def _apart(
    pieces: list[tuple[Element, str]], scopes: dict[Element, Scope], part: str, before: int
) -> Iterator[Paragraph]:
    """The paragraphs of headers, footers and notes; a note sees the loops around its call."""
    number = before
    for root, place in pieces:
        scope = scopes.get(root, Scope())
        for rank, element in enumerate(root.iter(w("p")), 1):
            number += 1
            words, fields, refs = words_of(element, scope)
            if words or fields:
                tags = scope.tags()
                yield Paragraph(
                    part, number, words, fields, refs, rank=rank, margin=place, tags=tags
                )


def _paragraphs(
    body: Element,
    part: str,
    styles: Styles,
    called: dict[notes.Key, notes.Note],
    scopes: dict[Element, Scope],
) -> Iterator[Paragraph]:
    etree.strip_elements(body, w("txbxContent"), with_tail=False)
    article = rank = 0
    scope = Scope()
    for number, element in enumerate(body.iter(w("p")), 1):
        style = style_of(element)
        for call in element.iter(*notes.CALLS):
            if (note := called.get(notes.note_key(call))) is not None:
                scopes.setdefault(note.element, scope.after(words_before(element, call)))
        words, fields, refs = words_of(element, scope)
        is_heading = bool(words) and styles.is_a(style, ARTICLE)
        if is_heading:
            article, rank = article + 1, 0
        elif words:
            rank += 1
        marks = tuple(val(mark, "name") or "" for mark in element.iter(w("bookmarkStart")))
        own = rank if words and not is_heading else 0
        place = (article, is_heading, styles.is_a(style, CLOSING), own)
        yield Paragraph(part, number, words, fields, refs, marks, *place, tags=scope.tags())
