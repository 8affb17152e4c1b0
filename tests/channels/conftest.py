"""Running providers and captured payloads for the wires' tests."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from provider import PAYLOADS, Stub


async def _serve(stub: Stub) -> AsyncIterator[Stub]:
    server = await asyncio.start_server(stub.serve, "127.0.0.1", 0)
    stub.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield stub
    server.close()


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    """Give a running stub."""
    async for running in _serve(Stub()):
        yield running


@pytest.fixture
async def elsewhere() -> AsyncIterator[Stub]:
    """Give a second running stub, a host that is not the provider's."""
    async for running in _serve(Stub()):
        yield running


@pytest.fixture
def update() -> Callable[[str], Any]:
    """Give a captured Telegram update by its name."""
    return lambda name: json.loads((PAYLOADS / "telegram" / f"{name}.json").read_text("utf-8"))


@pytest.fixture
def posted() -> Callable[[str], bytes]:
    """Give the body of a captured Twilio post by its name; the files hold one field a line."""
    return lambda name: (PAYLOADS / "whatsapp" / f"{name}.form").read_bytes().strip().replace(b"\n", b"&")


@pytest.fixture
def form(posted: Callable[[str], bytes]) -> Callable[[str], dict[str, list[str]]]:
    """Give a captured Twilio form by its name."""
    return lambda name: parse_qs(posted(name).decode(), keep_blank_values=True)
