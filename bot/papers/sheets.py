"""Figures and the log of cases as files for spreadsheets.

The CSV of figures is one file with the columns table, row, column and value, not one file for each table: it opens
everywhere without unpacking, and those of several quarters can be put one below the other. People read the XLSX.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.casework.figures import HOURS, Cell, Evaluation, Row, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_NAME = 31  # signs in the name of a sheet
PALE = "ECEFF3"
WIDEST, NARROWEST = 60, 12
HEAD = 3
"""The row in which the heads of the columns stand, below the title and what must be known."""


def as_xlsx(evaluation: Evaluation) -> bytes:
    """A workbook with one sheet for each table that has rows; numbers are numbers, the heads stay in sight."""
    book = Workbook()
    first = book.active or book.create_sheet()
    _front(first, evaluation)
    for table in evaluation.tables:
        if table.rows:
            _sheet(book.create_sheet(table.name[:LONGEST_NAME]), table)
    book.properties.title = evaluation.title
    book.properties.creator = "Rantau"
    book.properties.created = evaluation.made_at.astimezone(UTC).replace(tzinfo=None)
    paper = io.BytesIO()
    book.save(paper)
    return paper.getvalue()


def as_csv(evaluation: Evaluation) -> bytes:
    """All tables in one: each figure with the table, row and column it stands in."""
    rows = [
        (table.name, row.label, head, _plain(cell))
        for table in evaluation.tables
        for row in _whole_names(table)
        for head, cell in zip(table.heads, row.cells, strict=True)
    ]
    return lines_of([("table", "row", "column", "value"), *rows])


def lines_of(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV in UTF-8, marked as such for Excel; no text can be taken for a formula."""
    paper = io.StringIO()
    csv.writer(paper, lineterminator="\r\n").writerows([harmless(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + paper.getvalue().encode()


def harmless(value: object) -> object:
    """A value that no spreadsheet computes: a text that begins like a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _whole_names(table: Table) -> Iterator[Row]:
    """The rows with the name of what they are part of before their own."""
    outer = ""
    for row in table.rows:
        outer = outer if row.level else row.label
        yield replace(row, label=f"{outer} / {row.label}") if row.level else row


def _plain(cell: Cell) -> object:
    if cell.hidden:
        return cell.hidden
    return "" if cell.value is None else cell.value


def _front(sheet: Worksheet, evaluation: Evaluation) -> None:
    sheet.title = "Rantau"
    sheet.column_dimensions["A"].width = 100
    for line in (evaluation.title, *evaluation.told, "", *evaluation.notes):
        sheet.append([harmless(line)])
    sheet["A1"].font = Font(bold=True, size=14)


def _sheet(sheet: Worksheet, table: Table) -> None:
    sheet.append([harmless(table.title)])
    sheet.append([harmless(table.note)])
    sheet.append(["", *map(harmless, table.heads)])
    for row in table.rows:
        sheet.append([harmless(row.label), *map(_plain, row.cells)])
        _dress(sheet[sheet.max_row], row)
    sheet["A1"].font = Font(bold=True, size=13)
    for head in sheet[HEAD]:
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=PALE)
        head.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left" if head.column == 1 else "right")
    sheet.freeze_panes = f"B{HEAD + 1}"
    sheet.column_dimensions["A"].width = max(NARROWEST, *(min(len(row.label), WIDEST) + 3 for row in table.rows))
    for number, head in enumerate(table.heads, start=2):
        sheet.column_dimensions[get_column_letter(number)].width = max(NARROWEST, len(head) + 2)


def _dress(cells: Sequence[SheetCell], row: Row) -> None:
    cells[0].alignment = Alignment(indent=row.level * 2)
    for shown, cell in zip(cells[1:], row.cells, strict=True):
        shown.number_format = "0.0" if cell.kind == HOURS else "#,##0"
        shown.alignment = Alignment(horizontal="right")
    for shown in cells:
        shown.font = Font(bold=row.total)
