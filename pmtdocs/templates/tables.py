"""Tables of data whose headers nobody would hear: no header row, a column without a header.

A table is of data when it has two rows and two columns at least, and lines between them or a style
that dresses its rows; but for the style « Mise en page » and for headers and footers, where tables
put things side by side. One without « Ligne d'en-tête » whose first column heads its rows is well.
"""

from __future__ import annotations

from itertools import takewhile

from pmtdocs.templates.fault import Faults, whole
from pmtdocs.templates.reading import Tag, Template
from pmtdocs.word.formatting import Border
from pmtdocs.word.grids import placed, span
from pmtdocs.word.package import NO, Element, is_on, val, w
from pmtdocs.word.printable import has_words
from pmtdocs.word.properties import cell_style, table_style
from pmtdocs.word.styles import Styles
from pmtdocs.word.table_looks import options

_REPEAT = (
    "Sélectionnez sa première ligne, puis : Disposition, « Répéter les lignes d'en-tête ». S'il se "
    "lit ligne par ligne : Création de tableau, décochez « Ligne d'en-tête » et cochez « Première "
    "colonne » ; s'il ne fait que disposer, le style de tableau « Mise en page »."
)


def tables(template: Template) -> Faults:
    """Each at its first paragraph."""
    for table in template.trees[template.main].iter(w("tbl")):
        tags = {row: _tags(template, row) for row in table.iterfind(w("tr"))}
        printed = [row for row, own in tags.items() if not own]
        many = len(printed) > 1 or any(tag.keyword == "for" for own in tags.values() for tag in own)
        if template.styles.lays_out(table):
            yield from _turned(template, table)
            continue
        heads = [*takewhile(lambda row: is_on(row.find(w("trPr/tblHeader"))), printed)]
        if not printed:
            continue
        if heads:
            if column := _headless(table, heads, printed[len(heads) :]):
                said = f"La colonne {column} du tableau n'a pas d'en-tête : sa cellule est vide."
                help = "Écrivez-y ce que dit la colonne, ou supprimez la colonne."
                yield whole(template, "MDL176", said, help, template.near(table))
        elif many and _is_data(template.styles, table, printed):
            said = "Ce tableau n'a pas de ligne d'en-tête : lue seule, une cellule ne dit pas de "
            said += "quelle colonne elle est."
            yield whole(template, "MDL176", said, _REPEAT, template.near(table))


def _turned(template: Template, table: Element) -> Faults:
    """Boxes keep lines, shades and places; their words go from left to right."""
    cells = ((cell, cell_style(cell.find(w("tcPr")))) for cell in table.iterfind(w("tr/tc")))
    if (cell := next((cell for cell, look in cells if "turned" in look), None)) is not None:
        said = (
            "Mise en forme que le PDF perdrait : sens du texte, dans un tableau « Mise en page »."
        )
        help = "Remettez ce texte à l'horizontale : Disposition, Orientation du texte."
        yield whole(template, "MDL172", said, help, template.near(cell))


def _tags(template: Template, row: Element) -> list[Tag]:
    """Those that a row stands for: it is not printed."""
    typed = map(template.within, row.iterfind(w("tc/p")))
    return [tag for one in typed if one for tag in one.tags if tag.prefix == "tr"]


def _is_data(styles: Styles, table: Element, rows: list[Element]) -> bool:
    worn = options(table)
    by_rows = worn["firstColumn"] and not worn["firstRow"]
    wide = max(len(row.findall(w("tc"))) for row in rows) > 1
    return wide and not by_rows and _is_ruled(styles, table)


def _is_ruled(styles: Styles, table: Element) -> bool:
    style = val(table.find(w("tblPr/tblStyle"))) or styles.default_table
    if any(one.element.find(w("tblStylePr")) is not None for one in styles.lineage(style)):
        return True
    said = table_style(styles, table.find(w("tblPr"))).values()
    if any(isinstance(line, Border) and line.kind != "none" for line in said):
        return True
    lines = (line for borders in table.iter(w("tcBorders")) for line in borders)
    return any(val(line) not in (None, "nil", "none", *NO) for line in lines)


def _headless(table: Element, heads: list[Element], rows: list[Element]) -> int:
    """The number of the first column whose cells have no header, neither above nor on their row."""
    filled = (one for row in heads for one in placed(row) if has_words(one[1]))
    headed = {column for at, cell in filled for column in range(at, at + span(cell))}
    for row in rows:
        cells = [*placed(row)]
        if options(table)["firstColumn"] and cells and has_words(cells[0][1]):
            continue
        for at, cell in cells:
            if headed.isdisjoint(range(at, at + span(cell))):
                return at + 1
    return 0
