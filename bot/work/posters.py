"""What the poster of a village says: the links that carry its code, its service desk, and the emergency lines."""

from collections.abc import Sequence
from urllib.parse import quote

from sqlalchemy import Connection

from bot.casework.routing import Office, nearest
from bot.dialogue.arrival import payload_of, words_of
from bot.dialogue.content import Content
from bot.papers.poster import Door, Line, Poster
from bot.store import desks
from bot.work.workshop import Addresses

LINES = ("call_centre_free", "call_centre_abroad")
"""The emergency lines on a poster, as flows/facts.yml calls them."""


class NoPoster(ValueError):
    """There is no poster of this: the message says what is missing."""


def poster_for(tx: Connection, content: Content, offices: Sequence[Office], addresses: Addresses, village: str) -> Poster:
    """What stands on the poster of a village (an area code); raises NoPoster."""
    known, doors = content.villages.get(village), doors_of(addresses, village)
    if known is None:
        raise NoPoster(f"there is no village {village}: `rantau regions find NAME` gives the codes")
    if not doors:
        raise NoPoster("RANTAU_TELEGRAM_NAME or RANTAU_WHATSAPP_NUMBER is needed: a poster leads there")
    facts = [content.facts[name] for name in LINES if name in content.facts]
    return Poster(
        village=f"Desa {known.label}",
        words=words_of(village),
        doors=doors,
        desk=_desk(tx, nearest(village, offices)),
        lines=tuple(Line(fact.about, fact.value, fact.checked) for fact in facts),
    )


def doors_of(addresses: Addresses, village: str) -> tuple[Door, ...]:
    """The ways in that a deployment has, each with a link that carries the village."""
    doors = list[Door]()
    if addresses.telegram:
        short = f"t.me/{addresses.telegram}"
        doors.append(Door("Telegram", f"https://{short}?start={payload_of(village)}", short))
    if addresses.whatsapp:
        digits = "".join(sign for sign in addresses.whatsapp if sign.isdecimal())
        doors.append(Door("WhatsApp", f"https://wa.me/{digits}?text={quote(words_of(village))}", f"+{digits}"))
    return tuple(doors)


def _desk(tx: Connection, office: Office) -> tuple[str, ...]:
    """The lines about an office, when it has said anything of itself."""
    said = desks.of_office(tx, office.name)
    told = [said.address, said.hours, said.telephone] if said else []
    lines = [" ".join(each.split()) for each in told if each.strip()]
    return (office.title, *lines) if lines else ()
