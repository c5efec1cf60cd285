"""Words that can hardly be read: their colour against what is behind them (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from pmtdocs.templates.fault import Fault, at
from pmtdocs.templates.reading import Template, Typed
from pmtdocs.word import table_looks
from pmtdocs.word.formatting import Colour, RunStyle, Style
from pmtdocs.word.package import Element, val, w
from pmtdocs.word.properties import cell_style, complete_style, paragraph_style, run_style
from pmtdocs.word.stock import shown
from pmtdocs.word.styles import style_of

#: Tags that print nothing.
_BLOCK = re.compile(r"\{[%#].*?[%#]\}", re.DOTALL)
_BLACK, _WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
#: What is wanted, of words that are large too (18 points, 14 when bold).
_WANTED, _LARGE = 4.5, 3.0
_HIGHLIGHTS = {
    "yellow": 0xFFFF00, "green": 0x00FF00, "cyan": 0x00FFFF, "magenta": 0xFF00FF,
    "blue": 0x0000FF, "red": 0xFF0000, "darkBlue": 0x000080, "darkCyan": 0x008080,
    "darkGreen": 0x008000, "darkMagenta": 0x800080, "darkRed": 0x800000, "darkYellow": 0x808000,
    "darkGray": 0x808080, "lightGray": 0xC0C0C0, "black": 0x000000,
}  # fmt: skip
_HELP = "Choisissez, dans le style ou pour ces mots, une couleur plus foncée, ou un autre fond."


def ratio(ink: Colour, ground: Colour) -> float:
    """From 1 (the same) to 21 (black on white): what WCAG calls the contrast ratio."""
    dark, light = sorted(map(_luminance, (ink, ground)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    linear = (c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour)
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


class _Faint(NamedTuple):
    """Words whose contrast is not enough."""

    found: float
    wanted: float
    ink: Colour
    ground: Colour
    paragraph: Typed


def contrast(template: Template) -> Iterator[Fault]:
    """Once a style, where it is worst."""
    by_style: dict[str, _Faint] = {}
    for style, faint in _Reading(template).faint():
        by_style[style] = min(by_style.get(style, faint), faint, key=lambda one: one.found)
    for style, (found, wanted, ink, ground, paragraph) in by_style.items():
        said = f"Du texte de style « {shown(style)} » se lit mal : "
        said += f"contraste de {_figure(found)} pour 1 entre {_named(ink)} et {_named(ground)}, "
        said += f"quand il en faut {_figure(wanted)} (RGAA 3.2)."
        yield at(paragraph, "MDL177", said, _HELP)


def _figure(value: float) -> str:
    """Rounded down: 4,499 is not enough."""
    return f"{int(value * 100) / 100:g}".replace(".", ",")


def _named(colour: Colour) -> str:
    names = {_BLACK: "le noir", _WHITE: "le blanc"}
    return names.get(colour, "#{:02X}{:02X}{:02X}".format(*colour))


class _Reading:
    def __init__(self, template: Template) -> None:
        self.template = template
        self.looks: dict[str, Style] = {}

    def faint(self) -> Iterator[tuple[str, _Faint]]:
        """Each run that can hardly be read, and the style of its paragraph."""
        typed = {p.element: p for p in self.template.paragraphs if not p.in_box}
        for tree in self.template.trees.values():
            dressed = deepcopy(tree) if tree.find(f".//{w('tbl')}") is not None else tree
            if dressed is not tree:  # what a style of tables says of each cell
                table_looks.write(dressed, self.template.styles)
            for own, paragraph in zip(tree.iter(w("p")), dressed.iter(w("p")), strict=True):
                if own in typed and _BLOCK.sub("", typed[own].text).strip():
                    yield from self._of_paragraph(paragraph, typed[own])

    def _of_paragraph(self, paragraph: Element, typed: Typed) -> Iterator[tuple[str, _Faint]]:
        style, name = self._style(paragraph)
        for run in paragraph.iter(w("r")):
            said: RunStyle = {**style.run, **run_style(self.template.styles, run.find(w("rPr")))}
            if (
                self.template.styles.is_hidden(run)
                or not "".join(t.text or "" for t in run.iter(w("t"))).strip()
            ):
                continue
            ink, size = said.get("colour", _BLACK), said.get("size", 10)
            wanted = _LARGE if size >= (14 if said.get("bold") else 18) else _WANTED
            for ground in _grounds(run, paragraph, said, style):
                if (found := ratio(ink, ground)) < wanted:
                    yield name, _Faint(found, wanted, ink, ground, typed)

    def _style(self, paragraph: Element) -> tuple[Style, str]:
        """How its style looks, as the charte says it if it knows it, and its name."""
        own, charter = self.template.styles, self.template.charter
        key = style_of(paragraph) or own.default_paragraph
        if key not in self.looks:
            there = charter.like(own.by_id[key]) if charter and key in own.by_id else None
            known = (charter, there) if charter and there else (own, key)
            self.looks[key] = complete_style(*known)
        return self.looks[key], own.name_of(key) or "Normal"


def _grounds(run: Element, paragraph: Element, said: RunStyle, style: Style) -> Iterator[Colour]:
    """What is behind words: on paper, and in Word where they are highlighted too."""
    properties = paragraph.find(w("pPr"))
    beyond = {} if properties is None else paragraph_style(properties)
    cells = (cell_style(cell.find(w("tcPr"))) for cell in paragraph.iterancestors(w("tc")))
    shades = (one.get("shade") for one in (said, beyond, style.paragraph, *cells))
    yield next(filter(None, shades), _WHITE)
    marked = _HIGHLIGHTS.get(val(run.find(w("rPr/highlight"))) or "")
    if marked is not None:
        yield Colour(*marked.to_bytes(3, "big"))
