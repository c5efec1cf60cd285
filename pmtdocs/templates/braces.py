"""Braces that do not make a tag: never closed, closed in another paragraph, alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pmtdocs.language.columns import quoted
from pmtdocs.templates.fault import Fault, Faults, at
from pmtdocs.templates.fields import printed_as
from pmtdocs.templates.reading import Tag, Typed
from pmtdocs.word.package import Element, qualified, w
from pmtdocs.word.tags import MARK, TAG

_OPENER = re.compile(r"\{[{%#]")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
#: A brace alone: « {{ champ } » closed too soon, « { champ } » never opened.
_ALONE = re.compile(r"\}\}|%\}|\{\s*[a-z_]\w*(?:\.\w+)+\s*\}")
#: A field as other programs write it: « {nom} », « ${nom} », « <<nom>> », « [a.b] », « «a.b» ».
_LIKE = re.compile(
    r"(?<!\{)\$?\{\s*([^\W\d]\w+)\s*\}(?!\})|<<\s*([^\W\d][\w.]+)\s*>>|"
    r"[\[«]\s*([a-z_]\w*(?:\.[a-z_]\w*)+)\s*[\]»]"
)
_GENERIC = ("champ", "valeur", "variable")
_BRACES = "Un champ s'écrit entre deux accolades de chaque côté : {{ champ }}."
#: What no tag may go over.
_HELD = qualified(
    "drawing pict object footnoteReference endnoteReference sectPr fldChar fldSimple hyperlink "
    "bookmarkStart br sym"
)
_HALVED = (
    "Le paragraphe finit par une moitié d'accolade, et le suivant commence par l'autre : les deux "
    "seraient réunis.",
    "Écrivez les deux accolades dans le même paragraphe.",
)


class Cut(NamedTuple):
    """A tag that does not close in the paragraph where it begins."""

    paragraph: Typed
    tag: Tag
    """What there is of it."""
    last: Typed | None
    """Where it closes: docxtpl makes one of the two paragraphs."""

    def fault(self) -> Fault:
        """At its beginning."""
        code, close = "MDL101", _CLOSES[self.tag.typed[:2]]
        if self.last is None:
            said = f"n'est pas fermée : il y manque « {close} »."
            help = f"Fermez-la par {close} avant la suite du texte."
        elif self._is_torn(self.last.element):
            said = f"commence ici et finit ailleurs : {self.last.label}."
            help = "Écrivez-la entière au même endroit : ce qui sépare ses deux bouts se perdrait."
        else:
            code, said = "MDL102", "continue au paragraphe suivant : les deux seraient réunis."
            help = "Supprimez le retour à la ligne qui est dans la balise."
        said = f"La balise « {quoted(self.tag.typed)} » {said}"
        return at(self.paragraph, code, said, help, self.tag.start)

    def _is_torn(self, last: Element) -> bool:
        """Does it go out of a cell, or over what is no words: docxtpl drops all that is within?"""
        first = self.paragraph.element
        beside = [first, *first.itersiblings()]
        taken = beside[: beside.index(last) + 1] if last in beside else []
        return not taken or any(
            one.tag != w("p") or next(one.iter(*_HELD), None) is not None for one in taken
        )


def cuts(paragraphs: list[Typed]) -> Iterator[Cut]:
    """Those of a piece of the file."""
    for rank, paragraph in enumerate(paragraphs):
        text = paragraph.text
        whole = [match.span() for match in TAG.finditer(text)]
        hidden = TAG.sub(lambda m: "\0" * len(m[0]), text)
        openers = [match.start() for match in _OPENER.finditer(hidden)]
        starts = sorted([*openers, *(start for start, _ in whole), len(text)])
        for start in openers:
            after = next(s for s in starts if s > start)
            if after < len(text):
                yield Cut(paragraph, Tag(text[start:after], start), None)
            else:
                yield _over(paragraph, start, paragraphs[rank + 1 :])


def _over(paragraph: Typed, start: int, others: list[Typed]) -> Cut:
    """A tag that nothing closes in its paragraph, nor ends: the next one may."""
    pieces = [paragraph.text[start:]]
    close = _CLOSES[pieces[0][:2]]
    for other in others:
        found = re.search(rf"{re.escape(close)}|{_OPENER.pattern}", other.text)
        if found is None:
            pieces.append(other.text)
        elif found[0] != close:
            break
        else:
            said = "".join([*pieces, other.text[: found.end()]])
            return Cut(paragraph, Tag(said, start), other)
    return Cut(paragraph, Tag(pieces[0], start), None)


def halved(paragraphs: list[Typed]) -> Faults:
    """Half a brace at the end of a paragraph, the other at the beginning of the next: docxtpl
    takes them together."""
    for above, below in pairwise(paragraphs):
        if MARK.fullmatch(above.text[-1:] + below.text[:1]):
            yield at(above, "MDL101", *_HALVED)


def in_address(paragraph: Typed, said: str) -> Faults:
    """What an address says beside its tags: a brace there would be a part of it."""
    fields = (printed_as(next(filter(None, found.groups()))) for found in _LIKE.finditer(said))
    more = said.count("}") > said.count("{")  # « %7B%22a%22:%7B%22b%22:1%7D%7D » is JSON
    lone = (more or found[0].startswith("{") for found in _ALONE.finditer(said))
    if _OPENER.search(said) or any(lone) or any(fields):
        said = f"L'adresse « {quoted(said)} » d'un lien a une accolade seule, qui y resterait."
        help = "Refaites-la (Ctrl+K) : un champ s'y écrit entier, {{ champ }}."
        yield at(paragraph, "MDL101", said, help)


def alone(paragraph: Typed) -> Faults:
    """A brace that opens or closes nothing prints as it is, and so does what looks like a field."""
    hidden = TAG.sub(lambda m: " " * len(m[0]), paragraph.text)
    for found in _ALONE.finditer(hidden):
        before = quoted(paragraph.text[max(found.end() - 40, 0) : found.end()])
        said = f"« {before} » : l'accolade est seule, ces signes s'imprimeraient tels quels."
        yield at(paragraph, "MDL101", said, _BRACES, *found.span())
    for found in _LIKE.finditer(hidden):
        word = next(filter(None, found.groups()))
        field = printed_as(word)
        if field or word in _GENERIC or "_" in word:
            said = f"« {found[0]} » s'imprimerait tel quel : un champ a deux accolades."
            help = f"Écrivez {{{{ {field} }}}}, si c'est ce champ." if field else _BRACES
            yield at(paragraph, "MDL101", said, help, *found.span())
