"""Lets officers of any role come to the desk, and reads what was written down about them."""

import re
from collections.abc import Callable
from typing import Any

import httpx
from sqlalchemy import select
from visitor import PASSWORD, Visitor

from bot.casework.roles import Role
from bot.store import officers, schema

Visit = Callable[[], Visitor]


class Comer:
    """An officer with a session, and the form token of it."""

    def __init__(self, visitor: Visitor, login: str, role: Role, office: str) -> None:
        """Add the officer and begin a session."""
        self.client, self.book = visitor.client, visitor.shop.book
        self.id, self.csrf = self.book.write_now(lambda tx: self._come(tx, visitor, login, role, office))

    def _come(self, tx: Any, visitor: Visitor, login: str, role: Role, office: str) -> tuple[int, str]:
        officer_id = officers.add(tx, login, f"Petugas {login}", office, "id", PASSWORD, role)
        now = visitor.shop.clock()
        token = officers.begin_session(tx, officer_id, now)
        visitor.client.cookies.set("rantau_desk", token)
        found = officers.of_session(tx, token, now)
        assert found
        return officer_id, found.csrf

    async def sees(self, path: str) -> httpx.Response:
        """A page of the desk."""
        return await self.client.get(f"/desk{path}")

    async def sends(self, path: str, **fields: str) -> httpx.Response:
        """A form of the desk."""
        return await self.client.post(f"/desk{path}", data={"csrf": self.csrf, **fields})

    def row(self, officer_id: int | None = None) -> Any:
        """An officer as the book has them; this one unless another is named."""
        return self.book.read_now(lambda tx: officers.by_id(tx, officer_id or self.id))

    def written(self) -> list[tuple[str, str]]:
        """What stands in the audit, oldest first."""
        rows = select(schema.audit.c.what, schema.audit.c.text).order_by(schema.audit.c.id)
        return [(row.what, row.text) for row in self.book.read_now(lambda tx: tx.execute(rows).all())]


def come(visit: Visit, login: str = "petugas", role: Role = Role.COORDINATOR, office: str = "paringan") -> Comer:
    """Let an officer come to the desk."""
    return Comer(visit(), login, role, office)


def code_in(page: str) -> str:
    """The code shown on a page."""
    found = re.search(r'class="code">([0-9A-Z-]+)<', page)
    assert found
    return found[1]
