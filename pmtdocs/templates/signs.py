"""Signs of Word's own fonts that are not known, and fields typed in such a font."""

from __future__ import annotations

from pmtdocs.templates.fault import Faults, at, at_tag
from pmtdocs.templates.reading import Template, Typed
from pmtdocs.word import symbols
from pmtdocs.word.package import w
from pmtdocs.word.signs import Drawn, drawn
from pmtdocs.word.words import offsets

_INSERT = "Dans Word : Insertion, Symbole, police « Segoe UI Symbol » ; ou écrivez un mot."


def signs(template: Template) -> Faults:
    """Each at its paragraph, once."""
    for tree in template.trees.values():
        for one in drawn(tree, template.styles):
            if (paragraph := template.within(one.element)) is not None:
                yield from _faults(paragraph, one)


def _faults(paragraph: Typed, one: Drawn) -> Faults:
    is_text = one.element.tag == w("t")
    start = offsets(paragraph.element)[one.element] if is_text else 0
    end = start + len(one.signs) * is_text
    tags = [t for t in paragraph.tags if t.start < end and start < t.end]
    if symbols.is_symbolic(one.font) and (tag := next((t for t in tags if t.prints), None)):
        said = f"« {tag.typed} » est dans la police « {one.font} », qui ne dessine pas de lettres."
        help = "Donnez à la balise la police du texte (Ctrl+Espace la remet)."
        yield at_tag(paragraph, tag, "MDL146", said, help)
        return
    for rank, (letter, sign) in enumerate(one.signs, start):
        if sign is None and not any(t.start <= rank < t.end for t in tags):
            font = f" de la police « {one.font} »" if one.font else ""
            said = f"Le signe {ord(letter):04X}{font} n'a pas d'équivalent connu"
            yield at(paragraph, "MDL146", f"{said} : il ne s'imprimerait pas.", _INSERT)
            return
