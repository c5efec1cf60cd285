"""Word's fields worked out: cross-references, counts and links say what is so in this document.

A field left in the document would be counted again by whoever opens it, each in its own way (Word
asks first, LibreOffice writes « Article 3 – »), or show what it showed the last time. Only what
depends on pages stays one.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from lxml import etree

from pmtdocs.language.columns import shorten
from pmtdocs.render.join import cases
from pmtdocs.word import package
from pmtdocs.word.bookmarks import Marked, marked
from pmtdocs.word.fields import Field, fields, runs_of, split
from pmtdocs.word.numbering import Label, Numbering, numeral
from pmtdocs.word.package import Element, add, add_words, remove, val, w, whole
from pmtdocs.word.stock import same_name
from pmtdocs.word.words import GAP, UNTICKED, box, printed

_AGAIN = "Dans Word, refaites le renvoi : Références > Renvoi."
#: Of numbers; a capital at their beginning makes capitals of them.
_FORMATS = {"roman": "Roman", "alphabetic": "Letter"}
_BELOW, _ABOVE = "ci-dessous", "ci-dessus"


def resolve(body: Element, numbering: Numbering, file: str = "") -> None:
    """Work out every field of ``body``, of a file of that name, that can be without pages.

    Raises TemplateError when what a field names does not exist: the article was deleted.
    """
    found = [f for f in fields(body) if not f.in_contents]
    if found:
        _Resolver(body, numbering, found, file).resolve()


def link(body: Element, relate: Callable[[str, Element], str]) -> list[str]:
    """Make of every HYPERLINK a link; ``relate`` gives the relation of an address: which ones."""
    related = []
    split(body)
    for field in [f for f in fields(body) if f.code.name == "HYPERLINK" and not f.in_contents]:
        content = field.content()
        if content is None:
            continue
        made = etree.Element(w("hyperlink"))
        address, anchor = field.code.argument, field.code.switches.get("l", "")
        if address:
            related.append(relate(f"{address}#{anchor}" if anchor else address, field.first))
            made.set(f"{{{package.R}}}id", related[-1])
        else:
            made.set(w("anchor"), anchor)
        marks = field.runs() if field.first is not field.last else [field.first]
        marks[0].addprevious(made)
        made.extend(content)
        within = {*made.iter()}
        remove(mark for mark in marks if mark not in within)
    return related


@dataclass
class _Resolver:
    body: Element
    numbering: Numbering
    found: list[Field]
    file: str

    @cached_property
    def labels(self) -> dict[str, Label]:
        """The number of each bookmarked paragraph."""
        return {
            val(mark, "name") or "": label
            for paragraph, label in self.numbering.labels(self.body).items()
            for mark in paragraph.iter(w("bookmarkStart"))
        }

    @cached_property
    def marked(self) -> dict[str, Marked]:
        return marked(self.body)

    @cached_property
    def ranks(self) -> dict[Element, int]:
        """The place of each element in the text."""
        return {element: rank for rank, element in enumerate(self.body.iter())}

    @cached_property
    def repeated(self) -> dict[Element, str]:
        """The bookmarks whose words are repeated, by each run of the field that does."""
        return {r: f.code.argument for f in self.found if _repeats(f) for r in f.runs()}

    @cached_property
    def styled(self) -> dict[str, list[tuple[int, Element]]]:
        """The paragraphs that print something, by the name of their style, with their places."""
        styles, out = self.numbering.styles, defaultdict(list)
        for p in self.body.iter(w("p")):
            if printed(p).strip():
                name = styles.name_of(styles.style_of(p))
                out[same_name(name)].append((self.ranks[p], p))
        return out

    def resolve(self) -> None:
        """Words are repeated last, once what they hold is worked out."""
        counted: dict[str, int] = {}
        alone: dict[str, Callable[[Field], None]] = {
            "SEQ": lambda field: _write(field, _sequence(field, counted)),
            "FORMCHECKBOX": lambda field: _write(field, box(field.first) or UNTICKED),
            "STYLEREF": self._styled,
            "PAGEREF": self._page,
            "PAGE": _counted,
            "NUMPAGES": _counted,
            "REF": self._number,
        }
        for field in self.found:
            if field.code.name in alone and not _repeats(field):
                alone[field.code.name](field)
        depths: dict[str, int] = {}
        words = [(self._depth(f, f.code.argument, depths), f) for f in self.found if _repeats(f)]
        for _, group in groupby(sorted(words, key=itemgetter(0)), key=itemgetter(0)):
            self.marked = marked(self.body)  # those of the same depth hold none of the others
            for _, field in group:
                self._repeat(field)

    def _target(self, field: Field, name: str = "") -> Marked:
        name = name or field.code.argument
        if name not in self.marked:
            raise self._wrong(field, f"vise « {name} », qui n'existe plus")
        return self.marked[name]

    def _wrong(self, field: Field, said: str) -> package.TemplateError:
        words = shorten(printed(next(field.first.iterancestors(w("p")))), 60)
        where = f"{self.file}, " if self.file else ""
        return package.TemplateError(f"{where}paragraphe « {words} » : un renvoi {said}.", _AGAIN)

    # --- cross-references -------------------------------------------------------------------

    def _number(self, field: Field) -> None:
        """« 3 »; « 1 » is followed by a raised « er », as French wants it; « 3.a » with \\w."""
        code = field.code
        target = self._target(field)
        position = ""
        if "p" in code.switches:
            before = self.ranks[target.start] < self.ranks[field.first]
            position = _ABOVE if before else _BELOW
        if not {"r", "n", "w"} & set(code.switches):
            _write(field, position, anchor=code.argument)
            return
        if (label := self.labels.get(code.argument)) is None:
            raise self._wrong(field, f"dit le numéro de « {code.argument} », qui n'en a pas")
        number = label.context if "w" in code.switches else label.number
        after = f" {position}" if position else ""
        _write(field, number, "er" if number == "1" else "", after, anchor=code.argument)

    def _depth(self, field: Field, name: str, depths: dict[str, int]) -> int:
        """How deep the words of a bookmark repeat those of others."""
        if name in depths:
            if depths[name] < 0:
                raise self._wrong(field, f"répète « {name} », qui se répète lui-même")
            return depths[name]
        depths[name] = -1
        runs = self._target(field, name).runs
        nested = {self.repeated[run] for run in runs if run in self.repeated}
        depths[name] = 1 + max((self._depth(field, one, depths) for one in nested), default=0)
        return depths[name]

    def _repeat(self, field: Field) -> None:
        """The words of a bookmark as they are printed there, in the look that they have there."""
        code, target = field.code, self._target(field)
        own = target.worded()
        if len({next(run.iterancestors(w("p"))) for run in own}) > 1:
            raise self._wrong(field, f"répète « {code.argument} », qui prend plusieurs paragraphes")
        same = any(one.lower() == "mergeformat" for one in code.formats)
        properties = _look(field.result()) if same else None
        runs = [deepcopy(run) for run in own]
        for run in runs if same else ():
            remove(run.findall(w("rPr")))
            if properties is not None:
                run.insert(0, deepcopy(properties))
        cases.change(runs, code.formats)
        _place(field, runs, code.argument if "h" in code.switches else "")

    def _page(self, field: Field) -> None:
        """The field stays for Word, which counts pages when asked; what it showed is gone."""
        self._target(field)
        *before, end = runs_of(f" PAGEREF {field.code.argument} \\h ")
        _place(field, [*before, *_text(GAP, _look(field.result())), end])

    def _styled(self, field: Field) -> None:
        """The words of the nearest paragraph of that style above, else below."""
        name, here = field.code.argument, self.ranks[field.first]
        own = next(field.first.iterancestors(w("p")))
        found = [one for one in self.styled.get(same_name(name), ()) if one[1] is not own]
        at = bisect(found, here, key=itemgetter(0))
        if not found:
            raise self._wrong(field, f"vise le style « {name} », que rien ne porte")
        words = printed(found[max(at - 1, 0)][1]).strip()
        _write(field, cases.written(words, field.code.formats))


def _repeats(field: Field) -> bool:
    return field.code.name == "REF" and not {"r", "n", "w", "p"} & set(field.code.switches)


def _sequence(field: Field, counted: dict[str, int]) -> str:
    """« 3 »: the next of its kind, unless the code says otherwise."""
    code = field.code
    name = code.argument.casefold()
    if "r" in code.switches:
        counted[name] = whole(code.switches["r"], 1)
    elif "c" not in code.switches:
        counted[name] = counted.get(name, 0) + 1
    if "h" in code.switches:
        return ""
    known = ((f[:1], _FORMATS.get(f.lower())) for f in code.formats)
    named = (f"{'upper' if first.isupper() else 'lower'}{kind}" for first, kind in known if kind)
    return numeral(next(named, "decimal"), counted.get(name, 0))


def _counted(field: Field) -> None:
    """Whoever lays the pages out counts them: what Word showed is gone."""
    shown = [run for run in field.result() if run.find(w("t")) is not None]
    remove(words for run in shown for words in run.iterfind(w("t")))
    if shown:
        add_words(shown[0], GAP)


# --- in its place ----------------------------------------------------------------------------


def _write(field: Field, words: str, raised: str = "", after: str = "", anchor: str = "") -> None:
    """Words in the look of what Word showed."""
    properties = _look(field.result() or field.runs())
    runs = [*_text(words, properties)]
    if raised:
        high = deepcopy(properties) if properties is not None else etree.Element(w("rPr"))
        add(high, "vertAlign", val="superscript")
        runs += _text(raised, high)
    _place(field, [*runs, *_text(after, properties)], anchor)


def _text(text: str, properties: Element | None) -> Iterator[Element]:
    if text:
        run = etree.Element(w("r"))
        if properties is not None:
            run.append(deepcopy(properties))
        add_words(run, text)
        yield run


def _look(runs: list[Element]) -> Element | None:
    """Of the first run that shows words; one without is no result."""
    shown = next((run for run in runs if run.find(w("t")) is not None), None)
    found = shown if shown is not None else next(iter(runs), None)
    return None if found is None else found.find(w("rPr"))


def _place(field: Field, runs: list[Element], anchor: str = "") -> None:
    """Runs in the place of a field, within a link to a bookmark if there is one."""
    taken = field.runs()
    if not taken:  # one run says all, or several paragraphs do: refused before
        return
    place = field.first if field.first is field.last else taken[0]
    if anchor:
        made = etree.Element(w("hyperlink"), {w("anchor"): anchor})
        made.extend(runs)
        runs = [made]
    for one in runs:
        place.addprevious(one)
    remove([place, *taken])
