"""The Rasa server as the ear: it says what a message wants; the builtin ear takes over when it does not answer in time.

Language, danger and the settled values of what is named always come from the builtin ear: danger is judged apart from
the intent, and Rasa does not know languages.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
from prometheus_client import Counter

from bot.dialogue.intents import INTENTS
from bot.dialogue.understanding import Understanding

PATIENCE = 0.25  # seconds
REST = 5.0  # seconds during which a server that did not answer is not asked again
RANKED = 5

log = logging.getLogger("rantau.rasa")
fallbacks = Counter("rantau_rasa_fallbacks", "Messages the builtin interpreter understood in place of Rasa.", ["reason"])


class Rasa:
    """An ear that asks the server at `url` and falls back to `builtin`."""

    def __init__(self, url: str, builtin: Callable[[str], Understanding], patience: float = PATIENCE) -> None:
        """Take the address of the server, such as http://127.0.0.1:5005."""
        self._builtin, self._patience = builtin, patience
        self._client = httpx.AsyncClient(base_url=url, timeout=None)  # noqa: S113 - `patience` is the time limit
        self._rests_until = 0.0

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def __call__(self, text: str) -> Understanding:
        """Understand a message, in any case within `patience` seconds and the builtin ear's own millisecond."""
        own = self._builtin(text)
        now = asyncio.get_running_loop().time()
        if not text.strip() or now < self._rests_until:
            return self._own(own, "resting") if text.strip() else own
        try:
            async with asyncio.timeout(self._patience):
                answer = await self._client.post("/model/parse", json={"text": text})
            return _with_intent(own, answer.raise_for_status().json())
        except (TimeoutError, httpx.HTTPError) as fault:
            self._rests_until = now + REST
            return self._own(own, type(fault).__name__)
        except (ValueError, KeyError, TypeError):
            return self._own(own, "unreadable")

    def _own(self, own: Understanding, reason: str) -> Understanding:
        fallbacks.labels(reason).inc()
        log.warning("rasa_silent", extra={"reason": reason})
        return own


def _with_intent(own: Understanding, answer: dict[str, Any]) -> Understanding:
    """What was understood, with Rasa's intent; raises KeyError, TypeError or ValueError when it cannot be read."""
    intent = answer["intent"]["name"]
    if intent not in INTENTS:
        raise ValueError("Rasa was trained on other labels; train it anew with `make rasa`")
    ranking = tuple((each["name"], round(float(each["confidence"]), 4)) for each in answer["intent_ranking"][:RANKED])
    return replace(own, intent=intent, confidence=round(float(answer["intent"]["confidence"]), 4), ranking=ranking)
