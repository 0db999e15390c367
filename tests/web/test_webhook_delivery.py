"""Updates find their way to a webhook as Telegram would bring them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.web.botapi import Chat, serve
from tests.web.local import Local

Answer = Callable[[dict[str, object]], Awaitable[web.Response]]


async def ok(_update: dict[str, object]) -> web.Response:
    return web.Response()


@dataclass
class Hook:
    """A webhook that notes what comes and answers as it is told."""

    answer: Answer = ok
    updates: list[dict[str, object]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    running: int = 0
    most_running: int = 0
    url: str = ""

    async def handle(self, request: web.Request) -> web.Response:
        update: dict[str, object] = await request.json()
        self.updates.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            return await self.answer(update)
        finally:
            self.running -= 1

    @property
    def ids(self) -> list[object]:
        return [update["update_id"] for update in self.updates]


@asynccontextmanager
async def serving(hook: Hook) -> AsyncIterator[Hook]:
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    async with serve(app) as port:
        hook.url = f"http://127.0.0.1:{port}/hook"
        yield hook


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with serving(Hook()) as hook:
        yield hook


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 # what is waited for has no event of its own
            await asyncio.sleep(0.005)


async def test_what_waited_and_what_comes_is_delivered_with_the_secret(local: Local, chat: Chat, hook: Hook) -> None:
    local.api.say(chat, "before")
    await local.result("setWebhook", url=hook.url, secret_token="s-1_x")
    local.api.say(chat, "after")
    await until(lambda: len(local.api.state.updates) == 0)
    assert hook.ids == [1, 2]
    assert hook.secrets == ["s-1_x", "s-1_x"]
    info = await local.result("getWebhookInfo")
    assert isinstance(info, dict)
    assert (info["url"], info["pending_update_count"]) == (hook.url, 0)
    assert "last_error_message" not in info


async def test_a_failed_delivery_is_repeated_and_holds_only_its_own_chat(local: Local, chat: Chat, hook: Hook) -> None:
    failures = 0

    async def stumble(update: dict[str, object]) -> web.Response:
        nonlocal failures
        if update["update_id"] == 1 and failures < 3:
            failures += 1
            return web.Response(status=500)
        return web.Response()

    hook.answer = stumble
    other = local.api.private_chat()
    await local.result("setWebhook", url=hook.url)
    local.api.say(chat, "a")
    local.api.say(chat, "b")
    local.api.say(other, "c")
    await until(lambda: len(local.api.state.updates) == 0)
    assert hook.ids.count(1) == 4
    assert [one for one in hook.ids if one != 3] == [1, 1, 1, 1, 2]
    assert hook.ids.index(3) < hook.ids.index(2)
    info = await local.result("getWebhookInfo")
    assert isinstance(info, dict)
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_chats_go_in_parallel_and_one_chat_in_order(local: Local, hook: Hook) -> None:
    async def slow(_update: dict[str, object]) -> web.Response:
        await asyncio.sleep(0.05)
        return web.Response()

    hook.answer = slow
    await local.result("setWebhook", url=hook.url, max_connections=4)
    chats = [local.api.private_chat() for _ in range(8)]
    for chat in chats:
        for text in "ab":
            local.api.say(chat, text)
    await until(lambda: len(local.api.state.updates) == 0)
    assert hook.most_running == 4
    for chat in chats:
        texts = [
            update["message"]["text"]
            for update in hook.updates
            if isinstance(update["message"], dict) and update["message"]["chat"]["id"] == chat.id
        ]
        assert texts == ["a", "b"]


async def test_a_dead_webhook_keeps_updates_and_polling_gets_them_later(local: Local, chat: Chat) -> None:
    async with serving(Hook()) as hook:
        dead = hook.url
    await local.result("setWebhook", url=dead)
    local.api.say(chat, "hello")
    await until(lambda: bool(local.api.state.webhook_trouble.at))
    await local.result("deleteWebhook")
    assert [update["update_id"] for update in await local.updates()] == [1]


async def test_pending_updates_can_be_dropped(local: Local, chat: Chat, hook: Hook) -> None:
    local.api.say(chat, "lost")
    await local.result("setWebhook", url=hook.url, drop_pending_updates=True)
    local.api.say(chat, "kept")
    await until(lambda: len(local.api.state.updates) == 0)
    assert hook.ids == [2]


async def test_a_method_in_the_answer_is_carried_out(local: Local, chat: Chat, hook: Hook) -> None:
    async def reply(_update: dict[str, object]) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": chat.id, "text": "inside"})

    hook.answer = reply
    await local.result("setWebhook", url=hook.url)
    local.api.say(chat, "hello")
    assert (await local.api.next_bot_message(chat)).text == "inside"


async def test_deliveries_can_be_doubled(local: Local, chat: Chat, hook: Hook) -> None:
    local.api.faults.repeat_batches(1)
    await local.result("setWebhook", url=hook.url)
    local.api.say(chat, "a")
    local.api.say(chat, "b")
    await until(lambda: len(local.api.state.updates) == 0)
    assert hook.ids == [1, 1, 2]


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org/"}, "bad webhook: the local server delivers only to this machine"),
        ({"url": "http://localhost:9/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "http://localhost:9/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_set_webhook_refuses(local: Local, params: dict[str, object], reason: str) -> None:
    assert await local.refusal("setWebhook", **params) == (400, f"Bad Request: {reason}")
