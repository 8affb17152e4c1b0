"""The commands that write the evaluation and the log of cases."""

from pathlib import Path

import pytest

from bot.app import open_book
from bot.casework.figures import quarter
from bot.cli import main
from bot.store import cases


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, book_url: str, tmp_path: Path) -> Path:
    """A folder to write into, and a book with a case of January."""
    monkeypatch.setenv("RANTAU_DATABASE_URL", book_url)
    values = {
        "number": "26-000001-9", "opened_by": "x", "category": "sexual_violence", "danger": True, "reasons": "",
        "story": "a story", "country": "TW", "village": "35.02.18.2015", "office": "paringan", "avoids": "ponorogo",
        "consent": "given", "pin_hash": "",
    }  # fmt: skip
    book = open_book(book_url)
    book.write_now(lambda tx: cases.open_case(tx, values, None, quarter("2026-1").start))
    book.close()
    return tmp_path


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--quarter", "2026-1"], "key,Laporan masuk,Jumlah,1"),
        (["--from", "2026-01-01", "--to", "2026-01-31", "--area", "35.02"], "key,Laporan masuk,Jumlah,1"),
        (["--quarter", "2026-1", "--public"], "key,Laporan masuk,Jumlah,<5"),
        (["--quarter", "2026-1", "--area", "32"], "key,Laporan masuk,Jumlah,0"),
        (["--quarter", "2025-4"], "key,Laporan masuk,Jumlah,0"),
    ],
    ids=str,
)
def test_a_report_is_written(there: Path, words: list[str], line: str) -> None:
    """Of the period and area that were named, whoever the cases go round; small figures hidden when asked (U31-e)."""
    path = there / "report.csv"

    assert main(["report", *words, "--format", "csv", "--output", str(path)]) == 0
    assert line in path.read_text("utf-8-sig").splitlines()


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_other_papers(there: Path, kind: str, start: bytes) -> None:
    """Without a period it is the last quarter that is over."""
    path = there / f"report.{kind}"

    assert main(["report", "--format", kind, "--output", str(path)]) == 0
    assert path.read_bytes().startswith(start)


def test_the_log_is_written(there: Path) -> None:
    """Without a period all cases, and of sensitive ones no village (PDP-6)."""
    path = there / "log.csv"

    assert main(["export", "--output", str(path)]) == 0
    heads, line = path.read_text("utf-8-sig").splitlines()
    assert heads.startswith("number,opened,category")
    assert line.startswith("26-000001-9,2026-01-01 00:00,Kekerasan seksual,ya,TW,,,")
    assert "a story" not in line


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--quarter", "2026-7"], "write it as 2026-1"),
        (["--to", "2026-01-31"], "write days as 2026-01-31"),
        (["--area", "Ponorogo"], "rantau regions find"),
        (["--output", "/nowhere/at/all.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_written(there: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str) -> None:
    """The command says what to change instead of failing."""
    assert main(["export", "--output", str(there / "x.csv"), *words]) == 1
    assert says in capsys.readouterr().err
