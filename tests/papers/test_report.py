"""Evaluations as PDF, XLSX and CSV: the right figures, in their right form, and nothing a spreadsheet would compute."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest

from bot.casework.figures import Cell, Evaluation, Row, Table
from bot.papers.report import as_pdf
from bot.papers.sheets import as_csv, as_xlsx, harmless, lines_of


def test_equal_evaluations_give_equal_papers(example: Evaluation) -> None:
    """A report can be made again and compared."""
    first = as_pdf(example)

    assert first.startswith(b"%PDF-")
    assert as_pdf(example) == first
    assert as_pdf(replace(example, made_at=example.made_at + timedelta(days=1))) != first


def test_a_long_table_takes_few_pages(evaluation: Callable[..., Evaluation]) -> None:
    """However many villages there are, the paper stays one that somebody reads."""
    rows = tuple(Row(f"village {number}", (Cell(number, f"{number}"),)) for number in range(400))
    short, long = (as_pdf(evaluation(Table("t", "T", ("n",), rows[:count]))) for count in (5, 400))

    assert short.count(b"/Type /Page\n") == 1
    assert 2 <= long.count(b"/Type /Page\n") <= 4


def test_a_workbook_reads_back(example: Evaluation) -> None:
    """One sheet for each table with rows, heads that stay in sight, numbers that are numbers."""
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(example)))
    sheet = book["causes"]

    assert book.sheetnames == ["Rantau", "causes", "money"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        [None, "Jumlah", "Jam"],
        ["Gaji tidak dibayar", 1234, 2.5],
        ["'=1+1", "<5", None],
        ["Semua", 1237, 2.5],
    ]
    assert sheet.freeze_panes == "B4"
    assert sheet["B4"].data_type == "n"
    assert sheet["B4"].number_format == "#,##0"
    assert book["Rantau"]["A1"].value == "Example"


def test_figures_as_csv(example: Evaluation) -> None:
    """Each figure in one line with where it stands; a village carries the name of its district."""
    content = as_csv(example)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

    assert content.startswith(b"\xef\xbb\xbf")
    assert rows == [
        ["table", "row", "column", "value"],
        ["causes", "Gaji tidak dibayar", "Jumlah", "1234"],
        ["causes", "Gaji tidak dibayar", "Jam", "2.5"],
        ["causes", "'=1+1", "Jumlah", "<5"],
        ["causes", "'=1+1", "Jam", ""],
        ["causes", "Semua", "Jumlah", "1237"],
        ["causes", "Semua", "Jam", "2.5"],
        ["money", "Ponorogo", "Rp", "2500000"],
        ["money", "Ponorogo / Paringan", "Rp", "500000"],
    ]


@pytest.mark.parametrize("text", ["=cmd()", "+62", "-1", "@x", "\tx", "\rx"])
def test_no_text_becomes_a_formula(text: str) -> None:
    """What somebody wrote is never computed by a spreadsheet; numbers stay numbers, also below nought."""
    assert harmless(text) == f"'{text}"
    assert harmless(-1) == -1
    assert list(csv.reader(io.StringIO(lines_of([[text, -1, "a"]]).decode("utf-8-sig"), newline=""))) == [
        [f"'{text}", "-1", "a"]
    ]
