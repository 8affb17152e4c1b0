"""The whole job from the officer's own chat: what needs a choice, a day or words, by button, by number and by word."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from house import House

REASON = "Majikan ada di wilayah mereka"
GRAVE = "tolong saya dipukul majikan, saya dari desa Paringan Ponorogo, sekarang di Malaysia"


@pytest.mark.parametrize("way", ["button", "number", "name", "id", "one line", "word first"])
async def test_hand_over_to_an_office(house: "House", way: str) -> None:
    """RUJUK asks where and why, unless it was said already; the office is alerted and the reporter told."""
    await house.officer("paringan")
    await house.officer("ponorogo")
    case = await house.complaint()
    house.reads("console")
    house.reads("ponorogo")
    ways: dict[str, list[dict[str, str]]] = {
        "button": [
            {"choice": f"officer:hand_over:{case.number}"},
            {"choice": f"officer:hand_over:{case.number}:ponorogo"},
            {"text": REASON},
        ],
        "number": [{"text": f"RUJUK {case.number}"}, {"text": "1"}, {"text": REASON}],
        "name": [{"text": f"rujuk {case.number}"}, {"text": "disnaker ponorogo (contoh)"}, {"text": REASON}],
        "id": [{"text": f"refer {case.number}"}, {"text": f"ponorogo: {REASON}"}],
        "one line": [{"text": f"RUJUK {case.number} Ponorogo {REASON}"}],
        "word first": [{"text": f"RUJUK {case.number} {REASON}"}, {"text": "1."}],
    }

    told = [await house.hears("paringan", **each) for each in ways[way]]

    assert f"Laporan {case.number} dirujuk" in told[-1]
    assert (house.case().office, house.case().state) == ("ponorogo", "handed_over")
    assert house.journal()[-1] == ("hand_over", "officer", f"ponorogo: {REASON}")
    assert f"Laporan baru {case.number}" in house.reads("ponorogo")
    assert "diurus Disnaker Ponorogo" in house.reads("console")


async def test_where_a_case_may_go(house: "House") -> None:
    """The list has the offices above and the institutions, and no village elsewhere; a wrong answer is asked again."""
    await house.officer("paringan")
    case = await house.complaint()

    asked = await house.hears("paringan", f"RUJUK {case.number}")
    again = await house.hears("paringan", "99")
    written = await house.hears("paringan", "BP3MI")
    done = await house.hears("paringan", REASON)

    for shown in (asked, again):
        assert "1. Disnaker Ponorogo (contoh)\n2. BP3MI Jawa Timur (contoh)\n3. Crisis Center" in shown
        assert "SP4N-LAPOR!" in shown
        assert "Kenanga" not in shown
    assert "Tulis alasan merujuk" in written
    assert "dirujuk" in done
    assert (house.case().office, house.case().handed_to) == ("paringan", "bp3mi")


HOLDING = [
    ([{"text": "TUNDA {number}"}, {"text": "1"}, {"text": "9 Maret 2026"}], "papers", 9),
    ([{"choice": "officer:hold:{number}"}, {"choice": "officer:hold:{number}:agreed"}, {"text": "1"}], "agreed", 31),
    ([{"text": "hold {number}"}, {"text": "menunggu polisi atau pengadilan"}, {"text": "13-03-2026"}], "court", 13),
    ([{"text": "TUNDA {number} sampai 9 Maret 2026"}, {"choice": "officer:hold:{number}:office"}], "office", 9),
]


@pytest.mark.parametrize(("steps", "pause", "day"), HOLDING, ids=[row[1] for row in HOLDING])
async def test_hold(house: "House", steps: list[dict[str, str]], pause: str, day: int) -> None:
    """TUNDA asks for the reason and until when; without a day it lasts as long as the policy allows."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", f"AMBIL {case.number}")
    house.reads("console")

    told = [
        await house.hears("paringan", **{name: words.format(number=case.number) for name, words in each.items()})
        for each in steps
    ]

    assert "ditunda sampai" in told[-1]
    assert (house.case().pause, house.case().due_at.day) == (pause, day)
    assert "ditunda sementara" in house.reads("console")


async def test_a_day_that_is_none_is_asked_again(house: "House") -> None:
    """A day gone by or not understood puts nothing off."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", f"AMBIL {case.number}")
    await house.hears("paringan", f"TUNDA {case.number}")
    await house.hears("paringan", "1")

    asked = [await house.hears("paringan", words) for words in ("kapan-kapan", "1 Januari 2020")]

    assert all("Ditunda sampai kapan?" in each for each in asked)
    assert house.case().pause == ""


@pytest.mark.parametrize("by_number", [True, False], ids=["number", "name"])
async def test_assign(house: "House", *, by_number: bool) -> None:
    """SERAHKAN lists the colleagues of the office; the chosen one hears of it, the reporter too."""
    await house.officer("paringan")
    second = await house.officer("paringan", address="2")
    case = await house.complaint()
    await house.hears("paringan", f"AMBIL {case.number}")

    asked = await house.hears("paringan", f"SERAHKAN {case.number}")
    done = await house.hears("paringan", "1" if by_number else second.name)

    assert asked.strip().endswith(f"1. {second.name}")
    assert f"diserahkan kepada {second.name}" in done
    assert house.case().officer_id == second.id


async def test_nobody_to_assign_to(house: "House") -> None:
    """Who is alone at their desk is told so, and nothing is awaited."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", f"AMBIL {case.number}")

    told = await house.hears("paringan", f"assign {case.number}")
    helped = await house.hears("paringan", "1 2 3")

    assert "Tidak ada rekan lain" in told
    assert "Perintah:" in helped


