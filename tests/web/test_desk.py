"""The desk: who may see what, what an officer may do, and what strangers may not."""

from collections.abc import Callable
from typing import Any

import pytest
from visitor import PASSWORD, Visitor

from bot.dialogue.message import Attachment, Kind, Message
from bot.store import cases, talks
from bot.terminal import work_off
from bot.work.turn import hear
from bot.work.workshop import Workshop

PHOTO = b"\xff\xd8\xff\xe0 a picture"
Visit = Callable[[], Visitor]


async def test_nobody_comes_in_without_a_login(visit: Visit, case: Any) -> None:
    """Every page of the desk leads to the login, and nothing of a case is told."""
    for path in ("/desk", "/desk/cases", f"/desk/cases/{case.number}", "/desk/evidence/1", "/desk/stream"):
        answer = await visit().client.get(path)
        assert str(answer.url).endswith("/desk/login")
        assert case.number not in answer.text


async def test_five_mistakes_lock_the_login(visit: Visit) -> None:
    """After five wrong passwords the right one does not help either, for a while."""
    client = (await visit().log_in("paringan")).client
    wrong = [await client.post("/desk/login", data={"login": "paringan", "password": "wrong"}) for _ in range(5)]
    locked = await client.post("/desk/login", data={"login": "paringan", "password": PASSWORD})

    assert [answer.status_code for answer in wrong] == [401] * 5
    assert locked.status_code == 429
    assert "lima belas menit" in locked.text


async def test_the_session_cookie_is_kept_from_scripts_and_strangers(visit: Visit) -> None:
    """The cookie is HttpOnly and SameSite=strict, and the pages let no stranger's code in."""
    client = (await visit().log_in("paringan")).client
    answer = await client.post("/desk/login", data={"login": "paringan", "password": PASSWORD}, follow_redirects=False)

    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]


async def test_logging_out_ends_the_session(visit: Visit) -> None:
    """The token of the cookie is worth nothing afterwards."""
    visitor = await visit().log_in("paringan")
    token = visitor.client.cookies["rantau_desk"]
    await visitor.client.post("/desk/logout", data={"csrf": await visitor.csrf()})
    visitor.client.cookies.set("rantau_desk", token)

    assert str((await visitor.client.get("/desk")).url).endswith("/desk/login")


@pytest.mark.parametrize("fields", [{}, {"csrf": "guessed"}, {"csrf": "ü"}])
async def test_a_form_that_is_not_ours_is_refused(visit: Visit, case: Any, shop: Workshop, fields: dict[str, str]) -> None:
    """Without the session's own token nothing happens."""
    visitor = await visit().log_in("paringan")
    answer = await visitor.client.post(f"/desk/cases/{case.number}/take", data={"version": "1", **fields})

    assert answer.status_code == 403
    assert shop.book.read_now(lambda tx: cases.by_id(tx, case.id)).state == "new"


async def test_a_form_from_another_site_is_refused(visit: Visit) -> None:
    """The browser says where a form came from."""
    fields = {"login": "paringan", "password": PASSWORD}
    answer = await visit().client.post("/desk/login", data=fields, headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403


async def test_an_endless_form_is_refused(visit: Visit) -> None:
    """What is larger than any file we take is not even read."""
    answer = await visit().client.post("/desk/login", content=b"x", headers={"Content-Length": str(10**9)})

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("login", "sees"),
    [(name, True) for name in ("paringan", "ponorogo", "jatim", "pusat")]
    + [(name, False) for name in ("kenanga", "indramayu", "jabar")],
)
async def test_an_officer_sees_the_cases_of_their_area_only(visit: Visit, case: Any, login: str, *, sees: bool) -> None:
    """The first page, the list and the case's own agree, and no act reaches a case elsewhere."""
    visitor = await visit().log_in(login)
    today, listed = [(await visitor.client.get(path)).text for path in ("/desk", "/desk/cases")]
    page = await visitor.client.get(f"/desk/cases/{case.number}")
    forced = {"csrf": await visitor.csrf(), "version": str(case.version), "text": "hello"}
    acted = await visitor.client.post(f"/desk/cases/{case.number}/note", data=forced)

    assert (case.number in today, case.number in listed) == (sees, sees)
    assert page.status_code == (200 if sees else 404)
    assert acted.status_code == (200 if sees else 404)


async def test_what_people_write_is_never_markup(visit: Visit, case: Any) -> None:
    """A story with tags is shown as it was written."""
    visitor = await visit().log_in("paringan")

    assert "&lt;b&gt;3 bulan&lt;/b&gt;" in (await visitor.client.get(f"/desk/cases/{case.number}")).text


async def test_the_reply_reaches_the_reporter(visit: Visit, case: Any, shop: Workshop) -> None:
    """An answer from the desk is the next thing in the reporter's chat, under the office's name."""
    visitor = await visit().log_in("paringan")
    await visitor.act(case.number, "take")
    page = await visitor.act(case.number, "reply", text="Mohon kirim slip gaji.")
    said = [row.text for row in shop.book.read_now(lambda tx: talks.messages(tx, 1))]

    assert "Mohon kirim slip gaji." in page.text
    assert "Petugas paringan" in said[-2]
    assert said[-1].startswith("Jawaban dari Meja Layanan Desa Paringan")
    assert said[-1].endswith("Mohon kirim slip gaji.")


