"""How people call a place in a template: « convention, article 7, tableau 1, ligne 3 »."""

from __future__ import annotations

from pmtdocs.language.columns import shorten
from pmtdocs.templates.words import Wording
from pmtdocs.word.package import Element, w
from pmtdocs.word.styles import Styles
from pmtdocs.word.words import GAP

_LONG = 40


class Places:
    """Reads the paragraphs of a part in order and remembers where it is."""

    def __init__(self, wording: Wording, styles: Styles) -> None:
        self.part = wording.part
        self.known = {p.number: p for p in wording.paragraphs}
        self.styles = styles
        self.heading = ""
        self.rank = self.table_count = 0
        self.tables: dict[Element, int] = {}
        self.ranks: dict[Element, int] = {}
        """Of each row in its table, of each cell in its row: all are counted once."""

    def label(self, margin: str, number: int, element: Element, text: str, in_box: bool) -> str:
        """The place of the next paragraph."""
        if margin:
            return f"{self.part}, {margin}"
        if in_box:
            return ", ".join([*self._above(), "zone de texte"])
        paragraph = self.known.get(number)
        words = paragraph.words if paragraph else text
        opens = bool(words) and self.styles.heading(element) is not None
        if paragraph and paragraph.is_heading:
            self._open(f"article {paragraph.article}")
        elif opens and not (paragraph and paragraph.article):
            shown = words if words.strip(f"{GAP} ") else text
            self._open(f"« {shorten(shown, _LONG)} »")
        elif words:
            self.rank += 1
        cells = self._cells(element)
        return ", ".join([*self._above(), *(cells or self._paragraph(words, opens))])

    def _open(self, heading: str) -> None:
        self.heading, self.rank, self.table_count = heading, 0, 0

    def _above(self) -> list[str]:
        return [self.part, self.heading] if self.heading else [self.part]

    def _paragraph(self, words: str, opens: bool) -> list[str]:
        if words and self.rank:
            return [f"paragraphe {self.rank}"]
        if words:
            return ["titre"] if opens else []
        return [f"après le paragraphe {self.rank}" if self.rank else "avant le paragraphe 1"]

    def _cells(self, element: Element) -> list[str]:
        """Table, row and column; the outer table first."""
        out: list[str] = []
        for cell in reversed([*element.iterancestors(w("tc"))]):
            row = next(cell.iterancestors(w("tr")), None)
            table = None if row is None else next(row.iterancestors(w("tbl")), None)
            if row is None or table is None:  # such a cell is refused
                continue
            if table not in self.tables:
                self.table_count += 1
                self.tables[table] = self.table_count
            out += [
                f"tableau {self.tables[table]}",
                f"ligne {self._rank(row, table)}",
                f"colonne {self._rank(cell, row)}",
            ]
        return out

    def _rank(self, element: Element, parent: Element) -> int:
        """Of a row in its table or a cell in its row, without those of a table inside."""
        if element not in self.ranks:
            held = parent.iter(element.tag)
            own = (one for one in held if next(one.iterancestors(parent.tag), None) is parent)
            self.ranks |= {one: rank for rank, one in enumerate(own, 1)}
        return self.ranks[element]
