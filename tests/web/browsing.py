"""A real browser and a running demo, for the tests that look at pages as people do."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
from playwright.async_api import FrameLocator, Page

from bot.demo import PASSWORD
from tests.conftest import CACHE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PICTURES = os.environ.get("RANTAU_PICTURES", "")
READY = 60  # seconds the demo may take on a busy machine


def demo_of(data: Path) -> Iterator[str]:
    """The address of a demo on the book in a folder, as long as it is wanted; it must end cleanly on Ctrl-C."""
    port = _free_port()
    (data / "ear").symlink_to(CACHE)
    environment = {**os.environ, "RANTAU_DATA_DIR": str(data)}
    command = [sys.executable, "-m", "bot", "demo", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(4)]
        assert f"http://localhost:{port}" in lines[0], lines
        _wait_until_open(port)
        yield f"http://127.0.0.1:{port}"
        process.send_signal(2)
        assert process.wait(timeout=20) == 0


async def log_in(desk: Page | FrameLocator, login: str) -> None:
    """Come in at the desk as a sample officer."""
    await desk.locator("#login").fill(login)
    await desk.locator("#password").fill(PASSWORD)
    await desk.locator("button.main").click()
    await desk.locator(".bar .who").wait_for()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_open(port: int) -> None:
    transport = httpx.HTTPTransport(retries=50)
    with httpx.Client(transport=transport, timeout=READY) as client:
        client.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
