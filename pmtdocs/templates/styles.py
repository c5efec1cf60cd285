"""Styles that the charte lacks or says otherwise, and formatting that the PDF would lose."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.language.french import join
from pmtdocs.system import safexml
from pmtdocs.templates.faults import Fault, at
from pmtdocs.templates.reading import BODY, Element, Template, Typed
from pmtdocs.word.properties import PARAGRAPH, RUN
from pmtdocs.word.words import W

#: What is seen in Word and would not be in the PDF, as people call it.
_LOST = {
    "highlight": "surlignage", "dstrike": "double barré", "outline": "contour",
    "shadow": "ombre", "emboss": "relief", "imprint": "gravure", "em": "point d'insistance",
    "position": "décalage en hauteur", "w": "largeur des caractères", "effect": "animation",
    "bdr": "bordure de caractères", "glow": "halo", "reflection": "reflet",
    "textOutline": "contour", "textFill": "remplissage", "tabs": "taquets de tabulation",
    "framePr": "cadre", "bidi": "sens de lecture", "textDirection": "sens du texte",
    "mirrorIndents": "retraits en miroir",
}  # fmt: skip
_FREE = ("Calibri", "Carlito")
_OFF = ("0", "false", "none", "off", "clear", "nil", "100")
_KINDS = {f"{W}pStyle": "paragraphe", f"{W}rStyle": "caractère", f"{W}tblStyle": "tableau"}


def styles(template: Template) -> Iterator[Fault]:
    """Missing from the charte, other than in the charte, then direct formatting."""
    own = _Sheet(safexml.parse(template.files["word/styles.xml"], template.name))
    charter = _Sheet(safexml.parse(template.charter, template.name)) if template.charter else None
    told: set[str] = set()
    for paragraph in template.paragraphs:
        yield from _lost(paragraph)
        for element in _styled(paragraph.element):
            key = element.get(f"{W}val", "")
            name = own.names.get(key, key)
            if charter is None or name in told:
                continue
            told.add(name)
            kind = _KINDS[str(element.tag)]
            if name not in charter.ids:
                yield at(
                    paragraph,
                    "MDL171",
                    f"Le style de {kind} « {name} » n'est pas dans charte.docx.",
                    "Choisissez un style de la charte, ou ajoutez-le à charte.docx.",
                )
            elif changed := own.differences(key, charter, charter.ids[name]):
                yield at(
                    paragraph,
                    "MDL174",
                    f"Le style « {name} » n'est pas ici celui de la charte ({join(changed)}) : le "
                    "document sortira comme la charte.",
                    "Changez le style dans charte.docx, ou reprenez ici celui de la charte.",
                )


def _styled(paragraph: Element) -> Iterator[Element]:
    """What names a style: the paragraph, its runs, and the table that it opens."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    table = None if cell is None else next(cell.iterancestors(f"{W}tbl"))
    if table is not None:
        yield from table.iterfind(f"{W}tblPr/{W}tblStyle")
    for element in paragraph.iter(f"{W}pStyle", f"{W}rStyle"):
        run = next(element.iterancestors(f"{W}r"), None)
        if run is None or run.find(f"{W}commentReference") is None:
            yield element


def _lost(paragraph: Typed) -> Iterator[Fault]:
    """Direct formatting of one paragraph, in one fault."""
    found: dict[str, None] = {}
    for properties in paragraph.element.iter(f"{W}pPr", f"{W}rPr"):
        parent = properties.getparent()
        written = parent is not None and parent.tag == f"{W}r" and _worded(parent)
        if properties.tag == f"{W}pPr" or written:
            found.update(dict.fromkeys(_named(properties)))
    if not _tabbed(paragraph):
        found.pop(_LOST["tabs"], None)
    if found:
        yield at(
            paragraph,
            "MDL172",
            f"Mise en forme que le PDF perdrait : {join(list(found))}.",
            "Retirez-la, ou choisissez un style de la charte.",
        )


def _tabbed(paragraph: Typed) -> bool:
    """Does a tab of the body follow its stops? In a margin, tabs push pieces apart."""
    return paragraph.story == BODY and paragraph.element.find(f".//{W}r/{W}tab") is not None


def _worded(run: Element) -> bool:
    return any((t.text or "").strip() for t in run.iter(f"{W}t"))


def _named(properties: Element) -> Iterator[str]:
    for child in properties:
        name = str(child.tag).rpartition("}")[2]
        value = child.get(f"{W}val", "")
        font = child.get(f"{W}ascii", "")
        if name == "rFonts" and font and font not in _FREE:
            yield f"police {font}"
        elif name in _LOST and value not in _OFF:
            yield _LOST[name]


# --- the charte ------------------------------------------------------------------------------


class _Sheet:
    """The styles of a file, each with all that it says along ``basedOn``."""

    def __init__(self, root: Element) -> None:
        self.by_id = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")}
        self.names = {key: _value(s, "name") for key, s in self.by_id.items()}
        self.ids = {name: key for key, name in self.names.items()}
        self.defaults = {
            part: root.find(f"{W}docDefaults/{W}{part}Default/{W}{part}") for part in ("rPr", "pPr")
        }

    def differences(self, key: str, other: _Sheet, other_key: str) -> list[str]:
        """What the PDF keeps and the two styles say differently."""
        mine, theirs = self.says(key), other.says(other_key)
        return sorted(
            {_SAYS[n[3:]] for n in {*mine, *theirs} if mine.get(n) != theirs.get(n)},
            key=str.casefold,
        )

    def says(self, key: str) -> dict[str, tuple[tuple[str, str], ...]]:
        """Property → its attributes, from the defaults to the style."""
        out: dict[str, tuple[tuple[str, str], ...]] = {}
        for part, kept in (("rPr", RUN), ("pPr", PARAGRAPH)):
            chain = [s.find(f"{W}{part}") for s in self._chain(key)]
            for properties in (self.defaults[part], *reversed(chain)):
                for child in properties if properties is not None else ():
                    name = str(child.tag).rpartition("}")[2]
                    if name in kept:
                        out[f"{part[0]}: {name}"] = _attributes(child)
        return out

    def _chain(self, key: str) -> Iterator[Element]:
        seen: set[str] = set()
        while key in self.by_id and key not in seen:
            seen.add(key)
            yield self.by_id[key]
            key = _value(self.by_id[key], "basedOn")


_SAYS = {
    "rFonts": "police", "sz": "taille", "b": "gras", "i": "italique", "u": "souligné",
    "strike": "barré", "caps": "capitales", "smallCaps": "petites capitales", "vanish": "masqué",
    "color": "couleur", "shd": "trame", "spacing": "espacement", "vertAlign": "exposant",
    "jc": "alignement", "ind": "retraits", "keepNext": "paragraphes solidaires",
    "keepLines": "lignes solidaires", "pageBreakBefore": "saut de page", "pBdr": "bordures",
}  # fmt: skip


def _value(style: Element, name: str) -> str:
    found = style.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _attributes(element: Element) -> tuple[tuple[str, str], ...]:
    """What a property says, its children included; theme and East Asian fonts say nothing here."""
    own = [
        (f"{str(e.tag).rpartition('}')[2]}.{str(k).rpartition('}')[2]}", str(v))
        for e in element.iter()
        for k, v in e.attrib.items()
        if element.tag != f"{W}rFonts" or str(k).endswith("}ascii")
    ]
    return tuple(sorted(own))
