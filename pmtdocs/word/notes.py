"""Notes of the foot of the page and of the end: where they stand, and how Word counts them.

Word keeps their words apart, and a reference where each is called (ISO 29500-1, 17.11). It counts
the calls in the order of the text, as each section says; what the section does not say, the
settings of the file do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.word import package
from pmtdocs.word.links import address
from pmtdocs.word.normal import unwrapped
from pmtdocs.word.numbering import numeral
from pmtdocs.word.package import MOST_COUNTED, NO, Element, local, number, parse, val, w

KINDS = ("footnote", "endnote")
#: The calls of notes, and the notes themselves.
CALLS = tuple(w(f"{kind}Reference") for kind in KINDS)
NOTES = tuple(map(w, KINDS))
#: Inside a note, its own mark.
MARKS = tuple(w(f"{kind}Ref") for kind in KINDS)
#: What says how they are counted, of a section or of a file.
RULES = tuple(w(f"{kind}Pr") for kind in KINDS)
_OF = "#"
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


class Note(NamedTuple):
    """A note that the body calls."""

    kind: str
    id: str
    mark: str
    """« 2 »; empty where the text itself says « * »."""
    element: Element
    part: str
    """The part of the file that keeps it."""

    @property
    def name(self) -> str:
        """What sets it apart from the other pieces of its file."""
        return f"{self.part}{_OF}{self.id}"

    @property
    def place(self) -> str:
        """« note 2 », « note de fin ii », as people call it."""
        name = "note" if self.kind == "footnote" else "note de fin"
        return f"{name} {self.mark}".strip()


def part(piece: str) -> str:
    """The part of the file that keeps a piece: many notes are in one."""
    return piece.partition(_OF)[0]


#: The kind and the number of a note, which its call says too.
Key = tuple[str, str]


def called(parts: dict[str, bytes], file: str, body: Element) -> dict[Key, Note]:
    """The notes of a file in the order of their first calls; a call may lead to none.

    Raises TemplateError.
    """
    if next(body.iter(*CALLS), None) is None:
        return {}
    related = package.relationships(parts, package.main(parts, file)).values()
    names = {r.kind.removesuffix("s"): r.target for r in related if r.target in parts}
    trees = {kind: unwrapped(parts[name], file) for kind, name in names.items() if kind in KINDS}
    for kind, tree in trees.items():
        address(tree, package.relationships(parts, names[kind]))
    kept = {
        note_key(note): (note, names[kind])
        for kind, tree in trees.items()
        for note in tree.iter(w(kind))
    }
    settings = package.sheet(parts, "settings", file)
    found: dict[Key, Note] = {}
    for call, mark in labels(body, None if settings is None else parse(settings, file)).items():
        if (asked := note_key(call)) in kept and asked not in found:
            found[asked] = Note(*asked, mark, *kept[asked])
    return found


def note_key(element: Element) -> Key:
    """The note that a call asks for, or that a note is."""
    return kind_of(element), val(element, "id") or ""


def kind_of(element: Element) -> str:
    """« footnote » or « endnote », of a note or of its call."""
    name = local(element.tag)
    return next(kind for kind in KINDS if name.startswith(kind))


def labels(body: Element, settings: Element | None = None) -> dict[Element, str]:
    """What Word prints at each call of a body; nothing where the text says a mark of its own."""
    out: dict[Element, str] = {}
    counts: dict[str, int] = {}
    waiting: list[Element] = []
    for element in (*_calls_and_sections(body), None):
        if element is not None and element.tag != w("sectPr"):
            waiting.append(element)
        else:
            for kind in KINDS:
                own = [call for call in waiting if kind_of(call) == kind]
                counts[kind] = _count(own, rules(kind, element, settings), counts.get(kind), out)
            waiting = []
    return {call: out[call] for call in body.iter(*CALLS)}


def _calls_and_sections(body: Element) -> Iterator[Element]:
    """Each section after its calls: Word writes it at the head of its last paragraph."""
    section: Element | None = None
    last: Element | None = None
    for element in body.iter(*CALLS, w("sectPr")):
        if section is not None and last not in [*element.iterancestors()]:
            yield section
            section = None
        above = element.getparent()
        if element.tag in CALLS or above is body:
            yield element
        elif above is not None and above.tag == w("pPr"):
            section, last = element, above.getparent()
    if section is not None:
        yield section


def part_of(note: Element, related: dict[str, package.Related]) -> str:
    """The part that keeps a note, among what the main part relates to; empty for none."""
    found = (r.target for r in related.values() if r.kind == f"{kind_of(note)}s")
    return next(found, "")


def has_own_mark(call: Element) -> bool:
    """Does the text after a call say its mark: « * »?"""
    return val(call, "customMarkFollows") not in (None, *NO)


def _count(
    calls: list[Element], said: dict[str, str], before: int | None, out: dict[Element, str]
) -> int:
    """Count the calls of a section, and return how far it went."""
    restarts = said.get("numRestart", "continuous") == "eachSect"
    start = min(number(said.get("numStart"), 1), MOST_COUNTED)  # what is beyond is said elsewhere
    at = start - 1 if before is None or restarts else before
    for call in calls:
        if has_own_mark(call):
            out[call] = ""
        else:
            at += 1
            out[call] = numeral(said.get("numFmt", _FORMATS[kind_of(call)]), at)
    return at


def rules(kind: str, section: Element | None, settings: Element | None) -> dict[str, str]:
    """How the notes of a section are counted: what it says, else what the file does, if either."""
    said: dict[str, str] = {}
    for source in (settings, section):
        found = None if source is None else source.find(w(f"{kind}Pr"))
        for one in found if found is not None else ():
            if value := val(one):
                said[local(one.tag)] = value
    return said
