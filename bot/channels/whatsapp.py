"""WhatsApp as a wire, through Twilio's asynchronous client.

Choices go out as numbers in the text: buttons need templates that were made and approved at Twilio beforehand.
The reading of what Twilio posts is in whatsapp_form.py, the meaning of its codes in twilio_codes.py.
"""

import asyncio
import logging
from dataclasses import dataclass

import aiohttp
import httpx
from twilio.base import values
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from bot.channels.channel import NO_TEMPLATE, Later, Limits, Pace, Refused, Sent
from bot.channels.download import GONE, at_home, download, trust
from bot.channels.secret import Secret, hush
from bot.channels.twilio_codes import meaning_of_answer
from bot.channels.whatsapp_form import NAME, Form, Status, read, read_status
from bot.dialogue.message import Attachment, Message
from bot.dialogue.speech import Speech

log = logging.getLogger(__name__)

PUBLIC_API = "https://api.twilio.com"
LARGEST_FILE = 16 * 1024 * 1024  # bytes; WhatsApp carries no more

# A time-out has its own word: Twilio may have sent the message all the same, and it can be looked up.
TIMEOUT = Later(30, "timeout")
NETWORK = Later(5, "network")


@dataclass(frozen=True, slots=True)
class Account:
    """Our account at Twilio and the WhatsApp number we write from."""

    sid: str
    token: Secret
    number: str


class WhatsAppChannel:
    """The wire to people on WhatsApp."""

    name = NAME
    limits = Limits(text=1600, choices=0, choice_label=0)
    pace = Pace(everyone=10, person=1 / 6, person_burst=5)
    window_hours: int | None = 24

    def __init__(
        self,
        account: Account,
        *,
        api_url: str = PUBLIC_API,
        status_url: str = "",
        template: str = "",
        timeout: float = 10.0,
    ) -> None:
        hush()
        self._login = (account.sid, account.token.reveal())
        self._from = f"whatsapp:{account.number.removeprefix('whatsapp:')}"
        self._api_url = api_url.rstrip("/")
        self._status_url = status_url
        self._template = template
        self._timeout = timeout
        self._validator = RequestValidator(account.token.reveal())
        self._files = httpx.AsyncClient(timeout=timeout, verify=trust())
        self._client = Client(*self._login)
        self._client.api.base_url = self._api_url

    async def start(self) -> None:
        """Open the HTTP client; Twilio's needs a running loop, and nothing is asked of Twilio yet."""
        self._client.http_client = AsyncTwilioHttpClient()

    async def close(self) -> None:
        """Close the HTTP clients for good."""
        if self._client.http_client.is_async:
            await self._client.http_client.close()
        await self._files.aclose()

    def signed(self, url: str, form: Form, signature: str) -> bool:
        """Tell whether Twilio signed this form for this address, exactly as the address is written at Twilio."""
        return bool(self._validator.validate(url, _Repeated(form), signature))

    def read(self, form: Form) -> Message:
        """Read an incoming message; raises BadPayload when it is malformed."""
        return read(form)

    def read_status(self, form: Form) -> Status:
        """Read a status callback; raises BadPayload when it is malformed."""
        return read_status(form)

    async def send(self, address: str, speech: Speech) -> Sent | Later | Refused:
        """Send one piece as text; Sent means that Twilio took it, what becomes of it comes as a `Status`."""
        return await self._create(address, body=speech.text)

    async def knock(self, address: str) -> Sent | Later | Refused:
        """Send the approved template by its ContentSid; its text at Twilio must say nothing but to reply BUKA."""
        return await self._create(address, content_sid=self._template) if self._template else NO_TEMPLATE

    async def _create(self, address: str, **content: str) -> Sent | Later | Refused:
        try:
            async with asyncio.timeout(self._timeout):
                sent = await self._client.messages.create_async(
                    to=address,
                    from_=self._from,
                    status_callback=self._status_url or values.unset,
                    **content,
                )
        except (TwilioRestException, TwilioServiceException) as error:
            return meaning_of_answer(error.status, error.code)
        except TimeoutError:
            return TIMEOUT
        except (aiohttp.ClientError, OSError, ValueError):
            return NETWORK
        return Sent(str(sent.sid))

    async def fetch(self, attachment: Attachment) -> bytes | Later | Refused:
        """Fetch a file of at most 16 MB from Twilio; Refused says "too_large" or "gone"."""
        if not at_home(attachment.reference, self._api_url):
            log.warning("whatsapp_media_elsewhere")
            return GONE
        return await download(self._files, attachment.reference, LARGEST_FILE, home=self._api_url, login=self._login)

    async def acknowledge(self, message: Message) -> None:
        """Do nothing: WhatsApp wants no answer to a pressed button."""


class _Repeated(dict[str, list[str]]):
    """A form as Twilio's validator wants it, with every value of a repeated name."""

    def __init__(self, form: Form) -> None:
        super().__init__({name: list(given) for name, given in form.items()})

    def getlist(self, name: str) -> list[str]:
        """Give all values of a name."""
        return self[name]
