"""What comes from elsewhere or runs: macros, outside links, objects."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.language.columns import quoted
from pmtdocs.templates.fault import Faults, whole
from pmtdocs.templates.reading import Template
from pmtdocs.word.links import may_be_web
from pmtdocs.word.notes import part
from pmtdocs.word.package import Element, Related, local, refers_to, relationships, w

_OUTSIDE = {
    "image": "une image qui n'est pas dans le fichier",
    "oleObject": "un objet lié",
    "hyperlink": "un lien vers un fichier",
}
_CODE, _CODE_KINDS = ("vbaproject.bin", "vbadata.xml"), ("vbaProject", "wordVbaData")
_MISSING = {"image": "une image", "header": "un en-tête", "footer": "un pied de page"}
_REDO = "Dans Word, effacez-le et refaites-le, puis enregistrez le fichier."
_KEEP = "Enregistrez-le dans le fichier, ou retirez le lien ; http(s) et mailto restent."
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: What names a relation, and is printed; and of which kind that is.
_CALLED = {
    w("hyperlink"): ("un lien", "hyperlink"), w("headerReference"): ("un en-tête", "header"),
    w("footerReference"): ("un pied de page", "footer"), f"{_A}blip": ("une image", "image"),
    f"{_A}hlinkClick": ("le lien d'une image", "hyperlink"),
    "{urn:schemas-microsoft-com:vml}imagedata": ("une image", "image"),
}  # fmt: skip
_ADDRESSES = {"src": "image", "althref": "image", "href": "hyperlink"}
#: What is refused as a whole, or left out with what no document needs.
_REFUSED = (w("object"), w("txbxContent"))
#: What is read though no element names it.
_READ = ("numbering", "comments", "footnotes", "endnotes")


#: The piece of the file that has a relationship, its id there, and where that leads.
Relation = tuple[str, str, Related]


def foreign(template: Template) -> Faults:
    """All of it, in the order of the file."""
    relations = [*_relations(template)]
    coded = any(name.lower().endswith(_CODE) for name in template.files)
    if coded or any(related.kind in _CODE_KINDS for _, _, related in relations):
        help = "Enregistrez le modèle au format .docx, qui n'a pas de macros."
        yield whole(template, "MDL141", "Le modèle contient des macros.", help)
    for relation in relations:
        yield from _relation(template, relation)
    yield from _unrelated(template)
    yield from _addressed(template)


def _relations(template: Template) -> Iterator[Relation]:
    for name in template.files:
        folder, plumbing, base = name.rpartition("_rels/")
        if plumbing and (owner := base.removesuffix(".rels")):
            for key, related in relationships(template.files, f"{folder}{owner}").items():
                yield f"{folder}{owner}", key, related


def _relation(template: Template, relation: Relation) -> Faults:
    story, key, (kind, target, external) = relation
    if kind == "attachedTemplate":
        said = f"Un modèle Word est rattaché à celui-ci : {quoted(target)}"
        help = "Dans Word : Développeur, Modèle de document, puis videz « Modèle de document »."
        yield whole(template, "MDL145", f"{said}.", help)
        return
    if (kind == "hyperlink" and may_be_web(target)) if external else target in template.files:
        return
    users = _users(template, story, key)
    elsewhere = external and story not in map(part, template.trees)
    if not users and not elsewhere and kind not in _READ:  # what Word leaves of what was taken away
        return
    if external:
        said = f"Le modèle appelle {_OUTSIDE.get(kind, f'un lien extérieur ({kind})')}"
        help = _KEEP
    else:
        said = f"Le modèle appelle {_MISSING.get(kind, f'un composant ({kind})')} qui manque"
        help = _REDO
    paragraph = next(filter(None, map(template.within, users)), None)
    yield whole(template, "MDL142", f"{said} : {quoted(target)}.", help, paragraph)


def _unrelated(template: Template) -> Faults:
    """What names a relation that the file lacks, or one of another kind."""
    for story, tree in template.trees.items():
        known = template.related(story)
        for element in tree.iter(*_CALLED):
            what, wanted = _CALLED[str(element.tag)]
            kinds = {known[key].kind if key in known else "" for key in refers_to(element)}
            inside = not kinds and element.tag == w("hyperlink")
            is_said = next(element.iterancestors(*_REFUSED), None) is not None
            if kinds != {wanted} and not inside and not is_said:
                other = max(kinds) if kinds and "" not in kinds else ""
                wrong = f"est autre chose ({quoted(other)})" if other else "manque"
                said = f"Le modèle appelle {what} qui {wrong}."
                yield whole(template, "MDL142", said, _REDO, template.near(element))


def _addressed(template: Template) -> Faults:
    """Addresses that older drawings keep beside any relation: Word fetches or opens them."""
    for tree in template.trees.values():
        for element in tree.iter("{urn:schemas-microsoft-com:vml}*"):
            for name, target in element.attrib.items():
                kind = _ADDRESSES.get(local(name))
                if kind and target and not (kind == "hyperlink" and may_be_web(str(target))):
                    said = f"Le modèle appelle {_OUTSIDE[kind]} : {quoted(str(target))}."
                    yield whole(template, "MDL142", said, _KEEP, template.near(element))


def _users(template: Template, story: str, key: str) -> list[Element]:
    """The elements that name a relation."""
    trees = (tree for name, tree in template.trees.items() if part(name) == story)
    return [e for tree in trees for e in tree.iter("{*}*") if key in refers_to(e)]
