"""Official clocks of others: whom each warning reaches and when, what starts a watch and what ends it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Row

from bot.casework.clocks import Span
from bot.store import followers, watches
from bot.work.acts import WordsMissing

if TYPE_CHECKING:
    from house import House

# The clock, how people read it, when it ends, and after how many days each warning comes; in Jakarta from Monday nine.
CLOCKS = [
    ("documents", "melengkapi berkas", "Rabu 1 April 09:00 WIB", [15, 24, 27, 30]),
    ("clarification", "menjawab pertanyaan petugas resmi", "Selasa 24 Maret 09:00 WIB", [11, 17.6, 19, 22]),
    ("unreachable", "pelapor tidak bisa dihubungi", "Jumat 1 Mei 09:00 WIB", [30, 48, 57, 60]),
    ("no_answer", "menunggu tanggapan resmi", "Rabu 2 September 09:00 WIB", [92, 147.2, 181, 184]),
    ("commitment", "memenuhi janji sesudah tanya jawab kedua", "Senin 9 Maret 09:00 WIB", [3.5, 4, 5.6, 7]),
]
PROMISE = "Gaji Mei dibayar."
ASKED = "Apakah janji itu sudah dipenuhi?"


@pytest.mark.parametrize(("clock", "words", "until", "days"), CLOCKS, ids=[row[0] for row in CLOCKS])
async def test_every_warning(house: "House", clock: str, words: str, until: str, days: list[float]) -> None:
    """PM-1, PM-2: at 50 %, 80 %, 3 days before and the end reporter, relative and desk read which clock and its date."""
    officer, case = await _watched(house, clock)
    begun = house.now

    for number, day in enumerate(days):
        house.now = begun + timedelta(days=day, minutes=-1)
        await house.work()
        assert _heard(house) == {}
        await house.later(minutes=1)
        alert = house.reads("paringan")
        assert (case.number in alert, until.removesuffix(" WIB") in alert, PROMISE in alert) == (True, True, True)
        assert ("LEWAT" in alert or "Pelapor sedang ditanya" in alert) is (number == 3)
        await house.later(hours=10)  # the family is not woken at night
        told = _heard(house)
        assert list(told) == ["console", "kenanga"]
        for text in told.values():
            assert (case.number in text, until in text, words in text or ASKED in text) == (True, True, True)
            assert ("sudah lewat" in text or ASKED in text) is (number == 3)

    names = ("half", "last", "most", "over") if clock == "commitment" else ("half", "most", "last", "over")
    assert house.journal()[-4:] == [("warn", "clock", f"{clock}: {name}") for name in names]
    await house.later(days=30)
    assert (_heard(house), house.case().state, officer.id) == ({}, "taken", house.case().officer_id)


async def test_a_warning_waits_for_the_morning(house: "House") -> None:
    """PM-2: half of seven days is nine in the evening: the desk is warned then, the family at six in the morning."""
    await _watched(house, "commitment")

    await house.later(days=3, hours=12)
    assert list(_heard(house)) == ["paringan"]
    await house.later(hours=8, minutes=59)
    assert _heard(house) == {}
    await house.later(minutes=1)

    assert list(_heard(house)) == ["console", "kenanga"]


async def test_what_has_come_is_not_warned_of(house: "House") -> None:
    """PM-1: once the desk says that it has come nobody is warned, and it cannot come a second time."""
    officer, case = await _watched(house, "documents")
    await house.later(days=15)
    assert len(_heard(house)) == 3

    (watch,) = _watches(house, case)
    met = house.act("met", officer, case, choice=str(watch.id))
    await house.later(days=30)

    assert house.journal()[-1] == ("met", "officer", str(watch.id))
    assert (_heard(house), _watches(house, case)[0].met_at) == ({}, _day(15))
    with pytest.raises(WordsMissing, match="choose the clock"):
        house.act("met", officer, met, choice=str(watch.id))


@pytest.mark.parametrize("choice", ["", "no number", "99", "-1"])
async def test_only_a_running_watch_can_be_met(house: "House", choice: str) -> None:
    """What no watch of this case waits for leaves no trace."""
    officer, case = await _watched(house, "documents")
    before = house.journal()

    with pytest.raises(WordsMissing, match="choose the clock"):
        house.act("met", officer, case, choice=choice)

    assert (house.journal(), _watches(house, case)[0].met_at) == (before, None)


async def test_a_watch_of_another_case_is_left_alone(house: "House") -> None:
    """PM-1: nobody ends the clock of a case by a number from another one."""
    officer, case = await _watched(house, "documents")
    other = await house.complaint(address="2")

    with pytest.raises(WordsMissing):
        house.act("met", officer, other, choice=str(_watches(house, case)[0].id))

    assert _watches(house, case)[0].met_at is None


async def test_a_clock_needs_a_name(house: "House") -> None:
    """Only the clocks of the deployment can be watched."""
    officer, case = await house.officer("paringan"), await house.complaint()

    with pytest.raises(WordsMissing, match="choose the clock"):
        house.act("watch", officer, case, PROMISE, "eclipse")

    assert (house.case().version, _watches(house, case)) == (case.version, [])


@pytest.mark.parametrize("end", ["confirm", "withdraw", "lapse"])
async def test_an_ended_case_is_left_alone(house: "House", end: str) -> None:
    """PM-1: whoever ended it, nobody is warned about a case that is over."""
    officer, case = await _watched(house, "unreachable")
    if end != "withdraw":
        house.act("resolve", officer, case, "Gaji sudah dibayar.")
        await house.work()
    for words in {"confirm": ["1"], "withdraw": ["tarik", "2"], "lapse": []}[end]:
        await house.hears("console", words)
    await house.later(days=10 if end == "lapse" else 1)
    assert house.case().state == {"confirm": "closed_confirmed", "lapse": "closed_unconfirmed"}.get(end, "withdrawn")
    _heard(house)

    await house.later(days=60)

    assert _heard(house) == {}
    assert "warn" not in {row[0] for row in house.journal()}


async def test_no_clock_runs_twice(house: "House") -> None:
    """PM-1: a clock that runs goes on as it began; one that was met may begin anew."""
    officer, case = await _watched(house, "documents")
    await house.later(days=1)

    again = house.act("watch", officer, case, "Berkas lain.", "documents")
    (watch,) = _watches(house, case)
    assert (watch.text, watch.starts_at) == (PROMISE, _day(0))
    met = house.act("met", officer, again, choice=str(watch.id))
    house.act("watch", officer, met, "Berkas lain.", "documents")

    assert [(each.text, each.starts_at, each.met_at) for each in _watches(house, case)] == [
        (PROMISE, _day(0), _day(1)),
        ("Berkas lain.", _day(1), None),
    ]


@pytest.mark.parametrize(
    ("institution", "clock", "days"),
    [("lapor", "clarification", 22), ("bp3mi", "no_answer", 184), ("police", "", 0), ("sapa", "", 0)],
)
async def test_an_institution_starts_its_clock(house: "House", institution: str, clock: str, days: int) -> None:
    """PM-1: handing to an institution starts the clock that runs there, once, and the case keeps its follow-up date."""
    _quiet(house)
    officer, case = await house.officer("paringan"), await house.complaint()

    handed = house.act("hand_over", officer, case, "Butuh mediasi.", institution)
    await house.later(days=1)
    again = house.act("hand_over", officer, handed, "Sekali lagi.", institution)

    found = [(each.clock, each.starts_at, each.ends_at) for each in _watches(house, case)]
    assert found == ([(clock, _day(0), _day(days))] if clock else [])
    assert again.due_at > house.now


async def _watched(house: "House", clock: str) -> tuple[Row[Any], Row[Any]]:
    """A taken case with a relative who may look on and a watch that began on Monday; all that was said is forgotten."""
    _quiet(house)
    officer, case = await house.officer("paringan"), await house.complaint()
    await house.hears("kenanga", "halo")
    relative = house.talk("kenanga").id
    house.shop.book.write_now(lambda tx: followers.follow(tx, case.id, relative, followers.STATUS, guest=True))
    watched = house.act("watch", officer, house.act("take", officer, case), PROMISE, clock)
    assert house.journal()[-1] == ("watch", "officer", f"{clock}: {PROMISE}")
    await house.work()
    _heard(house)
    return officer, watched


def _quiet(house: "House") -> None:
    """Let no other date of a case come between."""
    policy, year = house.shop.policy, Span(months=12)
    steps = {state: span if state == "resolved" else year for state, span in policy.steps.items()}
    policy = replace(policy, steps=steps, levels={}, finish=dict.fromkeys(policy.finish, year), remind_after=())
    house.shop = replace(house.shop, policy=policy)


def _heard(house: "House") -> dict[str, str]:
    """What was read over each wire since it was last asked, those that read nothing left out."""
    return {wire: words for wire in house.papers if (words := house.reads(wire))}


def _watches(house: "House", case: Row[Any]) -> list[Row[Any]]:
    return house.shop.book.read_now(lambda tx: watches.of_case(tx, case.id))


def _day(number: int) -> datetime:
    """Nine in the morning in Jakarta, so many days after the Monday on which every house begins."""
    return datetime(2026, 3, 2, 2, 0, tzinfo=UTC) + timedelta(days=number)
