"""Words that must not be seen: a holder that prints as stars, and a hush for libraries that would log what it holds."""

import hmac
import logging
from typing import Final, final

STARS: Final = "**********"

# httpx logs every address, and Telegram's addresses hold the token; the others log what people wrote.
TOO_CHATTY: Final = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.WARNING,
    "telegram.request.BaseRequest": logging.CRITICAL + 1,
    "twilio": logging.WARNING,
}


@final
class Secret:
    """A token or password that can be handed about and compared, and is seen only by calling `reveal`."""

    __slots__ = ("_value",)

    def __init__(self, value: str = "") -> None:
        self._value = value

    def reveal(self) -> str:
        """Give the value itself, for the one place that needs it."""
        return self._value

    def matches(self, candidate: str) -> bool:
        """Tell in constant time whether the candidate is the value; an empty secret matches nothing."""
        return bool(self._value) and hmac.compare_digest(_bytes(self._value), _bytes(candidate))

    def __bool__(self) -> bool:
        return bool(self._value)

    def __str__(self) -> str:
        return STARS

    def __repr__(self) -> str:
        return f"Secret('{STARS}')"


def hush() -> None:
    """Keep the wires' libraries from logging tokens, numbers and people's words, whatever level the root has."""
    for name, level in TOO_CHATTY.items():
        logging.getLogger(name).setLevel(level)


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
