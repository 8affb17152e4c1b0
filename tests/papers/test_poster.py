"""The poster of a village: its QR codes are read back from the page, and its links carry the village."""

import re
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import segno

from bot import cli
from bot.app import open_book
from bot.config import ROOT, read_settings
from bot.contents import read_content
from bot.dialogue.content import Content
from bot.papers.poster import CODE, Door, Line, Poster, as_poster, code_of
from bot.store import desks
from bot.store.book import Book
from bot.work.posters import NoPoster, doors_of, poster_for
from bot.work.workshop import Addresses

VILLAGE = "35.02.18.2015"
BOTH = Addresses("https://rantau.example", "contoh_rantau_bot", "+62 811-0000-001")
POINTS = 72 / 25.4  # in a millimetre
RECTANGLE = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (-?[\d.]+) re f")
OFFICES = read_settings(ROOT / "config.yml").desks()


@pytest.fixture(scope="module")
def content() -> Content:
    """Everything written outside the code."""
    return read_content(read_settings(ROOT / "config.yml"))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty book."""
    opened = open_book(f"sqlite:///{tmp_path}/book.db")
    yield opened
    opened.close()


def test_the_links_carry_the_village() -> None:
    """Telegram gets the ten digits it allows in a start link, WhatsApp the words somebody would type."""
    assert [each.link for each in doors_of(BOTH, VILLAGE)] == [
        "https://t.me/contoh_rantau_bot?start=3502182015",
        "https://wa.me/628110000001?text=DESA%2035.02.18.2015",
    ]
    assert [each.short for each in doors_of(BOTH, VILLAGE)] == ["t.me/contoh_rantau_bot", "+628110000001"]
    assert doors_of(Addresses(telegram="contoh_rantau_bot"), VILLAGE)[0].app == "Telegram"


@pytest.mark.parametrize("addresses", [BOTH, Addresses(telegram="contoh_rantau_bot")], ids=["both", "one"])
def test_the_codes_are_read_back(book: Book, content: Content, addresses: Addresses) -> None:
    """The dark squares on the page are the modules of the links' codes, each where it belongs (CH-3)."""
    poster = book.read_now(lambda tx: poster_for(tx, content, OFFICES, addresses, VILLAGE))

    drawn = codes_on(as_poster(poster))

    assert drawn == [code_of(door.link) for door in poster.doors]
    wanted = segno.make_qr(poster.doors[0].link, error="q", boost_error=False)
    assert drawn[0] == tuple(tuple(row) for row in wanted.matrix)


def test_what_stands_on_it(book: Book, content: Content) -> None:
    """Village, desk with its hours, and the emergency lines with the day they were checked."""
    book.write_now(lambda tx: desks.describe(tx, "paringan", "Senin-Jumat 8-15", "Balai Desa", "0811-0000-002"))

    poster = book.read_now(lambda tx: poster_for(tx, content, OFFICES, BOTH, VILLAGE))

    assert poster.village.startswith("Desa Paringan, Kec. Jenangan")
    assert poster.words == "DESA 35.02.18.2015"
    assert poster.desk == (
        "Meja Layanan Desa Paringan (contoh)", "Balai Desa", "Senin-Jumat 8-15", "0811-0000-002",
    )  # fmt: skip
    fact = content.facts["call_centre_free"]
    assert poster.lines[0] == Line(fact.about, fact.value, fact.checked)


def test_a_desk_that_has_said_nothing(book: Book, content: Content) -> None:
    """Nothing is promised of a desk that has not said when it is open."""
    assert book.read_now(lambda tx: poster_for(tx, content, OFFICES, BOTH, VILLAGE)).desk == ()


@pytest.mark.parametrize(
    ("village", "addresses", "reason"),
    [
        ("35.02.18.9999", BOTH, "there is no village"),
        ("35.02", BOTH, "there is no village"),
        ("", BOTH, "there is no village"),
        (VILLAGE, Addresses("https://rantau.example"), "RANTAU_TELEGRAM_NAME"),
    ],
)
def test_no_poster(book: Book, content: Content, village: str, addresses: Addresses, reason: str) -> None:
    """What cannot be printed says what is missing."""
    with pytest.raises(NoPoster, match=reason):
        book.read_now(lambda tx: poster_for(tx, content, OFFICES, addresses, village))


def test_odd_words_are_drawn_on_one_page() -> None:
    """A long village, a sign no font has and a desk with much to say still give one page."""
    door = Door("Telegram", "https://t.me/contoh_rantau_bot?start=3502182015", "t.me/" + "x" * 32)
    line = Line("Nama yang panjang sekali " * 6, "0800 1000", date(2025, 4, 10))
    paper = as_poster(Poster("Desa " + "Panjang " * 20, "DESA 1", (door, door), ("𓀀 " * 40,) * 4, (line, line)))

    assert paper.startswith(b"%PDF-")
    assert paper.count(b"/Type /Page\n") == 1


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`rantau poster` writes the file, or says what is missing and writes none."""
    monkeypatch.setenv("RANTAU_DATABASE_URL", f"sqlite:///{tmp_path}/book.db")
    file = tmp_path / "poster.pdf"
    words = ["poster", "--village", VILLAGE, "--output", str(file)]

    without = cli.main(words)
    monkeypatch.setenv("RANTAU_TELEGRAM_NAME", "contoh_rantau_bot")
    written = cli.main(words)

    assert (without, written) == (1, 0)
    assert "RANTAU_TELEGRAM_NAME" in capsys.readouterr().err
    assert len(codes_on(file.read_bytes())) == 1


def codes_on(paper: bytes) -> list[Any]:
    """The codes drawn on the first page, from left to right, as rows of modules."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL)
    page = next(found for each in streams if b" re f" in (found := _inflated(each)))
    squares = [tuple(map(float, found)) for found in RECTANGLE.findall(page)]
    modules = [each for each in squares if abs(each[2]) < 10]
    codes = list[list[tuple[float, ...]]]()
    for square in sorted(modules):
        if not codes or square[0] - codes[-1][0][0] > CODE * POINTS:
            codes.append([])
        codes[-1].append(square)
    return [_matrix(each) for each in codes]


def _matrix(squares: list[tuple[float, ...]]) -> tuple[tuple[int, ...], ...]:
    """The squares of one code as modules; y counts from the foot of the page."""
    side = squares[0][2]
    left, top = min(each[0] for each in squares), max(each[1] for each in squares)
    dark = {(round((top - each[1]) / side), round((each[0] - left) / side)) for each in squares}
    many = round(CODE * POINTS / side)
    return tuple(tuple(int((row, column) in dark) for column in range(many)) for row in range(many))


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
