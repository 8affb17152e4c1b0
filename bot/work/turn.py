"""A message from the inbox: files fetched, words understood, the turn thought and done, all in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.channels.channel import Later, Refused
from bot.channels.media import accept
from bot.dialogue.clean import LONGEST_TEXT, clean
from bot.dialogue.message import Attachment, Kind, Message, Place
from bot.dialogue.respond import respond
from bot.dialogue.scene import Scene, gist_of
from bot.dialogue.talk import Gist
from bot.dialogue.understanding import Understanding
from bot.store import blobs, followers, lanes, officers, talks
from bot.store.lanes import Job
from bot.work import confidence, guard, officer_chat, releasing
from bot.work.counting import count_turn
from bot.work.effects import carry_out
from bot.work.outbox import lane_of, speak
from bot.work.pump import Effects
from bot.work.workshop import Workshop

LARGEST_KEPT = 20 * 1024 * 1024  # bytes; Telegram gives no larger files, WhatsApp 16 MB
MOST_BEHIND = 500
KEPT_KEY = 120


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that came with a message: its bytes, or why there are none."""

    attachment: Attachment
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A message about to be answered, with its files and what it means; everything slow is done."""

    message: Message
    fetched: Sequence[Fetched]
    understood: Understanding


async def hear(shop: Workshop, message: Message, files: Mapping[str, bytes] | None = None) -> None:
    """Put a message into the inbox; once this returns it cannot be lost, and a copy of it is dropped.

    `files` are bytes that came with it, by the reference of their attachment.
    """
    await shop.book.write(lambda tx: note(tx, shop, message, files or {}))


def note(tx: Connection, shop: Workshop, message: Message, files: Mapping[str, bytes]) -> bool:
    """The transaction of `hear`; False when the message was heard before."""
    now = shop.clock()
    talk_id = talks.talk_of(tx, message.channel, message.address)
    words = clean(message.text)
    attachments = [
        _kept(tx, each, files[each.reference]) if each.reference in files else each for each in message.attachments
    ]
    if len(words) > LONGEST_TEXT:
        sha256 = blobs.keep(tx, words.encode(), "text/plain")
        attachments.append(Attachment("", "text/plain", len(words), "pesan.txt", sha256))
    kept = replace(message, text=words[:LONGEST_TEXT], attachments=tuple(attachments))
    return lanes.append(tx, lanes.IN, lane_of(talk_id), message.key, {"talk_id": talk_id, **_plain(kept)}, now)


def _kept(tx: Connection, attachment: Attachment, content: bytes) -> Attachment:
    if not content:
        return replace(attachment, fault="empty")
    mime = accept(content, attachment.mime, LARGEST_KEPT)
    if isinstance(mime, Refused):
        return replace(attachment, fault=mime.reason)
    return replace(attachment, mime=mime, size=len(content), sha256=blobs.keep(tx, content, mime))


async def take_turn(shop: Workshop, job: Job) -> Effects | Later:
    """Handle one message of the inbox."""
    message = read_message(job.body)
    channel = shop.channels[message.channel]
    if message.acknowledge:
        await channel.acknowledge(message)
    fetched = list[Fetched]()
    for attachment in message.attachments:
        outcome = await _fetch(shop, message, attachment)
        if isinstance(outcome, Later):
            return outcome
        fetched.append(outcome)
    turn = Turn(message, fetched, await shop.listen(message.text))
    return lambda tx: _turn(tx, shop, job, turn)


async def _fetch(shop: Workshop, message: Message, attachment: Attachment) -> Fetched | Later:
    if attachment.sha256 or attachment.fault:
        return Fetched(attachment)
    content = await shop.channels[message.channel].fetch(attachment)
    if isinstance(content, Later):
        return content
    if isinstance(content, Refused):
        return Fetched(replace(attachment, fault=content.reason))
    return Fetched(attachment, content)


def _turn(tx: Connection, shop: Workshop, job: Job, turn: Turn) -> None:
    now, talk_id = shop.clock(), int(job.body["talk_id"])
    attachments = tuple(
        each.attachment if each.content is None else _kept(tx, each.attachment, each.content) for each in turn.fetched
    )
    message = replace(turn.message, attachments=attachments)
    officer = officers.of_chat(tx, f"{message.channel}:{message.address}")
    waited = _note_heard(tx, talk_id, message, now)
    if officer or officer_chat.asks_to_pair(message):
        if not (waited and releasing.asks_for_it(shop, message)):
            officer_chat.take_turn(tx, shop, talk_id, officer, message, now)
        return
    if message.kind is Kind.BLOCKED:
        talks.block(tx, talk_id)
        guard.unreached(tx, shop, talk_id, "blocked", now)
        return
    if confidence.hears_safe_word(tx, shop, talk_id, message.text, now):
        return
    if releasing.answer(tx, shop, talk_id, message, now, waited=waited):
        return
    message, gist = _with_burst(tx, shop, job, replace(turn, message=message), now)
    scene = Scene(shop.content, talks.load(tx, talk_id), message, gist, followers.glances(tx, talk_id, now), now)
    talk, events = respond(scene)
    talks.save(tx, carry_out(tx, shop, scene, talk, events, message.key[:KEPT_KEY]))
    count_turn(tx, shop.content, scene.talk, talk, events, now)


def _note_heard(tx: Connection, talk_id: int, message: Message, now: datetime) -> int:
    """Write down what was heard; what waited for the window that this opens is due at once, and it is told how much."""
    if talks.row(tx, talk_id).blocked and message.kind is not Kind.BLOCKED:
        for case in followers.followed_by(tx, talk_id, now):
            if not case.guest:
                guard.reached(tx, case, now)
    talks.note_heard(tx, talk_id, message, now)
    return releasing.let_go(tx, talk_id, now)


def _with_burst(tx: Connection, shop: Workshop, job: Job, turn: Turn, now: datetime) -> tuple[Message, Gist]:
    """The message and its gist; when many more wait behind it, the words among them are read as one message.

    One with danger stands first in it, because only the beginning of a long message is in the story officers read.
    """
    message, gist = turn.message, gist_of(turn.message, turn.understood, shop.content.manner.offered + 2)
    behind = _words_behind(lanes.following(tx, job, MOST_BEHIND))
    if message.kind is not Kind.TEXT or len(behind) < shop.burst:
        return message, gist
    lanes.finish_behind(tx, [each for each, _ in behind], now)
    for _, waiting in behind:
        talks.note_heard(tx, int(job.body["talk_id"]), waiting, now)
    texts = [message.text, *(waiting.text for _, waiting in behind)]
    alarming = next((text for text in texts if shop.parse(text).danger), "")
    ordered = sorted(texts, key=lambda text: text != alarming)
    together = replace(message, text="\n".join(ordered)[:LONGEST_TEXT])
    understood = shop.parse(alarming or together.text)
    if not alarming:  # a thousand harmless lines in one look like nothing that was taught
        understood = replace(understood, danger=False, reasons=())
    return together, gist_of(together, understood, shop.content.manner.offered + 2)


def _words_behind(jobs: Sequence[Job]) -> list[tuple[Job, Message]]:
    """The messages of words that stand at the head of the waiting jobs."""
    found = list[tuple[Job, Message]]()
    for job in jobs:
        message = read_message(job.body)
        if message.kind is not Kind.TEXT or message.attachments:
            break
        found.append((job, message))
    return found


def apologise(tx: Connection, shop: Workshop, job: Job, now: datetime) -> None:
    """A message failed too often: it stays in the book, and the person gets a human's number."""
    talk_id = int(job.body["talk_id"])
    language = talks.load(tx, talk_id).language
    speak(tx, shop, talk_id, f"{job.key[:KEPT_KEY]}:sorry", shop.words.notice("sorry", language), now)
    officer_chat.alert_parked(tx, shop, job, now)


def read_message(body: Mapping[str, Any]) -> Message:
    """The message that `_plain` wrote."""
    place = body["place"]
    return Message(
        key=body["key"],
        channel=body["channel"],
        address=body["address"],
        kind=Kind(body["kind"]),
        text=body["text"],
        choice=body["choice"],
        attachments=tuple(Attachment(**each) for each in body["attachments"]),
        place=Place(**place) if place else None,
        language_hint=body["language_hint"],
        acknowledge=body["acknowledge"],
    )


def _plain(message: Message) -> dict[str, Any]:
    plain = asdict(message)
    del plain["sent_at"]
    return plain
