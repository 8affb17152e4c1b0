"""The page of the day and the list of cases: what stands where, the filters in the address, and for whom."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, update
from visitor import Visitor

from bot.casework.roles import Role
from bot.store import cases, schema, watches
from bot.web.desk import FULL
from bot.work.workshop import Workshop

Visit = Callable[[], Visitor]
NUMBER = re.compile(r'href="/desk/cases/(\d\d-\d{6}-\d)"')
HOUR = timedelta(hours=1)


@pytest.fixture
def opened(shop: Workshop) -> Callable[..., str]:
    """Opens a case of the village of Paringan with these values and gives its number."""

    def open_one(**values: Any) -> str:
        def deed(tx: Connection) -> str:
            sequence, now = cases.next_sequence(tx, 2026), shop.clock()
            row = {
                "number": f"26-{sequence:06d}-0", "opened_by": str(sequence), "category": "other", "danger": False,
                "reasons": "", "story": "cerita", "country": "", "village": "35.02.18.2015", "office": "paringan",
                "consent": "given", "due_at": now + 200 * HOUR, "pin_hash": "",
            }  # fmt: skip
            later = {name: values.pop(name) for name in list(values) if name not in row}
            case = cases.open_case(tx, {**row, **values}, None, now)
            if later:
                tx.execute(update(schema.case).where(schema.case.c.id == case.id).values(**later))
            return str(case.number)

        return shop.book.write_now(deed)

    return open_one


def numbers(page: str) -> list[str]:
    """The cases of a page in order."""
    return NUMBER.findall(page)


def set_role(shop: Workshop, login: str, role: Role) -> int:
    """Give an officer a role; their id."""
    officer = schema.officer
    put = update(officer).where(officer.c.login == login).values(role=role).returning(officer.c.id)
    return int(shop.book.write_now(lambda tx: tx.execute(put).scalar_one()))


async def test_the_day_shows_danger_first_and_each_case_once(
    visit: Visit, shop: Workshop, opened: Callable[..., str]
) -> None:
    """Untaken danger, danger in hand, late, due, mine, new, clocks, a second officer's yes: in this order (LP-1)."""
    visitor = await visit().log_in("paringan")
    colleague = await visit().log_in("ponorogo")
    me, other = (set_role(shop, login, Role.HANDLER) for login in ("paringan", "ponorogo"))
    now = shop.clock()
    fresh = opened()
    mine = opened(state="taken", officer_id=me)
    clocked = opened(state="taken", officer_id=other)
    proposed = opened(state="taken", officer_id=other, proposed_by=other)
    late = opened(due_at=now - HOUR)
    held = opened(danger=True, state="taken", officer_id=me)
    danger = opened(danger=True)
    opened(state="withdrawn", due_at=None)
    case_id = shop.book.read_now(lambda tx: cases.by_number(tx, clocked)).id
    shop.book.write_now(lambda tx: watches.add(tx, case_id, "documents", "", now, now + 48 * HOUR))

    page = (await visitor.client.get("/desk")).text

    assert numbers(page) == [danger, held, late, mine, fresh, clocked, proposed]
    assert page.index('id="part-danger"') < page.index('id="part-danger_held"') < page.index('id="part-overdue"')
    assert "Terlambat" in page
    assert 'id="part-second"' not in (await colleague.client.get("/desk")).text


async def test_no_list_of_the_day_is_long_and_each_leads_to_the_whole(
    visit: Visit, shop: Workshop, opened: Callable[..., str]
) -> None:
    """The count tells how many there are; the link leads to the list with all of them, under the same filters."""
    visitor = await visit().log_in("paringan")
    me, now = set_role(shop, "paringan", Role.COORDINATOR), shop.clock()
    made = {
        "danger": [opened(danger=True) for _ in range(23)],
        "danger_held": [opened(danger=True, state="waiting_reporter") for _ in range(2)],
        "overdue": [opened(due_at=now - HOUR, state="resolved") for _ in range(7)],
        "mine": [opened(state="taken", officer_id=me) for _ in range(6)],
        "fresh": [opened() for _ in range(8)],
    }

    page = (await visitor.client.get("/desk")).text
    sections = dict(re.findall(r'<section[^>]* aria-labelledby="part-(\w+)">(.*?)</section>', page, re.DOTALL))

    assert set(sections) == set(made)
    for name, section in sections.items():
        whole = (await visitor.client.get(f"/desk/cases?{FULL[name]}")).text
        assert re.findall(r'class="count">(\d+)', section) == [str(len(made[name]))]
        assert f'href="/desk/cases?{FULL[name]}"'.replace("&", "&amp;") in section or FULL[name] in section
        assert len(numbers(section)) <= 20
        assert set(numbers(whole)) == set(made[name])
    assert len(numbers(sections["danger"])) == 20


async def test_an_evaluator_sees_no_case_anywhere(visit: Visit, shop: Workshop, opened: Callable[..., str]) -> None:
    """Their first page says so; the list is refused, and the refusal written down."""
    number = opened(danger=True)
    visitor = await visit().log_in("paringan")
    set_role(shop, "paringan", Role.EVALUATOR)

    page, listed = await visitor.client.get("/desk"), await visitor.client.get("/desk/cases")

    assert (page.status_code, listed.status_code) == (200, 403)
    assert "Peran Anda tidak membuka laporan." in page.text
    assert number not in page.text + listed.text
    audit = shop.book.read_now(lambda tx: tx.execute(schema.audit.select()).all())
    assert [(row.what, row.text) for row in audit if row.what == "refused"] == [("refused", "receive")]


