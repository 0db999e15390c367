"""Bad weather on order."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest

from bot.web.botapi import Chat
from tests.web.local import TOKEN, Local


async def test_429_and_500_come_as_planned_and_then_stop(local: Local, chat: Chat) -> None:
    local.api.fail("sendMessage", times=2, status=429, retry_after=3)
    local.api.fail("sendMessage", status=502)
    answer = await local.call("sendMessage", chat_id=chat.id, text="x")
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert await local.result("getMe")
    assert (await local.refusal("sendMessage"))[0] == 429
    assert await local.refusal("sendMessage") == (502, "Bad Gateway")
    await local.send(chat, "x")
    assert local.api.calls["sendMessage"] == 1


async def test_an_html_page_instead_of_json(local: Local) -> None:
    local.api.fail(status=500, body="<html><h1>Internal Server Error</h1></html>")
    async with local.http.get(f"{local.url}/bot{TOKEN}/getMe") as response:
        assert response.status == 500
        assert response.content_type == "text/html"
        assert await response.text() == "<html><h1>Internal Server Error</h1></html>"


@pytest.mark.parametrize("handled", [False, True])
async def test_a_cut_connection_before_or_after_the_deed(local: Local, chat: Chat, handled: bool) -> None:
    local.api.cut("sendMessage", handled=handled)
    with pytest.raises(aiohttp.ClientError):
        await local.send(chat, "x")
    assert len(chat.messages) == handled
    await local.send(chat, "x")


async def test_a_hanging_call(local: Local) -> None:
    local.api.hang("getMe", seconds=0.2)
    start = time.perf_counter()
    with pytest.raises(aiohttp.ClientError):
        await local.call("getMe")
    assert time.perf_counter() - start >= 0.2


async def test_a_delay_for_every_call_until_it_is_lifted(local: Local) -> None:
    local.api.slow_down(0.1)
    start = time.perf_counter()
    await asyncio.gather(*(local.result("getMe") for _ in range(5)))
    assert 0.1 <= time.perf_counter() - start < 0.4
    local.api.slow_down(0)
    start = time.perf_counter()
    await local.result("getMe")
    assert time.perf_counter() - start < 0.1


async def test_updates_twice_and_out_of_order(local: Local, chat: Chat) -> None:
    for text in "ab":
        local.api.say(chat, text)
    local.api.faults.shuffle_batches(1)
    local.api.faults.repeat_batches(1)
    assert [update["update_id"] for update in await local.updates()] == [2, 1, 2, 1]
    assert [update["update_id"] for update in await local.updates(offset=1)] == [1, 2]


async def test_clear_ends_all_plans(local: Local) -> None:
    local.api.fail(times=100)
    local.api.faults.clear()
    await local.result("getMe")
