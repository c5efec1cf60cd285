"""Words that can hardly be read: their colour against what is behind them (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import NamedTuple

from pmtdocs.templates.fault import Faults, at
from pmtdocs.templates.reading import Template, Typed
from pmtdocs.word import table_looks
from pmtdocs.word.formatting import BLACK, HIGHLIGHTS, WHITE, Colour, RunStyle, Style
from pmtdocs.word.package import Element, val, w
from pmtdocs.word.printable import BLOCK
from pmtdocs.word.properties import cell_style, complete_style, paragraph_style, run_style
from pmtdocs.word.stock import shown
from pmtdocs.word.words import text_of

#: What is wanted, of words that are large too (18 points, 14 when bold).
_WANTED, _LARGE = 4.5, 3.0
_HELP = "Choisissez, dans le style ou pour ces mots, une couleur plus foncée, ou un autre fond."


def ratio(ink: Colour, ground: Colour) -> float:
    """From 1 (the same) to 21 (black on white): what WCAG calls the contrast ratio."""
    dark, light = sorted(map(_luminance, (ink, ground)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=256)
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


def contrast(template: Template) -> Faults:
    """Once a style, where it is worst."""
    by_style: dict[str, _Faint] = {}
    for style, faint in _read(template):
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
    names = {BLACK: "le noir", WHITE: "le blanc"}
    return names.get(colour, "#{:02X}{:02X}{:02X}".format(*colour))


def _read(template: Template) -> Iterator[tuple[str, _Faint]]:
    """Each run that can hardly be read, and the style of its paragraph."""
    typed = {p.element: p for p in template.paragraphs if not p.in_box}
    for tree in template.trees.values():
        dressed = deepcopy(tree) if tree.find(f".//{w('tbl')}") is not None else tree
        if dressed is not tree:  # what a style of tables says of each cell
            table_looks.write(dressed, template.styles)
        for own, paragraph in zip(tree.iter(w("p")), dressed.iter(w("p")), strict=True):
            if own in typed and BLOCK.sub("", typed[own].text).strip():
                yield from _of_paragraph(template, paragraph, typed[own])


def _of_paragraph(
    template: Template, paragraph: Element, typed: Typed
) -> Iterator[tuple[str, _Faint]]:
    styles = template.styles
    style, name = _style(template, paragraph)
    shades = _shades(paragraph, style)
    for run in paragraph.iter(w("r")):
        if not text_of(run).strip() or styles.is_hidden(run):
            continue
        said: RunStyle = {**style.run, **run_style(styles, run.find(w("rPr")))}
        ink, size = said.get("colour", BLACK), said.get("size", 10)
        wanted = _LARGE if size >= (14 if said.get("bold") else 18) else _WANTED
        for ground in _grounds(run, said.get("shade"), shades):
            if (found := ratio(ink, ground)) < wanted:
                yield name, _Faint(found, wanted, ink, ground, typed)


def _style(template: Template, paragraph: Element) -> tuple[Style, str]:
    """How its style looks, as the charte says it if it knows it, and its name."""
    own, charter = template.styles, template.charter
    key = own.style_of(paragraph)
    there = charter.like(own.by_id[key]) if charter and key in own.by_id else None
    look = complete_style(charter, there) if charter and there else complete_style(own, key)
    return look, own.name_of(key) or "Normal"


def _shades(paragraph: Element, style: Style) -> list[Colour | None]:
    """What is behind a paragraph, the nearest first."""
    properties = paragraph.find(w("pPr"))
    beyond = {} if properties is None else paragraph_style(properties)
    cells = (cell_style(cell.find(w("tcPr"))) for cell in paragraph.iterancestors(w("tc")))
    return [one.get("shade") for one in (beyond, style.paragraph, *cells)]


def _grounds(run: Element, own: Colour | None, around: list[Colour | None]) -> Iterator[Colour]:
    """What is behind words: on paper, and in Word where they are highlighted too."""
    yield next(filter(None, (own, *around)), WHITE)
    marked = HIGHLIGHTS.get(val(run.find(w("rPr/highlight"))) or "")
    if marked and marked != WHITE:
        yield marked
