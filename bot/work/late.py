"""Takes word that a piece which the provider had taken did not arrive after all: much is only found out there, later."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.channels.channel import Later, Refused
from bot.store import lanes, talks
from bot.work.deliver import not_sent
from bot.work.workshop import Workshop

AGAIN = "~"
MOST_AGAIN = 24  # times; a wire that says "window" wants to be asked an hour later, and no window is longer than a day


def returned(tx: Connection, shop: Workshop, reference: str, outcome: Later | Refused, now: datetime) -> None:
    """Put a piece back into its lane when it may still arrive, else write down that it never will.

    The same word comes more than once, and also for what was read since or is not ours: then nothing changes.
    """
    piece = talks.under_way(tx, reference)
    if piece is None:
        return
    key, _, times = piece.key.partition(AGAIN)
    sent = lanes.done(tx, lanes.OUT, piece.key)
    if isinstance(outcome, Refused) or sent is None or int(times or 0) >= MOST_AGAIN:
        not_sent(tx, shop, piece.talk_id, piece.key, outcome.reason)
        return
    again = f"{key}{AGAIN}{int(times or 0) + 1}"
    talks.take_back(tx, piece.id, again)
    lanes.append(tx, lanes.OUT, sent.lane, again, sent.body, now + timedelta(seconds=outcome.seconds))
