"""The Redis store: what belongs to its server, its expiring keys, and several bots that share it."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.storage.protocol import (
    HANDLED_KEPT,
    HOUR,
    LEASE,
    MESSAGES_KEPT,
    MOST_MESSAGES,
    PREFERENCES_KEPT,
    QUESTIONS_KEPT,
    TOTALS_KEPT,
    Preferences,
    Store,
    Tally,
)
from bot.storage.redis import RedisStore
from bot.storage.redis_keys import DUE, MESSAGES, PREFIX, QUESTION, SEALED, TIMERS, padded
from tests.redis_server import RedisServer, redis_server
from tests.storage.conftest import CHAT, KEY, OTHER, Clock, fill

SECONDS = {
    "choices": PREFERENCES_KEPT,
    "messages": MESSAGES_KEPT,
    "timers": MESSAGES_KEPT,
    "sealed": MESSAGES_KEPT,
    "due": MESSAGES_KEPT,
    "handled": HANDLED_KEPT,
    "totals": TOTALS_KEPT,
    "question": QUESTIONS_KEPT,
    "questions": QUESTIONS_KEPT,
    "last-question": QUESTIONS_KEPT,
}
"""How long keys of each kind are kept when nobody touches them again."""


@asynccontextmanager
async def bots(server: RedisServer, clock: Clock, count: int) -> AsyncIterator[list[RedisStore]]:
    """Return the stores of several bots that share one server."""
    async with AsyncExitStack() as stack:
        stores = [RedisStore(server.url, KEY, clock) for _ in range(count)]
        for store in stores:
            stack.push_async_callback(store.close)
        yield stores


def check_times(server: RedisServer) -> set[str]:
    """Check that every key expires in its time; return the kinds of keys that were found."""
    kinds = {key: key.removeprefix(PREFIX).partition(":")[0] for key in server.names()}
    for key, kind in kinds.items():
        assert key.startswith(PREFIX)
        assert SECONDS[kind] - 30 < server.admin.ttl(key) <= SECONDS[kind], key
    return set(kinds.values())


async def test_every_key_expires_by_itself_in_its_time(redis: RedisStore, server: RedisServer) -> None:
    await fill(redis)
    assert check_times(server) == set(SECONDS)


async def test_no_call_makes_a_key_that_stays(redis: RedisStore, server: RedisServer, clock: Clock) -> None:
    for chat in (CHAT, OTHER):
        await fill(redis, chat)
    await redis.vanish(CHAT, [78, 79], 7200)
    clock.now += 61
    for timer in await redis.due():
        check_times(server)
        await redis.finished(timer)
    await redis.forget_messages(CHAT, [78])
    await redis.expire()
    assert "timers" in check_times(server)


async def test_what_happens_again_is_kept_anew(redis: RedisStore, server: RedisServer) -> None:
    await fill(redis)
    for key in server.names():
        server.admin.expire(key, 5)
    await fill(redis)
    server.admin.delete(QUESTION.format(number=padded(1)))  # the first question is not the second
    assert check_times(server) == set(SECONDS)


async def test_old_numbers_leave_a_chat_that_is_still_used(
    redis: RedisStore, server: RedisServer, clock: Clock
) -> None:
    await redis.remember(CHAT, [1])
    clock.now += 47 * HOUR
    await redis.remember(CHAT, [2])
    [key] = server.names()
    clock.now += HOUR
    await redis.expire()
    assert set(server.scores(key)) == {"0000000002"}


async def test_a_flood_is_cut_at_once(redis: RedisStore, server: RedisServer) -> None:
    await redis.remember(CHAT, range(1, MOST_MESSAGES + 101))
    [key] = server.names()
    assert server.admin.zcard(key) == MOST_MESSAGES


async def test_forgetting_leaves_no_key_of_the_chat(redis: RedisStore, server: RedisServer) -> None:
    await fill(redis, OTHER)
    before = server.names()
    await fill(redis, CHAT)
    await redis.forget(CHAT)
    assert [key for key in server.names() if "question:" not in key] == [
        key for key in before if "question:" not in key
    ]
    assert server.admin.zcard(DUE) == 1


async def test_the_encrypted_id_goes_with_the_last_timer(redis: RedisStore, server: RedisServer, clock: Clock) -> None:
    await redis.vanish(CHAT, [1], 60)
    await redis.vanish(CHAT, [2], 120)
    for left in (3, 0):  # timers, sealed, due
        clock.now += 61
        [timer] = await redis.due()
        await redis.finished(timer)
        assert len(server.names()) == left


async def test_timers_are_given_to_one_bot_each(server: RedisServer, clock: Clock) -> None:
    chats = range(1, 501)
    async with bots(server, clock, 8) as stores:
        for start in chats[::100]:
            some = range(start, start + 100)
            await asyncio.gather(*(stores[chat % 8].vanish(chat, [chat, chat + 1], chat % 60) for chat in some))
        clock.now += 60
        for _ in range(2):  # the second time, because whoever took them has died
            taken = await asyncio.gather(*(store.due() for store in stores * 5))
            given = Counter(timer.chat_id for timers in taken for timer in timers)
            assert given == Counter(chats)
            clock.now += LEASE
        timers = [timer for timers in await asyncio.gather(*(store.due() for store in stores)) for timer in timers]
        for timer in timers:
            await stores[0].finished(timer)
    assert server.names() == []


async def test_more_timers_than_one_call_takes_come_with_the_next(redis: RedisStore, clock: Clock) -> None:
    for start in range(1, 1201, 100):
        await asyncio.gather(*(redis.vanish(chat, [1], 60) for chat in range(start, start + 100)))
    clock.now += 61
    first, second, third = [await redis.due() for _ in range(3)]
    assert {timer.chat_id for timer in first + second} == set(range(1, 1201))
    assert (len(first), len(second), len(third)) == (1000, 200, 0)


async def test_a_chat_whose_timers_expired_is_passed_over(redis: RedisStore, server: RedisServer, clock: Clock) -> None:
    await redis.vanish(CHAT, [1], 60)
    await redis.vanish(OTHER, [2], 60)
    [gone, _] = [key for key in server.names() if key.startswith(TIMERS.format(chat=""))]
    server.admin.delete(gone)
    clock.now += 61
    assert len(await redis.due()) == 1
    assert server.admin.zcard(DUE) == 1


async def _something(store: Store, chance: random.Random) -> None:
    """Call one of what touches a chat's timers."""
    chat = chance.randrange(1, 5)
    numbers = [chance.randrange(1, 9) for _ in range(3)]
    calls: list[Callable[[], Awaitable[object]]] = [
        lambda: store.vanish(chat, numbers, chance.randrange(100)),
        lambda: store.forget_messages(chat, numbers),
        store.due,
        lambda: store.forget(chat),
    ]
    await chance.choices(calls, weights=(5, 3, 2, 1))[0]()


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_bots_do_at_once_the_keys_agree(server: RedisServer, clock: Clock, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    async with bots(server, clock, 4) as stores:
        for _ in range(50):
            await asyncio.gather(*(_something(store, chance) for store in stores * 2))
            clock.now += 10
    keys = server.names()
    timers = {key.removeprefix(TIMERS.format(chat="")) for key in keys if key.startswith(TIMERS.format(chat=""))}
    sealed = {key.removeprefix(SEALED.format(chat="")) for key in keys if key.startswith(SEALED.format(chat=""))}
    first = server.scores(DUE)
    assert timers == sealed == set(first)
    for chat, due in first.items():
        assert due <= min(server.scores(TIMERS.format(chat=chat)).values())


async def test_bots_share_what_is_kept(server: RedisServer, clock: Clock) -> None:
    asked = Tally("answer", "tg", "кто|это", '"')
    async with bots(server, clock, 3) as stores:
        await asyncio.gather(*(store.count(asked) for store in stores * 10))
        await stores[0].prefer(CHAT, Preferences("ky", 5, short=True))
        assert await stores[1].preferences(CHAT) == Preferences("ky", 5, short=True)
        await stores[1].forget(CHAT)
        assert await stores[0].preferences(CHAT) == Preferences()
        assert [(total.tally, total.count) for total in await stores[2].totals("2026-09-01")] == [(asked, 30)]


async def test_another_key_knows_no_chat_and_reads_no_question(
    redis: RedisStore, server: RedisServer, clock: Clock
) -> None:
    await fill(redis)
    other = RedisStore(server.url, b"x" * 32, clock)
    clock.now += 61
    assert await other.preferences(CHAT) == Preferences()
    assert await other.questions() == []
    assert await other.due() == []
    await other.close()


async def test_a_server_that_writes_to_a_disk_keeps_what_was_forgotten(tmp_path: Path, clock: Clock) -> None:
    """docs/privacy.md warns of this; were it no longer so, the warning could go."""
    with redis_server(tmp_path) as server:
        server.admin.config_set("appendonly", "yes")
        store = RedisStore(server.url, KEY, clock)
        await store.remember(CHAT, [77])
        [key] = server.names()
        assert key.startswith(MESSAGES.format(chat=""))
        await store.forget(CHAT)
        await store.close()
        assert server.names() == []
        files = list((tmp_path / "appendonlydir").iterdir())
        assert any(key.encode() in file.read_bytes() for file in files)
