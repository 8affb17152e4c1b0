"""The settings of an office: who may, what is kept, and what becomes of canned replies."""

from typing import Any

import pytest
from comers import Visit, come
from visitor import Visitor

from bot.casework.roles import Role
from bot.store import desks, offerings, templates

SAID = {"hours": "Senin sampai Jumat", "address": "Balai <b>desa</b>", "telephone": "0811-0000-001"}
CANNED = {"title": "Minta slip", "text": "Mohon kirim slip gaji."}
MAY = [(role, role is Role.COORDINATOR) for role in Role]


@pytest.mark.parametrize(("role", "may"), MAY)
async def test_who_sets_what_an_office_is(visit: Visit, role: Role, *, may: bool) -> None:
    """PM-4: the coordinator alone; every other try is answered with 403 and written down."""
    officer = come(visit, role=role)
    tries = [
        await officer.sees("/settings"),
        await officer.sends("/settings", **SAID),
        await officer.sends("/settings/templates", **CANNED),
        await officer.sends("/settings/templates/1/remove"),
        await officer.sends("/offerings", category="business", title="Kursus", starts_at=""),
        await officer.sends("/offerings/1/remove"),
    ]
    page = (await officer.sees("/offerings")).text

    assert [each.status_code for each in tries] == [200 if may else 403] * len(tries)
    assert ('href="/desk/settings"' in page, 'action="/desk/offerings"' in page) == (may, may)
    assert (officer.written() == [("refused", "settings")] * len(tries)) is not may


async def test_what_is_kept_of_an_office(visit: Visit) -> None:
    """It is shown as it was written, only in the own office, and the audit names the fields and not the words."""
    officer, other = come(visit), come(visit, "lain", office="kenanga")

    page = (await officer.sends("/settings", **SAID)).text
    await officer.sends("/settings", **{**SAID, "hours": ""})

    assert "Balai &lt;b&gt;desa&lt;/b&gt;" in page
    assert "0811-0000-001" not in (await other.sees("/settings")).text
    kept = officer.book.read_now(lambda tx: desks.of_office(tx, "paringan"))
    assert kept is not None
    assert (kept.hours, kept.telephone) == ("", "0811-0000-001")
    assert officer.written() == [("desk_described", "hours, address, telephone"), ("desk_described", "hours")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hours": "x" * 161}, "Jam buka terlalu panjang"),
        ({"address": "x" * 301}, "Alamat terlalu panjang"),
        ({"telephone": "panggil saja"}, "Nomor telepon hanya berisi"),
        ({"telephone": "1" * 41}, "Nomor telepon hanya berisi"),
    ],
    ids=str,
)
async def test_a_setting_that_cannot_be(visit: Visit, wrong: dict[str, str], said: str) -> None:
    """It says why, keeps nothing, and what was typed stays."""
    officer = come(visit)

    answer = await officer.sends("/settings", **{**SAID, **wrong})

    assert answer.status_code == 422
    assert said in answer.text
    assert next(iter(wrong.values())) in answer.text
    assert officer.book.read_now(lambda tx: desks.of_office(tx, "paringan")) is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "Tulis judul"),
        ({"title": "x" * 81}, "Tulis judul"),
        ({"text": " "}, "Tulis isinya"),
        ({"text": "x" * 4001}, "Tulis isinya"),
        ({"text": "Salam dari {nama kantor}"}, "Jangan pakai kurung kurawal"),
    ],
    ids=["blank", "long", "empty", "endless", "braces"],
)
async def test_a_canned_reply_that_cannot_be(visit: Visit, wrong: dict[str, str], said: str) -> None:
    """It says why, keeps nothing, and what was typed stays."""
    officer = come(visit)

    answer = await officer.sends("/settings/templates", **{**CANNED, **wrong})

    assert answer.status_code == 422
    assert said in answer.text
    assert {**CANNED, **wrong}["text"] in answer.text
    assert officer.book.read_now(lambda tx: templates.of_office(tx, "paringan")) == []


async def test_a_canned_reply_fills_the_box(visit: Visit, case: Any) -> None:
    """Without JavaScript: the words of the own office stand in the box and can be changed before they are sent."""
    officer, other = come(visit, role=Role.RECEIVER), come(visit, "lain", office="ponorogo")
    officer.book.write_now(lambda tx: templates.add(tx, "paringan", "Minta slip", "Mohon kirim <slip>."))

    path = f"/cases/{case.number}"
    page = (await officer.sees(path)).text
    filled = (await officer.sends(f"{path}/template", text=" ", template="1")).text
    behind = (await officer.sends(f"{path}/template", text="Baik, Bu.\n", template="1")).text
    elsewhere = (await other.sends(f"{path}/template", text="", template="1")).text

    assert "Minta slip</option>" in page
    assert "Mohon kirim" not in page
    assert '4000">Mohon kirim &lt;slip&gt;.</textarea>' in filled
    assert '4000">Baik, Bu.\nMohon kirim &lt;slip&gt;.</textarea>' in behind
    assert '<option value="1" selected>' in filled
    assert "Mohon kirim" not in elsewhere
    assert "Minta slip" not in elsewhere


@pytest.mark.parametrize("template", ["", "0", "x", "99999999999999999999999"])
async def test_a_canned_reply_that_is_none(visit: Visit, case: Any, template: str) -> None:
    """A made-up one leaves in the box what was there."""
    officer = come(visit)

    page = await officer.sends(f"/cases/{case.number}/template", text="Baik, Bu.", template=template)

    assert page.status_code == 200
    assert 'maxlength="4000">Baik, Bu.</textarea>' in page.text


async def test_removing_is_for_the_own_office(visit: Visit) -> None:
    """Another office removes nothing and leaves no trace of it; the own one does, and it is written down."""
    officer, other = come(visit), come(visit, "lain", office="kenanga")
    await officer.sends("/settings/templates", **CANNED)
    await officer.sends("/offerings", category="business", title="Kursus", starts_at="")

    for path in ("/settings/templates/1/remove", "/offerings/1/remove"):
        await other.sends(path)
    left = officer.book.read_now(lambda tx: (len(templates.of_office(tx, "paringan")), _offered(tx, visit())))
    for path in ("/settings/templates/1/remove", "/offerings/1/remove"):
        await officer.sends(path)

    assert left == (1, 1)
    assert officer.book.read_now(lambda tx: (len(templates.of_office(tx, "paringan")), _offered(tx, visit()))) == (0, 0)
    assert officer.written() == [
        ("template_added", "Minta slip"),
        ("offering_added", "Kursus"),
        ("template_removed", "Minta slip"),
        ("offering_removed", "Kursus"),
    ]


async def test_who_is_on_duty_is_shown(visit: Visit) -> None:
    """The settings name those on duty and lead to where it is changed."""
    officer = come(visit)
    before = (await officer.sees("/settings")).text
    await officer.sends(f"/people/{officer.id}/set_duty", duty="4")
    after = (await officer.sees("/settings")).text

    assert "Belum ada urutan" in before
    assert "Petugas petugas (jaga nomor 4)" in after


def _offered(tx: Any, visitor: Visitor) -> int:
    return len(offerings.of_office(tx, "paringan", visitor.shop.clock()))
