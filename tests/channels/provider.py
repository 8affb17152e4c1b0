"""A provider on the loopback that gives the answers a test sets and remembers what it was asked."""

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAYLOADS = Path(__file__).parent / "payloads"


@dataclass(frozen=True)
class Answer:
    """What the stub says: a status, a body (JSON unless bytes), headers, and how long it thinks first."""

    status: int = 200
    body: Any = b""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True)
class Asked:
    """What the stub was asked."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    form: dict[str, list[str]]


class Stub:
    """A small web server whose answers are set by path; an unknown path is 404."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request, remember it, and give the answer set for its path."""
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        target = urlsplit(first.split(" ")[1])
        self.asked.append(Asked(target.path, parse_qs(target.query), headers, parse_qs(body.decode())))
        await self._answer(self.answers.get(target.path, Answer(404)), writer)

    async def _answer(self, answer: Answer, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(answer.seconds)
        body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        headers = answer.headers | {"content-length": str(len(body)), "connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {answer.status} -\r\n{head}\r\n".encode() + body)
        writer.close()
