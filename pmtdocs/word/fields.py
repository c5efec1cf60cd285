"""What Word works out itself: cross-references, links, counts, pages; and what becomes of each.

Word keeps the last result of a field beside its code, and shows it as it is until somebody asks for
another: nothing that is printed may come from there (ISO 29500-1, 17.16).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import dropwhile, takewhile
from typing import NamedTuple

from lxml import etree

from pmtdocs.word.package import MOST_COUNTED, Element, add, add_words, number, qualified, val, w


class Fate(NamedTuple):
    """What becomes of a field, with the switches of its code that are known."""

    becomes: str
    switches: str = ""
    valued: str = ""
    """Those of the switches that take a value."""
    formats: str = ""
    """Beside those that change nothing: those of ``\\*``."""
    in_margins: bool = False


_CASES, _PAGES = "upper lower firstcap caps", "counted by who lays the pages out"
#: Every field that a template may hold; any other fetches, asks, runs, or prints what changes at
#: each opening (DATE).
FATES: Mapping[str, Fate] = {
    "REF": Fate("the words of its bookmark, or the number of its paragraph", "hrnwpt", "", _CASES),
    "PAGEREF": Fate("the page of its bookmark, counted by who lays the pages out", "h"),
    "SEQ": Fate("counted, in its part", "cnhr", "r", "arabic roman alphabetic"),
    "STYLEREF": Fate("the words of the nearest paragraph of the style", "", "", _CASES),
    "HYPERLINK": Fate("a link", "lotnm", "lot", in_margins=True),
    "FORMCHECKBOX": Fate("a box, ticked or not"),
    "TOC": Fate("written anew from the headings of the document", "outhznwxpsd", "outhznwxpsd"),
    "PAGE": Fate(_PAGES, formats="arabic", in_margins=True),
    "NUMPAGES": Fate(_PAGES, formats="arabic", in_margins=True),
}  # fmt: skip
#: What a field may show.
_SHOWN = qualified("t sym drawing pict object footnoteReference endnoteReference")
#: Formats that say how a result looks, which its runs say.
_LOOKS = {"mergeformat", "charformat"}
_WEB = re.compile(r"(?:https?|mailto):|(?:\{|%7B){2}", re.IGNORECASE)
_TOKEN = re.compile(r'\\([*#@]|\w)|"((?:[^"\\]|\\.)*)"|(\S+)')
_INSTEAD = {
    "SECTIONPAGES": "Écrivez le nombre de pages du document : champ NUMPAGES.",
    "NOTEREF": "Renvoyez à l'article ou au paragraphe de la note.",
}


class Code(NamedTuple):
    """A code taken apart: « REF objet \\r \\* Upper »."""

    name: str
    arguments: tuple[str, ...]
    switches: Mapping[str, str]
    formats: tuple[str, ...]

    @property
    def argument(self) -> str:
        return self.arguments[0] if self.arguments else ""


@lru_cache(maxsize=256)
def read(instruction: str) -> Code:
    """What a code says; names and switches are told apart whatever their case."""
    tokens = [*_TOKEN.finditer(instruction)]
    name = tokens[0][0].upper() if tokens else ""
    valued = (FATES[name].valued if name in FATES else "") + "*#@"
    switches: dict[str, str] = {}
    arguments, formats, waiting = [], [], ""
    for token in tokens[1:]:
        switch = (token[1] or "").lower()
        said = token[2].replace("\\\\", "\\") if token[2] is not None else token[3] or ""
        if switch:
            switches.setdefault(switch, "")
            waiting = switch if switch in valued else ""
        elif waiting == "*":
            formats.append(said)
        elif waiting:
            switches[waiting] = said
        else:
            arguments.append(said)
        waiting = waiting if switch else ""
    switches.pop("*", None)
    return Code(name, tuple(arguments), switches, tuple(formats))


def is_contents(code: Code) -> bool:
    """Is it a table of contents, and none of something else?"""
    return code.name == "TOC" and not _FIGURES & set(code.switches)


def runs_of(instruction: str) -> list[Element]:
    """The runs of a field that is made: three to stand before its result, one after it."""
    made = [etree.Element(w("r")) for _ in range(4)]
    add_words(made[1], instruction, "instrText")
    for run, kind in zip((made[0], *made[2:]), ("begin", "separate", "end"), strict=True):
        add(run, "fldChar", fldCharType=kind)
    return made


@dataclass
class Field:
    """A field: what it asks for (« REF objet \\r »), between two marks or in one element."""

    first: Element
    last: Element
    instruction: str = ""
    separated: Element | None = None
    """The mark after which its result stands."""
    outer: tuple[Field, ...] = ()
    """Those in whose result or code it stands, the farthest first."""
    broken: bool = field(default=False)
    """Does another field stand in its code?"""

    @cached_property
    def code(self) -> Code:
        return read(self.instruction)

    @property
    def in_contents(self) -> bool:
        """Is it in a table of contents, whose entries are written anew?"""
        return any(one.code.name == "TOC" for one in self.outer)

    def paragraphs(self) -> list[Element]:
        """Those that it takes from one to the other; none when other words stand in them."""
        first, last = (next(e.iterancestors(w("p"))) for e in (self.first, self.last))
        inside = {*self.last.iter()}
        shared = [
            *takewhile(lambda e: e is not self.first, first.iter()),
            *(e for e in dropwhile(lambda e: e is not self.last, last.iter()) if e not in inside),
        ]
        following = [first, *first.itersiblings()]
        if last not in following or any((e.text or "").strip() for e in shared if e.tag == w("t")):
            return []
        return following[: following.index(last) + 1]

    def elements(self) -> list[Element]:
        """All that it takes, its marks too; nothing when it goes over several paragraphs."""
        if self.first is self.last:
            return [*self.first.iter()]
        above = next(self.first.iterancestors(w("p")), None)
        inside = [] if above is None else [*above.iter()]
        here = self.last in inside
        return inside[inside.index(self.first) : inside.index(self.last) + 1] if here else []

    def runs(self) -> list[Element]:
        """The runs that it takes, those of its marks too; none when it shares them with words."""
        every = [e for e in self.elements() if e.tag == w("r")]
        if self.first is self.last:
            return every
        begin, end = (next(mark.iterancestors(w("r"))) for mark in (self.first, self.last))
        return [begin, *every] if begin is not end and self.elements() else []

    def content(self) -> list[Element] | None:
        """All that stands in its result, whole; None when it begins or ends inside something."""
        if self.first is self.last:
            return [*self.first]
        marks = (self.first, self.separated, self.last)
        begin, middle, end = (None if m is None else next(m.iterancestors(w("r"))) for m in marks)
        beside = [] if begin is None else [begin, *begin.itersiblings()]
        if end not in beside or middle is end or middle is begin:
            return None
        if middle is None:
            return []
        within = middle in beside
        return beside[beside.index(middle) + 1 : beside.index(end)] if within else None

    def shows(self) -> bool:
        """Does a reader see anything of it?"""
        taken = self.elements()
        return not taken or any(e.tag in _SHOWN and (e.tag != w("t") or e.text) for e in taken)

    def result(self) -> list[Element]:
        """The runs that show what Word last worked out."""
        if self.first is self.last:
            return [*self.first.iter(w("r"))]
        inside = self.elements()
        if self.separated is None or self.separated not in inside:
            return []
        shown = inside[inside.index(self.separated) :]
        return [e for e in shown if e.tag == w("r") and e.find(w("fldChar")) is None]


def fields(root: Element) -> Iterator[Field]:
    """Those of an element, each where it ends: what stands in another one comes before it."""
    begun: list[Field] = []
    for element in [*root.iter(w("fldChar"), w("instrText"), w("fldSimple"))]:
        kind = val(element, "fldCharType")
        if kind == "begin" or element.tag == w("fldSimple"):
            if begun and begun[-1].separated is None:
                begun[-1].broken = True
            made = Field(element, element, val(element, "instr") or "", None, tuple(begun))
            if kind == "begin":
                begun.append(made)
            else:
                yield made
        elif kind == "separate" and begun:
            begun[-1].separated = element
        elif kind == "end" and begun:
            begun[-1].last = element
            yield begun.pop()
        elif element.tag == w("instrText") and begun:
            begun[-1].instruction += element.text or ""


def unpaired(root: Element) -> list[Element]:
    """The marks of fields whose other end is not there: nobody can tell what such a field shows."""
    lone, begun = [], []
    for mark in root.iter(w("fldChar")):
        kind = val(mark, "fldCharType")
        if kind == "begin":
            begun.append(mark)
        elif not begun:
            lone.append(mark)
        elif kind == "end":
            begun.pop()
    return lone + begun


def split(root: Element) -> None:
    """Give each mark of a field a run of its own, where a run holds more."""
    for run in {mark.getparent(): None for mark in root.iter(w("fldChar"))}:
        if run is None or run.tag != w("r"):
            continue
        properties, own = run.find(w("rPr")), [e for e in run if e.tag != w("rPr")]
        for child in reversed(own[1:]):
            after = etree.Element(w("r"))
            if properties is not None:
                after.append(deepcopy(properties))
            after.append(child)
            run.addnext(after)


# --- what cannot be worked out ---------------------------------------------------------------


def refusal(one: Field, in_margin: bool) -> tuple[str, str] | None:
    """Why what a field shows cannot be known, and what to do; None when it can."""
    if one.in_contents or not (one.instruction.strip() or one.shows()):
        return None
    return next(_reasons(one, in_margin), None) or next(_options(one.code), None)


def _reasons(one: Field, in_margin: bool) -> Iterator[tuple[str, str]]:
    """What it is, and where it stands."""
    name = one.code.name
    fate = FATES.get(name)
    if not name:
        yield "n'a pas de code : Word montre ce qui y est resté", _CODELESS
    elif fate is None or (name == "HYPERLINK" and not _leads(one.code)):
        yield "n'est pas permis dans un modèle", _INSTEAD.get(name, _HELP)
    elif in_margin and not fate.in_margins:
        yield "ne se calcule pas dans un en-tête ou un pied de page", "Mettez-le dans le texte."
    elif one.broken:
        yield "contient un autre champ", "Effacez-le, puis insérez-le de nouveau d'un bloc."
    elif name == "TOC" and not one.paragraphs():
        yield "partage ses paragraphes avec d'autres mots", _ALONE
    elif not _is_whole(one, name, fate):
        yield "est à cheval sur plusieurs paragraphes", "Mettez-le dans un seul paragraphe."


def _is_whole(one: Field, name: str, fate: Fate) -> bool:
    """Does it stand in one paragraph, and share no run with words?"""
    if name == "HYPERLINK":
        return one.content() is not None
    return name == "TOC" or bool(one.elements() if fate.becomes == _PAGES else one.runs())


def _options(code: Code) -> Iterator[tuple[str, str]]:
    """What it asks for; a table of figures is none of headings."""
    fate = FATES[code.name]
    if code.name == "TOC" and not is_contents(code):
        yield "liste autre chose que les titres", "Écrivez cette liste dans le texte."
        return
    for switch in sorted(set(code.switches) - set(fate.switches)):
        yield f"a l'option « \\{switch} », qui n'est pas prise en charge", _OPTION
    if code.name == "SEQ" and not 0 <= number(code.switches.get("r") or "1", -1) <= MOST_COUNTED:
        said = code.switches["r"][:20]
        yield f"repart de « {said} », qui n'est pas un nombre de 0 à 32 767", _OPTION
    for one in code.formats:
        if one.lower() not in {*fate.formats.split(), *_LOOKS}:
            yield f"a le format « \\* {one} », qui n'est pas pris en charge", _OPTION


_HELP = (
    "Retirez-le (Maj+F9 le montre) ; un fait s'imprime par {{ champ }}, un lien mène à http(s), "
    "mailto ou un signet."
)
_CODELESS = "Retapez ces mots hors du champ, ou faites-en du texte : Ctrl+Maj+F9."
_OPTION = "Retirez cette option : clic droit sur le champ, « Basculer les codes de champs »."
_ALONE = "Refaites-le seul dans son paragraphe : Références > Table des matières."
#: Of tables of figures, of marked entries, of sequences.
_FIGURES = set("acfl")


def _leads(code: Code) -> bool:
    return bool(_WEB.match(code.argument)) if code.argument else bool(code.switches.get("l"))
