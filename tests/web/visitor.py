"""The doors of the desk without a network: real book, real pages, no server."""

from dataclasses import dataclass

import httpx
from sqlalchemy import Connection

from bot.store import officers
from bot.work.workshop import Workshop

PASSWORD = "a long password"
SAME = "http://desk"


@dataclass
class Visitor:
    """A browser that keeps cookies and follows redirects."""

    shop: Workshop
    client: httpx.AsyncClient

    async def log_in(self, login: str) -> "Visitor":
        """Log in at the desk as the officer of the office of that name."""
        self.shop.book.write_now(lambda tx: _add_officer(tx, login))
        answer = await self.client.post("/desk/login", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 200
        return self

    async def csrf(self) -> str:
        """The token in the forms of this session."""
        return _between((await self.client.get("/desk")).text, 'name="csrf" value="', '"')

    async def act(self, number: str, act: str, **fields: str) -> httpx.Response:
        """Do an act on a case as it is seen now."""
        page = (await self.client.get(f"/desk/cases/{number}")).text
        seen = {
            "csrf": _between(page, 'name="csrf" value="', '"'),
            "version": _between(page, 'name="version" value="', '"'),
        }
        return await self.client.post(f"/desk/cases/{number}/{act}", data={**seen, **fields})


def _add_officer(tx: Connection, login: str) -> None:
    if officers.by_login(tx, login) is None:
        officers.add(tx, login, f"Petugas {login}", login, "id", PASSWORD)


def _between(text: str, before: str, after: str) -> str:
    return text.split(before, 1)[1].split(after, 1)[0]
