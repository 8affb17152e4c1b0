"""Opens a flow in a person's talk when nobody has written just now: an officer asks, a deadline passes."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.dialogue import engine
from bot.dialogue.message import Kind, Message
from bot.dialogue.scene import Scene
from bot.dialogue.talk import Answer, Gist
from bot.store import followers, talks
from bot.work.effects import carry_out
from bot.work.workshop import Workshop


def open_flow(
    tx: Connection, shop: Workshop, talk_id: int, flow: str, answers: tuple[Answer, ...], key: str, now: datetime,
    *, urgent: bool = False,
) -> None:  # fmt: skip
    """Start a flow with these answers in a talk; what the person was in the middle of is resumed afterwards."""
    row, talk = talks.row(tx, talk_id), talks.load(tx, talk_id)
    nothing = Message(key, row.channel, row.address, Kind.TEXT)
    scene = Scene(shop.content, talk, nothing, Gist(), followers.glances(tx, talk_id, now), now)
    opened, events = engine.begin(scene, flow, *answers)
    talks.save(tx, carry_out(tx, shop, scene, replace(opened, quiet_until=None), events, key, push=True, urgent=urgent))
