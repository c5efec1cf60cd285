"""Words that no document would show: text boxes, drawings, equations, notes, file properties."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.language.columns import quoted
from pmtdocs.templates.fault import Fault, at, whole
from pmtdocs.templates.reading import Template
from pmtdocs.word import package
from pmtdocs.word.package import Element, parse, w
from pmtdocs.word.tags import TAG
from pmtdocs.word.words import FALLBACK, text_of

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
#: What is inside these is said with them.
_SHOWN_BY = (FALLBACK, w("object"), w("txbxContent"))
_ORDINARY = "Écrivez ces mots dans un paragraphe ou un tableau ordinaire."
_FOOTNOTE = "Écrivez la note dans un paragraphe de style « Mention »."
#: What may stand before the first element of an XML file.
_BLANK = b"\xef\xbb\xbf \t\r\n"
_DRAWN = {
    "diagram": "Un graphique SmartArt",
    "chart": "Un graphique",
    "wordprocessingShape": "Une forme",
    "wordprocessingGroup": "Un groupe de formes",
    "wordprocessingCanvas": "Une zone de dessin",
}
#: Said at their calls; comments are not printed, and may say what they like.
_APART = ("footnotes", "endnotes", "comments")


def unrendered(template: Template) -> Iterator[Fault]:
    """Drawings and boxes, notes, then tags outside the text."""
    for story in template.trees.values():
        for element in story.iter(w("drawing"), w("pict"), w("sym"), _MATH):
            if next(element.iterancestors(*_SHOWN_BY), None) is None:
                yield from _object(template, element)
    yield from _notes(template)
    yield from _hidden_tags(template)


def _object(template: Template, element: Element) -> Iterator[Fault]:
    what = _what(element)
    paragraph = template.within(element)
    if not what or paragraph is None:
        return
    words = quoted("".join(t.text or "" for t in element.iter("{*}t")))
    if what == _DRAWN["diagram"]:
        words = words or quoted(_diagram_words(template))
    said = f"{what} contient « {words} »" if words else f"{what} est dans le modèle"
    help = _ORDINARY if words else "Retirez cet objet ; une image s'insère en PNG ou en JPEG."
    yield at(paragraph, "MDL131", f"{said} : cela ne s'imprimerait pas.", help)


def _what(element: Element) -> str:
    """How people call an object that cannot be printed; empty for an image."""
    if element.tag == _MATH:
        return "Une équation"
    if element.tag == w("sym"):
        return "Un symbole"
    if next(element.iter(w("txbxContent")), None) is not None:
        return "Une zone de texte"
    if element.tag == w("pict"):
        return "Un dessin"
    data = next(element.iter("{*}graphicData"), None)
    uri = "" if data is None else data.get("uri", "").rpartition("/")[2]
    return _DRAWN.get(uri, "" if next(element.iter("{*}blip"), None) is not None else "Un dessin")


def _diagram_words(template: Template) -> str:
    names = dict.fromkeys(r.target for r in template.relations() if r.kind == "diagramData")
    pieces = (template.files[name] for name in names if name in template.files)
    texts = (t for data in pieces for t in parse(data, template.name).iter("{*}t"))
    return " ".join(str(t.text or "") for t in texts)


def _notes(template: Template) -> Iterator[Fault]:
    """A note of the page or of the end, at the paragraph that calls it."""
    for kind, name in (("footnote", "bas de page"), ("endnote", "fin")):
        notes = template.parsed(f"{kind}s")
        every = () if notes is None else notes.iter(w(kind))
        calls = {
            call.get(w("id"), ""): template.within(call)
            for tree in template.trees.values()
            for call in tree.iter(w(f"{kind}Reference"))
        }
        for note in (n for n in every if n.get(w("type")) is None):
            words = quoted(text_of(note))
            message = f"La note de {name} « {words} » ne serait pas reproduite."
            call = calls.get(note.get(w("id"), ""))
            yield whole(template, "MDL132", message, _FOOTNOTE, call)


def _hidden_tags(template: Template) -> Iterator[Fault]:
    """In whatever is never filled in: properties, charts, glossary, data of others."""
    apart = {r.target for r in template.relations() if r.kind in _APART} | set(template.trees)
    properties = {r.target for r in package.relationships(template.files, "").values()}
    for name, data in template.files.items():
        if name in apart or b"{" not in data or not data.lstrip(_BLANK).startswith(b"<"):
            continue
        text = "".join(map(str, parse(data, template.name).itertext()))
        where = "les propriétés du fichier" if name in properties else name
        for tag in dict.fromkeys(TAG.findall(text)):
            message = f"« {quoted(tag)} » est dans {where}, où aucune balise n'est remplie."
            help = "Retirez-la : Fichier, Informations, Propriétés."
            yield whole(template, "MDL133", message, help)
