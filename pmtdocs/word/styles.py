"""Word's styles: what each says, itself or along ``basedOn``; ``stock`` tells names alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import TypeVar

from pmtdocs.word import theme
from pmtdocs.word.package import YES, Element, head, inner, is_on, parse, qualified, sheet, val, w
from pmtdocs.word.stock import same_name

T = TypeVar("T")
#: HTML and PDF have six levels of headings; Word counts from 0, and calls body text 9.
_LEVELS = {str(level): level + 1 for level in range(6)}
#: What shows nothing in a run.
_MARKS = qualified("rPr fldChar instrText lastRenderedPageBreak commentReference")
_LAYOUT_TABLE = "Mise en page"
#: What names a font for letters of ours.
FONTS = ("ascii", "hAnsi", "cs")
#: What names a style, and of which kind it is.
NAMING = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}


@dataclass
class Style:
    """One style of styles.xml."""

    id: str
    name: str
    kind: str
    based_on: str | None
    element: Element

    @cached_property
    def key(self) -> str:
        """Its name as names are compared."""
        return same_name(self.name)


@dataclass(eq=False)
class Styles:
    """The styles of a document by id, which do not change: only others are added."""

    by_id: dict[str, Style] = field(default_factory=dict)
    defaults: dict[str, Element] = field(default_factory=dict)
    default_paragraph: str = ""
    default_table: str = ""
    _found: dict[tuple[str | None, str, str], Element | None] = field(default_factory=dict)
    _listed: dict[str | None, tuple[str, str] | None] = field(default_factory=dict)

    @classmethod
    @lru_cache(maxsize=256)  # a modèle may be written again all day long
    def read(cls, data: bytes | None, themed: bytes | None = None) -> Styles:
        """From styles.xml, which a document may lack; read once for the same bytes, never changed.

        ``themed`` is the theme that it names fonts and colours of. Raises TemplateError.
        """
        if data is None:
            return cls()
        root = parse(data, "styles.xml")
        theme.spell_out(root, theme.read(themed))
        return cls.of_tree(root)

    @classmethod
    def of(cls, parts: dict[str, bytes], file: str) -> Styles:
        """Those of a file, which messages call ``file``. Raises TemplateError."""
        return cls.read(sheet(parts, "styles", file), theme.of(parts, file))

    @classmethod
    def of_tree(cls, root: Element) -> Styles:
        """From the tree of styles.xml."""
        styles = cls()
        for name in ("pPr", "rPr"):
            found = root.find(w(f"docDefaults/{name}Default/{name}"))
            if found is not None:
                styles.defaults[name] = found
        for element in root.iter(w("style")):
            style = _style(element)
            styles.by_id[style.id] = style
            if val(element, "default") in YES:
                if style.kind == "paragraph":
                    styles.default_paragraph = style.id
                elif style.kind == "table":
                    styles.default_table = style.id
        return styles

    @cached_property
    def fonts(self) -> set[str]:
        """Those that its styles name."""
        return {font for style in self.by_id.values() for font in fonts_in(style.element)}

    @cached_property
    def _hiding(self) -> bool:
        """Does one of them hide words?"""
        every = (style.element for style in self.by_id.values())
        return any(next(element.iter(w("vanish")), None) is not None for element in every)

    def include(self, element: Element) -> None:
        """Add a style, whose id and name no other has."""
        style = _style(element)
        for known in ("fonts", "_hiding"):
            self.__dict__.pop(known, None)
        self.by_id[style.id] = style
        self._found.clear()
        self._listed.clear()
        self._ids.setdefault(style.key, style.id)
        self._ids[style.name] = style.id

    @cached_property
    def _ids(self) -> dict[str, str]:
        """Ids by name; a name as it is written goes before one that is only like it."""
        alike = {style.key: style.id for style in self.by_id.values()}
        return alike | {style.name: style.id for style in self.by_id.values()}

    def id_of(self, name: str) -> str | None:
        """The id of the style of that name."""
        return self._ids.get(name) or self._ids.get(same_name(name))

    def like(self, style: Style) -> str | None:
        """The id of the style that has the same name and the same kind."""
        found = self.id_of(style.name)
        return found if found and self.by_id[found].kind == style.kind else None

    def name_of(self, style: str | None) -> str:
        """The name of a style, as Word shows it; nothing for one that is not there."""
        return self.by_id[style].name if style in self.by_id else ""

    def lineage(self, style: str | None) -> Iterator[Style]:
        """A style and its ancestors, nearest first; a circle ends."""
        seen: set[str] = set()
        while style and style in self.by_id and style not in seen:
            seen.add(style)
            yield self.by_id[style]
            style = self.by_id[style].based_on

    def chain(self, style: str | None, part: str) -> Iterator[Element]:
        """The ``pPr``, ``rPr`` or ``tblPr`` of a style and its ancestors, nearest first."""
        for one in self.lineage(style):
            found = one.element.find(w(part))
            if found is not None:
                yield found

    def find(self, style: str | None, part: str, name: str) -> Element | None:
        """A property of a style, its own or inherited."""
        key = style, part, name
        if key not in self._found:
            found = (properties.find(w(name)) for properties in self.chain(style, part))
            self._found[key] = next((each for each in found if each is not None), None)
        return self._found[key]

    def style_of(self, paragraph: Element) -> str:
        """The id of the style of a paragraph, which it may not name."""
        return style_of(paragraph) or self.default_paragraph

    def of_run(self, run: Element, name: str) -> Iterator[Element]:
        """What a run, its style and its paragraph's style say of a property, nearest first; or the
        mark of a paragraph, which it stands for."""
        is_mark = run.tag == w("p")
        own = inner(head(run), "rPr") if is_mark else inner(run, "rPr")
        if (said := inner(own, name)) is not None:
            yield said
        if (said := self.find(val(inner(own, "rStyle")), "rPr", name)) is not None:
            yield said
        paragraph = run if is_mark else next(run.iterancestors(w("p")), None)
        style = None if paragraph is None else self.style_of(paragraph)
        if (said := self.find(style, "rPr", name)) is not None:
            yield said

    def hides(self, paragraph: Element) -> bool:
        """Are its mark and its words hidden? Word leaves it out, and counts it in no list."""
        shown = (run for run in paragraph.iter(w("r")) if any(e.tag not in _MARKS for e in run))
        return all(map(self.is_hidden, chain((paragraph,), shown)))

    def hidden(self, root: Element) -> set[Element]:
        """The paragraphs of an element that Word leaves out."""
        if not self._hiding and next(root.iter(w("vanish")), None) is None:
            return set()
        return {paragraph for paragraph in root.iter(w("p")) if self.hides(paragraph)}

    def is_hidden(self, run: Element) -> bool:
        """A run, or the mark of a paragraph."""
        return is_on(next(self.of_run(run, "vanish"), None))

    def is_a(self, style: str | None, name: str) -> bool:
        """Is it the style of that name, or one based on it?"""
        return any(one.key == same_name(name) for one in self.lineage(style))

    def lays_out(self, table: Element) -> bool:
        """Does a table only put things side by side?"""
        return self.is_a(val(table.find(w("tblPr/tblStyle"))), _LAYOUT_TABLE)

    def list_of(self, style: str | None) -> tuple[str, str] | None:
        """The list (numId, level) that a style puts its paragraphs in."""
        if style not in self._listed:
            found = self.find(style, "pPr", "numPr")
            number, level = val(inner(found, "numId")) or "0", val(inner(found, "ilvl")) or "0"
            self._listed[style] = None if number == "0" else (number, level)
        return self._listed[style]

    def outline(self, style: str | None) -> int | None:
        """Heading level from 1 (Word's outline level 0), or None for body text."""
        return _heading(val(self.find(style, "pPr", "outlineLvl")))

    def headings(self, root: Element) -> dict[Element, int]:
        """The paragraphs of an element that are headings, and their levels."""
        said = self.said(root, "outlineLvl", lambda own: _heading(val(own)), self.outline)
        return {paragraph: level for paragraph, level in said.items() if level is not None}

    def said(
        self, root: Element, name: str, own: Callable[[Element], T], styled: Callable[[str], T]
    ) -> dict[Element, T]:
        """What each paragraph of an element says of a property, itself or by its style: many are
        left out that say nothing. In one walk, whose steps are those that say something."""
        default, known = styled(self.default_paragraph), cache(styled)
        found = {} if default is None else dict.fromkeys(root.iter(w("p")), default)
        names, value = w("pStyle"), w("val")
        for mark in root.iter(names, w(name)):
            above = mark.getparent()
            paragraph = None if above is None else above.getparent()
            if paragraph is not None and paragraph.tag == w("p"):  # and not a tracked change
                style = mark.get(value) if mark.tag == names else None
                found[paragraph] = own(mark) if style is None else known(style)
        return found

    def heading(self, paragraph: Element) -> int | None:
        """Heading level of a paragraph: what it says itself, else what its style says."""
        own = val(inner(head(paragraph), "outlineLvl"))
        return self.outline(self.style_of(paragraph)) if own is None else _heading(own)


def _style(element: Element) -> Style:
    return Style(
        val(element, "styleId") or "",
        val(element.find(w("name"))) or "",
        val(element, "type") or "paragraph",
        val(element.find(w("basedOn"))),
        element,
    )


def style_of(paragraph: Element) -> str:
    """The id of the style that a paragraph names; empty when it names none."""
    return val(inner(head(paragraph), "pStyle")) or ""


def fonts_in(root: Element) -> Iterator[str]:
    """The fonts that an element names."""
    for fonts in root.iter(w("rFonts")):
        yield from filter(None, (val(fonts, name) for name in FONTS))


def _heading(outline: str | None) -> int | None:
    return _LEVELS.get(outline or "")
