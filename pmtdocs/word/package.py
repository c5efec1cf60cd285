"""A DOCX as a zip of parts: read with limits, written with the same bytes each time.

What a part is called means nothing: Word for the web writes « document2.xml ». The relations of the
package lead to the main part, and its own to the others (ISO 29500-2, 8.3 and 9.2). This side of
``word`` needs lxml; ``tags`` and ``paragraph`` do not, so that ``check`` need not load it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.finding import Path as DataPath
from pmtdocs.system import safexml, safezip, samezip
from pmtdocs.system.files import UnreadableError
from pmtdocs.word import others
from pmtdocs.word.units import in_word_s_units

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PR = "http://schemas.openxmlformats.org/package/2006/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
XML = "http://www.w3.org/XML/1998/namespace"
NS = {"w": W, "r": R}

_RESAVE = "Ouvrez-le dans Word et enregistrez-le de nouveau au format .docx."
_NOT_STRICT = (
    "Ouvrez-le dans Word : Fichier, Enregistrer sous, « Document Word (.docx) », sans « strict »."
)
#: ISO 29500 strict, which Word offers as another format.
_STRICT = b"http://purl.oclc.org/ooxml/"


class TemplateError(PmtdocsError):
    """A Word template that cannot be used as it is.

    ``path`` is the place in the data, when it is these that the template cannot print.
    """

    exit_code = ExitCode.TEMPLATE

    def __init__(self, message: str, help: str = "", path: DataPath = ()) -> None:
        super().__init__(message, help)
        self.path = path


@cache
def w(path: str) -> str:
    """``pPr/pStyle`` → the qualified names, as lxml looks for them."""
    return "/".join(f"{{{W}}}{name}" for name in path.split("/"))


def val(element: Element | None, attribute: str = "val") -> str | None:
    """A w: attribute of an element that may be absent."""
    return None if element is None else element.get(w(attribute))


def inner(element: Element | None, name: str) -> Element | None:
    """The first child of that name of an element that may be absent: as ``find``, which takes five
    times as long."""
    tag = w(name)
    for one in element if element is not None else ():
        if one.tag == tag:
            return one
    return None


def head(paragraph: Element) -> Element | None:
    """What a paragraph says of itself, which stands first in it, as Word wants: looking for it
    among thousands of runs is long."""
    return paragraph[0] if len(paragraph) and paragraph[0].tag == w("pPr") else None


def qualified(words: str) -> frozenset[str]:
    """« p tbl » → their qualified names."""
    return frozenset(map(w, words.split()))


def local(name: object) -> str:
    """The name of an element or an attribute, without its namespace."""
    return str(name).rpartition("}")[2]


def refers_to(element: Element) -> list[str]:
    """The relations that it names: those of an image, a link, a header…"""
    return [str(key) for name, key in element.attrib.items() if str(name).startswith(f"{{{R}}}")]


def is_on(element: Element | None) -> bool:
    """A Word toggle: present and not switched off."""
    return element is not None and val(element) not in NO


#: How Word says yes and no.
YES, NO = ("1", "true", "on"), ("0", "false", "off", "none")
_MARGINS = {w("hdr"): "en-tête", w("ftr"): "pied de page"}
#: Word has no wider table.
MOST_COLUMNS = 63
#: Nor counts further.
MOST_COUNTED = 32_767


def whole(text: str | None, default: int = 0, most: int = 1_000_000_000) -> int:
    """A measure or a number of Word. Raises TemplateError for anything else, or beyond ``most``;
    ``measures`` says it before, at its place."""
    found = number(text, most + 1) if text else default
    if abs(found) > most:
        raise TemplateError(
            f"Une mesure du document Word n'en est pas une : « {(text or '')[:40]} ».", _RESAVE
        )
    return found


def number(text: str | None, otherwise: int) -> int:
    """A number of Word; ``otherwise`` for anything else."""
    if text and len(text) <= 10 and text.isascii() and text.isdecimal():  # nearly all of them
        return int(text)
    found = re.fullmatch(r"\s*([+-]?\d{1,10})(?:\.\d{1,10})?\s*", text or "", re.ASCII)
    return otherwise if found is None else int(found[1])


def hexadecimal(text: str | None, default: int = 0) -> int:
    """A code or the bits of an option, as Word writes them; ``default`` for what is neither."""
    found = re.fullmatch(r"[0-9A-Fa-f]{1,5}", text or "")
    return default if found is None else int(found[0], 16)


def parse(data: bytes | str, name: str = "") -> Element:
    """Strict XML, without DTD, entities or network. Raises TemplateError or LimitError."""
    raw = data.encode() if isinstance(data, str) else data
    try:
        root = safexml.parse(raw, name)
    except safexml.BrokenXmlError as error:
        raise TemplateError(
            f"{name} : un composant du document Word ne se lit pas, car {error}.", _RESAVE
        ) from error
    in_word_s_units(root, raw)
    return root


def serialize(element: Element) -> bytes:
    """An element as an XML file."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def read(file: Path) -> dict[str, bytes]:
    """The parts of a DOCX by name. Raises TemplateError or LimitError in French."""
    try:
        return unpack(safezip.load(file), file.name)
    except FileNotFoundError:
        raise TemplateError(
            f"Le modèle Word {file.name} manque dans {file.parent.name}.",
            "Vérifiez `modele:` et `documents:` dans dossier.yaml.",
        ) from None
    except UnreadableError as error:
        raise TemplateError(error.message, error.help) from error


