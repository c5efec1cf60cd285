"""Notes that no document would print, or that it would count otherwise than Word."""

from __future__ import annotations

from pmtdocs.language.french import join
from pmtdocs.templates.fault import Faults, at_tag, whole
from pmtdocs.templates.reading import Tag, Template, Typed
from pmtdocs.word.notes import CALLS, Key, note_key, rules
from pmtdocs.word.numbering import FORMATS
from pmtdocs.word.package import Element, margin_of, w
from pmtdocs.word.words import offsets

_NOTE = "Écrivez la note dans le texte, ou appelez-la d'un paragraphe du corps du document."


def notes(template: Template) -> Faults:
    """Those that would be lost, and those counted as no document counts them."""
    yield from lost(template)
    if template.notes:
        yield from _counted_otherwise(template)


def lost(template: Template) -> Faults:
    """Calls of notes where none can be printed: a render refuses them."""
    seen: set[Key] = set()
    for story, tree in template.trees.items():
        for call in tree.iter(*CALLS):
            paragraph = template.within(call)
            why = _uncalled(template, story, call)
            if not why and note_key(call) in seen:
                why = "Une note est appelée deux fois."
            seen.add(note_key(call))
            if why:
                yield whole(template, "MDL132", why, _NOTE, paragraph)
            elif paragraph is not None and (tag := _around(paragraph, call)) is not None:
                message = f"L'appel d'une note coupe la balise « {tag.typed} » et serait perdu."
                yield at_tag(paragraph, tag, "MDL132", message, "Placez-le après la balise.")


def _uncalled(template: Template, story: str, call: Element) -> str:
    if story != template.main:
        margin = margin_of(template.trees[story])
        return f"Une note est appelée dans {f'un {margin}' if margin else 'une autre note'}."
    if note_key(call) not in template.notes:
        return "Une note est appelée, et n'est pas dans le fichier."
    if any(map(template.styles.is_hidden, call.iterancestors(w("r")))):
        return "L'appel d'une note est masqué, et la note avec lui."
    return ""


def _around(paragraph: Typed, call: Element) -> Tag | None:
    before = offsets(paragraph.element)[call]
    return next((tag for tag in paragraph.tags if tag.start < before < tag.end), None)


def _counted_otherwise(template: Template) -> Faults:
    sections = template.trees[template.main].iter(w("sectPr"))
    kinds = {kind for kind, _ in template.notes}
    said = [rules(kind, s, template.settings) for s in sections for kind in sorted(kinds)]
    wrong = {
        "recommencent à chaque page": any(one.get("numRestart") == "eachPage" for one in said),
        "ont un format de numéro inconnu": any(
            one.get("numFmt", "decimal") not in FORMATS for one in said
        ),
        "ne sont pas placées au bas de la page ou à la fin du document": any(
            one.get("pos", "pageBottom") not in ("pageBottom", "docEnd") for one in said
        ),
    }
    if found := [what for what, is_so in wrong.items() if is_so]:
        message = f"Dans Word, les notes {join(found)} ; le document ne le fait pas."
        help = "Références, Notes de bas de page, Options : numérotation « Continu », « 1, 2, 3 »."
        yield whole(template, "MDL136", message, help)
