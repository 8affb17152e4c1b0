"""What Twilio's words and numbers mean to us, as tables: delivery states, and error codes with what to do about them.

A fault of our own set-up is Later, not Refused: the operator mends it and nobody's answer is lost meanwhile.
Sources: the pages twilio.com/docs/api/errors/{code} and the error code mapping of Twilio's WhatsApp documentation.
"""

from enum import StrEnum
from typing import Final

from bot.channels.channel import Later, Refused


class State(StrEnum):
    """How far a message has come."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


STATES: Final = {
    "accepted": State.QUEUED,
    "scheduled": State.QUEUED,
    "queued": State.QUEUED,
    "sending": State.QUEUED,
    "sent": State.SENT,
    "delivered": State.DELIVERED,
    "read": State.READ,
    "undelivered": State.FAILED,
    "failed": State.FAILED,
    "canceled": State.FAILED,
}

SLOW_DOWN: Final = Later(10, "rate_limited")
PROVIDER: Final = Later(60, "provider")
WINDOW: Final = Later(3600, "window")
SETUP: Final = Later(300, "setup")
CREDENTIALS: Final = Later(300, "credentials")
BLOCKED: Final = Refused("blocked")
BAD_ADDRESS: Final = Refused("bad_address")
BAD_REQUEST: Final = Refused("bad_request")
CONTENT: Final = Refused("content")
TEMPLATE: Final = Refused("template")
UNKNOWN: Final = Refused("unknown")

CODES: Final[dict[int, Later | Refused]] = {
    # asked too fast
    20429: SLOW_DOWN,
    63018: SLOW_DOWN,
    30001: Later(300, "queue_full"),
    # the provider's trouble
    30008: PROVIDER,
    63010: PROVIDER,
    63012: PROVIDER,
    63019: PROVIDER,
    # outside the 24 hours after the person's last message
    63016: WINDOW,
    # our account, sender or addresses are set up wrongly
    20003: CREDENTIALS,
    20404: SETUP,
    21603: SETUP,
    21609: SETUP,
    21910: SETUP,
    63007: SETUP,
    # the person cannot or does not want to be reached
    21610: BLOCKED,
    63015: BLOCKED,
    63032: BLOCKED,
    21211: BAD_ADDRESS,
    21604: BAD_ADDRESS,
    63003: BAD_ADDRESS,
    63024: BAD_ADDRESS,
    # what we said is not accepted
    21602: BAD_REQUEST,
    21617: BAD_REQUEST,
    21619: BAD_REQUEST,
    21655: TEMPLATE,
    21656: TEMPLATE,
    63005: CONTENT,
    63013: CONTENT,
    63021: CONTENT,
    63027: TEMPLATE,
    63028: TEMPLATE,
    63040: TEMPLATE,
    63041: TEMPLATE,
    63042: TEMPLATE,
}

# For an answer without a code we know, by its HTTP status.
HTTP_STATUSES: Final[dict[int, Later | Refused]] = {
    401: CREDENTIALS,
    403: CREDENTIALS,
    404: SETUP,
    429: SLOW_DOWN,
}

SERVER_ERRORS: Final = 500


def meaning_of_answer(status: int, code: object) -> Later | Refused:
    """Tell what to do after Twilio declined a request, from its error code and else the HTTP status."""
    known = CODES.get(code) if isinstance(code, int) else None
    return known or HTTP_STATUSES.get(status) or (PROVIDER if status >= SERVER_ERRORS else BAD_REQUEST)
