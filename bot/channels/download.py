"""Fetching a file from a provider: bounded in size and time, and with the password shown to nobody but the provider."""

import asyncio
import ssl
from functools import cache

import httpx

from bot.channels.channel import Later, Refused

MOST_REDIRECTS = 3
SAFE_SCHEMES = ("https",)  # for hosts other than the provider's
WHOLE_SECONDS = 60.0

NETWORK = Later(5, "network")
GONE = Refused("gone")
TOO_LARGE = Refused("too_large")

# What an answer other than 200 means; the rest of 5xx is the network, anything else is gone.
ANSWERS: dict[int, Later | Refused] = {
    httpx.codes.UNAUTHORIZED: Later(300, "credentials"),
    httpx.codes.TOO_MANY_REQUESTS: Later(30, "rate_limited"),
}


@cache
def trust() -> ssl.SSLContext:
    """Give the one TLS context of all wires; reading the authorities takes longer than making everything else."""
    return httpx.create_ssl_context()


async def download(
    client: httpx.AsyncClient, url: str, limit: int, home: str, login: tuple[str, str] | None = None
) -> bytes | Later | Refused:
    """Fetch at most `limit` bytes; `login` is shown to the host of `home` alone, other hosts must speak https."""
    try:
        async with asyncio.timeout(WHOLE_SECONDS):
            return await _follow(client, httpx.URL(url), limit, home, login)
    except (httpx.HTTPError, TimeoutError):
        return NETWORK
    except httpx.InvalidURL:
        return GONE


def at_home(url: str, home: str) -> bool:
    """Tell whether an address is on the host, port and scheme of `home`."""
    try:
        return _origin(httpx.URL(url)) == _origin(httpx.URL(home))
    except httpx.InvalidURL:
        return False


async def _follow(
    client: httpx.AsyncClient, url: httpx.URL, limit: int, home: str, login: tuple[str, str] | None
) -> bytes | Later | Refused:
    for _ in range(1 + MOST_REDIRECTS):
        known = at_home(str(url), home)
        if not known and url.scheme not in SAFE_SCHEMES:
            return GONE
        async with client.stream("GET", url, auth=login if known else None, follow_redirects=False) as response:
            if not response.has_redirect_location:
                return await _read(response, limit)
            url = url.join(response.headers["location"])
    return GONE


async def _read(response: httpx.Response, limit: int) -> bytes | Later | Refused:
    if response.status_code != httpx.codes.OK:
        return ANSWERS.get(response.status_code, NETWORK if response.is_server_error else GONE)
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > limit:
            return TOO_LARGE
    return bytes(data)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    usual = {"https": 443, "http": 80}
    return url.scheme, url.host, url.port or usual.get(url.scheme)
