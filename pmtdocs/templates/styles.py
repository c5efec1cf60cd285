"""Styles that the charte lacks or says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pmtdocs.language.french import join
from pmtdocs.templates.fault import Fault, at
from pmtdocs.templates.reading import Template
from pmtdocs.word.package import Element, w
from pmtdocs.word.properties import PARAGRAPH, RUN
from pmtdocs.word.styles import Styles

_KINDS = {w("pStyle"): "paragraphe", w("rStyle"): "caractère", w("tblStyle"): "tableau"}


def styles(template: Template) -> Iterator[Fault]:
    """Missing from the charte, then other than in the charte."""
    own, charter = template.styles, template.charter
    told: set[str] = set()
    for paragraph in template.paragraphs:
        for element in _styled(paragraph.element):
            key = element.get(w("val"), "")
            name = own.name_of(key) or key
            if charter is None or name in told:
                continue
            told.add(name)
            if (other := charter.id_of(name)) is None:
                kind = _KINDS[str(element.tag)]
                said = f"Le style de {kind} « {name} » n'est pas dans charte.docx."
                help = "Choisissez un style de la charte, ou ajoutez-le à charte.docx."
                yield at(paragraph, "MDL171", said, help)
            elif changed := _differences(own, key, charter, other):
                said = (
                    f"Le style « {name} » n'est pas ici celui de la charte ({join(changed)}) : le "
                )
                help = "Changez le style dans charte.docx, ou reprenez ici celui de la charte."
                yield at(paragraph, "MDL174", f"{said}document sortira comme la charte.", help)


def _styled(paragraph: Element) -> Iterator[Element]:
    """What names a style: the paragraph, its runs, and the table that it opens."""
    cell = next(paragraph.iterancestors(w("tc")), None)
    table = None if cell is None else next(cell.iterancestors(w("tbl")))
    if table is not None:
        yield from table.iterfind(w("tblPr/tblStyle"))
    for element in paragraph.iter(w("pStyle"), w("rStyle")):
        run = next(element.iterancestors(w("r")), None)
        if run is None or run.find(w("commentReference")) is None:
            yield element


# --- the charte ------------------------------------------------------------------------------


def _differences(own: Styles, key: str, charter: Styles, other: str) -> list[str]:
    """What the PDF keeps and the two styles say differently."""
    mine, theirs = _says(own, key), _says(charter, other)
    differ = {_SAYS[n[3:]] for n in {*mine, *theirs} if mine.get(n) != theirs.get(n)}
    return sorted(differ, key=str.casefold)


def _says(styles: Styles, key: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Property → its attributes, from the defaults to the style."""
    out: dict[str, tuple[tuple[str, str], ...]] = {}
    for part, kept in (("rPr", RUN), ("pPr", PARAGRAPH)):
        said = [*styles.chain(key, part), styles.defaults.get(part, ())]
        for child in chain.from_iterable(reversed(said)):
            name = str(child.tag).rpartition("}")[2]
            if name in kept:
                out[f"{part[0]}: {name}"] = _attributes(child)
    return out


_SAYS = {
    "rFonts": "police", "sz": "taille", "b": "gras", "i": "italique", "u": "souligné",
    "strike": "barré", "caps": "capitales", "smallCaps": "petites capitales", "vanish": "masqué",
    "color": "couleur", "shd": "trame", "spacing": "espacement", "vertAlign": "exposant",
    "jc": "alignement", "ind": "retraits", "keepNext": "paragraphes solidaires",
    "keepLines": "lignes solidaires", "pageBreakBefore": "saut de page", "pBdr": "bordures",
}  # fmt: skip


def _attributes(element: Element) -> tuple[tuple[str, str], ...]:
    """What a property says, its children included; theme and East Asian fonts say nothing here."""
    own = [
        (f"{str(e.tag).rpartition('}')[2]}.{str(k).rpartition('}')[2]}", str(v))
        for e in element.iter()
        for k, v in e.attrib.items()
        if element.tag != w("rFonts") or str(k).endswith("}ascii")
    ]
    return tuple(sorted(own))
