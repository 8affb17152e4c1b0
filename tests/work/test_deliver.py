"""Sending: the window and pace of a wire, waiting, freezing, refusals and long texts, on a wire that answers as told."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.channel import Later, Pace, Refused, Sent
from bot.dialogue.message import Kind, Message
from bot.dialogue.speech import Choice
from bot.store import followers, talks
from bot.work.loops import DELIVERIES
from bot.work.turn import hear

if TYPE_CHECKING:
    from house import House, Wire

LONG = "\n\n".join(f"Bagian {number}. " + "kata " * 12 for number in range(1, 8))


async def test_a_piece_is_settled_as_sent(house: "House", wire: "Wire") -> None:
    """The provider's reference is kept, so that its later reports find the piece."""
    wire.answers = [Sent("their id")]
    house.say("wire", "Selamat pagi")

    await house.work()

    row = house.piece("say:Selamat pagi:0")
    assert (row.status, row.reference) == ("sent", "their id")
    assert wire.texts() == ["Selamat pagi"]


@pytest.mark.parametrize(("hours", "sent"), [(0, True), (24, True), (24.01, False), (100, False)])
async def test_the_window(house: "House", wire: "Wire", hours: float, *, sent: bool) -> None:
    """Within so many hours after a message of the person a wire with a window may be used, afterwards not."""
    wire.window_hours = 24
    await greet(house, wire)
    house.now += timedelta(hours=hours)
    house.say("wire", "Ada kabar")

    await house.work()

    assert (wire.texts() == ["Ada kabar"]) is sent


async def test_who_never_wrote_has_no_window(house: "House", wire: "Wire") -> None:
    """Nobody is written to first on a wire with a window."""
    wire.window_hours = 24
    house.say("wire", "Ada kabar")

    await house.work()

    assert wire.texts() == []
    assert (house.waiting()[0].error, house.waiting()[0].tries) == ("window", 0)
    assert house.waiting()[0].due_at == house.now + timedelta(hours=1)


async def test_the_persons_next_message_opens_the_window(house: "House", wire: "Wire") -> None:
    """What waited goes out at once and before the answer, also when delivery looked before the turn was taken."""
    wire.window_hours = 24
    await greet(house, wire)
    await house.later(days=3)
    house.say("wire", "Ada kabar")
    await house.work()
    assert wire.texts() == []

    await hear(house.shop, Message("w:2", "wire", "1", Kind.TEXT, "halo"))
    await house.look_at_the_outbox()
    assert wire.texts() == []
    await house.work()

    assert wire.texts()[0] == "Ada kabar"
    assert house.waiting() == []


async def test_pace_to_one_person(house: "House", wire: "Wire") -> None:
    """After the burst one message a second to the same person; another person need not wait."""
    wire.pace = Pace(everyone=1000, person=1, person_burst=2)
    for number in range(1, 5):
        house.say("wire", f"Pesan {number}")
    house.say("wire", "Pesan lain", address="2")

    await house.work()
    assert sorted(wire.texts()) == ["Pesan 1", "Pesan 2", "Pesan lain"]
    await house.later(seconds=1)
    assert wire.texts() == ["Pesan 3"]
    await house.later(seconds=1)
    assert wire.texts() == ["Pesan 4"]


async def test_pace_of_the_wire(house: "House", wire: "Wire") -> None:
    """So many a second in all, whoever they are for."""
    wire.pace = Pace(everyone=2, person=1000, person_burst=1000)
    for address in "12345":
        house.say("wire", f"Untuk {address}", address=address)

    await house.work()
    first = wire.texts()
    await house.later(seconds=0.5)
    second = wire.texts()
    await house.later(seconds=5)

    assert len(first) == 2
    assert len(second) == 1
    assert sorted(first + second + wire.texts()) == [f"Untuk {address}" for address in "12345"]


async def test_later_is_no_failure(house: "House", wire: "Wire") -> None:
    """A wish to wait is obeyed to the second, keeps the order and counts no try."""
    wire.answers = [Later(90, "busy")]
    house.say("wire", "Pertama")
    house.say("wire", "Kedua")

    await house.later(seconds=89)
    await house.later(seconds=0)
    assert wire.texts() == []
    assert [(row.tries, row.error) for row in house.waiting()] == [(0, "busy"), (0, "")]
    await house.later(seconds=90)

    assert wire.texts() == ["Pertama", "Kedua"]


@pytest.mark.parametrize("trouble", [Later(1, "network"), Later(1, "provider"), OSError("the wire broke")])
async def test_trouble_is_counted_and_tried_again(house: "House", wire: "Wire", trouble: Later | Exception) -> None:
    """Trouble of the wire is a failed try: a growing pause, the order kept, and sent in the end."""
    wire.answers = [trouble] * 3
    house.say("wire", "Pertama")
    house.say("wire", "Kedua")

    pauses = []
    while house.waiting():
        await house.work()
        pauses += [(row.due_at - house.now).total_seconds() for row in house.waiting()[:1]]
        house.now += timedelta(seconds=10)

    assert wire.texts() == ["Pertama", "Kedua"]
    assert len(pauses) == 3
    assert all(0.5 * 2**number <= pause <= 2**number for number, pause in enumerate(pauses))


