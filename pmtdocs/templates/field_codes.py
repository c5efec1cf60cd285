"""Word's fields that cannot be worked out, or aim at what is not there: the same for a render."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cached_property, reduce
from itertools import dropwhile, repeat, takewhile
from typing import NamedTuple

from pmtdocs.language.columns import quoted
from pmtdocs.templates.fault import Faults, at_tag, whole
from pmtdocs.templates.reading import CLOSING, OPENING, Tag, Template, Typed
from pmtdocs.word.bookmarks import TOP, Marked, marked
from pmtdocs.word.fields import Field, fields, refusal, unpaired
from pmtdocs.word.links import tags_of
from pmtdocs.word.package import Element, local, margin_of, refers_to, val, w
from pmtdocs.word.printable import words_in
from pmtdocs.word.stock import same_name
from pmtdocs.word.tags import TAG
from pmtdocs.word.words import astray, offsets, typed

_AGAIN = "Dans Word, refaites le renvoi : Références > Renvoi."
_NUMBERED = {"r", "n", "w"}
_ANEW = "Refaites le lien : Ctrl+K, « Emplacement dans ce document » ; ou retirez-le."
_HALF = "Un champ Word est rompu : il lui manque un bout, et Word montre ce qui en est resté."
_ANEW_FIELD = "Effacez tout ce paragraphe, retapez-le, puis insérez le champ de nouveau."
_SURE = "Mettez ce qui y mène dans un bloc de la même condition, ou sortez du sien ce qui est visé."


class _Block(NamedTuple):
    """What holds inside a block: the condition of its branch, and that those before it do not."""

    own: str
    others: frozenset[str] = frozenset()

    @property
    def held(self) -> frozenset[str]:
        alone = {self.own} if " or " in self.own else self.own.split(" and ")
        return self.others | {part.removeprefix("if ") for part in alone if part}

    def branch(self, condition: str) -> _Block:
        """Its « elif », its « else »."""
        return _Block(condition, self.others | {_denied(self.own.removeprefix("if "))})


def _denied(condition: str) -> str:
    if " and " in condition or " or " in condition:
        return f"not ({condition})"
    said = condition.removeprefix("not ")
    return f"not {said}" if said == condition else said


class Open(NamedTuple):
    """The blocks that are open at a place, the innermost last."""

    blocks: tuple[_Block, ...] = ()

    @property
    def held(self) -> frozenset[str]:
        return frozenset().union(*(block.held for block in self.blocks))

    @property
    def in_loop(self) -> bool:
        return any(block.own.startswith("for ") for block in self.blocks)

    def after(self, tag: Tag) -> Open:
        """Those after a tag."""
        said = f"{tag.keyword.removeprefix('el')} {' '.join(tag.rest.split())}"
        if tag.keyword in OPENING:
            return Open((*self.blocks, _Block(said)))
        if tag.keyword in CLOSING:
            return Open(self.blocks[:-1])
        if tag.keyword in ("elif", "else") and self.blocks:
            own = said if tag.keyword == "elif" else ""
            return Open((*self.blocks[:-1], self.blocks[-1].branch(own)))
        return self


def field_codes(template: Template) -> Faults:
    """Each at its paragraph."""
    targets = _Targets(template)
    for story in template.trees.values():
        for one in fields(story):
            yield from _field(template, targets, one, bool(margin_of(story)))
        for mark in unpaired(story):
            yield whole(template, "MDL143", _HALF, _ANEW_FIELD, template.near(mark))
        yield from () if template.is_clause else _links(targets, story)
    for paragraph in template.paragraphs:
        yield from _within_results(paragraph)
        yield from _in_addresses(paragraph)


def _field(template: Template, targets: _Targets, one: Field, in_margin: bool) -> Faults:
    place, code = template.near(one.first), one.code
    words = one.instruction.strip() or "".join(map(words_in, one.result()))
    said = f"Le champ Word « {quoted(words)} »"
    if wrong := refusal(one, in_margin):
        yield whole(template, "MDL143", f"{said} {wrong[0]}.", wrong[1], place)
    elif (tag := TAG.search(one.instruction)) and code.name != "HYPERLINK":
        said = f"La balise « {tag[0]} » est dans un champ Word, où elle ne se lit pas."
        yield whole(template, "MDL143", said, "Écrivez-la dans le texte.", place)
    elif one.in_contents or template.is_clause:
        return
    elif gone := targets.lost(one):
        yield whole(template, "MDL147", f"{said} {gone}.", _AGAIN, place)
    elif code.name == "STYLEREF":
        yield from targets.unstyled(said, one)
    elif code.name in ("REF", "PAGEREF"):
        yield from targets.uncertain(f"{said} vise", code.argument, one.first)
    elif code.name == "HYPERLINK" and not code.argument:
        yield from targets.uncertain(f"{said} mène à", code.switches["l"], one.first)


def tags_astray(template: Template) -> Faults:
    """Tags in what is no word: filled in, and read by nobody before."""
    for story in template.trees.values():
        for element, tag in astray(story):
            said = f"La balise « {quoted(tag)} » est dans un nom ou un réglage de Word "
            said += f"({local(element.tag)}), où elle ne se lit pas."
            place, help = template.near(element), "Écrivez-la dans le texte."
            yield whole(template, "MDL139", said, help, place)


def _links(targets: _Targets, story: Element) -> Faults:
    listed = _listed(story)
    for link in story.iter(w("hyperlink")):
        name = "" if link in listed or refers_to(link) else val(link, "anchor")
        if name:
            said = f"Le lien « {quoted(words_in(link))} » mène à"
            yield from targets.uncertain(said, name, link)


def _listed(story: Element) -> set[Element]:
    """What stands in tables of contents, whose entries are written anew."""
    out: set[Element] = set()
    for table in (one for one in fields(story) if one.code.name == "TOC"):
        after = dropwhile(lambda e: e is not table.first, story.iter())  # noqa: B023
        out |= {*takewhile(lambda e: e is not table.last, after), *table.first.iter()}  # noqa: B023
    return out


def _within_results(paragraph: Typed) -> Faults:
    """Tags in what a field shows: whatever is there gives way to what the field works out."""
    worked_out = (f for f in fields(paragraph.element) if f.code.name != "HYPERLINK")
    gone = {element for field in worked_out for element in field.elements()}
    before = offsets(paragraph.element) if gone else {}
    for node, words in typed(paragraph.element) if gone else ():
        start = before[node]
        for tag in paragraph.tags if node in gone else ():
            if tag.start < start + len(words) and start < tag.end:
                said = f"La balise « {tag.typed} » est dans le résultat d'un champ Word, que Word "
                help = "Écrivez-la hors du champ (Maj+F9 le montre)."
                yield at_tag(paragraph, tag, "MDL143", f"{said}remplace par le sien.", help)


def _in_addresses(paragraph: Typed) -> Faults:
    for tag in map(Tag, tags_of(paragraph.element), repeat(-1)):
        if not tag.prints:
            said = f"La balise « {tag.typed} » est dans l'adresse d'un lien, où elle ne se lit pas."
            help = "Une adresse se remplit par un champ, {{ … }} ; mettez la consigne autour."
            yield at_tag(paragraph, tag, "MDL143", said, help)


class _Targets:
    """What the fields and links of a file may aim at."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.marked: dict[str, Marked] = {}
        for story in (template.main, *(note.name for note in template.notes.values())):
            self.marked = marked(template.trees[story]) | self.marked

    def lost(self, one: Field) -> str:
        """What is not there, if anything."""
        if one.code.name == "STYLEREF":
            gone = f"vise le style « {one.code.argument} », qu'aucun paragraphe ne porte"
            return "" if self._carrying(one) else gone
        if one.code.name not in ("REF", "PAGEREF"):
            return ""
        if (target := self.marked.get(one.code.argument)) is None:
            return f"vise le signet « {one.code.argument} », qui n'existe pas"
        return self._unfit(one, target)

    def _unfit(self, one: Field, target: Marked) -> str:
        """Why a bookmark is none that a field may aim at."""
        name, switches = one.code.argument, set(one.code.switches)
        if self._drops(target.start):
            return f"vise « {name} », signet qui disparaît avec la balise de son paragraphe"
        if self._around(target.start).in_loop:
            return f"vise « {name} », signet qu'une boucle répète : sortez-l'en"
        if switches & _NUMBERED:
            paragraph = next(target.start.iterancestors(w("p")), None)
            numbered = paragraph is not None and self.template.numbering.of(paragraph) is not None
            return "" if numbered else f"dit le numéro de « {name} », qui n'en a pas"
        return _unworded(name, target) if one.code.name == "REF" and "p" not in switches else ""

    def uncertain(self, said: str, name: str, place: Element) -> Faults:
        """A bookmark that may not be printed when what aims at it is."""
        target = self.marked.get(name)
        there = Open() if target is None else self._around(target.start)
        if name == TOP:
            return
        if target is None:
            why, help = "qui n'est pas dans le texte de ce fichier", _ANEW
        elif self._drops(target.start):
            why = "qui disparaît avec la balise de son paragraphe"
            help = "Mettez-le autour de mots."
        elif there.in_loop:
            why, help = "qu'une boucle répète", "Sortez le signet de la boucle."
        elif there.held - self._around(place).held:
            why, help = "qu'un {% if … %} peut ne pas imprimer", _SURE
        else:
            return
        message = f"{said} « {name} », signet {why}."
        yield whole(self.template, "MDL138", message, help, self.template.near(place))

    def _drops(self, mark: Element) -> bool:
        """Does a tag take the place of the paragraph, row or cell that it stands in?"""
        for name in ("p", "tr", "tc"):
            holder = next(mark.iterancestors(w(name)), None)
            others = () if holder is None else (holder, *holder.iter(w("p")))
            for paragraph in filter(None, map(self.template.within, others)):
                around = (paragraph.element, *paragraph.element.iterancestors(w(name)))
                if holder in around[:2] and any(tag.prefix == name for tag in paragraph.tags):
                    return True
        return False

    def _around(self, element: Element) -> Open:
        """The blocks open at an element."""
        paragraph = self.template.near(element)
        if paragraph is None:
            return Open()
        before = offsets(paragraph.element).get(element, 0)
        inside = (tag for tag in paragraph.tags if 0 <= tag.start < before)
        return reduce(Open.after, inside, self._open[paragraph.story, paragraph.rank])

    @cached_property
    def _open(self) -> dict[tuple[str, int], Open]:
        """The blocks open where each paragraph begins; a note is inside of those of its call."""
        out: dict[tuple[str, int], Open] = {}
        begun: dict[str, Open] = {}
        for paragraph in self.template.paragraphs:
            now = begun.get(paragraph.story, Open())
            out[paragraph.story, paragraph.rank] = now
            calls = deque(self.template.calls(paragraph))
            for tag in (tag for tag in paragraph.tags if tag.start >= 0):
                while calls and calls[0][0] <= tag.start:
                    begun[calls.popleft()[1]] = now
                now = now.after(tag)
            begun |= {story: now for _, story in calls}
            begun[paragraph.story] = now
        return out

    def _carrying(self, one: Field) -> list[Open]:
        """The blocks around words of the style that a field names, its own paragraph apart."""
        styles, asked = self.template.styles, same_name(one.code.argument)
        named = ((p, styles.style_of(p.element)) for p in self.template.body)
        found = (p for p, style in named if same_name(styles.name_of(style)) == asked)
        own = next(one.first.iterancestors(w("p")), None)
        return [there for p in found if p.element is not own for there in self._around_words(p)]

    def _around_words(self, paragraph: Typed) -> Iterator[Open]:
        now, before = self._open[paragraph.story, paragraph.rank], 0
        for tag in (tag for tag in paragraph.tags if tag.start >= 0):
            if tag.prints or paragraph.text[before : tag.start].strip():
                yield now
            now, before = now.after(tag), tag.end
        if paragraph.text[before:].strip():
            yield now

    def unstyled(self, said: str, one: Field) -> Faults:
        """A style that only paragraphs carry which may not be printed."""
        here = self._around(one.first).held
        if not _one_holds({t.held - here for t in self._carrying(one) if not t.in_loop}):
            message = f"{said} vise « {one.code.argument} », style que portent seuls des mots "
            message += "qu'un {% if … %} ou un {% for … %} peut ne pas imprimer."
            yield whole(self.template, "MDL138", message, _SURE, self.template.near(one.first))


def _one_holds(cases: set[frozenset[str]]) -> bool:
    """Does one of these hold whatever the facts? Two that part on a condition hold without it."""
    while frozenset() not in cases:
        joined = {a - {c} for a in cases for c in a if a - {c} | {_denied(c)} in cases}
        if joined <= cases:
            return False
        cases = cases | joined
    return True


def _unworded(name: str, target: Marked) -> str:
    """Why the words of a bookmark cannot be repeated, if they cannot."""
    words = target.worded()
    if not words:
        return f"répète « {name} », signet qui n'entoure aucun mot"
    several = len({next(run.iterancestors(w("p"))) for run in words}) > 1
    return f"répète « {name} », qui prend plusieurs paragraphes" if several else ""
