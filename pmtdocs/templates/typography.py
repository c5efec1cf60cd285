"""What Word's typography did inside tags: rendering undoes it, the check says so."""

from __future__ import annotations

from pmtdocs.language.french import join
from pmtdocs.templates.fault import Faults, at_tag
from pmtdocs.templates.reading import Tag, Template
from pmtdocs.word.tags import letters

_NAMES = {
    "«»": "des guillemets français", "“”„": "des guillemets courbes",
    "‘’‚": "une apostrophe courbe", "–—−\u2011": "un tiret long", "…": "des points de suspension",
    "\u00a0": "une espace insécable", "\u202f\u2009": "une espace fine",
}  # fmt: skip
#: « {%- », which means something, and is done with in its own way.
_TRIMMING = "-+"
_HELP = "Rien ne presse ; pour le corriger, retapez la balise puis Ctrl+Z dès que Word la change."


def typography(template: Template) -> Faults:
    """One note a tag, with what Word changed and what was meant."""
    for paragraph in template.paragraphs:
        for tag in paragraph.tags:
            changes = _changes(tag) if tag.start >= 0 and tag.text != tag.typed else ()
            if changes:
                done = f"« {tag.typed} » : Word y a mis {join(changes)}."
                yield at_tag(paragraph, tag, "MDL121", f"{done} Le rendu lit {tag.text}", _HELP)


def _changes(tag: Tag) -> list[str]:
    """« un tiret long », « des guillemets français »…, each once."""
    return list(
        dict.fromkeys(
            _named(typed)
            for typed, meant in zip(tag.typed, letters(tag.typed), strict=True)
            if typed != meant and (typed != " " or not meant) and typed not in _TRIMMING
        )
    )


def _named(sign: str) -> str:
    other = "une espace" if sign.isspace() else "un signe invisible"
    return next((name for signs, name in _NAMES.items() if sign in signs), other)
