"""The pages of unanswered questions: who may, whose they are, and how two officers answer one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from comers import Comer, Visit, come
from sqlalchemy import update
from visitor import Visitor

from bot.casework.roles import Role
from bot.dialogue.message import Kind, Message
from bot.store import schema, talks
from bot.terminal import work_off
from bot.work.turn import hear

ASKED = "xqzt <wbrt>"
MAY = [(role, role is not Role.EVALUATOR) for role in Role]


async def ask(visitor: Visitor, phone: str = "1") -> None:
    """Let somebody be welcomed and ask what nobody can answer."""
    for number, words in enumerate(("halo", "1", "1", ASKED)):
        await hear(visitor.shop, Message(f"sim:{phone}:{number}", "simulator", phone, Kind.TEXT, words))
    await work_off(visitor.shop)


def seen(page: str) -> str:
    """What stands in the form for the answer that is shown."""
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize(("role", "may"), MAY)
async def test_who_answers(visit: Visit, role: Role, *, may: bool) -> None:
    """PM-4: all but the evaluator; their tries are answered with 403 and written down."""
    await ask(visit())
    officer = come(visit, role=role, office="pusat")
    tries = [
        await officer.sees("/questions"),
        await officer.sees("/questions/1"),
        await officer.sends("/questions/1/answer", answer="Sudah."),
    ]
    link = 'href="/desk/questions"' in (await officer.sees("/me")).text

    assert [each.status_code for each in tries] == [200 if may else 403] * 3
    assert link is may
    assert officer.written() == ([("answer_written", "1")] if may else [("refused", "answer")] * 3)
    if not may:
        for deed in ("approve", "return"):
            assert (await officer.sends(f"/questions/1/{deed}")).status_code == 403


async def test_two_officers_answer(visit: Visit) -> None:
    """One writes, the other reads and agrees, everybody who asked hears it, and each step is written down."""
    for phone in ("1", "2"):
        await ask(visit(), phone)
    author, second = come(visit, office="pusat"), come(visit, "kedua", Role.RECEIVER, "jatim")

    listed = (await second.sees("/questions")).text
    own = (await author.sends("/questions/1/answer", answer="Tanya <dulu>.")).text
    page = (await second.sees("/questions/1")).text
    done = (await second.sends("/questions/1/approve", seen=seen(page))).text

    assert "xqzt &lt;wbrt&gt;" in listed
    assert "Penanya: 2" in listed
    assert "Menunggu petugas kedua" in own
    assert "/approve" not in own
    assert "Tanya &lt;dulu&gt;." in page
    assert "Petugas kedua" in done
    assert "Tidak ada pertanyaan yang menunggu." in (await second.sees("/questions")).text
    assert "xqzt" in (await second.sees("/questions?closed=1")).text
    for talk_id in (1, 2):
        said = visit().shop.book.read_now(lambda tx, talk_id=talk_id: talks.messages(tx, talk_id))[-1].text
        assert said.startswith(f"Anda pernah bertanya: {ASKED}\n\nTanya <dulu>.\n\nDijawab petugas, ")
    assert author.written() == [("answer_written", "1"), ("answer_approved", "1")]


async def test_an_answer_is_sent_back(visit: Visit) -> None:
    """The words stay as a draft; who wrote them or another one makes them better."""
    await ask(visit())
    author, second = come(visit, office="pusat"), come(visit, "kedua", office="pusat")
    await author.sends("/questions/1/answer", answer="Belum tahu.")

    await second.sends("/questions/1/return", seen=seen((await second.sees("/questions/1")).text))
    page = (await author.sees("/questions/1")).text

    assert "Jawaban ini dikembalikan" in page
    assert "Belum tahu.</textarea>" in page
    assert "dikembalikan" in (await author.sees("/questions")).text
    assert author.written()[-1] == ("answer_sent_back", "1")


async def test_who_wrote_it_may_not_agree(visit: Visit) -> None:
    """Not even by a form they made themselves."""
    await ask(visit())
    author, second = come(visit, office="pusat"), come(visit, "kedua", office="pusat")
    await author.sends("/questions/1/answer", answer="Sudah.")
    mark = seen((await second.sees("/questions/1")).text)

    answer = await author.sends("/questions/1/approve", seen=mark)

    assert answer.status_code == 409
    assert "Petugas lain yang menyetujui" in answer.text
    assert "Tidak ada pertanyaan" not in (await author.sees("/questions")).text


async def test_agreeing_to_what_was_changed_meanwhile(visit: Visit) -> None:
    """The second officer sees the new words first; an answered question is not written anew."""
    await ask(visit())
    author, second = come(visit, office="pusat"), come(visit, "kedua", office="pusat")
    await author.sends("/questions/1/answer", answer="Lama.")
    mark = seen((await second.sees("/questions/1")).text)
    await author.sends("/questions/1/answer", answer="Baru.")

    stale = await second.sends("/questions/1/approve", seen=mark)
    await second.sends("/questions/1/approve", seen=seen(stale.text))
    late = await author.sends("/questions/1/answer", answer="Lagi.")

    assert (stale.status_code, late.status_code) == (409, 409)
    assert "baru saja berubah" in stale.text
    assert "Baru." in stale.text
    assert "Lagi." not in (await author.sees("/questions/1")).text


@pytest.mark.parametrize("words", [" ", "x" * 2001])
async def test_an_answer_that_is_none(visit: Visit, words: str) -> None:
    """It says why, and what was typed stays."""
    await ask(visit())
    officer = come(visit, office="pusat")

    answer = await officer.sends("/questions/1/answer", answer=words)

    assert answer.status_code == 422
    assert "Tulis jawabannya" in answer.text
    assert f"{words}</textarea>" in answer.text


@pytest.mark.parametrize(
    ("office", "sees"),
    [("paringan", True), ("ponorogo", True), ("kenanga", False), ("indramayu", False), ("jabar", True), ("pusat", True)],
)
async def test_whose_questions(visit: Visit, office: str, *, sees: bool) -> None:
    """A village and a district see those of people with a home there; a province and the national desk see all."""
    await ask(visit())
    officer = come(visit, office=office)
    _settle(officer, "35.02.18.2015")

    listed = (await officer.sees("/questions")).text
    page = await officer.sees("/questions/1")
    written = await officer.sends("/questions/1/answer", answer="Sudah.")

    assert ("xqzt" in listed) is sees
    assert (page.status_code, written.status_code) == ((200, 200) if sees else (404, 404))


async def test_without_a_home_it_is_the_countrys(visit: Visit) -> None:
    """Where nobody knows the village, villages do not see it."""
    await ask(visit())

    assert "xqzt" not in (await come(visit).sees("/questions")).text


async def test_how_long_each_waits(visit: Visit) -> None:
    """The one level of service: the list says how long each waits, and the longest."""
    await ask(visit())
    officer = come(visit, office="pusat")
    past = visit().shop.clock() - timedelta(days=5, hours=1)
    officer.book.write_now(lambda tx: tx.execute(update(schema.question).values(at=past)))

    listed = (await officer.sees("/questions")).text

    assert "menunggu 5 hari</span>" in listed
    assert "Menunggu paling lama: <strong>5 hari</strong>" in listed


async def test_those_most_people_ask_come_first(visit: Visit) -> None:
    """By the number of people, then by how long they wait."""
    visitor = visit()
    await ask(visitor, "1")
    await hear(visitor.shop, Message("sim:x", "simulator", "1", Kind.TEXT, "wbrt xqzt"))
    await ask(visitor, "2")
    await work_off(visitor.shop)
    listed = (await come(visit, office="pusat").sees("/questions")).text

    assert listed.index("xqzt &lt;wbrt") < listed.index("wbrt xqzt")


async def test_a_deed_or_question_that_is_none(visit: Visit) -> None:
    """Nothing is there."""
    await ask(visit())
    officer = come(visit, office="pusat")

    assert (await officer.sends("/questions/1/delete")).status_code == 404
    assert (await officer.sees("/questions/2")).status_code == 404


def _settle(officer: Comer, village: str) -> None:
    """Give the talk a home."""

    def settle(tx: Any) -> None:
        state = talks.row(tx, 1).state
        tx.execute(update(schema.talk).values(state={**state, "home": village}))

    officer.book.write_now(settle)
