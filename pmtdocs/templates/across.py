"""Blocks that begin inside a link, a field or a tracked change and end outside of it.

A tag is gathered where it begins (``word.words.repair``); a block cannot be: what it keeps,
drops or repeats would be half of a link.
"""

from __future__ import annotations

from pmtdocs.templates.fault import Fault, Faults, at_tag
from pmtdocs.templates.reading import CLOSING, OPENING, Tag, Template, Typed
from pmtdocs.word.fields import fields
from pmtdocs.word.package import Element, w
from pmtdocs.word.printable import TRANSPARENT
from pmtdocs.word.words import offsets, typed

_HOLDERS = TRANSPARENT | {w("hyperlink")}
_HELP = "Mettez le début et la fin du bloc du même côté."


def across(template: Template) -> Faults:
    """At the tag that is not on the side of the one before it."""
    for paragraph in template.paragraphs:
        if any(_is_block(tag) for tag in paragraph.tags):
            yield from _paragraph(paragraph)


def _is_block(tag: Tag) -> bool:
    return tag.start >= 0 and not (tag.prints or tag.is_note or tag.prefix)


def _paragraph(paragraph: Typed) -> Faults:
    begun: list[tuple[Tag, frozenset[Element]]] = []
    holders = _holders(paragraph)
    for tag in filter(_is_block, paragraph.tags):
        around = next((held for end, held in holders if tag.start < end), frozenset())
        if tag.keyword in OPENING:
            begun.append((tag, around))
            continue
        before = begun[-1][1] if begun else frozenset()  # of a block that goes over paragraphs
        if around != before:
            yield _fault(paragraph, tag)
        if tag.keyword in CLOSING and begun:
            begun.pop()
    yield from (_fault(paragraph, tag) for tag, around in begun if around)


def _fault(paragraph: Typed, tag: Tag) -> Fault:
    said = (
        f"« {tag.typed} » n'est pas du même côté d'un lien, d'un champ Word ou d'une modification "
        "suivie que l'autre bout de son bloc."
    )
    return at_tag(paragraph, tag, "MDL108", said, _HELP)


def _holders(paragraph: Typed) -> list[tuple[int, frozenset[Element]]]:
    """Where each piece of text ends, and all that holds it."""
    by_field = {e: [f.first] for f in fields(paragraph.element) for e in f.elements()}
    before = offsets(paragraph.element)
    return [
        (before[n] + len(words), frozenset([*n.iterancestors(*_HOLDERS), *by_field.get(n, ())]))
        for n, words in typed(paragraph.element)
    ]
