"""Styles that the charte lacks or says otherwise, each told once a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from pmtdocs.language.french import join, plain, plural
from pmtdocs.templates.fault import Faults, at
from pmtdocs.templates.reading import Template, Typed
from pmtdocs.word.formatting import Border
from pmtdocs.word.inherited import inherited
from pmtdocs.word.package import Element, w
from pmtdocs.word.printable import looks
from pmtdocs.word.properties import computed
from pmtdocs.word.stock import shown
from pmtdocs.word.styles import NAMING, Style, Styles, style_of

#: A difference of measures that nobody sees, in points: programs round them.
_ROUNDED = 0.1
_HEADING = re.compile(r"heading (\d)")
#: From which likeness on a name is that of a style of the same use.
_NEAR = 0.75
#: How many styles a remark names.
_TOLD = 30
_KINDS = {"character": "style de caractère", "table": "style de tableau"}
_OWN = "« {} » ({})"


class Used(NamedTuple):
    """A style that a part names, where, and how many times."""

    key: str
    kind: str
    first: Typed
    times: int


def styles(template: Template) -> Faults:
    """Those that the charte lacks and that come with the part, those that nothing defines, those
    that are not here what they are in the charte."""
    if (charter := template.charter) is None:
        return
    own, foreign, unknown, other = template.styles, [], [], {}
    for used in _used(template):
        style = own.by_id.get(used.key)
        if style is None or style.kind != used.kind:
            known = charter.by_id.get(charter.id_of(used.key) or used.key)
            unknown += [] if known and known.kind == used.kind else [used]
        elif (there := charter.like(style)) is None:
            foreign.append(used)
        elif changed := _differences(own, style, charter, charter.by_id[there]):
            other[used] = changed
    yield from _brought(template, charter, foreign)
    yield from _undefined(unknown)
    yield from _changed(own, other)


def _used(template: Template) -> list[Used]:
    """What names a style, the paragraphs that name none included, in the order of the text."""
    found: dict[tuple[str, str], dict[Element, Typed]] = {}
    default = template.styles.default_paragraph
    for paragraph in template.paragraphs:
        for element in _styled(paragraph.element):
            key = element.get(w("val"), ""), NAMING[str(element.tag)]
            found.setdefault(key, {}).setdefault(element, paragraph)
        if default and not style_of(paragraph.element) and paragraph.text.strip():
            found.setdefault((default, "paragraph"), {})[paragraph.element] = paragraph
    return [Used(*key, next(iter(at.values())), len(at)) for key, at in found.items()]


def _styled(paragraph: Element) -> Iterator[Element]:
    """What names a style: the paragraph, its runs, and the table that it opens."""
    cell = next(paragraph.iterancestors(w("tc")), None)
    table = None if cell is None else next(cell.iterancestors(w("tbl")), None)
    if table is not None:
        yield from table.iterfind(w("tblPr/tblStyle"))
    for element in paragraph.iter(w("pStyle"), w("rStyle")):
        run = next(element.iterancestors(w("r")), None)
        if run is None or run.find(w("commentReference")) is None:
            yield element


# --- not in the charte -------------------------------------------------------------------------


def _brought(template: Template, charter: Styles, foreign: list[Used]) -> Faults:
    """A remark: they come with the part, and look as they do there."""
    if not foreign:
        return
    own = template.styles
    told = [
        _OWN.format(shown(own.name_of(u.key)), _about(own, charter, u)) for u in foreign[:_TOLD]
    ]
    told += [plural(left, "autre")] if (left := len(foreign) - _TOLD) > 0 else []
    come, so = (
        ("viennent", "tels qu'ils y sont") if len(foreign) > 1 else ("vient", "tel qu'il y est")
    )
    said = f"{plural(len(foreign), 'style')} hors de la charte {come} avec cette pièce, {so}"
    help = "Rien n'y oblige : dans Word, choisissez le style de la charte qui ressemble."
    yield at(foreign[0].first, "MDL171", f"{said} : {join(told)}.", help)
    lost: dict[str, Used] = {}
    for used in foreign:
        for part, said_by in inherited(own, used.key, used.kind).items():
            for what in looks(part, said_by.values()):
                lost.setdefault(what, used)
    for what, used in lost.items():
        said = f"Mise en forme que le PDF perdrait, du style « {shown(own.name_of(used.key))} »"
        help = "Changez-la dans le style, ou choisissez un style de la charte."
        yield at(used.first, "MDL172", f"{said} : {what}.", help)


def _about(own: Styles, charter: Styles, used: Used) -> str:
    """« style de tableau, 3 fois ; proche de « Tableau de l'acte » »."""
    kind = f"{_KINDS[used.kind]}, " if used.kind in _KINDS else ""
    near = resembling(own, own.by_id[used.key], charter)
    return f"{kind}{used.times} fois" + (f" ; proche de « {shown(near.name)} »" if near else "")


