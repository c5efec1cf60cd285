"""What a Word file shows that is no word of a paragraph: pictures, charts, objects, watermarks.

A picture may say anything: nobody may call a file faithful that has one more, or another one. The
words of a chart or of a SmartArt stand in a part of their own (ISO 29500-1, 21.2 and 21.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from lxml import etree

from pmtdocs.compare.text import Thing
from pmtdocs.language.columns import quoted
from pmtdocs.word import package, pictures
from pmtdocs.word.package import Element, R, parse, w

_DRAWN = {"diagram": "SmartArt", "chart": "graphique", "picture": "image"}
_OTHERS = {
    w("object"): "objet incorporé",
    w("control"): "contrôle ActiveX",
    w("contentPart"): "tracé à la main",
    w("altChunk"): "fichier inséré",
    w("subDoc"): "sous-document",
}
_SHAPE, _WORD_ART = "trait ou forme", "texte dessiné (WordArt)"
#: Where the words of a part stand that is no text: those of DrawingML, the values of a chart.
_WORDS = ("{*}t", "{*}v")


def things(parts: dict[str, bytes], part: str, root: Element) -> Iterator[tuple[Element, Thing]]:
    """The pictures and objects of a part, each with its element."""
    related = package.relationships(parts, part)
    for element in root.iter(w("drawing"), w("pict"), *_OTHERS):
        if next(element.iterancestors(w("object"), w("pict")), None) is not None:
            continue  # shown by what it stands in
        targets = [related[key].target for key in _references(element) if key in related]
        found = [parts[target] for target in targets if target in parts]
        if (kind := _kind(element)) == "image":
            yield element, _picture(element, found)
        elif kind in _DRAWN.values():
            yield element, Thing(kind, _said(found))
        elif kind == _WORD_ART and not package.margin_of(root):  # there, it is a watermark
            yield element, Thing(kind, " ".join(watermarks(element)))
        elif kind not in ("", _WORD_ART):
            yield element, Thing(kind, "", _digest(found))


def _picture(element: Element, found: list[bytes]) -> Thing:
    """A picture; cropped, turned or mirrored otherwise, it is another one."""
    picture, changes = pictures.read(element), b""
    if picture and (any(picture.crop) or picture.turned or any(picture.mirrored)):
        changes = repr((picture.crop, picture.turned, picture.mirrored)).encode()
    alternative = quoted(picture.alt) if picture else ""
    return Thing("image", alternative, _digest([*found[:1], changes]))


def _digest(found: list[bytes]) -> str:
    return sha256(b"".join(found)).hexdigest()


def watermarks(root: Element) -> Iterator[str]:
    """The words that are drawn (WordArt); in a header, across the pages."""
    for path in root.iter("{urn:schemas-microsoft-com:vml}textpath"):
        if words := " ".join((path.get("string") or "").split()):
            yield words


def _kind(element: Element) -> str:
    """« image », « graphique »…; nothing for a box whose words are read."""
    if (other := _OTHERS.get(str(element.tag))) is not None:
        return other
    data = next(element.iter("{*}graphicData"), None)
    uri = "" if data is None else data.get("uri", "")
    if drawn := _DRAWN.get(uri.rpartition("/")[2]):
        return drawn
    if next(element.iter("{*}blip", "{*}imagedata"), None) is not None:
        return "image"
    if any(watermarks(element)):
        return _WORD_ART
    is_bare = all(etree.QName(child).localname == "shapetype" for child in element)
    return "" if is_bare or next(element.iter(w("txbxContent")), None) is not None else _SHAPE


def _references(element: Element) -> Iterator[str]:
    """The relations that an element names, in order."""
    for one in element.iter():
        for name, value in one.attrib.items():
            if str(name).startswith(f"{{{R}}}") and str(name).rpartition("}")[2] != "cs":
                yield str(value)


def _said(found: list[bytes]) -> str:
    """The words of the parts that are XML."""
    words: list[str] = []
    for data in found:
        if data.lstrip()[:1] == b"<":
            root = parse(data)
            words += [text for node in root.iter(*_WORDS) if (text := (node.text or "").strip())]
    return " ".join(words)
