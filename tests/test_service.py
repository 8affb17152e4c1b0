"""The doors of the service, with the real book behind them."""

import json

import httpx
from sqlalchemy import select

from bot.channels.secret import Secret
from bot.channels.telegram import TelegramChannel
from bot.doors import add_hooks, make_doors
from bot.store.schema import job
from bot.web.live import Live
from bot.web.pages import Pages
from bot.work.workshop import Workshop

UPDATE = {
    "update_id": 5,
    "message": {
        "message_id": 1,
        "date": 1700000000,
        "chat": {"id": 1001, "type": "private", "first_name": "X"},
        "from": {"id": 1001, "is_bot": False, "first_name": "X"},
        "text": "halo",
    },
}


async def test_an_update_is_in_the_inbox_before_200(shop: Workshop) -> None:
    """A signed update is written down once, a forged one leaves no trace."""
    telegram = TelegramChannel(Secret("1:abc"), webhook_secret=Secret("right"))
    doors = make_doors(shop, Pages(shop.words), Live(shop.book))
    add_hooks(doors, shop, telegram, None, "")
    transport = httpx.ASGITransport(app=doors)

    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answers = [
            (await client.post("/hooks/telegram", content=json.dumps(UPDATE), headers=headers)).status_code
            for headers in ({}, _secret("wrong"), _secret("right"), _secret("right"))
        ]
        ready = await client.get("/readyz")

    assert answers == [403, 403, 200, 200]
    assert ready.status_code == 200
    assert [row.key for row in shop.book.read_now(lambda tx: tx.execute(select(job)).all())] == ["tg:1:5"]


def _secret(value: str) -> dict[str, str]:
    return {"X-Telegram-Bot-Api-Secret-Token": value}
