"""Word's fields that cannot be worked out, or aim at what is not there: the same for a render."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import repeat
from operator import itemgetter

from pmtdocs.language.columns import quoted
from pmtdocs.templates.fault import Fault, at_tag, whole
from pmtdocs.templates.reading import Tag, Template, Typed
from pmtdocs.word.bookmarks import Marked, marked
from pmtdocs.word.fields import Field, fields, refusal
from pmtdocs.word.links import tags_of
from pmtdocs.word.package import margin_of, val, w
from pmtdocs.word.stock import same_name
from pmtdocs.word.styles import style_of
from pmtdocs.word.tags import TAG
from pmtdocs.word.words import offsets, typed

_AGAIN = "Dans Word, refaites le renvoi : Références > Renvoi."
_NUMBERED = {"r", "n", "w"}
_LOOPS = {"for": 1, "endfor": -1}


def field_codes(template: Template) -> Iterator[Fault]:
    """Each at its paragraph."""
    targets = _Targets(template)
    for story in template.trees.values():
        for one in fields(story):
            place = template.near(one.first)
            if wrong := refusal(one, bool(margin_of(story))):
                said = f"Le champ Word « {quoted(one.instruction)} » {wrong[0]}."
                yield whole(template, "MDL143", said, wrong[1], place)
            elif (tag := TAG.search(one.instruction)) and one.code.name != "HYPERLINK":
                said = f"La balise « {tag[0]} » est dans un champ Word, où elle ne se lit pas."
                yield whole(template, "MDL143", said, "Écrivez-la dans le texte.", place)
            elif not one.in_contents and not template.is_clause and (gone := targets.lost(one)):
                said = f"Le champ Word « {quoted(one.instruction)} » {gone}."
                yield whole(template, "MDL147", said, _AGAIN, place)
    for paragraph in template.paragraphs:
        yield from _within_results(paragraph)
        yield from _in_addresses(paragraph)


def _within_results(paragraph: Typed) -> Iterator[Fault]:
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


def _in_addresses(paragraph: Typed) -> Iterator[Fault]:
    for tag in map(Tag, tags_of(paragraph.element), repeat(-1)):
        if not tag.prints:
            said = f"La balise « {tag.typed} » est dans l'adresse d'un lien, où elle ne se lit pas."
            help = "Une adresse se remplit par un champ, {{ … }} ; mettez la consigne autour."
            yield at_tag(paragraph, tag, "MDL143", said, help)


class _Targets:
    """What the fields of a file may aim at."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._marked: dict[str, Marked] | None = None

    def lost(self, one: Field) -> str:
        """What is not there, if anything."""
        if one.code.name == "STYLEREF":
            return self._unstyled(one.code.argument)
        if one.code.name not in ("REF", "PAGEREF"):
            return ""
        name, switches = one.code.argument, set(one.code.switches)
        if self._marked is None:
            self._marked = marked(self.template.trees[self.template.main])
        if (target := self._marked.get(name)) is None:
            return f"vise le signet « {name} », qui n'existe pas"
        if name in self._repeated:
            return f"vise « {name} », signet qu'une boucle répète : sortez-l'en"
        if switches & _NUMBERED:
            paragraph = next(target.start.iterancestors(w("p")), None)
            numbered = paragraph is not None and self.template.numbering.of(paragraph) is not None
            return "" if numbered else f"dit le numéro de « {name} », qui n'en a pas"
        return _unworded(name, target) if one.code.name == "REF" and "p" not in switches else ""

    @cached_property
    def _repeated(self) -> set[str]:
        """The bookmarks in loops: which of theirs a field aims at, nothing says."""
        out: set[str] = set()
        open_loops = 0
        for paragraph in self.template.body:
            met: list[tuple[int, str | int]] = [
                (tag.start, _LOOPS[tag.keyword]) for tag in paragraph.tags if tag.keyword in _LOOPS
            ]
            marks = [*paragraph.element.iter(w("bookmarkStart"))]
            before = offsets(paragraph.element) if marks else {}
            met += [(before[mark], val(mark, "name") or "") for mark in marks]
            for _, said in sorted(met, key=itemgetter(0)):
                if isinstance(said, int):
                    open_loops += said
                elif open_loops:
                    out.add(said)
        return out

    def _unstyled(self, name: str) -> str:
        styles = self.template.styles
        named = (
            styles.name_of(style_of(p.element) or styles.default_paragraph)
            for p in self.template.body
            if p.text.strip()
        )
        if same_name(name) in map(same_name, named):
            return ""
        return f"vise le style « {name} », qu'aucun paragraphe ne porte"


def _unworded(name: str, target: Marked) -> str:
    """Why the words of a bookmark cannot be repeated, if they cannot."""
    words = target.worded()
    if not words:
        return f"répète « {name} », signet qui n'entoure aucun mot"
    several = len({next(run.iterancestors(w("p"))) for run in words}) > 1
    return f"répète « {name} », qui prend plusieurs paragraphes" if several else ""