async def test_official_clocks(house: "House") -> None:
    """BATAS watches a clock of the list, a promise with its words, and DIPENUHI ends it."""
    await house.officer("paringan")
    case = await house.complaint()

    none = await house.hears("paringan", f"DIPENUHI {case.number}")
    asked = await house.hears("paringan", f"BATAS {case.number}")
    promised = await house.hears("paringan", "memenuhi janji sesudah tanya jawab kedua")
    watched = await house.hears("paringan", "Bayar dua bulan gaji")
    shown = await house.hears("paringan", f"LIHAT {case.number}")
    met = await house.hears("paringan", f"DIPENUHI {case.number}")

    assert "Tidak ada batas resmi" in none
    assert "1. melengkapi berkas" in asked
    assert "Tulis apa yang dijanjikan" in promised
    assert "dipantau" in watched
    assert "Batas resmi: memenuhi janji" in shown
    assert "tercatat dipenuhi" in met
    assert [row[0] for row in house.journal() if row[0] in {"watch", "met"}] == ["watch", "met"]


async def test_a_grave_case_needs_a_second_officer(house: "House") -> None:
    """SELESAI proposes, and the number alone from somebody else agrees; the words are those of the first."""
    await house.officer("paringan")
    await house.officer("paringan", address="2")
    await house.hears("console", GRAVE)
    case = house.case()
    house.reads("console")

    asked = await house.hears("paringan", f"SELESAI {case.number}")
    proposed = await house.hears("paringan", "Sudah di tempat aman")
    state = house.case().state
    agreed = await house.hears("paringan", f"SELESAI {case.number}", address="2")

    assert "baru selesai kalau petugas kedua setuju" in asked
    assert "Usul selesai" in proposed
    assert "Setuju: selesai" in proposed  # the alert to the second officer goes over the same paper
    assert state == "taken"
    assert "dinyatakan selesai" in agreed
    assert house.case().state == "resolved"
    assert "Sudah di tempat aman" in house.reads("console")


async def test_show(house: "House") -> None:
    """LIHAT tells how a case stands and what was said last, with its buttons, and is written down as read once."""
    officer = await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", f"BALAS {case.number} Kami telepon besok.")
    before = len(house.journal())

    shown = await house.hears("paringan", f"LIHAT {case.number}")
    await house.later(hours=2)
    await house.hears("paringan", choice=f"officer:show:{case.number}")
    await house.hears("paringan", f"show {case.number}")
    alone = await house.hears("paringan", case.number)

    for part in (
        f"Laporan {case.number}: Gaji tidak dibayar", "Keadaan: ditangani", f"Ditangani: {officer.name}", "Bukti: 0",
        "gaji saya 3 bulan", "Kata meja terakhir:\nKami telepon besok.", "Pelapor: console, bisa ditulisi kapan saja",
        "1. Balas",
    ):  # fmt: skip
        assert part in shown
    assert f"Laporan {case.number}: Gaji tidak dibayar" in alone
    assert [row[0] for row in house.journal()[before:]] == ["read"]


async def test_an_answer_is_a_reading(house: "House") -> None:
    """Who answers a reporter has read their case: that stands in the journal before the answer."""
    await house.officer("paringan")
    case = await house.complaint()

    await house.hears("paringan", f"BALAS {case.number} Kami telepon besok.")

    assert [row[0] for row in house.journal()][-2:] == ["read", "reply"]
    assert f"Jawaban dari Meja Layanan Desa Paringan (contoh) untuk laporan {case.number}" in house.reads("console")


async def test_list(house: "House") -> None:
    """DAFTAR has the officer's own open cases and the untaken ones of the office as buttons, danger first."""
    await house.officer("paringan")
    await house.officer("paringan", address="2")
    first = await house.complaint()
    second = await house.complaint(address="2")
    await house.hears("console", GRAVE, address="3")
    danger = house.case()
    await house.hears("paringan", f"AMBIL {first.number}")
    await house.hears("paringan", f"AMBIL {second.number}", address="2")

    listed = await house.hears("paringan", "DAFTAR")
    opened = await house.hears("paringan", "2")

    lines = listed.strip().splitlines()[-2:]
    assert lines[0].startswith(f"1. BAHAYA. {danger.number}")
    assert lines[1] == f"2. {first.number} Gaji tidak dibayar"
    assert second.number not in listed
    assert f"Laporan {first.number}: Gaji tidak dibayar" in opened


async def test_nothing_to_list(house: "House") -> None:
    """An empty list says so, by any of its words, also while words are awaited."""
    await house.officer("kenanga")

    told = [await house.hears("kenanga", word) for word in ("daftar", "LIST", "/daftar", "BUKA")]

    assert all("Tidak ada laporan terbuka" in each for each in told)


async def test_the_packet_stays_at_the_desk(house: "House") -> None:
    """BERKAS gives the address of the page that makes it, because no wire carries files."""
    await house.officer("paringan")
    case = await house.complaint()

    told = await house.hears("paringan", f"BERKAS {case.number}")

    assert told.strip().endswith(f"/desk/cases/{case.number}")
