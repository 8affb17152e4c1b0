"""The officers of an office, kept by their coordinator: who may, what is refused, and how they come in."""

import asyncio

import pytest
from comers import Visit, code_in, come
from visitor import PASSWORD

from bot.casework.roles import Role
from bot.dialogue.message import Kind, Message
from bot.store import officers, people
from bot.terminal import work_off
from bot.work.turn import hear

NEW = {"login": "baru", "name": "Petugas Baru", "office": "paringan", "role": "handler", "language": "id"}
CHOSEN = "another long password"
MAY = [(role, role is Role.COORDINATOR) for role in Role]


@pytest.mark.parametrize(("role", "may"), MAY)
async def test_who_keeps_the_officers(visit: Visit, role: Role, *, may: bool) -> None:
    """PM-4: the coordinator alone; every other try is answered with 403 and written down."""
    officer, colleague = come(visit, role=role), come(visit, "rekan", Role.RECEIVER)
    tries = [
        await officer.sees("/people"),
        await officer.sees(f"/people/{colleague.id}"),
        await officer.sends("/people", **NEW),
        await officer.sends(f"/people/{colleague.id}/set_role", role="handler"),
        await officer.sends(f"/people/{colleague.id}/set_duty", duty="2"),
        await officer.sends(f"/people/{colleague.id}/reset"),
        await officer.sends(f"/people/{colleague.id}/deactivate"),
        await officer.sends(f"/people/{colleague.id}/activate"),
    ]
    link = 'href="/desk/people"' in (await officer.sees("/me")).text

    assert [each.status_code for each in tries] == [200 if may else 403] * len(tries)
    assert link is may
    assert (officer.written() == [("refused", "people")] * len(tries)) is not may
    assert (colleague.row().role == "handler") is may


async def test_every_change_is_written_down(visit: Visit) -> None:
    """U31-a: who changed what about whom."""
    officer, colleague = come(visit), come(visit, "rekan", Role.RECEIVER)
    for change, field in (
        ("set_role", {"role": "handler"}),
        ("set_duty", {"duty": "1"}),
        ("deactivate", {}),
        ("activate", {}),
    ):
        await officer.sends(f"/people/{colleague.id}/{change}", **field)
    await officer.sends(f"/people/{colleague.id}/reset")

    assert officer.written() == [
        ("role_changed", "rekan, receiver, handler"),
        ("duty_changed", "rekan: 1"),
        ("officer_stopped", "rekan"),
        ("officer_back", "rekan"),
        ("password_reset", "rekan"),
    ]


async def test_a_first_password_is_chosen_by_who_uses_it(visit: Visit) -> None:
    """The code is shown once and works once; the coordinator never knows the password."""
    officer = come(visit)
    code = code_in((await officer.sends("/people", **NEW)).text)
    newcomer = visit().client
    fields = {"login": "baru", "code": code.lower().replace("-", " "), "new": CHOSEN, "again": CHOSEN}

    first = await newcomer.post("/desk/first", data=fields, follow_redirects=False)
    again = await visit().client.post("/desk/first", data=fields)
    by_password = await visit().client.post(
        "/desk/login", data={"login": "baru", "password": CHOSEN}, follow_redirects=False
    )

    assert (first.status_code, again.status_code, by_password.status_code) == (303, 422, 303)
    assert "Petugas Baru" in (await newcomer.get("/desk/me")).text
    assert code not in (await officer.sees("/people")).text
    assert officer.written() == [("officer_added", "baru, paringan, handler"), ("password_changed", "")]


@pytest.mark.parametrize("password", ["", "nobody", "x" * 12])
async def test_without_a_password_nobody_comes_in(visit: Visit, password: str) -> None:
    """An account whose password was not chosen yet opens to none."""
    await come(visit).sends("/people", **NEW)

    assert (await visit().client.post("/desk/login", data={"login": "baru", "password": password})).status_code == 401


