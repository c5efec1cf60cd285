"""What is wrong in a Word template: every fault, in one run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pmtdocs.templates.across import across
from pmtdocs.templates.bounds import bounds
from pmtdocs.templates.contrast import contrast
from pmtdocs.templates.fault import Fault, Faults
from pmtdocs.templates.field_codes import field_codes, tags_astray
from pmtdocs.templates.fields import fields
from pmtdocs.templates.foreign import foreign
from pmtdocs.templates.kinds import UNREADABLE_PART
from pmtdocs.templates.layout import layout
from pmtdocs.templates.notes import notes
from pmtdocs.templates.pictures import faulty_pictures
from pmtdocs.templates.reading import Template, read
from pmtdocs.templates.revisions import revisions
from pmtdocs.templates.signs import signs
from pmtdocs.templates.structure import structure
from pmtdocs.templates.styles import styles
from pmtdocs.templates.syntax import syntax
from pmtdocs.templates.tables import tables
from pmtdocs.templates.typography import typography
from pmtdocs.templates.unrendered import unrendered
from pmtdocs.word.package import TemplateError

#: Each looks for one family of faults; ``kinds`` says what each code means.
CHECKS: tuple[Callable[[Template], Faults], ...] = (
    structure, across, syntax, fields, typography, revisions, unrendered, signs, field_codes,
    tags_astray, foreign, faulty_pictures, layout, tables, contrast, notes, styles,
)  # fmt: skip


def inspect(file: Path, charter: bytes = b"") -> tuple[Fault, ...]:
    """The faults of a template in the order of its text; none for a file that cannot be read.

    ``charter`` is the charte of its modèle. What exceeds a bound is said alone: the rest is not for
    the other checks to read.
    """
    try:
        if (template := read(file, charter)) is None:
            return ()
        if excess := tuple(bounds(template)):
            return excess
        found = dict.fromkeys(fault for check in CHECKS for fault in check(template))
    except TemplateError as error:
        message = f"Le fichier Word {file.name} est rompu. {error.message}"
        return (Fault(UNREADABLE_PART, message, error.help, file.stem),)
    return tuple(sorted(found, key=lambda f: (f.number, f.start, f.code)))
