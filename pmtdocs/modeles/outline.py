"""The heading levels of a part's styles."""

from __future__ import annotations

from lxml import etree

from pmtdocs.wordxml import W

Element = etree._Element
#: Word counts outline levels from 0; beyond the sixth it is body text for us.
_DEEPEST = 6


def levels(styles: Element | None) -> dict[str, int]:
    """Heading level from 1 by style id, along ``basedOn``."""
    if styles is None:
        return {}
    own: dict[str, int | None] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        own[key] = _level(style.find(f"{W}pPr/{W}outlineLvl"))
        parent = style.find(f"{W}basedOn")
        based[key] = "" if parent is None else parent.get(f"{W}val", "")
    found = {key: _inherited(key, own, based) for key in own}
    return {key: level for key, level in found.items() if level is not None}


def level_of(paragraph: Element, known: dict[str, int]) -> int | None:
    """The heading level of a paragraph; None for body text."""
    direct = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if direct is not None:
        return _level(direct)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else known.get(style.get(f"{W}val", ""))


def _level(outline: Element | None) -> int | None:
    value = "" if outline is None else outline.get(f"{W}val", "")
    return int(value) + 1 if value.isdigit() and int(value) < _DEEPEST else None


def _inherited(key: str, own: dict[str, int | None], based: dict[str, str]) -> int | None:
    seen: set[str] = set()
    while key and key not in seen:
        seen.add(key)
        if (level := own.get(key)) is not None:
            return level
        key = based.get(key, "")
    return None
