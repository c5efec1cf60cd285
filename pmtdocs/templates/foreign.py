"""What comes from elsewhere or runs: macros, outside links, field codes, objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.language.columns import quoted
from pmtdocs.templates.fault import Fault, at, at_tag, whole
from pmtdocs.templates.reading import Template, Typed
from pmtdocs.word.fields import fields
from pmtdocs.word.package import Element, R, relationships, w
from pmtdocs.word.tags import TAG
from pmtdocs.word.words import typed

_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
#: Field codes that only count, or point inside the document. Any other fetches, asks, runs, or
#: prints what changes at each opening (DATE).
_COUNTING = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|REF|PAGEREF|NOTEREF|TOC|SEQ|STYLEREF)(?!\w)|"
    r"\s*HYPERLINK\s+(?:\\l\s|\"?(?:https?|mailto):)",
    re.IGNORECASE,
)
#: What it shows is what the template says.
_LINKING = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)
_OUTSIDE = {
    "image": "une image qui n'est pas dans le fichier",
    "oleObject": "un objet lié",
    "hyperlink": "un lien vers un fichier",
}
_CODE, _CODE_KINDS = ("vbaproject.bin", "vbadata.xml"), ("vbaProject", "wordVbaData")
_MISSING = {"image": "une image", "header": "un en-tête", "footer": "un pied de page"}
#: What is read though no element names it.
_READ = ("numbering", "comments", "footnotes", "endnotes")


class Relation(NamedTuple):
    """A relationship of a piece of the file."""

    story: str
    id: str
    kind: str
    target: str
    external: bool


def foreign(template: Template) -> Iterator[Fault]:
    """All of it, in the order of the file."""
    relations = [*_relations(template)]
    coded = any(name.lower().endswith(_CODE) for name in template.files)
    if coded or any(relation.kind in _CODE_KINDS for relation in relations):
        help = "Enregistrez le modèle au format .docx, qui n'a pas de macros."
        yield whole(template, "MDL141", "Le modèle contient des macros.", help)
    for relation in relations:
        yield from _relation(template, relation)
    yield from _field_codes(template)


def _relations(template: Template) -> Iterator[Relation]:
    for name in template.files:
        folder, plumbing, base = name.rpartition("_rels/")
        if plumbing and (owner := base.removesuffix(".rels")):
            for key, related in relationships(template.files, f"{folder}{owner}").items():
                yield Relation(f"{folder}{owner}", key, *related)


def _relation(template: Template, relation: Relation) -> Iterator[Fault]:
    kind, target = relation.kind, relation.target
    if kind == "attachedTemplate":
        said = f"Un modèle Word est rattaché à celui-ci : {quoted(target)}"
        help = "Dans Word : Développeur, Modèle de document, puis videz « Modèle de document »."
        yield whole(template, "MDL145", f"{said}.", help)
    elif relation.external and not (kind == "hyperlink" and _WEB.match(target)):
        what = _OUTSIDE.get(kind, f"un lien extérieur ({kind})")
        said = f"Le modèle appelle {what} : {quoted(target)}"
        help = "Enregistrez-le dans le fichier, ou retirez le lien ; http(s) et mailto restent."
        yield _at(template, relation, "MDL142", f"{said}.", help)
    elif not relation.external and target not in template.files:
        users = _users(template, relation.story, relation.id)
        if kind in _READ or next(users, None) is not None:
            said = f"Le modèle appelle {_MISSING.get(kind, f'une pièce ({kind})')}"
            help = "Dans Word, effacez-le et refaites-le, puis enregistrez le fichier."
            yield _at(template, relation, "MDL142", f"{said} qui manque : {quoted(target)}", help)


def _at(template: Template, relation: Relation, code: str, message: str, help: str) -> Fault:
    """At the paragraph that uses the relation."""
    users = map(template.within, _users(template, relation.story, relation.id))
    return whole(template, code, message, help, next(filter(None, users), None))


def _users(template: Template, story: str, key: str) -> Iterator[Element]:
    """The elements that name a relation."""
    tree = template.trees.get(story)
    for element in tree.iter() if tree is not None else ():
        if any(v == key and str(k).startswith(f"{{{R}}}") for k, v in element.attrib.items()):
            yield element


def _field_codes(template: Template) -> Iterator[Fault]:
    for paragraph in template.paragraphs:
        for code in _codes(paragraph.element):
            tag = TAG.search(code)
            if code.strip() and not _COUNTING.match(code):
                said = f"Le champ Word « {quoted(code)} » n'est pas permis dans un modèle."
                help = "Retirez-le (Maj+F9 le montre) ; un fait s'imprime par {{ champ }}."
                yield at(paragraph, "MDL143", said, help)
            elif tag:
                said = f"La balise « {tag[0]} » est dans un champ Word, où elle ne se lit pas."
                yield at(paragraph, "MDL143", said, "Écrivez-la dans le texte.")
        yield from _within_results(paragraph)


def _within_results(paragraph: Typed) -> Iterator[Fault]:
    """Tags in what a field shows: whatever is there gives way to what the field works out."""
    worked_out = (f for f in fields(paragraph.element) if not _LINKING.match(f.instruction))
    gone = {element for field in worked_out for element in field.elements()}
    at_sign = 0
    for node, words in typed(paragraph.element) if gone else ():
        start, at_sign = at_sign, at_sign + len(words)
        for tag in (t for t in paragraph.tags if t.start < at_sign and start < t.end):
            if node in gone:
                said = f"La balise « {tag.typed} » est dans le résultat d'un champ Word, que Word "
                help = "Écrivez-la hors du champ (Maj+F9 le montre)."
                yield at_tag(paragraph, tag, "MDL143", f"{said}remplace par le sien.", help)


def _codes(paragraph: Element) -> Iterator[str]:
    """The codes of the Word fields of a paragraph, each whole."""
    code = ""
    for node in paragraph.iter(w("fldChar"), w("instrText"), w("fldSimple")):
        if node.tag == w("fldSimple"):
            yield node.get(w("instr"), "")
        elif node.tag == w("instrText"):
            code += node.text or ""
        else:
            if code:
                yield code
            code = ""
    if code:
        yield code
