"""Imports the official list of licensed agencies, which the ministry publishes and an operator saves as CSV."""

import csv
from datetime import date
from pathlib import Path

from bot.app import open_book
from bot.store import agencies

COLUMNS = ("name", "licence", "address")
LONGEST = {"name": 160, "licence": 96, "address": 2000}


class ListFault(ValueError):
    """The file is not such a list; the message says the line and what to change."""


def import_agencies(database_url: str, path: Path, listed_on: date) -> int:
    """Replace the list by the one in a file and return how many it holds; raises ListFault and BookBusy."""
    rows = read_list(path)
    book = open_book(database_url)
    try:
        book.write_now(lambda tx: agencies.replace_all(tx, rows, listed_on))
    finally:
        book.close()
    return len(rows)


def read_list(path: Path) -> list[dict[str, str]]:
    """Read a CSV file in UTF-8 with a header line; raises ListFault."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in COLUMNS[:2] if column not in (reader.fieldnames or ())]
            if missing:
                raise ListFault(f"{path}: the first line must name the columns {', '.join(COLUMNS)}")
            rows = [_row(path, number, row) for number, row in enumerate(reader, start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise ListFault(f"{path}: not readable as CSV in UTF-8 ({type(fault).__name__})") from fault
    if not rows:
        raise ListFault(f"{path}: the list is empty; the old one stays")
    return rows


def _row(path: Path, number: int, row: dict[str, str]) -> dict[str, str]:
    found = {column: (row.get(column) or "").strip()[: LONGEST[column]] for column in COLUMNS}
    if not found["name"]:
        raise ListFault(f"{path}:{number}: a row without a name; the old list stays")
    return found
