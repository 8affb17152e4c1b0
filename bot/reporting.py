"""The evaluation and the log of cases as files, for who has the book at hand; a bar shows how far it is."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tqdm import tqdm

from bot.app import open_book
from bot.casework.clocks import HOME
from bot.casework.figures import EARLIEST, Evaluation, Period, days, quarter, quarter_before, quarter_of
from bot.casework.roles import Sight
from bot.casework.routing import Level, Office
from bot.config import ROOT, Environment, read_settings
from bot.contents import read_content, read_words
from bot.papers import report, sheets
from bot.store import figures
from bot.work.caselog import case_log
from bot.work.evaluation import STEPS, evaluate

FORMATS: Mapping[str, Callable[[Evaluation], bytes]] = {
    "pdf": report.as_pdf,
    "xlsx": sheets.as_xlsx,
    "csv": sheets.as_csv,
}
AREA = re.compile(r"(\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?)?")
LEVELS = {0: Level.NATIONAL, 2: Level.PROVINCE, 5: Level.DISTRICT}
NOBODY = "-"
"""Called like no office, so that the cases which go round an office are counted too."""
QUICK = 1.0  # seconds within which no bar is shown


class ReportFault(ValueError):
    """No report can be made so; the message says what to change."""


def write_report(
    environment: Environment, period: Period, area: str, kind: str, language: str, path: Path, *, public: bool
) -> None:  # fmt: skip
    """Write the evaluation of an area and a period into a file; raises ReportFault and BookBusy."""
    sight = _sight(area)
    book = open_book(environment.database_url)
    try:
        settings = read_settings(ROOT / "config.yml")
        words = read_words(read_content(settings), settings.languages)
        with tqdm(total=STEPS, unit=" tables", leave=False, delay=QUICK) as bar:
            steps = iter(bar.update, object())
            now = datetime.now(UTC)
            found = book.read_now(lambda tx: evaluate(tx, words, sight, period, now, language, public=public, steps=steps))
    finally:
        book.close()
    _write(path, FORMATS[kind](found))


def write_log(environment: Environment, period: Period, area: str, path: Path) -> int:
    """Write the log of the cases of an area and a period as CSV and return how many; raises ReportFault and BookBusy."""
    sight = _sight(area)
    book = open_book(environment.database_url)
    try:
        settings = read_settings(ROOT / "config.yml")
        words = read_words(read_content(settings), settings.languages)
        titles = {office.name: office.title for office in settings.offices}
        sensitive = {name for name, each in settings.categories.items() if each.sensitive}
        count = len(book.read_now(lambda tx: figures.opened(tx, sight, period)))
        with tqdm(total=count, unit=" cases", leave=False, delay=QUICK) as bar:
            steps = iter(bar.update, object())
            rows = book.read_now(lambda tx: list(case_log(tx, words, titles, sensitive, sight, period, steps)))
    finally:
        book.close()
    _write(path, sheets.lines_of(rows))
    return count


def period_of(quarter_named: str, first: str, last: str, *, whole: bool = False) -> Period:
    """The period somebody named; without any the last quarter that is over, or all days until today when `whole`.

    Raises PeriodFault.
    """
    today = datetime.now(UTC).astimezone(HOME).date()
    if quarter_named:
        return quarter(quarter_named)
    if first or last:
        return days(first, last or today.isoformat())
    return Period(EARLIEST, today) if whole else quarter(quarter_before(quarter_of(datetime.now(UTC))))


def _sight(area: str) -> Sight:
    if not AREA.fullmatch(area):
        raise ReportFault(f"{area!r} is no code of an area; `rantau regions find` gives them, such as 35.02")
    return Sight(Office(NOBODY, "", LEVELS.get(len(area), Level.VILLAGE), area))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise ReportFault(f"{path} cannot be written: {fault.strerror}") from None
