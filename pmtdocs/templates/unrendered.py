"""Words that no document would show: text boxes, drawings, equations, notes, file properties."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pmtdocs.system import safexml
from pmtdocs.templates.faults import Fault, at, short, whole
from pmtdocs.templates.reading import Element, Template
from pmtdocs.word.tags import TAG
from pmtdocs.word.words import W

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
#: What is inside these is said with them.
_SHOWN_BY = (_FALLBACK, f"{W}object", f"{W}txbxContent")
_ORDINARY = "Écrivez ces mots dans un paragraphe ou un tableau ordinaire."
_FOOTNOTE = "Écrivez la note dans un paragraphe de style « Mention »."
_DRAWN = {
    "diagram": "Un graphique SmartArt",
    "chart": "Un graphique",
    "wordprocessingShape": "Une forme",
    "wordprocessingGroup": "Un groupe de formes",
    "wordprocessingCanvas": "Une zone de dessin",
}
#: What is never filled in though it holds text; comments are not printed, and may say what they
#: like.
_SILENT = ("docProps/", "word/glossary/", "word/diagrams/", "word/charts/", "customXml/")


def unrendered(template: Template) -> Iterator[Fault]:
    """Drawings and boxes, notes, then tags outside the text."""
    for story in template.trees.values():
        for element in story.iter(f"{W}drawing", f"{W}pict", f"{W}sym", _MATH):
            if next(element.iterancestors(*_SHOWN_BY), None) is None:
                yield from _object(template, element)
    yield from _notes(template)
    for name, data in template.files.items():
        if name.startswith(_SILENT) and name.endswith(".xml"):
            yield from _hidden_tags(template, name, data)


def _object(template: Template, element: Element) -> Iterator[Fault]:
    what = _what(element)
    paragraph = template.within(element)
    if not what or paragraph is None:
        return
    words = short("".join(t.text or "" for t in element.iter("{*}t")))
    if what == _DRAWN["diagram"]:
        words = words or short(_diagram_words(template))
    said = f"{what} contient « {words} »" if words else f"{what} est dans le modèle"
    help = _ORDINARY if words else "Retirez cet objet ; une image s'insère en PNG ou en JPEG."
    yield at(paragraph, "MDL131", f"{said} : cela ne s'imprimerait pas.", help)


def _what(element: Element) -> str:
    """How people call an object that cannot be printed; empty for an image."""
    if element.tag == _MATH:
        return "Une équation"
    if element.tag == f"{W}sym":
        return "Un symbole"
    if next(element.iter(f"{W}txbxContent"), None) is not None:
        return "Une zone de texte"
    if element.tag == f"{W}pict":
        return "Un dessin"
    data = next(element.iter("{*}graphicData"), None)
    uri = "" if data is None else data.get("uri", "").rpartition("/")[2]
    return _DRAWN.get(uri, "" if next(element.iter("{*}blip"), None) is not None else "Un dessin")


def _diagram_words(template: Template) -> str:
    names = (n for n in template.files if n.startswith("word/diagrams/data"))
    return " ".join(
        str(t.text or "")
        for n in names
        for t in safexml.parse(template.files[n], template.name).iter("{*}t")
    )


def _notes(template: Template) -> Iterator[Fault]:
    """A note of the page or of the end, at the paragraph that calls it."""
    for kind, name in (("footnote", "bas de page"), ("endnote", "fin")):
        data = template.files.get(f"word/{kind}s.xml")
        notes = safexml.parse(data, template.name).iter(f"{W}{kind}") if data else ()
        real = [n for n in notes if n.get(f"{W}type") is None]
        calls = {
            call.get(f"{W}id", ""): template.within(call)
            for tree in template.trees.values()
            for call in tree.iter(f"{W}{kind}Reference")
        }
        for note in real:
            words = short("".join(t.text or "" for t in note.iter(f"{W}t")))
            message = f"La note de {name} « {words} » ne serait pas reproduite."
            paragraph = calls.get(note.get(f"{W}id", ""))
            yield (
                at(paragraph, "MDL132", message, _FOOTNOTE)
                if paragraph
                else whole(template, "MDL132", message, _FOOTNOTE)
            )


def _hidden_tags(template: Template, name: str, data: bytes) -> Iterator[Fault]:
    try:
        text = "".join(map(str, safexml.parse(data, template.name).itertext()))
    except etree.XMLSyntaxError:
        return
    where = "les propriétés du fichier" if name.startswith("docProps/") else name
    for tag in dict.fromkeys(TAG.findall(text)):
        message = f"« {short(tag)} » est dans {where}, où aucune balise n'est remplie."
        yield whole(template, "MDL133", message, "Retirez-la : Fichier, Informations, Propriétés.")
