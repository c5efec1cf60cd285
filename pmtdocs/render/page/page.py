"""Pages: size, margins, headers and footers, from Word's section properties to CSS."""

from __future__ import annotations

from pmtdocs.render.page.css import points
from pmtdocs.word.package import Element, val, w


def section_css(name: str, properties: Element) -> str:
    """The named page of a section. Word's landscape needs no special case: sizes are swapped."""
    size, margins = properties.find(w("pgSz")), properties.find(w("pgMar"))
    width, height = points(val(size, "w") or "11906"), points(val(size, "h") or "16838")
    sides = " ".join(points(val(margins, s) or "1134") for s in ("top", "right", "bottom", "left"))
    return (
        f"@page {name}{{size:{width} {height};margin:{sides}}}\n"
        f".{name}{{page:{name};break-before:page}}"
    )


def margin_css(name: str, place: str, kind: str, box: str, properties: Element) -> str:
    """A header (``h``) or footer (``f``) as a running element of the section's pages.

    Without ``box`` these pages have none.
    """
    margins = properties.find(w("pgMar"))
    side, inside, distance = (
        ("top", "padding-top", val(margins, "header"))
        if place == "h"
        else ("bottom", "padding-bottom", val(margins, "footer"))
    )
    page = f"@page {name}" if kind == "default" else f"@page :nth(1 of {name})"
    align = "top" if place == "h" else "bottom"
    if not box:
        return f"{page}{{@{side}-center{{content:none}}}}"
    return (
        f".{box}{{position:running({box})}}\n"
        f"{page}{{@{side}-center{{content:element({box});width:100%;"
        f"vertical-align:{align};{inside}:{points(distance or '567')}}}}}"
    )
