"""Whom the reporter lets in: with which rights, until when and by which code."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Row, select

from bot.store import schema

if TYPE_CHECKING:
    from house import House

STATUS, ADD, ALL = "1", "2", "3"
MONTH, OPEN = "1", "3"
PARENT = "2"
GUEST = "2"
"""The address of who is let in; the reporter's is 1."""
YES = "2"
REFUSED = "Kode itu tidak berlaku"


@pytest.mark.parametrize(("rights", "kept"), [(STATUS, False), (ADD, True), (ALL, True)])
async def test_who_may_add(house: "House", rights: str, *, kept: bool) -> None:
    """Only who was let in to add can add, and who cannot is not told that it was done."""
    case = await shared(house, rights)
    before = house.journal()

    for words in ("tambah", case.number):
        await house.hears("console", words, address=GUEST)
    told = await house.hears("console", "majikan pindah ke kota lain", address=GUEST)

    assert (house.journal()[len(before) :] == [("add", "citizen", "majikan pindah ke kota lain")]) is kept
    assert ("Sudah saya tambahkan" in told) is kept
    assert "{" not in told


@pytest.mark.parametrize(("rights", "state"), [(STATUS, "resolved"), (ADD, "resolved"), (ALL, "closed_confirmed")])
async def test_who_may_confirm(house: "House", rights: str, state: str) -> None:
    """Whether it is over is said by who may do all that the reporter may."""
    officer, case = await house.officer("paringan"), await shared(house, rights)
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()

    await house.hears("console", choice=f"case:confirm:{case.number}", address=GUEST)

    assert house.case().state == state


@pytest.mark.parametrize("way", ["button", "word"])
@pytest.mark.parametrize(("rights", "state"), [(STATUS, "resolved"), (ADD, "resolved"), (ALL, "new")])
async def test_who_may_reopen(house: "House", rights: str, state: str, way: str) -> None:
    """Opening a case again is not for who may only look or add, by button or by word."""
    officer, case = await house.officer("paringan"), await shared(house, rights)
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()

    words, choice = ("lagi", "") if way == "word" else ("", f"case:reopen:{case.number}")
    await house.hears("console", words, choice, GUEST)

    assert house.case().state == state


@pytest.mark.parametrize(("rights", "state"), [(STATUS, "new"), (ADD, "new"), (ALL, "withdrawn")])
async def test_who_may_withdraw(house: "House", rights: str, state: str) -> None:
    """Nobody takes a case back who was let in only to look or add."""
    await shared(house, rights)

    for words in ("tarik", YES):
        await house.hears("console", words, address=GUEST)

    assert house.case().state == state


@pytest.mark.parametrize(("rights", "offered"), [(STATUS, False), (ADD, False), (ALL, True)])
async def test_who_is_offered_buttons(house: "House", rights: str, *, offered: bool) -> None:
    """All who follow are told that it is said to be over; the two buttons are shown to who may press them."""
    officer, case = await house.officer("paringan"), await shared(house, rights)

    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()

    told = house.reads("console")
    assert told.count("Gaji sudah dibayar.") == 2
    assert told.count("1. Ya, sudah selesai\n2. Belum") == (2 if offered else 1)


@pytest.mark.parametrize("rights", [STATUS, ADD])
async def test_a_question_is_for_the_reporter(house: "House", rights: str) -> None:
    """An officer's question is not put to who cannot answer for the reporter."""
    officer, case = await house.officer("paringan"), await shared(house, rights)

    house.act("ask", officer, case, "Siapa nama majikannya?")
    await house.work()

    assert house.reads("console").count("Siapa nama majikannya?") == 1


async def test_who_may_only_look_calls_an_officer(house: "House") -> None:
    """A relative who asks for an officer speaks about a case of their own; nothing is added to the reporter's."""
    case = await shared(house, STATUS)

    for words in ("petugas", "1", "Ngrupit Ponorogo"):
        await house.hears("console", words, address=GUEST)
    await house.hears("console", "saya mau bertanya soal anak saya", address=GUEST)

    assert [act for act, _ in journal_of(house, case)] == ["open", "share"]
    assert house.case().category == "conversation"
    assert house.journal()[-1] == ("add", "citizen", "saya mau bertanya soal anak saya")


async def test_after_the_end_date(house: "House") -> None:
    """When the time is over nothing more is told and nothing more is shown."""
    officer, case = await house.officer("paringan"), await shared(house, ALL, MONTH)
    house.act("take", officer, case)
    await house.later(days=29)
    house.reads("console")
    house.act("reply", officer, house.case(), "Sebelum habis.")
    await house.work()
    before = house.reads("console")

    await house.later(days=1)
    house.reads("console")
    house.act("reply", officer, house.case(), "Sesudah habis.")
    await house.work()
    after = house.reads("console")
    status = await house.hears("console", "status", address=GUEST)

    assert before.count("Sebelum habis.") == 2
    assert after.count("Sesudah habis.") == 1
    assert "Tulis nomor laporan" in status


