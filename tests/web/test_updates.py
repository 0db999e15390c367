"""getUpdates: waiting, confirming, forgetting, and two programs that want the same updates."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.web.botapi import Chat
from tests.web.local import Local, running


def ids(updates: list[dict[str, object]]) -> list[object]:
    return [update["update_id"] for update in updates]


async def test_updates_stay_until_an_offset_confirms_them(local: Local, chat: Chat) -> None:
    for text in "abc":
        local.api.say(chat, text)
    assert ids(await local.updates()) == [1, 2, 3]
    assert ids(await local.updates(offset=2, limit=1)) == [2]
    assert ids(await local.updates(offset=4)) == []
    assert len(local.api.state.updates) == 0


async def test_a_negative_offset_keeps_only_the_newest(local: Local, chat: Chat) -> None:
    for text in "abcd":
        local.api.say(chat, text)
    assert ids(await local.updates(offset=-2)) == [3, 4]
    assert ids(await local.updates(offset=1)) == [3, 4]


async def test_the_same_offset_within_half_a_second_gets_one_update(local: Local, chat: Chat) -> None:
    for text in "abc":
        local.api.say(chat, text)
    assert len(await local.updates(offset=1)) == 3
    assert len(await local.updates(offset=1)) == 1
    await asyncio.sleep(0.55)
    assert len(await local.updates(offset=1)) == 3


async def test_a_long_poll_wakes_at_once(local: Local, chat: Chat) -> None:
    poll = asyncio.create_task(local.updates(timeout=20))
    await asyncio.sleep(0.1)
    assert not poll.done()
    start = time.perf_counter()
    local.api.say(chat, "hello")
    assert ids(await poll) == [1]
    assert time.perf_counter() - start < 1


async def test_a_long_poll_ends_empty(local: Local) -> None:
    start = time.perf_counter()
    assert await local.updates(timeout=1) == []
    assert 0.9 < time.perf_counter() - start < 3


async def test_a_second_poller_ends_the_first_with_conflict(local: Local, chat: Chat) -> None:
    first = asyncio.create_task(local.call("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(local.updates(timeout=20))
    answer = await asyncio.wait_for(first, 2)
    assert answer["error_code"] == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    local.api.say(chat, "hello")
    assert len(await second) == 1


async def test_conflicts_come_at_most_once_in_three_seconds(local: Local) -> None:
    polls = []
    for _ in range(3):
        polls.append(asyncio.create_task(local.call("getUpdates", timeout=20)))
        await asyncio.sleep(0.05)
    assert (await asyncio.wait_for(polls[0], 1))["error_code"] == 409
    await asyncio.sleep(0.3)
    assert not polls[1].done()
    for poll in polls[1:]:
        poll.cancel()


async def test_a_webhook_forbids_polling(local: Local) -> None:
    poll = asyncio.create_task(local.call("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    await local.result("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    refusal = await local.refusal("getUpdates")
    assert refusal[0] == 409
    assert "while webhook is active" in str(refusal[1])
    await local.result("deleteWebhook")
    assert await local.updates() == []


async def test_allowed_updates_are_remembered(local: Local, chat: Chat) -> None:
    await local.updates(allowed_updates=["callback_query", "my_chat_member"])
    local.api.say(chat, "unwanted")
    local.api.block(chat)
    first, *rest = await local.updates(offset=1)
    assert "my_chat_member" in first
    assert rest == []
    await local.updates(offset=2, allowed_updates=[])
    local.api.say(chat, "wanted")
    assert "message" in (await local.updates(offset=2))[0]


@pytest.mark.parametrize(("seconds", "left"), [(100, 2), (200, 1), (86_500, 0)])
async def test_updates_expire(local: Local, chat: Chat, seconds: int, left: int) -> None:
    markup = {"inline_keyboard": [[{"text": "t", "callback_data": "x"}]]}
    sent = await local.send(chat, "x", reply_markup=markup)
    message_id = sent["message_id"]
    assert isinstance(message_id, int)
    local.api.tap(chat, message_id, "x")
    local.api.say(chat, "hello")
    local.api.shift_clock(seconds)
    assert len(await local.updates()) == left


async def test_update_ids_may_start_and_jump_anywhere() -> None:
    async with running(first_update_id=900) as local:
        chat = local.api.private_chat()
        local.api.say(chat, "hello")
        assert ids(await local.updates()) == [900]
        await local.updates(offset=901)
        # After a week of silence Telegram starts at a random number: an offset far ahead confirms nothing.
        local.api.inject({"update_id": 5, "message": {}})
        assert ids(await local.updates(offset=902)) == [5]


async def test_nonsense_can_be_injected(local: Local) -> None:
    assert local.api.inject({"something_new": {"x": 1}}) == 1
    assert await local.updates() == [{"something_new": {"x": 1}, "update_id": 1}]
