"""What Word's typography did inside tags: rendering undoes it, the check says so."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.language.french import join
from pmtdocs.templates.fault import Fault, at_tag
from pmtdocs.templates.reading import Tag, Template
from pmtdocs.word.tags import letters

_HIDDEN = "un signe invisible"
_FINE = "une espace fine"
_NAMES = {"\u00a0": "une espace insécable", "\u202f": _FINE, "\u2009": _FINE}


def typography(template: Template) -> Iterator[Fault]:
    """One note a tag, with what Word changed and what was meant."""
    for paragraph in template.paragraphs:
        for tag in paragraph.tags:
            if tag.start >= 0 and tag.text != tag.typed:
                yield at_tag(
                    paragraph,
                    tag,
                    "MDL121",
                    f"« {tag.typed} » : Word y a mis {join(_changes(tag))}. Le rendu lit "
                    f"{tag.text}",
                    "Rien ne presse ; pour le corriger, retapez la balise puis Ctrl+Z dès que Word "
                    "la change.",
                )


def _changes(tag: Tag) -> list[str]:
    """« un tiret long », « des guillemets français »…, each once."""
    return list(
        dict.fromkeys(
            _named(typed)
            for typed, meant in zip(tag.typed, letters(tag.typed), strict=True)
            if typed != meant and (typed != " " or not meant)
        )
    )


def _named(sign: str) -> str:
    if sign in "«»":
        return "des guillemets français"
    if sign in "“”„":
        return "des guillemets courbes"
    if sign in "‘’‚":
        return "une apostrophe courbe"
    if sign in "–—−\u2011":
        return "un tiret long"
    if sign == "…":
        return "des points de suspension"
    return _NAMES.get(sign, "une espace" if sign.isspace() else _HIDDEN)