async def test_a_reset_ends_everything_at_once(visit: Visit) -> None:
    """The old password and the open sessions are worth nothing, an old code neither."""
    officer, colleague = come(visit), come(visit, "rekan", Role.RECEIVER)
    older = code_in((await officer.sends(f"/people/{colleague.id}/reset")).text)
    newer = code_in((await officer.sends(f"/people/{colleague.id}/reset")).text)

    def chosen(code: str) -> dict[str, str]:
        return {"login": "rekan", "code": code, "new": CHOSEN, "again": CHOSEN}

    old_password = await visit().client.post("/desk/login", data={"login": "rekan", "password": PASSWORD})
    assert str((await colleague.sees("/me")).url).endswith("/desk/login")
    assert old_password.status_code == 401
    assert (await visit().client.post("/desk/first", data=chosen(older))).status_code == 422
    by_code = await visit().client.post("/desk/first", data=chosen(newer), follow_redirects=False)
    assert by_code.status_code == 303


async def test_guessing_codes_locks_the_login(visit: Visit) -> None:
    """Five wrong codes, and the right one waits a quarter of an hour; nobody else's login works with it."""
    officer = come(visit)
    code = code_in((await officer.sends("/people", **NEW)).text)
    client = visit().client

    def entered(login: str, typed: str) -> dict[str, str]:
        return {"login": login, "code": typed, "new": CHOSEN, "again": CHOSEN}

    others = await client.post("/desk/first", data=entered("petugas", code))
    wrong = [await client.post("/desk/first", data=entered("baru", "AAAA-BBBB-CCCC")) for _ in range(5)]
    locked = await client.post("/desk/first", data=entered("baru", code))

    assert others.status_code == 422
    assert [each.status_code for each in wrong] == [422] * 5
    assert locked.status_code == 429
    assert "lima belas menit" in locked.text


async def test_a_code_pairs_no_chat(visit: Visit) -> None:
    """What opens the desk is no code for the chat, and the other way round."""
    officer = come(visit)
    code = code_in((await officer.sends("/people", **NEW)).text)
    now = officer.row().id and visit().shop.clock()

    assert officer.book.write_now(lambda tx: officers.pair(tx, code, "simulator:x", now)) is None
    pairing = officer.book.write_now(lambda tx: officers.offer_pairing(tx, officer.id, now))
    entry = officer.book.write_now(lambda tx: people.enter_first(tx, "petugas", pairing, "hash", now))
    assert entry.refused == "wrong"


async def test_deactivated_is_out_at_once(visit: Visit) -> None:
    """The next click leads to the login, the password no longer opens it, and it comes back with the officer."""
    officer, colleague = come(visit), come(visit, "rekan", Role.HANDLER)
    login = {"login": "rekan", "password": PASSWORD}
    shop = visit().shop
    code = officer.book.write_now(lambda tx: officers.offer_pairing(tx, colleague.id, shop.clock()))

    await officer.sends(f"/people/{colleague.id}/deactivate")

    assert str((await colleague.sees("/me")).url).endswith("/desk/login")
    assert (await visit().client.post("/desk/login", data=login)).status_code == 401
    await hear(shop, Message("sim:o", "simulator", "a phone", Kind.TEXT, f"PASANG {code}"))
    await work_off(shop)
    assert colleague.row().chat is None
    assert officer.book.read_now(lambda tx: [each.id for each in officers.of_office(tx, "paringan")]) == [officer.id]
    await officer.sends(f"/people/{colleague.id}/activate")
    assert str((await colleague.sees("/me")).url).endswith("/desk/login")
    again = await visit().client.post("/desk/login", data=login, follow_redirects=False)
    assert again.status_code == 303


@pytest.mark.parametrize("change", ["set_role", "deactivate", "reset"])
async def test_nobody_changes_themselves(visit: Visit, change: str) -> None:
    """Neither their role nor whether they work here, although another coordinator is there."""
    officer = come(visit)
    come(visit, "rekan")

    answer = await officer.sends(f"/people/{officer.id}/{change}", role="evaluator")

    assert answer.status_code == 422
    assert "Tidak ada yang mengubah perannya sendiri" in answer.text
    assert (officer.row().role, officer.row().active) == ("coordinator", True)
    assert officer.written() == []


