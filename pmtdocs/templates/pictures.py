"""Pictures of a template: can each be printed, read aloud, and will it look as it does in Word?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.system import safeimage
from pmtdocs.templates.fault import Faults, at
from pmtdocs.templates.reading import Template, Typed
from pmtdocs.word import pictures
from pmtdocs.word.package import w
from pmtdocs.word.placing import is_near
from pmtdocs.word.properties import sheet
from pmtdocs.word.words import FALLBACK

#: What is inside these is said with them.
_SHOWN_BY = (FALLBACK, w("object"), w("txbxContent"))
_ALT = "Dans Word : clic droit sur l'image, « Afficher le texte de remplacement »."
_NOT_DECORATIVE = f"{_ALT} Décochez « Décoratif », puis dites où mène le lien."
#: What is not there when its condition does not hold.
_BLOCK = re.compile(r"\{%\s*(?:if|for)\b(?:(?!\{%\s*else\b).)*\{%\s*end(?:if|for)\s*%\}", re.DOTALL)
_FORMAT = "Insérez-la en PNG, JPEG ou GIF."


class Shown(NamedTuple):
    """A picture with its paragraph and the piece that it stands in."""

    paragraph: Typed
    picture: pictures.Picture
    story: str
    linked: bool


def shown(template: Template) -> Iterator[Shown]:
    """Each picture that is looked at where it stands."""
    for story, tree in template.trees.items():
        for element in tree.iter(w("drawing"), w("pict")):
            if next(element.iterancestors(*_SHOWN_BY), None) is not None:
                continue
            picture, paragraph = pictures.read(element), template.within(element)
            if picture is not None and paragraph is not None:
                around = next(element.iterancestors(w("hyperlink")), None)
                yield Shown(paragraph, picture, story, bool(picture.link) or around is not None)


def unprintable(template: Template) -> Faults:
    """Pictures without words, and those that no page could show."""
    for paragraph, picture, story, linked in shown(template):
        if picture.decorative and linked:
            said = (
                "L'image porte un lien et est décorative : qui ne la voit pas ne sait où il mène."
            )
            yield at(paragraph, "MDL151", said, _NOT_DECORATIVE)
        if not _BLOCK.sub("", picture.alt).strip() and not picture.decorative:
            lacks = "peut rester sans" if picture.alt.strip() else "n'a pas de"
            said = f"L'image {lacks} texte de remplacement : qui ne la voit pas n'en sait rien."
            yield at(paragraph, "MDL151", said, _ALT)
        related = template.related(story).get(picture.reference)
        data = template.files.get(related.target) if related and related.kind == "image" else None
        if data is not None and (fault := safeimage.fault(data)):
            yield at(paragraph, "MDL152", f"L'image {fault}.", _FORMAT)


def faulty_pictures(template: Template) -> Faults:
    """These, then those that stand a little elsewhere than in Word, once a file."""
    yield from unprintable(template)
    paper = next(template.trees[template.main].iter(w("sectPr")), None)
    near = [
        p
        for p, one, *_ in shown(template)
        if paper is not None and is_near(one, sheet(paper), p.margin == "en-tête")
    ]
    if near:
        many = f"{len(near)} images seront, chacune," if len(near) > 1 else "Une image sera"
        said = f"{many} à peu près à sa place dans le PDF : Word la pose "
        said += "au milieu des lignes, ou à une hauteur que le texte ne suit pas."
        help = "Clic droit, Habillage : « Aligné sur le texte », ou à gauche ou à droite."
        yield at(near[0], "MDL154", said, help)