async def test_until_revoked(house: "House") -> None:
    """One word of the reporter ends it: who followed hears that it is over, and then no more."""
    officer, case = await house.officer("paringan"), await shared(house, ALL, OPEN)

    told = await house.hears("console", "cabut")
    house.act("take", officer, case)
    await house.work()
    after = house.reads("console")
    again = await house.hears("console", "cabut")

    assert "Jumlahnya tadi: 1." in told
    assert f"Akses Anda ke laporan {case.number} sudah berakhir." in told
    assert after.count("sekarang ditangani") == 1
    assert "Tidak ada orang lain" in again
    assert ("share", "citizen", "revoked") in house.journal()


async def test_a_guest_revokes_nobody(house: "House") -> None:
    """Who was let in, even to do all, ends nobody's access, not even the reporter's."""
    case = await shared(house, ALL)

    told = await house.hears("console", "cabut", address=GUEST)

    assert "Tidak ada orang lain" in told
    assert len(follows(house, case)) == 2


async def test_the_relation_is_kept(house: "House") -> None:
    """Who came in, as what and with which right stands in the journal, and the reporter hears of it (PM-3)."""
    case = await house.complaint()
    code = await invite(house, STATUS, MONTH)

    told = await join(house, code)

    assert house.journal()[-1] == ("share", "citizen", "status: parent")
    assert f"ikut memantau laporan {case.number}: melihat kabar saja, sampai Rabu 1 April" in told
    assert f"Seseorang masuk ke laporan {case.number} dengan kode Anda: melihat kabar saja" in told


async def test_a_wrong_code(house: "House") -> None:
    """A code nobody made lets nobody in; the right one is then still good."""
    case = await house.complaint()
    code = await invite(house, STATUS, OPEN)

    told = await join(house, other(code))
    right = await join(house, code)

    assert REFUSED in told
    assert "ikut memantau" in right
    assert len(follows(house, case)) == 2


async def test_an_expired_code(house: "House") -> None:
    """After a day a code lets nobody in."""
    case = await house.complaint()
    code = await invite(house, STATUS, OPEN)
    await house.later(hours=24)

    told = await join(house, code)

    assert REFUSED in told
    assert len(follows(house, case)) == 1


async def test_ones_own_code(house: "House") -> None:
    """The reporter's own code gives the reporter no smaller right."""
    case = await house.complaint()
    code = await invite(house, STATUS, OPEN)

    told = await join(house, code, address="1")

    assert REFUSED in told
    assert [row.rights for row in follows(house, case)] == ["all"]


async def test_a_code_is_used_up(house: "House") -> None:
    """A code lets in one person, and a newer one takes the place of an older."""
    case = await house.complaint()
    older = await invite(house, STATUS, OPEN)
    newer = await invite(house, STATUS, OPEN)

    first = await join(house, older)
    second = await join(house, newer, address="3")
    third = await join(house, newer, address="4")

    assert (REFUSED in first, REFUSED in second, REFUSED in third) == (True, False, True)
    assert len(follows(house, case)) == 2


async def shared(house: "House", rights: str, lasting: str = OPEN) -> Row[Any]:
    """A case with somebody let in."""
    case = await house.complaint()
    await join(house, await invite(house, rights, lasting))
    house.reads("console")
    return case


async def invite(house: "House", rights: str, lasting: str) -> str:
    """A code of the reporter."""
    told = ""
    for words in ("bagi", rights, lasting):
        told = await house.hears("console", words)
    return re.findall(r": (\d{8})\n", told)[0]


async def join(house: "House", code: str, address: str = GUEST) -> str:
    """Come in by a code, as somebody's parent; what both sides then read."""
    told = ""
    for words in (f"gabung {code}", PARENT):
        told = await house.hears("console", words, address=address)
    return told


def other(code: str) -> str:
    """A code that is not this one."""
    return f"{(int(code) + 1) % 10**8:08d}"


def follows(house: "House", case: Row[Any]) -> list[Row[Any]]:
    """Who follows a case."""
    rows = select(schema.follower).where(schema.follower.c.case_id == case.id)
    return house.shop.book.read_now(lambda tx: list(tx.execute(rows.order_by(schema.follower.c.talk_id)).all()))


def journal_of(house: "House", case: Row[Any]) -> list[tuple[str, str]]:
    """Act and text of every row in the journal of a case."""
    rows = select(schema.journal.c.act, schema.journal.c.text).where(schema.journal.c.case_id == case.id)
    return [tuple(row) for row in house.shop.book.read_now(lambda tx: tx.execute(rows.order_by(schema.journal.c.id)).all())]
