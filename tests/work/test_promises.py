"""The clocks the house itself answers for: a promise the family judges, and a reporter who cannot be reached."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Row

from bot.casework.clocks import Span
from bot.channels.channel import Later, Refused
from bot.dialogue.message import Kind, Message
from bot.store import followers, talks, watches
from bot.work.turn import hear

if TYPE_CHECKING:
    from house import House, Wire

PROMISE = "Gaji Mei dibayar."
ASKED = "Apakah janji itu sudah dipenuhi?"
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


async def test_the_family_is_asked(house: "House") -> None:
    """PM-2: after seven days those who may decide are asked with two buttons, who may only look on is asked without."""
    _, case = await _promised(house)

    await house.later(days=6, hours=23, minutes=59)
    assert ASKED not in house.reads("console")
    await house.later(minutes=1)

    question, looked_on = house.reads("console"), house.reads("kenanga")
    assert f"berjanji untuk laporan {case.number}: {PROMISE}\nBatasnya Senin 9 Maret 09:00 WIB. {ASKED}" in question
    assert f"{ASKED}\n\n1. Sudah dipenuhi\n2. Belum dipenuhi" in question
    assert ASKED in looked_on
    assert "1. Sudah dipenuhi" not in looked_on
    reporter = house.talk().id
    talk = house.shop.book.read_now(lambda tx: talks.load_unheld(tx, reporter))
    assert [choice.id for choice in talk.offered] == [f"case:kept:{case.number}", f"case:broken:{case.number}"]


@pytest.mark.parametrize("press", ["", "1", "Sudah dipenuhi"])
async def test_a_promise_that_was_kept(house: "House", press: str) -> None:
    """PM-2: button, number or label: the watch ends, the desk reads it, the case stays as it is."""
    _, case = await _promised(house)
    await house.later(days=7)
    _forget(house)

    answer = await house.hears("console", press, "" if press else f"case:kept:{case.number}")

    assert f"janji untuk laporan {case.number} sudah dipenuhi" in answer
    assert house.journal()[-1] == ("met", "citizen", "commitment")
    assert f"Pelapor {case.number}: janji sudah dipenuhi." in house.reads("paringan")
    assert [each.met_at for each in _watches(house, case)] == [house.now]
    assert (house.case().state, house.case().due_at) == (case.state, case.due_at)


@pytest.mark.parametrize("press", ["", "2", "Belum dipenuhi"])
async def test_a_promise_that_was_broken(house: "House", press: str) -> None:
    """PM-2: the journal and the desk know, the family reads what comes next, and the desk may watch a new promise."""
    officer, case = await _promised(house)
    await house.later(days=7)
    _forget(house)

    answer = await house.hears("console", press, "" if press else f"case:broken:{case.number}")

    assert f"janji untuk laporan {case.number} belum dipenuhi" in answer
    assert "Langkah berikutnya paling lambat Selasa 2 Maret 09:00 WIB" in answer
    assert house.journal()[-1] == ("add", "citizen", "(janji belum dipenuhi)")
    assert f"Pelapor {case.number}: janji BELUM dipenuhi" in house.reads("paringan")
    house.act("watch", officer, house.case(), "Kali ini sungguh.", "commitment")
    assert [(each.text, each.met_at) for each in _watches(house, case)] == [
        (PROMISE, MONDAY + timedelta(days=7)),
        ("Kali ini sungguh.", None),
    ]


async def test_a_promise_is_judged_once(house: "House") -> None:
    """PM-2: a second press of the same button is answered, not obeyed."""
    _, case = await _promised(house)
    await house.later(days=7)
    await house.hears("console", choice=f"case:kept:{case.number}")
    before = house.journal()

    answer = await house.hears("console", choice=f"case:kept:{case.number}")

    assert "sudah tidak berlaku" in answer
    assert house.journal() == before


async def test_a_promise_kept_early_is_not_asked_about(house: "House") -> None:
    """PM-2: once the desk knows that it was kept the family is not troubled with it."""
    officer, case = await _promised(house)
    house.act("met", officer, case, choice=str(_watches(house, case)[0].id))
    _forget(house)

    await house.later(days=8)

    assert house.reads("console") + house.reads("kenanga") + house.reads("paringan") == ""


@pytest.mark.parametrize("answer", ["kept", "broken"])
async def test_who_looks_on_judges_no_promise(house: "House", answer: str) -> None:
    """PM-3: a relative who may only see how it stands cannot answer for the reporter."""
    _, case = await _promised(house)
    await house.later(days=7)
    before = house.journal()

    told = await house.hears("kenanga", choice=f"case:{answer}:{case.number}")

    assert "sudah tidak berlaku" in told
    assert (house.journal(), _watches(house, case)[0].met_at) == (before, None)


async def test_a_relative_with_all_rights_may_judge(house: "House") -> None:
    """PM-2: the question is the family's: who was given all rights is offered the buttons and heard."""
    _, case = await _promised(house, followers.ALL)
    await house.later(days=7)
    assert "1. Sudah dipenuhi\n2. Belum dipenuhi" in house.reads("kenanga")

    await house.hears("kenanga", choice=f"case:broken:{case.number}")

    assert house.journal()[-1] == ("add", "citizen", "(janji belum dipenuhi)")