@pytest.mark.parametrize("change", ["set_role", "deactivate"])
async def test_the_last_coordinator_stays(visit: Visit, change: str) -> None:
    """Not even the office above may leave an office without one; with a second one it may."""
    above, last = come(visit, office="ponorogo"), come(visit, "terakhir")
    gone = come(visit, "dulu")
    await above.sends(f"/people/{gone.id}/deactivate")

    refused = await above.sends(f"/people/{last.id}/{change}", role="handler")
    come(visit, "kedua")
    done = await above.sends(f"/people/{last.id}/{change}", role="handler")

    assert refused.status_code == 422
    assert "koordinator terakhir" in refused.text
    assert done.status_code == 200
    assert (last.row().role, last.row().active) != ("coordinator", True)


async def test_two_who_send_each_other_away_at_once(visit: Visit) -> None:
    """One of the two coordinators stays, whoever comes first."""
    one, two = come(visit), come(visit, "rekan")

    await asyncio.gather(one.sends(f"/people/{two.id}/deactivate"), two.sends(f"/people/{one.id}/deactivate"))

    assert sorted((one.row().active, two.row().active)) == [False, True]


@pytest.mark.parametrize(
    ("office", "sees"),
    [("paringan", True), ("ponorogo", True), ("jatim", True), ("pusat", True), ("kenanga", False), ("jabar", False)],
)
async def test_the_officers_of_the_own_area(visit: Visit, office: str, *, sees: bool) -> None:
    """Those of the own office and of the offices below it; of others neither name nor page nor place for a new one."""
    officer, person = come(visit, office=office), come(visit, "orang", Role.RECEIVER)
    listed = (await officer.sees("/people")).text
    page = await officer.sees(f"/people/{person.id}")
    changed = await officer.sends(f"/people/{person.id}/set_duty", duty="1")
    added = await officer.sends("/people", **NEW)

    assert ("Petugas orang" in listed) is sees
    assert page.status_code == (200 if sees else 404)
    assert changed.status_code == (200 if sees else 404)
    assert added.status_code == (200 if sees else 422)


async def test_a_village_does_not_keep_the_office_above(visit: Visit) -> None:
    """Looking upwards there is nobody."""
    officer, above = come(visit), come(visit, "atas", office="ponorogo")

    assert (await officer.sees(f"/people/{above.id}")).status_code == 404
    assert "Petugas atas" not in (await officer.sees("/people")).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"login": "X y"}, "Nama masuk terdiri dari"),
        ({"login": "petugas"}, "sudah dipakai"),
        ({"name": " "}, "Tulis nama petugas"),
        ({"office": "kenanga"}, "Pilih kantornya"),
        ({"role": "king"}, "Pilih perannya"),
        ({"language": "fr"}, "Pilih bahasanya"),
    ],
    ids=str,
)
async def test_a_form_that_cannot_be(visit: Visit, wrong: dict[str, str], said: str) -> None:
    """It says why, adds nobody, and what was typed stays."""
    officer = come(visit)

    answer = await officer.sends("/people", **{**NEW, **wrong})

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{wrong.get("login", "baru")}"' in answer.text
    assert officer.written() == []


@pytest.mark.parametrize(("duty", "kept"), [("3", 3), ("", None), ("0", 7), ("100", 7), ("-1", 7), ("satu", 7)])
async def test_the_order_of_duty(visit: Visit, duty: str, kept: int | None) -> None:
    """A number from 1 to 99 or nothing; anything else changes nothing."""
    officer = come(visit)
    await officer.sends(f"/people/{officer.id}/set_duty", duty="7")

    answer = await officer.sends(f"/people/{officer.id}/set_duty", duty=duty)

    assert officer.row().duty == kept
    assert answer.status_code == (422 if kept == 7 else 200)
