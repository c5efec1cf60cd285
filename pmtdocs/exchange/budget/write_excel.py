"""The budget of a dossier as an Excel workbook: live formulas, what the act prints beside."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter as letters
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import WHOLE, Budget
from pmtdocs.dossier.model.known import spelled
from pmtdocs.dossier.views.context import printed
from pmtdocs.exchange.budget import vocabulary, xlsx_bytes
from pmtdocs.exchange.budget.grid import Box, Look, SideGrid
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.system.limits import EXCEL_TEXT

GAP = "Écart recettes − dépenses"
_EUROS = '#,##0.00\\ "€"'
_TITLE_ROW, _NOTE_ROW, _FIRST_ROW = 1, 2, 4
_WIDTH, _WORDS_WIDTH, _GUTTER = 16, 38, 3
_A4 = 9
_RED, _GREY, _BLUE = "FFC00000", "FFF2F2F2", "FFD9E2F3"


def write(dossier: Dossier) -> bytes:
    """The workbook. Raises PmtdocsError without a budget, LimitError for endless words."""
    dossier = spelled(dossier)
    dossier = dossier.model_copy(update={"budget": printed(dossier, dossier.budget)})
    if dossier.budget is None:
        raise PmtdocsError(
            f"Le dossier {dossier.nom} n'a pas de budget.",
            "Ajoutez-y un fichier budget.yaml.",
            exit_code=ExitCode.DATA,
        )
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Budget"
    spent, received, head = _sides(dossier, dossier.budget)
    stored = _fill(sheet, dossier.budget, spent, received)
    _print(sheet, spent, received, head)
    properties, body = workbook.properties, dossier.beneficiaire
    properties.title = dossier.budget.intitule
    properties.language = "fr-FR"
    properties.subject = f"Budget {body.du}" if body else "Budget"
    properties.creator = body.nom if body else ""
    # Excel works everything out again when it opens the file; the stored values are for the others.
    workbook.calculation.fullCalcOnLoad = True
    return xlsx_bytes.write(workbook, stored)


def _sides(dossier: Dossier, budget: Budget) -> tuple[SideGrid, SideGrid, int]:
    """Both sides, their totals on the same row, and the last row of headings."""
    years = tuple(sorted(budget.depenses.years() | budget.recettes.years()))
    spent = SideGrid("depenses", budget.depenses, dossier.commun, years, 1)
    received = SideGrid("recettes", budget.recettes, dossier.commun, years, spent.right + 2)
    both = (spent, received)
    head = max([grid.titles(_FIRST_ROW, apart=spent.bare or received.bare) for grid in both])
    last = max([grid.lines() for grid in both])
    for grid in both:
        grid.total(last + 1)
    return spent, received, head


def _fill(
    sheet: Worksheet, budget: Budget, spent: SideGrid, received: SideGrid
) -> dict[str, Decimal | str]:
    """Put every box in its cell; the values of the formulas come back."""
    spent.grid[_TITLE_ROW, 1] = Box(Look.TITLE, budget.intitule)
    spent.grid[_NOTE_ROW, 1] = Box(Look.NOTE, f"Montants en euros, {budget.taxe}")
    _compare(sheet, spent, received)
    stored: dict[str, Decimal | str] = {}
    for (row, column), box in sorted((spent.grid | received.grid).items()):
        cell = sheet.cell(row, column)
        _put(cell, box)
        if box.formula:
            stored[cell.coordinate] = box.result
        if box.span > 1:
            right = column + box.span - 1
            sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=right)
    return stored


def _compare(sheet: Worksheet, spent: SideGrid, received: SideGrid) -> None:
    """The gap under the totals, and what it means; a published total that differs turns red."""
    total, spent.row = spent.row, spent.row + 2
    spent.put(spent.columns[""], Box(Look.CHECK, GAP))
    for year, column in spent.amounts.items():
        other = received.amounts[year]
        value = _value(received, total, other) - _value(spent, total, column)
        formula = f"={letters(other)}{total}-{letters(column)}{total}"
        spent.put(column, Box(Look.CHECK, value, formula))
    whole = spent.amounts[WHOLE]
    gap = f"{letters(whole)}{spent.row}"
    even = _value(spent, spent.row, whole) == 0
    words = ("Budget équilibré", "Budget déséquilibré")
    spent.row += 1
    formula = f'=IF(ROUND({gap},2)=0,"{words[0]}","{words[1]}")'
    spent.put(whole, Box(Look.CHECK, words[0] if even else words[1], formula))
    _red_when(sheet, gap, f"ROUND({gap},2)<>0")
    _red_when(sheet, f"{letters(whole)}{spent.row}", f"ROUND({gap},2)<>0")
    for grid in (spent, received):
        for row in (*grid.subtotals, total):
            for year, column in grid.published.items():
                place = f"{letters(column)}{row}"
                made = f"{letters(grid.amounts.get(year, grid.amounts[WHOLE]))}{row}"
                _red_when(sheet, place, f"AND(ISNUMBER({place}),ROUND({place}-{made},2)<>0)")


def _value(grid: SideGrid, row: int, column: int) -> Decimal:
    return Decimal(grid.grid[row, column].result)


def _red_when(sheet: Worksheet, place: str, condition: str) -> None:
    red = DifferentialStyle(font=Font(bold=True, color=_RED))
    rule = Rule(type="expression", dxf=red, formula=[condition])
    sheet.conditional_formatting.add(place, rule)


def _put(cell: Any, box: Box) -> None:
    """A value in a cell. Text never becomes a formula, whatever it begins with."""
    if isinstance(box.value, str) and len(box.value) > EXCEL_TEXT.most:
        raise EXCEL_TEXT.exceeded(f"« {box.value[:40]}… »")
    cell.value = box.formula or box.value
    if isinstance(box.value, str) and not box.formula:
        cell.value = xlsx_bytes.coded(box.value)
        cell.data_type = "s"
        cell.quotePrefix = box.value[:1] in "=+-@'"
    _style(cell, box)


def _style(cell: Any, box: Box) -> None:
    look = box.look
    bold = look not in (Look.WORDS, Look.AMOUNT, Look.NOTE, Look.PUBLISHED)
    size = {Look.TITLE: 14, Look.SIDE: 12}.get(look, 11)
    cell.font = Font(name="Calibri", size=size, bold=bold, italic=look is Look.PUBLISHED)
    middle = look in (Look.SIDE, Look.HEADING)
    wrap = look in (Look.HEADING, Look.WORDS, Look.GROUP)
    cell.alignment = Alignment(
        horizontal="center" if middle else None, vertical="center", wrap_text=wrap
    )
    if isinstance(box.value, Decimal) or look is Look.PUBLISHED:
        cell.number_format = _EUROS
    if look in (Look.SIDE, Look.HEADING, Look.SUBTOTAL, Look.TOTAL):
        colour = _GREY if look is Look.SUBTOTAL else _BLUE
        cell.fill = PatternFill("solid", start_color=colour)
    if look not in (Look.TITLE, Look.NOTE, Look.CHECK):
        thin = Side(style="thin", color="FFBFBFBF")
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)


def _print(sheet: Worksheet, spent: SideGrid, received: SideGrid, head: int) -> None:
    """A4, landscape, as wide as the page; the headings stay in sight."""
    for grid in (spent, received):
        for column in range(grid.left, grid.right + 1):
            sheet.column_dimensions[letters(column)].width = _WIDTH
        for name in ("", vocabulary.FUNDER, vocabulary.DEDUCED):
            if name in grid.columns:
                sheet.column_dimensions[letters(grid.columns[name])].width = _WORDS_WIDTH
    sheet.column_dimensions[letters(spent.right + 1)].width = _GUTTER
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{_FIRST_ROW}:{head}"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter = HeaderFooterItem()
    sheet.oddFooter.center.text = "Page &P / &N"
