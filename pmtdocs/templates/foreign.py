"""What comes from elsewhere or runs: macros, outside links, field codes, objects; and images."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.system import safexml
from pmtdocs.templates.faults import Fault, at, short, whole
from pmtdocs.templates.reading import BODY, Element, Template
from pmtdocs.word.tags import TAG
from pmtdocs.word.words import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
#: Field codes that only count, or point inside the document. Any other fetches, asks, runs, or
#: prints what changes at each opening (DATE).
_COUNTING = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|REF|PAGEREF|NOTEREF|TOC|SEQ|STYLEREF)(?!\w)|"
    r"\s*HYPERLINK\s+(?:\\l\s|\"?(?:https?|mailto):)",
    re.IGNORECASE,
)
_IMAGES = ("png", "jpg", "jpeg", "gif")
_OUTSIDE = {
    "image": "une image qui n'est pas dans le fichier",
    "oleObject": "un objet lié",
    "hyperlink": "un lien vers un fichier",
}
_OBJECTS = {
    f"{W}object": "Un objet incorporé (Excel, PDF…)",
    f"{W}control": "Un contrôle ActiveX",
    f"{W}altChunk": "Un fichier inséré",
    f"{W}subDoc": "Un sous-document",
    "{http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing}webVideoPr": (
        "Une vidéo en ligne"
    ),
}


class Relation(NamedTuple):
    """A relationship of a story."""

    story: str
    id: str
    kind: str
    target: str
    external: bool


def foreign(template: Template) -> Iterator[Fault]:
    """All of it, in the order of the file."""
    for name in template.files:
        if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
            help = "Enregistrez le modèle au format .docx, qui n'a pas de macros."
            yield whole(template, "MDL141", "Le modèle contient des macros.", help)
            break
    for relation in _relations(template):
        yield from _relation(template, relation)
    yield from _field_codes(template)
    yield from _objects(template)
    yield from _undescribed(template)


def _relations(template: Template) -> Iterator[Relation]:
    for name, data in template.files.items():
        folder, _, base = name.rpartition("/_rels/")
        if not name.endswith(".rels") or not base or not folder:
            continue
        story = f"{folder}/{base.removesuffix('.rels')}"
        for r in safexml.parse(data, template.name):
            kind = r.get("Type", "").rpartition("/")[2]
            outside = r.get("TargetMode") == "External"
            yield Relation(story, r.get("Id", ""), kind, r.get("Target", ""), outside)


def _relation(template: Template, relation: Relation) -> Iterator[Fault]:
    kind, target = relation.kind, relation.target
    if kind == "attachedTemplate":
        said = f"Un modèle Word est rattaché à celui-ci : {short(target)}"
        help = "Dans Word : Développeur, Modèle de document, puis videz « Modèle de document »."
        yield whole(template, "MDL145", f"{said}.", help)
    elif relation.external and not (kind == "hyperlink" and _WEB.match(target)):
        what = _OUTSIDE.get(kind, f"un lien extérieur ({kind})")
        said = f"Le modèle appelle {what} : {short(target)}"
        help = "Enregistrez-le dans le fichier, ou retirez le lien ; http(s) et mailto restent."
        yield _at(template, relation, "MDL142", f"{said}.", help)
    elif kind in ("image", "hyperlink") and relation.story in template.trees:
        suffix = posixpath.splitext(target)[1].lstrip(".").lower()
        if relation.story != BODY:
            said = "Un en-tête ou un pied de page contient une image ou un lien."
            yield _at(template, relation, "MDL153", said, "Mettez-les dans le corps du texte.")
        elif kind == "image" and suffix not in _IMAGES:
            said = f"L'image est au format {suffix or 'inconnu'}, qui ne s'imprime pas."
            yield _at(template, relation, "MDL152", said, "Insérez-la en PNG, JPEG ou GIF.")


def _at(template: Template, relation: Relation, code: str, message: str, help: str) -> Fault:
    """At the paragraph that uses the relation."""
    tree = template.trees.get(relation.story)
    for element in tree.iter() if tree is not None else ():
        used = {v for k, v in element.attrib.items() if str(k).startswith(_R)}
        if relation.id in used and (paragraph := template.within(element)):
            return at(paragraph, code, message, help)
    return whole(template, code, message, help)


def _field_codes(template: Template) -> Iterator[Fault]:
    for paragraph in template.paragraphs:
        for code in _codes(paragraph.element):
            tag = TAG.search(code)
            if code.strip() and not _COUNTING.match(code):
                said = f"Le champ Word « {short(code)} » n'est pas permis dans un modèle."
                help = "Retirez-le (Maj+F9 le montre) ; un fait s'imprime par {{ champ }}."
                yield at(paragraph, "MDL143", said, help)
            elif tag:
                said = f"La balise « {tag[0]} » est dans un champ Word, où elle ne se lit pas."
                yield at(paragraph, "MDL143", said, "Écrivez-la dans le texte.")


def _codes(paragraph: Element) -> Iterator[str]:
    """The codes of the Word fields of a paragraph, each whole."""
    code = ""
    for node in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if node.tag == f"{W}fldSimple":
            yield node.get(f"{W}instr", "")
        elif node.tag == f"{W}instrText":
            code += node.text or ""
        else:
            if code:
                yield code
            code = ""
    if code:
        yield code


def _objects(template: Template) -> Iterator[Fault]:
    for tree in template.trees.values():
        for element in tree.iter(*_OBJECTS):
            if element.tag == f"{W}control" and next(element.iterancestors(f"{W}object"), None):
                continue
            said = f"{_OBJECTS[str(element.tag)]} est dans le modèle : il ne s'imprimerait pas."
            help = "Écrivez ce qu'il montre dans un paragraphe ou un tableau ordinaire."
            paragraph = template.within(element)
            yield (
                at(paragraph, "MDL144", said, help)
                if paragraph
                else whole(template, "MDL144", said, help)
            )


def _undescribed(template: Template) -> Iterator[Fault]:
    for drawing in template.trees[BODY].iter(f"{W}drawing"):
        described = next(drawing.iter("{*}docPr"), None)
        paragraph = template.within(drawing)
        if next(drawing.iter("{*}blip"), None) is None or paragraph is None:
            continue
        if described is None or not described.get("descr", "").strip():
            help = "Dans Word : clic droit sur l'image, « Afficher le texte de remplacement »."
            said = "L'image n'a pas de texte de remplacement : qui ne la voit pas n'en sait rien."
            yield at(paragraph, "MDL151", said, help)