async def test_the_second_of_two_officers_is_told_and_loses_no_word(visit: Visit, case: Any) -> None:
    """Who acts on an older version sees the new one, with their own words still in the box."""
    first, second = await visit().log_in("paringan"), await visit().log_in("ponorogo")
    stale = {"csrf": await second.csrf(), "version": str(case.version), "text": "my careful words"}
    await first.act(case.number, "take")
    answer = await second.client.post(f"/desk/cases/{case.number}/reply", data=stale)

    assert answer.status_code == 409
    assert "baru saja berubah" in answer.text
    assert "my careful words</textarea>" in answer.text


async def test_an_answer_needs_words(visit: Visit, case: Any) -> None:
    """An empty reply is not sent."""
    visitor = await visit().log_in("paringan")

    assert "Tulis dulu kata-katanya" in (await visitor.act(case.number, "reply", text=" ")).text


@pytest.mark.parametrize(("act", "version"), [("take", "x"), ("take", ""), ("open", "1"), ("explode", "1")])
async def test_an_act_that_does_not_exist_is_refused(visit: Visit, case: Any, act: str, version: str) -> None:
    """A made-up form is a bad request, not a crash."""
    visitor = await visit().log_in("paringan")
    fields = {"csrf": await visitor.csrf(), "version": version}

    assert (await visitor.client.post(f"/desk/cases/{case.number}/{act}", data=fields)).status_code == 400


async def test_evidence_is_shown_in_a_sandbox_and_in_its_area_only(visit: Visit, case: Any, shop: Workshop) -> None:
    """The bytes are those that were sent, their SHA-256 stands beside them, and another area sees nothing."""
    photo = Message("sim:p", "simulator", "a phone", Kind.PHOTO, attachments=(Attachment("p", "image/jpeg"),))
    await hear(shop, photo, {"p": PHOTO})
    await work_off(shop)
    here, elsewhere = await visit().log_in("paringan"), await visit().log_in("kenanga")
    piece = shop.book.read_now(lambda tx: cases.evidence_of(tx, case.id))[0]
    answer = await here.client.get(f"/desk/evidence/{piece.id}")

    assert piece.sha256[:12] in (await here.client.get(f"/desk/cases/{case.number}")).text
    assert (answer.content, answer.headers["content-type"]) == (PHOTO, "image/jpeg")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (await elsewhere.client.get(f"/desk/evidence/{piece.id}")).status_code == 404


async def test_the_desk_speaks_english_too(visit: Visit, case: Any) -> None:
    """The officer's choice is kept and reaches every word of the page."""
    visitor = await visit().log_in("paringan")
    await visitor.client.post("/desk/language", data={"csrf": await visitor.csrf(), "language": "en"})
    page = (await visitor.client.get(f"/desk/cases/{case.number}")).text

    assert "Take the report" in page
    assert "Pay not received" in page
    assert "Ambil laporan" not in page


async def test_a_paired_chat_is_the_officers(visit: Visit, shop: Workshop) -> None:
    """The code on the page ties the chat it is sent from to the officer."""
    visitor = await visit().log_in("paringan")
    page = (await visitor.client.post("/desk/pairing", data={"csrf": await visitor.csrf()})).text
    code = page.split("PASANG ", 1)[1][:8]
    await hear(shop, Message("sim:o", "simulator", "the officer's phone", Kind.TEXT, f"PASANG {code}"))
    await work_off(shop)

    assert "Petugas paringan" in shop.book.read_now(lambda tx: talks.messages(tx, 1))[-1].text


async def test_an_office_keeps_what_it_offers(visit: Visit) -> None:
    """Its officers add and remove; those of another office neither see nor remove it."""
    ours, others = await visit().log_in("paringan"), await visit().log_in("kenanga")
    new = {
        "csrf": await ours.csrf(),
        "category": "business",
        "title": "Kursus <b>menjahit</b>",
        "starts_at": "2030-01-05T09:00",
    }

    page = (await ours.client.post("/desk/offerings", data={"csrf": await ours.csrf(), **new})).text
    await others.client.post("/desk/offerings/1/remove", data={"csrf": await others.csrf()})

    assert "Kursus &lt;b&gt;menjahit&lt;/b&gt;" in page
    assert "5 Jan 09" in page
    assert "menjahit" not in (await others.client.get("/desk/offerings")).text
    assert "menjahit" in (await ours.client.get("/desk/offerings")).text
    gone = (await ours.client.post("/desk/offerings/1/remove", data={"csrf": await ours.csrf()})).text
    assert "Daftar ini masih kosong." in gone


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"title": "x" * 121}, {"category": "circus"}, {"starts_at": "besok"}], ids=str
)
async def test_an_offering_that_cannot_be(visit: Visit, wrong: dict[str, str]) -> None:
    """It is refused and nothing is added."""
    visitor = await visit().log_in("paringan")
    form = {"csrf": await visitor.csrf(), "category": "business", "title": "Kursus", "starts_at": "", **wrong}

    answer = await visitor.client.post("/desk/offerings", data=form)

    assert answer.status_code == 400
    assert "Daftar ini masih kosong." in (await visitor.client.get("/desk/offerings")).text
