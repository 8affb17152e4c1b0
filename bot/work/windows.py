"""The hours after somebody's last message in which their wire lets us write to them freely; what is said later waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.channels.channel import Channel
from bot.store import followers, talks
from bot.work.workshop import Workshop

TITLES = {"telegram": "Telegram", "whatsapp": "WhatsApp", "simulator": "Simulator"}


@dataclass(frozen=True, slots=True)
class Window:
    """How one who follows a case can be written to now: "open", "closed", "always" (no window) or "blocked"."""

    wire: str
    state: str
    closes_at: datetime | None = None


def closes_at(channel: Channel, talk: Row[Any]) -> datetime | None:
    """When the window of a talk closes or closed; None when its wire has none, or the person has never written."""
    if not channel.window_hours or talk.heard_at is None:
        return None
    closing: datetime = talk.heard_at + timedelta(hours=channel.window_hours)
    return closing


def is_open(channel: Channel, talk: Row[Any], now: datetime) -> bool:
    """Whether this talk may be written to freely now."""
    closing = closes_at(channel, talk)
    return not channel.window_hours or (closing is not None and now <= closing)


def of_case(tx: Connection, shop: Workshop, case_id: int, now: datetime) -> list[Window]:
    """How those who are told of a case can be written to, without where."""
    return [_window(shop.channels, talks.row(tx, talk_id), now) for talk_id in followers.told(tx, case_id, now)]


def _window(channels: Mapping[str, Channel], talk: Row[Any], now: datetime) -> Window:
    wire, channel = TITLES.get(talk.channel, talk.channel), channels.get(talk.channel)
    if talk.blocked or channel is None:
        return Window(wire, "blocked")
    if not channel.window_hours:
        return Window(wire, "always")
    return Window(wire, "open" if is_open(channel, talk, now) else "closed", closes_at(channel, talk))
