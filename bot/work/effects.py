"""Turns the events of a turn into rows: what is said into the outbox, what is done into the book, each once."""

from dataclasses import replace

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.dialogue import engine
from bot.dialogue.events import Event, Say, Term
from bot.dialogue.scene import Scene
from bot.dialogue.talk import Talk
from bot.store import schema
from bot.work.actions import ACTIONS
from bot.work.deed import Deed, Outcome
from bot.work.outbox import speak
from bot.work.workshop import Workshop


def carry_out(
    tx: Connection, shop: Workshop, scene: Scene, talk: Talk, events: tuple[Event, ...], key: str, *, push: bool = False,
    urgent: bool = False,
) -> Talk:  # fmt: skip
    """Do all events of a turn in order and return the talk to be kept.

    `scene` is the turn as it began, `talk` how the dialogue left it, `key` that of the message answered; `push` and
    `urgent` say that nobody wrote just now (see `speak`).
    """
    said = list[Say]()
    values: dict[str, Term] = {}
    waiting = list(events)
    while waiting:
        event = waiting.pop(0)
        if isinstance(event, Say):
            said.append(replace(event, values={**event.values, **values}))
            continue
        outcome = _once(Deed(tx, shop, scene.with_talk(talk), event))
        values |= outcome.values
        said += outcome.says
        talk = replace(talk, quiet_until=outcome.quiet_until or talk.quiet_until)
        step, notice = outcome.refused
        if step:
            talk, again = engine.refuse(scene.with_talk(_still_walking(talk, scene.talk)), step, notice)
            waiting = list(again)
    speeches = [shop.words.speech(say, talk.language) for say in said]
    for number, speech in enumerate(speeches):
        speak(tx, shop, talk.id, f"{key}:{number}", speech, scene.now, push=push, urgent=urgent)
    return replace(talk, offered=speeches[-1].choices) if speeches else talk


def _still_walking(talk: Talk, before: Talk) -> Talk:
    """The talk in the flow of the action that was refused, also when the flow had meanwhile come to its end."""
    return talk if talk.walk else replace(talk, walk=before.walk, paused=before.paused)


def _once(deed: Deed) -> Outcome:
    """Do an action unless its key says that it was done before; a refused one was not done."""
    dialect = postgresql if deed.tx.dialect.name == "postgresql" else sqlite
    mark = dialect.insert(schema.deed).values(key=deed.do.key, at=deed.now).on_conflict_do_nothing()
    if deed.tx.execute(mark.returning(schema.deed.c.key)).first() is None:
        return Outcome()
    outcome = ACTIONS[deed.do.action](deed)
    if outcome.refused[0]:
        deed.tx.execute(schema.deed.delete().where(schema.deed.c.key == deed.do.key))
    return outcome
