"""Notes of parts → notes of the document, kept apart as Word wants, each part counting from one.

Until then a note stands in its call (``render.fill.compiled``), and goes where that goes.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from pmtdocs.word import package
from pmtdocs.word.notes import CALLS, KINDS, RULES, Key, kind_of, note_key, rules
from pmtdocs.word.order import made, place
from pmtdocs.word.package import NS, Element, TemplateError, add, parse, remove, serialize, w

#: By kind, the root under which a document keeps its notes.
Notes = dict[str, Element]
#: Word's lines above the notes, and above those that go on from the page before.
_LINES = {"-1": "separator", "0": "continuationSeparator"}
_FIRST = len(_LINES) - 1


def settle(body: Element, sheet: Callable[[str], bytes | None], restarts: bool) -> None:
    """Have the sections of a part say how its notes count: its settings stay behind.

    ``sheet`` gives those.
    """
    if next(body.iter(*CALLS), None) is None:
        return
    found = sheet("settings")
    settings = None if found is None else parse(found, "settings.xml")
    for rank, section in enumerate([*body.iter(w("sectPr"))]):
        said = {kind: rules(kind, section, settings) for kind in KINDS}
        if restarts and rank == 0:
            said["footnote"]["numRestart"] = "eachSect"
        _say(section, said)


def _say(section: Element, said: dict[str, dict[str, str]]) -> None:
    """Nothing starts again with a page: only who lays pages out would know."""
    remove(one for one in section if one.tag in RULES)
    for kind, rule in said.items():
        element = etree.Element(w(f"{kind}Pr"))
        for name in ("pos", "numFmt", "numStart", "numRestart"):
            if rule.get(name, "eachPage") != "eachPage":
                add(element, name, val=rule[name])
        if len(element):
            place(section, element)


def take(body: Element) -> Notes:
    """Take the notes out of their calls. Raises TemplateError for a call without its note."""
    found: Notes = {}
    for call in [*body.iter(*CALLS)]:
        kind = kind_of(call)
        note = call.find(w(kind))
        if note is None:
            raise TemplateError(
                "Une note est appelée dans une autre, ou deux fois, ou n'est pas dans le fichier.",
                "Dans Word, effacez son appel et refaites-la : Références > Insérer une note.",
            )
        root = found.setdefault(kind, _begun(kind))
        number = str(len(root) - _FIRST)
        call.remove(note)
        call.set(w("id"), number)
        note.set(w("id"), number)
        root.append(deepcopy(note))
    return found


def _begun(kind: str) -> Element:
    root = etree.Element(w(f"{kind}s"), nsmap=NS)
    for number, line in _LINES.items():
        note = add(root, kind, type=line, id=number)
        paragraph = add(note, "p")
        add(add(paragraph, "pPr"), "spacing", after=0, line=240, lineRule="auto")
        add(add(paragraph, "r"), line)
    return root


def named(settings: bytes, kinds: Notes) -> bytes:
    """The settings of a document with what its notes are parted by."""
    root = parse(settings, "settings.xml")
    for kind in kinds:
        element = made(root, f"{kind}Pr")
        for number in _LINES:
            add(element, kind, id=number)
    return serialize(root)


def references(root: Element) -> set[str]:
    """The relations that its notes use: links, images."""
    return {key for element in root.iter("{*}*") for key in package.refers_to(element)}


def by_key(notes: Notes) -> dict[Key, Element]:
    """Each note, for whoever reads calls."""
    return {note_key(note): note for root in notes.values() for note in root}
