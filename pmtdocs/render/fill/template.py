"""A compiled part filled in with a context, as often as wanted."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from jinja2 import Template

from pmtdocs.dossier.views.tree import Node, UnfitError
from pmtdocs.language.french import or_rather
from pmtdocs.render.fill import addresses
from pmtdocs.render.fill.compiled import MEND_TAG, Part, Story, environment, fault, place
from pmtdocs.render.fill.environment import END, FieldError, MissingValueError, UnknownFieldError
from pmtdocs.render.fill.marks import bare, expand, is_to_expand, unmarked
from pmtdocs.system.limits import LimitError
from pmtdocs.templates.completed import Chosen
from pmtdocs.word import grids
from pmtdocs.word.package import Element, TemplateError, add, parse, remove, w
from pmtdocs.word.pictures import keep_decoration

# What may be a field in an attribute: words between quotes look alike.
_MARKED_ATTRIBUTE = re.compile(f'="[^"<]*{END}')
_LOOP = re.compile(r"\{%[-+]?\s*(for|endfor)\b")
_FEWER = "Retirez une boucle {% for … %} de celles qui l'entourent, ou des lignes de la liste."
_MEND_DATA = "Écrivez cette valeur dans les données, ou demandez un projet : --draft"


@dataclass(frozen=True)
class Rendered:
    """A part filled in: XML trees that the joiner may copy."""

    part: Part
    body: Element
    margins: dict[str, Element]
    clauses: tuple[tuple[Chosen, Rendered], ...] = ()
    """The clauses that go into it, filled in too."""
    lasting: bool = True
    """Does another document want it too?"""


def render_part(part: Part, context: Node) -> Rendered:
    """Fill a part in. Raises TemplateError naming the paragraph and what is at fault there."""
    if part.refused:
        raise TemplateError(*part.refused)
    return Rendered(
        part,
        _render(part, part.body, context),
        {name: _render(part, story, context) for name, story in part.margins.items()},
    )


def _render(part: Part, story: Story, context: Node) -> Element:
    filling = environment(part.draft, part.trace, story.addressed)
    template = Template.from_code(filling, story.code, filling.make_globals(None))
    try:
        text = template.render({n: context[n] for n in story.names if n in context})
    except (FieldError, UnfitError) as error:
        raise _unfit(part.file, story, error, context) from error
    except TypeError as error:
        reason = "cette boucle ou cette comparaison ne convient pas à la valeur du champ"
        line = _line_of(error)
        raise fault(part.file, story.name, story.source, line, reason) from error
    if story.addressed:
        text = addresses.fill(text)
        text = text if part.trace else unmarked(text)
    try:
        root = parse(text, part.file.name)
    except LimitError as error:
        where = place(part.file, story.name, story.source, _innermost(story.source))
        reason = error.message.removeprefix(f"{part.file.name} : ")
        said = f"{where} : le document qui sortirait est trop grand ({reason.removesuffix('.')})."
        raise LimitError(said, _FEWER) from error
    if END in text and _MARKED_ATTRIBUTE.search(text):
        _clear_attributes(root)
    if is_to_expand(text) and not part.trace:
        expand(root)
    _keep_valid(root)
    grids.fit(root)
    return root


def _innermost(source: str) -> int:
    """The line of the loop that stands in the most others: what repeats the most."""
    depth = accumulate(1 if m[1] == "for" else -1 for m in _LOOP.finditer(source))
    deepest = max(zip(depth, _LOOP.finditer(source), strict=True), key=lambda d: d[0], default=None)
    return 1 if deepest is None else source.count("\n", 0, deepest[1].start()) + 1


def _clear_attributes(root: Element) -> None:
    """A field in an attribute (the alternative text of an image) is words alone."""
    for element in root.iter("{*}*"):
        for name, value in element.attrib.items():
            if END in value:
                element.set(name, bare(str(value)))


def _unfit(
    file: Path, story: Story, error: FieldError | UnfitError, context: Node
) -> TemplateError:
    """The place in the template, and the path in the data, which the caller can place.

    A name near a field of the context is likely a slip.
    """
    hint = or_rather(error.name, context, "") if isinstance(error, UnknownFieldError) else ""
    help = _MEND_DATA if isinstance(error, MissingValueError) else MEND_TAG
    where = place(file, story.name, story.source, _line_of(error))
    return TemplateError(f"{where} : {error}{hint}.", help, error.path)


def _keep_valid(root: Element) -> None:
    """A loop over nothing may leave what Word refuses to open: a table without row, a row without
    cell, a cell without paragraph.
    """
    remove(row for row in root.iter(w("tr")) if next(row.iter(w("tc")), None) is None)
    remove(table for table in root.iter(w("tbl")) if next(table.iter(w("tr")), None) is None)
    for cell in root.iter(w("tc")):
        if len(cell) == 0 or cell[-1].tag != w("p"):
            add(cell, "p")
    # The comments themselves are not taken, nor the style of the runs that call them.
    calls = (mark.getparent() for mark in root.iter(w("commentReference")))
    remove(run for run in calls if run is not None and run.tag == w("r"))
    remove(root.iter(w("commentRangeStart"), w("commentRangeEnd")))
    for drawing in root.iter(w("drawing")):
        keep_decoration(drawing)


def _line_of(error: Exception) -> int:
    """The template line that a rendering error came from: jinja rewrites its traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == "<template>"), 0)
