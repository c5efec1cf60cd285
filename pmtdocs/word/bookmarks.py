"""What bookmarks stand around: the paragraph where one begins, the runs that it takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from pmtdocs.word.package import Element, val, w

#: Word's own name for the beginning of a document, which no file marks.
TOP = "_top"
_SHOWN = tuple(w(name) for name in ("t", "sym", "tab", "br", "noBreakHyphen"))


@dataclass
class Marked:
    """A bookmark by the element that begins it."""

    start: Element
    note: Element | None
    """The note that it is in."""
    runs: list[Element] = field(default_factory=list)

    def worded(self) -> list[Element]:
        """The runs that show words."""
        return [run for run in self.runs if next(run.iterchildren(*_SHOWN), None) is not None]


def marked(root: Element) -> dict[str, Marked]:
    """The bookmarks of an element by name; of two of a name, the first."""
    out: dict[str, Marked] = {}
    begun: dict[str, Marked] = {}
    for element in root.iter(w("bookmarkStart"), w("bookmarkEnd"), w("r")):
        if element.tag == w("r"):
            note = _note(element) if begun else None
            for one in begun.values():
                if one.note is note:  # the words of a note are not those around its call
                    one.runs.append(element)
        elif element.tag == w("bookmarkStart"):
            one = Marked(element, _note(element))
            out.setdefault(val(element, "name") or "", one)
            begun[val(element, "id") or ""] = one
        else:
            begun.pop(val(element, "id") or "", None)
    return out


def _note(element: Element) -> Element | None:
    return next(element.iterancestors(w("footnote"), w("endnote")), None)