async def test_a_piece_is_given_up(house: "House", wire: "Wire") -> None:
    """After its last try a piece is failed, the officers of the open case see it, and the lane goes on."""
    case = await open_case(house, wire)
    house.say("wire", "Pertama")
    wire.answers = [Later(1, "provider")] * DELIVERIES.tries
    house.say("wire", "Kedua")

    for _ in range(DELIVERIES.tries):
        await house.later(minutes=10)

    row = house.piece("say:Pertama:0")
    assert (row.status, row.reason) == ("failed", "gave_up")
    assert ("unreached", "clock", "gave_up") in house.journal()
    assert wire.texts()[0] == "Kedua"
    assert house.case().number == case.number


async def test_rate_limited_freezes_the_person(house: "House", wire: "Wire") -> None:
    """When the provider says when, nothing goes to this person before, not even what their next message hurries."""
    wire.pace = Pace(everyone=1000, person=1, person_burst=3)
    wire.answers = [Later(60, "rate_limited")]
    house.say("wire", "Pertama")
    await house.work()

    await hear(house.shop, Message("w:2", "wire", "1", Kind.TEXT, "halo"))
    await house.work()
    house.say("wire", "Untuk orang lain", address="2")
    await house.work()
    assert wire.texts() == ["Untuk orang lain"]
    await house.later(seconds=59)
    assert wire.texts() == []
    await house.later(seconds=2)

    assert wire.texts()[0] == "Pertama"


async def test_blocked(house: "House", wire: "Wire") -> None:
    """Who has blocked us is marked, the piece is failed, and the open case says so; their next message unmarks them."""
    await open_case(house, wire)
    wire.answers = [Refused("blocked")]
    house.say("wire", "Ada kabar")

    await house.work()

    row = house.piece("say:Ada kabar:0")
    assert (row.status, row.reason) == ("failed", "blocked")
    assert house.talk("wire").blocked
    assert house.journal()[-1] == ("unreached", "clock", "blocked")
    assert house.waiting() == []
    await greet(house, wire)
    assert not house.talk("wire").blocked


async def test_another_refusal_marks_nobody(house: "House", wire: "Wire") -> None:
    """A piece that can never arrive is failed for its own reason only, and the next one is sent."""
    await open_case(house, wire)
    wire.answers = [Refused("bad_request")]
    house.say("wire", "Pertama")
    house.say("wire", "Kedua")

    await house.work()

    assert house.piece("say:Pertama:0").reason == "bad_request"
    assert not house.talk("wire").blocked
    assert house.journal()[-1] == ("unreached", "clock", "bad_request")
    assert wire.texts() == ["Kedua"]


async def test_ended_cases_hear_of_nothing(house: "House", wire: "Wire") -> None:
    """The journal of a case that has ended stays as it is."""
    case = await open_case(house, wire)
    officer = await house.officer("paringan")
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()
    await hear(house.shop, Message("w:yes", "wire", "1", Kind.BUTTON, "", f"case:confirm:{case.number}"))
    await house.work()
    wire.answers = [Refused("blocked")]
    house.say("wire", "Ada kabar")

    await house.work()

    assert house.journal()[-1] == ("confirm", "citizen", "")


async def test_a_wire_that_is_gone(house: "House", wire: "Wire") -> None:
    """A piece for a wire that is no longer configured fails instead of waiting for ever."""
    house.say("wire", "Ada kabar")
    house.shop = replace(house.shop, channels={"console": house.shop.channels["console"]})

    await house.work()

    assert house.piece("say:Ada kabar:0").reason == "no_channel"
    assert (house.waiting(), wire.texts()) == ([], [])


async def test_a_long_text_arrives_in_order(house: "House", wire: "Wire") -> None:
    """Cut into pieces the wire can carry, nothing lost, in order even when one has to wait, the buttons under the last."""
    house.say("wire", LONG, (Choice("menu", "Menu"),))
    house.say("wire", "Sesudahnya")
    wire.answers = [Sent("1"), Sent("2"), Later(30, "busy")]

    await house.work()
    before = list(wire.sent)
    await house.later(seconds=30)

    pieces = [speech for _, speech in wire.sent]
    assert len(before) == 2
    assert all(len(piece.text) <= 100 for piece in pieces)
    assert " ".join(" ".join(piece.text for piece in pieces).split()) == " ".join(f"{LONG} Sesudahnya".split())
    assert [bool(piece.choices) for piece in pieces] == [False] * (len(pieces) - 2) + [True, False]


async def test_a_speech_goes_out_once(house: "House", wire: "Wire") -> None:
    """The key of a speech keeps it from being said twice."""
    house.say("wire", "Ada kabar")
    house.say("wire", "Ada kabar")

    await house.work()

    assert wire.texts() == ["Ada kabar"]


async def greet(house: "House", wire: "Wire") -> None:
    """Let the person write, and forget what was answered."""
    await hear(house.shop, Message(f"w:{house.now}", "wire", "1", Kind.TEXT, "halo"))
    await house.work()
    wire.texts()


async def open_case(house: "House", wire: "Wire") -> Any:
    """A case whose reporter also follows it on the wire."""
    case = await house.complaint()
    house.shop.book.write_now(lambda tx: followers.follow(tx, case.id, talks.talk_of(tx, "wire", "1")))
    wire.texts()
    return case
