"""Pieces that a provider took and could not bring: told to us later, by reference, in any order, more than once."""

from typing import TYPE_CHECKING

import pytest

from bot.channels.channel import Later, Refused, Sent
from bot.dialogue.message import Kind, Message
from bot.store import followers, lanes, talks
from bot.work.late import MOST_AGAIN, returned
from bot.work.outbox import lane_of
from bot.work.turn import hear

if TYPE_CHECKING:
    from house import House, Wire

WINDOW = Later(3600, "window")


pytestmark = pytest.mark.usefixtures("taken")


@pytest.fixture
async def taken(house: "House", wire: "Wire") -> None:
    """A case whose reporter follows it on a wire with a window, where a piece has just gone out."""
    case = await house.complaint()
    await hear(house.shop, Message("w:1", "wire", "1", Kind.TEXT, "halo"))
    await house.work()
    house.shop.book.write_now(lambda tx: followers.follow(tx, case.id, talks.talk_of(tx, "wire", "1")))
    wire.texts()
    wire.window_hours, wire.answers = 24, [Sent("their id")]
    house.say("wire", "Ada kabar")
    await house.work()
    assert wire.texts() == ["Ada kabar"]


def told(house: "House", outcome: Later | Refused, reference: str = "their id") -> None:
    """Take the provider's word."""
    house.shop.book.write_now(lambda tx: returned(tx, house.shop, reference, outcome, house.now))


async def test_what_the_window_stopped_goes_out_when_the_person_writes(house: "House", wire: "Wire") -> None:
    """It waits again and is lost to nobody; the same word told twice puts it back once."""
    told(house, WINDOW)
    told(house, WINDOW)

    assert [(job.due_at - house.now).total_seconds() for job in house.waiting()] == [3600]
    assert house.piece("say:Ada kabar:0~1").status == "waiting"
    await hear(house.shop, Message("w:2", "wire", "1", Kind.TEXT, "BUKA"))
    await house.work()
    assert wire.texts()[0] == "Ada kabar"
    assert house.piece("say:Ada kabar:0~1").status == "sent"


async def test_it_is_not_tried_for_ever(house: "House", wire: "Wire") -> None:
    """Each hour for a day, which is longer than any window; then the officers read that it did not arrive."""
    wire.window_hours, keys = (
        None,
        ["say:Ada kabar:0", *(f"say:Ada kabar:0~{number}" for number in range(1, MOST_AGAIN + 1))],
    )
    for key in keys[:-1]:
        told(house, WINDOW, house.piece(key).reference)
        await house.later(hours=1)
    assert wire.texts().count("Ada kabar") == MOST_AGAIN

    told(house, WINDOW, house.piece(keys[-1]).reference)

    assert house.waiting() == []
    assert ("unreached", "clock", "window") in house.journal()
    assert house.piece(keys[-1]).status == "failed"


@pytest.mark.parametrize(("reason", "blocked"), [("blocked", True), ("bad_address", False), ("content", False)])
async def test_what_will_never_arrive_is_in_the_journal(house: "House", reason: str, *, blocked: bool) -> None:
    """As if the provider had refused it at once."""
    told(house, Refused(reason))

    piece = house.piece("say:Ada kabar:0")
    assert (piece.status, piece.reason, house.waiting()) == ("failed", reason, [])
    assert ("unreached", "clock", reason) in house.journal()
    assert house.talk("wire").blocked is blocked


@pytest.mark.parametrize("known", ["delivered", "read", "failed"])
async def test_an_end_that_is_known_stays(house: "House", known: str) -> None:
    """What was delivered is not sent again and not called failed."""
    house.shop.book.write_now(lambda tx: talks.settle(tx, known, reference="their id"))

    told(house, WINDOW)
    told(house, Refused("content"))
    told(house, WINDOW, "somebody else's")

    assert (house.piece("say:Ada kabar:0").status, house.waiting()) == (known, [])
    assert "unreached" not in [act for act, _, _ in house.journal()]


async def test_what_was_forgotten_is_not_said_again(house: "House") -> None:
    """The words of a talk that was forgotten are gone from its lane too."""
    lane = lane_of(house.talk("wire").id)
    house.shop.book.write_now(lambda tx: lanes.forget(tx, lane))

    told(house, WINDOW)

    assert (house.piece("say:Ada kabar:0").status, house.waiting()) == ("failed", [])
