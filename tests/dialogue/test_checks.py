"""A recruiter's list and an advert, held against the tables as they stand."""

import pytest

from bot.dialogue.checklist import Item, Progress
from bot.dialogue.checks import Verdict, fee_in, lines_of, red_flags_in
from bot.dialogue.content import Content

PATH = tuple(Item(name, "Tahap", name.title(), "reply") for name in ("ktp", "kk", "paspor", "visa"))


def test_lines() -> None:
    """Each line or item is one; a comma inside a number is none of its borders."""
    assert lines_of("- tiket 5 juta\nmedical 1,5 juta, jasa PT 10 juta; \n\n") == [
        "tiket 5 juta",
        "medical 1,5 juta",
        "jasa PT 10 juta",
    ]


@pytest.mark.parametrize(
    ("line", "country", "job", "verdict"),
    [
        ("jasa PT 10 juta", "", "factory", Verdict.FORBIDDEN),
        ("Biaya sponsor Rp 8.000.000", "SA", "household", Verdict.FORBIDDEN),
        ("biaya agen bulanan", "TW", "household", Verdict.ALLOWED),
        ("komisi agensi", "HK", "household", Verdict.ALLOWED),
        ("biaya proses", "MY", "household", Verdict.FORBIDDEN),
        ("ganti majikan 20 ribu", "TW", "factory", Verdict.FORBIDDEN),
        ("ganti majikan", "KR", "factory", Verdict.UNCLEAR),
        ("TIKET pesawat", "TW", "ship", Verdict.UNCLEAR),
        ("medical check up 1 juta", "JP", "other", Verdict.UNCLEAR),
        ("uang pelicin 2 juta", "", "other", Verdict.FORBIDDEN),
        ("kursus bahasa", "DE", "other", Verdict.FORBIDDEN),
    ],
)
def test_verdicts(content: Content, line: str, country: str, job: str, verdict: Verdict) -> None:
    """The closest rule decides."""
    fee = fee_in(line, content.fees)

    assert fee is not None
    assert fee.rule(country, job).verdict is verdict


def test_a_fee_nobody_knows(content: Content) -> None:
    """It has no verdict."""
    assert fee_in("biaya naga terbang", content.fees) is None


@pytest.mark.parametrize(
    ("advert", "country", "answers", "flags"),
    [
        ("Butuh admin di Kamboja, gaji besar tanpa pengalaman", "", {}, ["closed_country", "too_easy"]),
        ("kerja pabrik taiwan lewat PT berizin, tes dulu", "TW", {}, []),
        ("", "MM", {"paid_first": "yes", "no_office": "no"}, ["closed_country", "paid_first"]),
        ("berangkat pakai visa umrah, dapat uang saku", "SA", {}, ["tourist_visa", "pocket_money"]),
        ("", "TW", {"no_contract": "unknown"}, []),
    ],
)
def test_red_flags(content: Content, advert: str, country: str, answers: dict[str, str], flags: list[str]) -> None:
    """Words, the country and a yes show one; not knowing shows none."""
    assert [flag.name for flag in red_flags_in(advert, country, answers, content.red_flags)] == flags


@pytest.mark.parametrize(
    ("ticked", "done", "bar", "following"),
    [
        ((), 0, "▱" * 10, "ktp"),
        (("ktp", "paspor"), 2, "▰" * 5 + "▱" * 5, "kk"),
        (("ktp", "kk", "paspor", "visa"), 4, "▰" * 10, None),
    ],
)
def test_progress(ticked: tuple[str, ...], done: int, bar: str, following: str | None) -> None:
    """The bar fills with what is done, in whatever order."""
    stand = Progress(PATH, ticked)

    assert (stand.done, stand.all, stand.bar) == (done, 4, bar)
    assert (stand.next.name if stand.next else None) == following
