"""A running local Bot API server and a client that speaks to it without any library's help."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from bot.web.botapi import BotApi, Chat, botapi_app, serve

TOKEN = "1234:local"


@dataclass(frozen=True)
class Local:
    """The server's inside (`api`), its address, and a plain HTTP client."""

    api: BotApi
    url: str
    http: aiohttp.ClientSession

    async def call(self, method: str, **params: object) -> dict[str, object]:
        """Post JSON to a method; the whole answer."""
        async with self.http.post(f"{self.url}/bot{TOKEN}/{method}", json=params) as response:
            answer: dict[str, object] = await response.json()
            assert answer.get("error_code", 200) == response.status
            return answer

    async def result(self, method: str, **params: object) -> object:
        """Post JSON to a method that must not be refused; its result."""
        answer = await self.call(method, **params)
        assert answer["ok"] is True, answer
        return answer["result"]

    async def refusal(self, method: str, **params: object) -> tuple[object, object]:
        """Post JSON to a method that must be refused; code and description."""
        answer = await self.call(method, **params)
        assert answer["ok"] is False, answer
        return answer["error_code"], answer["description"]

    async def send(self, chat: Chat, text: str, **params: object) -> dict[str, object]:
        """Send a message in HTML; the message."""
        message = await self.result("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML", **params)
        assert isinstance(message, dict)
        return message

    async def updates(self, **params: object) -> list[dict[str, object]]:
        """getUpdates; the updates."""
        updates = await self.result("getUpdates", **params)
        assert isinstance(updates, list)
        return updates


@asynccontextmanager
async def running(first_update_id: int = 1) -> AsyncIterator[Local]:
    """A fresh server for the length of a block."""
    api = BotApi(TOKEN, first_update_id=first_update_id)
    async with serve(botapi_app(api, webhook_pace=0.01)) as port, aiohttp.ClientSession() as http:
        yield Local(api, f"http://127.0.0.1:{port}", http)