def unpack(data: bytes, name: str) -> dict[str, bytes]:
    """The parts of a DOCX whose file is called ``name``. Raises TemplateError or LimitError."""
    if (other := others.by_bytes(data)) is not None:
        raise _not_word(name, other)
    try:
        return safezip.unzip(data, name)
    except safezip.BrokenZipError as error:
        raise TemplateError(
            f"{name} n'est pas un fichier Word lisible : {error}.", _RESAVE
        ) from error


def _not_word(name: str, other: others.Said | None) -> TemplateError:
    if other is None:
        return TemplateError(f"{name} n'est pas un document Word.", _RESAVE)
    return TemplateError(f"{name} {other[0]}, pas un document Word (.docx).", other[1])


# --- elements -----------------------------------------------------------------------------------


def add(parent: Element, name: str, **attributes: str | int) -> Element:
    """A new last child, with w: attributes."""
    return etree.SubElement(parent, w(name), {w(k): str(v) for k, v in attributes.items()})


def add_words(run: Element, words: str, name: str = "t") -> None:
    """Words at the end of a run, whose spaces Word keeps."""
    etree.SubElement(run, w(name), {f"{{{XML}}}space": "preserve"}).text = words


def remove(elements: Iterable[Element]) -> None:
    """Take elements out of their trees."""
    for element in [*elements]:
        if (parent := element.getparent()) is not None:
            parent.remove(element)


def after_properties(paragraph: Element) -> int:
    """Where the content of a paragraph begins."""
    return 0 if paragraph.find(w("pPr")) is None else 1


# --- the file -----------------------------------------------------------------------------------


def write(parts: dict[str, bytes]) -> bytes:
    """A DOCX in a fixed order: the same parts give the same bytes on each system."""
    first = ("[Content_Types].xml", "_rels/.rels")
    ordered = sorted(parts, key=lambda name: (name not in first, name))
    return samezip.write({name: parts[name] for name in ordered})


# --- from one part to another ------------------------------------------------------------------


class Related(NamedTuple):
    """Where a relation leads."""

    kind: str
    """The last word of its type: « header », « officeDocument »."""
    target: str
    """The name of a part, which the package may lack; an address when it is external."""
    external: bool


def relationships(parts: dict[str, bytes], part: str) -> dict[str, Related]:
    """The relations of a part by id; ``part`` is empty for those of the package itself."""
    folder, _, name = part.rpartition("/")
    data = parts.get(_alike(parts, posixpath.join(folder, "_rels", f"{name}.rels")))
    found = {} if data is None else _relationships(data, folder)
    if all(r.external or r.target in parts for r in found.values()):
        return found
    return {
        key: r if r.external else r._replace(target=_alike(parts, r.target))
        for key, r in found.items()
    }


def _alike(parts: dict[str, bytes], name: str) -> str:
    """Part names are equal whatever their case (ISO 29500-2, 9.1.1): the one that is there."""
    if name in parts:
        return name
    return next((other for other in parts if other.casefold() == name.casefold()), name)


@lru_cache(maxsize=256)
def _relationships(data: bytes, folder: str) -> dict[str, Related]:
    out = {}
    for relation in parse(data, f"{folder}/_rels"):
        external = relation.get("TargetMode") == "External"
        target = relation.get("Target", "")
        if not external:  # « media/a.png » as Word writes it, « /word/media/a.png » elsewhere
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = relation.get("Type", "").rpartition("/")[2]
        out[relation.get("Id", "")] = Related(kind, target, external)
    return out


def main(parts: dict[str, bytes], file: str) -> str:
    """The name of the main part; ``file`` is what messages call the whole.

    Raises TemplateError when there is none.
    """
    for kind, target, _ in relationships(parts, "").values():
        if kind == "officeDocument" and target in parts:
            return target
        if kind == "officeDocument":
            raise TemplateError(
                f"{file} n'est pas un document Word : il y manque {target}.", _RESAVE
            )
    raise _not_word(file, others.by_names(parts))


def document(parts: dict[str, bytes], file: str) -> Element:
    """The tree of the main part. Raises TemplateError for what is no document of Word's."""
    name = main(parts, file)
    root = parse(parts[name], name)
    if root.tag == w("document"):
        return root
    if _STRICT in parts[name]:
        raise TemplateError(f"{file} est au format « Open XML strict ».", _NOT_STRICT)
    raise _not_word(file, others.by_names(parts))


def sheet(parts: dict[str, bytes], kind: str, file: str) -> bytes | None:
    """What the main part relates to as its « styles », « numbering », « comments »…; if it does.

    Raises TemplateError when the relation leads nowhere.
    """
    found = (r for r in relationships(parts, main(parts, file)).values() if r.kind == kind)
    return next((piece(parts, r.target, file) for r in found), None)


def margins(parts: dict[str, bytes], file: str) -> list[str]:
    """The names of the headers and footers that are there, in the order of the relations."""
    related = relationships(parts, main(parts, file)).values()
    found = (r.target for r in related if r.kind in ("header", "footer") and r.target in parts)
    return [*dict.fromkeys(found)]


def margin_of(root: Element) -> str:
    """« en-tête » or « pied de page », as people call it; empty for the main part."""
    return _MARGINS.get(str(root.tag), "")


def piece(parts: dict[str, bytes], name: str, file: str) -> bytes:
    """A part that another one names. Raises TemplateError when the file lacks it."""
    if name not in parts:
        raise TemplateError(f"{file} est incomplet : il y manque {name}.", _RESAVE)
    return parts[name]