async def test_a_broken_promise_is_no_silence(house: "House") -> None:
    """LP-3: who said that a promise was broken has not let a case lapse that the desk called done."""
    officer, case = await _promised(house)
    house.act("resolve", officer, case, "Majikan berjanji membayar.")
    await house.later(days=7)
    await house.hears("console", choice=f"case:broken:{case.number}")

    await house.later(days=3)

    assert house.case().state == "new"
    assert ("reopen", "clock", "spoke") in house.journal()


async def test_a_reporter_who_blocks_us(house: "House", wire: "Wire") -> None:
    """PM-1: when their wire refuses us sixty days begin, whose warnings the desk reads; a word from them ends it."""
    case = await _on_the_wire(house, wire)
    wire.answers = [Refused("blocked")]
    house.say("wire", "Ada kabar")
    await house.work()

    (watch,) = _watches(house, case)
    assert (watch.clock, watch.ends_at, watch.met_at) == ("unreachable", MONDAY + timedelta(days=60), None)
    wire.answers = [Refused("blocked")] * 9
    await house.later(days=30)
    assert [row for row in house.journal() if row[0] == "warn"] == [("warn", "clock", "unreachable: half")]
    assert f"Batas resmi laporan {case.number}" in house.reads("paringan")
    assert len(_watches(house, case)) == 1

    wire.answers = []
    await _writes(house)
    assert house.journal()[-1] == ("met", "clock", "unreachable")
    assert _watches(house, case)[0].met_at == house.now
    _forget(house)
    await house.later(days=30)

    assert house.reads("paringan") == ""


async def test_who_blocks_us_again_begins_anew(house: "House", wire: "Wire") -> None:
    """PM-1: the sixty days count from the last time the reporter could be reached."""
    case = await _on_the_wire(house, wire)
    wire.answers = [Refused("blocked")]
    house.say("wire", "Ada kabar")
    await house.later(days=1)
    await _writes(house)
    await house.later(days=1)
    wire.answers = [Refused("blocked")]
    house.say("wire", "Kabar lain")
    await house.work()

    days = [((each.starts_at - MONDAY).days, each.met_at) for each in _watches(house, case)]

    assert days == [(1, MONDAY + timedelta(days=1)), (2, None)]


@pytest.mark.parametrize("refusal", ["bad_request", "gave_up"])
async def test_another_refusal_starts_no_clock(house: "House", wire: "Wire", refusal: str) -> None:
    """A piece that did not arrive for its own reason does not make the reporter unreachable."""
    case = await _on_the_wire(house, wire)
    wire.answers = [Refused(refusal), Later(1, "busy")]
    house.say("wire", "Ada kabar")

    await house.later(minutes=1)

    assert house.journal()[-1] == ("unreached", "clock", refusal)
    assert _watches(house, case) == []


async def test_a_relative_who_blocks_us(house: "House", wire: "Wire") -> None:
    """PM-1: the reporter can be reached though a guest of theirs cannot, whose return says nothing of the reporter."""
    case = await _on_the_wire(house, wire, guest=True)
    wire.answers = [Refused("blocked")]
    house.say("wire", "Ada kabar")

    await house.work()

    assert house.talk("wire").blocked
    assert house.journal()[-1] == ("unreached", "clock", "blocked")
    assert _watches(house, case) == []
    officer = await house.officer("pusat")
    house.act("watch", officer, house.case(), choice="unreachable")
    await _writes(house)
    assert _watches(house, case)[0].met_at is None


async def _promised(house: "House", rights: str = followers.STATUS) -> tuple[Row[Any], Row[Any]]:
    """A taken case with a relative and a promise made on Monday."""
    _quiet(house)
    officer, case = await house.officer("paringan"), await house.complaint()
    await house.hears("kenanga", "halo")
    relative = house.talk("kenanga").id
    house.shop.book.write_now(lambda tx: followers.follow(tx, case.id, relative, rights, guest=True))
    promised = house.act("watch", officer, house.act("take", officer, case), PROMISE, "commitment")
    await house.work()
    _forget(house)
    return officer, promised


async def _on_the_wire(house: "House", wire: "Wire", *, guest: bool = False) -> Row[Any]:
    """A case that is also followed on a wire that can refuse."""
    _quiet(house)
    await house.officer("paringan")
    case = await house.complaint()
    await _writes(house)
    house.shop.book.write_now(lambda tx: followers.follow(tx, case.id, talks.talk_of(tx, "wire", "1"), guest=guest))
    wire.texts()
    _forget(house)
    return case


async def _writes(house: "House") -> None:
    await hear(house.shop, Message(f"w:{house.now}", "wire", "1", Kind.TEXT, "halo"))
    await house.work()


def _quiet(house: "House") -> None:
    """Let no other date of a case come between."""
    policy, year = house.shop.policy, Span(months=12)
    steps = {state: span if state == "resolved" else year for state, span in policy.steps.items()}
    policy = replace(policy, steps=steps, levels={}, finish=dict.fromkeys(policy.finish, year), remind_after=())
    house.shop = replace(house.shop, policy=policy)


def _watches(house: "House", case: Row[Any]) -> list[Row[Any]]:
    return house.shop.book.read_now(lambda tx: watches.of_case(tx, case.id))


def _forget(house: "House") -> None:
    """Read all that was sent so far."""
    for each in house.papers:
        house.reads(each)