async def test_a_receiver_sees_no_sensitive_case(visit: Visit, shop: Workshop, opened: Callable[..., str]) -> None:
    """Neither today nor in a list nor by a search of its words or its number (GRM)."""
    hidden, shown = opened(category="sexual_violence", danger=True), opened()
    visitor = await visit().log_in("paringan")
    set_role(shop, "paringan", Role.RECEIVER)

    for path in ("/desk", "/desk/cases", "/desk/cases?q=cerita", f"/desk/cases?q={hidden[3:9]}0"):
        found = numbers((await visitor.client.get(path)).text)
        assert hidden not in found, path
    assert shown in numbers((await visitor.client.get("/desk/cases?q=cerita")).text)


async def test_the_filters_stand_in_the_address(visit: Visit, opened: Callable[..., str]) -> None:
    """A form with empty fields leads to the short address; each filter has a chip that takes it away again."""
    found = opened(category="death", country="MY", story="kapal karam")
    opened(category="death")
    opened(country="MY", story="kapal")
    visitor = await visit().log_in("paringan")
    form = {"q": "", "state": "", "category": "death", "country": "MY", "office": "", "danger": "", "from": "", "to": ""}

    answer = await visitor.client.get("/desk/cases", params=form)

    assert str(answer.url).endswith("/desk/cases?category=death&country=MY")
    assert numbers(answer.text) == [found]
    assert 'href="/desk/cases?country=MY"' in answer.text
    assert 'href="/desk/cases?category=death"' in answer.text
    assert '<option value="death" selected>' in answer.text


@pytest.mark.parametrize(
    ("query", "short"),
    [
        ("state=circus", ""),
        ("category=circus&danger=maybe&overdue=2&mine=x&office=nowhere&country=ZZ", ""),
        ("state=any", ""),
        ("state=ended&unknown=1", "?state=ended"),
        ("q=%00%20", ""),
        ("q=gaji&state=any", "?q=gaji%2A&state=any"),
    ],
)
async def test_a_filter_that_says_nothing_is_left_out(visit: Visit, query: str, short: str) -> None:
    """An address made up or from an older time still leads to a list."""
    visitor = await visit().log_in("paringan")

    assert str((await visitor.client.get(f"/desk/cases?{query}")).url).endswith(f"/desk/cases{short}")


async def test_a_day_that_cannot_be_read_is_said_and_stays(visit: Visit, opened: Callable[..., str]) -> None:
    """What was typed stays in its field, with the other filters and what is wrong with it."""
    number = opened(category="death")
    visitor = await visit().log_in("paringan")

    page = (await visitor.client.get("/desk/cases?category=death&from=besok<")).text

    assert "Tanggal ini tidak terbaca." in page
    assert 'value="besok&lt;" aria-invalid="true"' in page
    assert numbers(page) == [number]


async def test_a_long_list_is_turned_page_by_page(visit: Visit, opened: Callable[..., str]) -> None:
    """Each page leads to the next, the last to none; the filters stay, and a made-up place is refused."""
    made = [opened(category="death") for _ in range(53)]
    visitor = await visit().log_in("paringan")

    first = (await visitor.client.get("/desk/cases?category=death")).text
    onward = re.search(r'href="(/desk/cases\?category=death&amp;after=[^"]+)"', first)
    assert onward
    second = (await visitor.client.get(onward[1].replace("&amp;", "&"))).text

    assert numbers(first) + numbers(second) == made
    assert "Berikutnya" not in second
    assert "Ke awal" in second
    assert (await visitor.client.get("/desk/cases?after=circus")).status_code == 400


async def test_an_empty_result_says_what_to_do(visit: Visit, opened: Callable[..., str]) -> None:
    """Without cases, with filters, and after a search that found nothing."""
    visitor = await visit().log_in("paringan")

    assert "Tidak ada laporan yang menunggu." in (await visitor.client.get("/desk/cases")).text
    opened()
    assert "Hapus salah satu saringan" in (await visitor.client.get("/desk/cases?state=ended")).text
    assert "Tidak ditemukan" in (await visitor.client.get("/desk/cases?q=zzz")).text


async def test_a_word_nobody_wrote_is_taken_for_a_beginning(visit: Visit, opened: Callable[..., str]) -> None:
    """Half a word finds what begins so, and the address says how it was meant."""
    number = opened(story="paspornya ditahan")
    visitor = await visit().log_in("paringan")

    answer = await visitor.client.get("/desk/cases?q=dita")

    assert numbers(answer.text) == [number]
    assert str(answer.url).endswith("q=dita%2A")
    assert numbers((await visitor.client.get("/desk/cases?q=paspor")).text) == [number]


async def test_the_lists_are_fresh_by_themselves(visit: Visit) -> None:
    """Both pages hold the parts that the script swaps when something happened."""
    visitor = await visit().log_in("paringan")

    assert 'data-live="today"' in (await visitor.client.get("/desk")).text
    assert 'data-live="list"' in (await visitor.client.get("/desk/cases")).text