def resembling(own: Styles, style: Style, charter: Styles) -> Style | None:
    """The style of the charte that stands for one that it lacks: of the same level among headings,
    of a list as it is, by its name; the plain text else. None for one of characters."""
    defaults = {charter.default_paragraph, charter.default_table}
    kept = [s for s in charter.by_id.values() if s.kind == style.kind and s.id not in defaults]
    named = _HEADING.fullmatch(style.key)
    level = own.outline(style.id) or (int(named[1]) if named else None)
    listed = own.list_of(style.id) is not None
    alike = [
        s
        for s in kept
        if charter.outline(s.id) == level
        and (level or (charter.list_of(s.id) is not None) == listed)
    ]
    by_name = {plain(s.name): s for s in alike}
    if near := get_close_matches(plain(style.name), by_name, n=1, cutoff=_NEAR):
        return by_name[near[0]]
    if style.kind == "character":
        return None
    if level or listed or style.kind == "table":
        return next(iter(alike), None)
    return charter.by_id.get(charter.default_paragraph)


def _undefined(unknown: list[Used]) -> Faults:
    """Word shows them as plain text, and so does what is printed."""
    if unknown:
        told = [_OWN.format(used.key, f"{used.times} fois") for used in unknown]
        said = f"Ni la pièce ni la charte ne définissent {join(told)} : le texte sort sans style."
        help = "Choisissez pour ce texte un style de la charte."
        yield at(unknown[0].first, "MDL175", said, help)


# --- other than in the charte ------------------------------------------------------------------


def _changed(own: Styles, other: dict[Used, list[str]]) -> Faults:
    if not other:
        return
    told = [_OWN.format(shown(own.name_of(u.key)), ", ".join(what)) for u, what in other.items()]
    said = (
        f"Les styles {join(told)} ne sont pas ici ceux"
        if len(told) > 1
        else f"Le style {told[0]} n'est pas ici celui"
    )
    help = "Changez-le dans charte.docx, ou reprenez ici celui de la charte."
    said = f"{said} de la charte : le document sortira comme la charte."
    yield at(next(iter(other)).first, "MDL174", said, help)


def _differences(own: Styles, style: Style, charter: Styles, other: Style) -> list[str]:
    """What the PDF keeps and the two styles come to differently."""
    mine, theirs = computed(own, style), computed(charter, other)
    names = (n for n in {*mine, *theirs} if not _alike(mine.get(n), theirs.get(n)))
    return sorted({_SAYS.get(name.partition("_")[0], name) for name in names}, key=str.casefold)


def _alike(one: object, other: object) -> bool:
    """Do two values look alike? What is not said is nothing, and programs round measures."""
    if isinstance(one, Border) or isinstance(other, Border):
        drawn = [v for v in (one, other) if isinstance(v, Border) and v.kind != "none"]
        return not drawn or (len(drawn) == 2 and all(map(_alike, *drawn)))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(map(_alike, one, other))
    if isinstance(one, int | float | None) and isinstance(other, int | float | None):
        return abs((one or 0) - (other or 0)) < _ROUNDED
    return one == other


_SAYS = {
    "font": "police", "size": "taille", "bold": "gras", "italic": "italique",
    "underlined": "souligné", "struck": "barré", "capitals": "capitales",
    "small": "petites capitales", "hidden": "masqué", "colour": "couleur", "shade": "trame",
    "spacing": "interligne", "tracking": "espacement des lettres", "raised": "exposant",
    "align": "alignement", "before": "espace avant", "after": "espace après",
    "left": "retraits", "right": "retraits", "first": "retraits",
    "with": "paragraphes solidaires", "together": "lignes solidaires",
    "on": "saut de page", "border": "bordures", "padding": "marges intérieures",
    "inside": "bordures",
}  # fmt: skip
