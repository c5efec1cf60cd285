"""A piece of a Word file without what stands around its words: one tree for all that read it.

Content controls, smart tags and custom XML say nothing of what is printed, and a tag may begin in
one and end outside. ``mc:AlternateContent`` offers the same in several forms, of
which a program shows the first that it understands. « Ligne horizontale » is a border.
"""

from __future__ import annotations

import re

from pmtdocs.word.links import address
from pmtdocs.word.order import made
from pmtdocs.word.package import (
    YES,
    Element,
    add,
    document,
    main,
    margins,
    parse,
    relationships,
    remove,
    w,
)
from pmtdocs.word.printable import MC, Lost, losses, words_in

CHOICES = f"{MC}AlternateContent"
_WRAPPERS = (w("sdt"), w("sdtContent"), w("smartTag"), w("customXml"))
_OF_WRAPPERS = (w("sdtPr"), w("sdtEndPr"), w("smartTagPr"), w("customXmlPr"))
#: « Ligne horizontale » (Bordures), a rectangle of VML (ISO 29500-4, 19.1).
_RECTANGLE = "{urn:schemas-microsoft-com:vml}rect"
_RULED = "{urn:schemas-microsoft-com:office:office}hr"
_HEIGHT = re.compile(r"height:(\d{1,3}(?:\.\d{1,3})?)pt", re.ASCII)
_SEEN = tuple(map(w, ("t", "pict", "drawing", "fldChar", "br")))
#: The makers of what Word understands.
_KNOWN = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/")


def stories(parts: dict[str, bytes], file: str) -> dict[str, Element]:
    """The body of a file, then its headers and footers, by name. Raises TemplateError."""
    body = document(parts, file)
    unwrap(body)
    found = {main(parts, file): body} | {n: unwrapped(parts[n], n) for n in margins(parts, file)}
    for name, root in found.items():
        address(root, relationships(parts, name))
    return found


def unwrapped(data: bytes, name: str) -> Element:
    """A piece parsed. Raises TemplateError."""
    root = parse(data, name)
    unwrap(root)
    return root


def unwrap(root: Element, *around: str) -> bool:
    """Leave of each wrapper what is in it, of each choice what is printed; were there any?

    ``around`` are those to take away, when others stay.
    """
    found = [*root.iter(*(around or (CHOICES, *_WRAPPERS)))]
    remove(child for element in found for child in element.iterchildren(*_OF_WRAPPERS))
    for element in reversed(found):  # what is inside comes first
        kept = chosen(element) if element.tag == CHOICES else element
        for child in [*kept] if kept is not None else ():
            element.addprevious(child)
        remove([element])
    return (not around and _draw_lines(root)) or bool(found)


def _draw_lines(root: Element) -> bool:
    """Make of each « Ligne horizontale » a border of its paragraph, which all draw alike.

    One in the middle of words is left, and refused.
    """
    lines = [line for line in root.iter(_RECTANGLE) if line.get(_RULED) in (*YES, "t")]
    drawn = 0
    for line in lines:
        run, paragraph = (next(line.iterancestors(w(name)), None) for name in "rp")
        if run is None or paragraph is None or paragraph.find(w("pPr/pBdr")) is not None:
            continue
        pieces = [p for p in paragraph.iter(*_SEEN) if p.tag != w("t") or (p.text or "").strip()]
        at = next(rank for rank, piece in enumerate(pieces) if piece in [*line.iterancestors()])
        if at in (0, len(pieces) - 1):
            remove([run])
            border = made(made(paragraph, "pPr"), "pBdr")
            side = "top" if at < len(pieces) - 1 else "bottom"
            add(border, side, val="single", space=1, **_look(line))
            drawn += 1
    return drawn > 0


def _look(line: Element) -> dict[str, str | int]:
    """Eighths of a point, and a colour."""
    height, colour = _HEIGHT.search(line.get("style", "")), line.get("fillcolor", "")[1:7]
    points = min(12.0, max(0.5, float(height[1]) if height else 0.0))
    return {"sz": round(8 * points), "color": colour or "auto"}


def chosen(choices: Element) -> Element | None:
    """The branch that Word shows; another that says its words, when that one is not printed."""
    shown = [c for c in choices.iterchildren(f"{MC}Choice") if _is_understood(c)]
    shown += choices.iterchildren(f"{MC}Fallback")
    first = next(iter(shown), None)
    said = "" if first is None else words_in(first)
    full = (c for c in shown if said in words_in(c))
    return next((c for c in full if all(x.lost is not Lost.WORDS for x in losses(c))), first)


def _is_understood(choice: Element) -> bool:
    wanted = (choice.nsmap.get(prefix, "") for prefix in choice.get("Requires", "").split())
    return all((name or "").startswith(_KNOWN) for name in wanted)
