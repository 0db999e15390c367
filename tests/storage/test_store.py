"""What every store promises: it remembers what it must, forgets what it must, and what it keeps names nobody."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Literal

import pytest

from bot.storage.protocol import (
    DAY,
    HOUR,
    LEASE,
    MESSAGES_KEPT,
    MOST_MESSAGES,
    MOST_QUESTIONS,
    PREFERENCES_KEPT,
    QUESTIONS_KEPT,
    TOTALS_KEPT,
    KeptQuestion,
    Preferences,
    Store,
    Tally,
    Total,
)
from bot.storage.redis import RedisStore
from bot.storage.sqlite import SqliteStore
from tests.redis_server import RedisServer
from tests.storage.conftest import CHAT, KEY, OTHER, Clock, fill

Kind = Literal["sqlite", "redis"]


@pytest.fixture(params=["sqlite", "redis"])
def kind(request: pytest.FixtureRequest) -> Kind:
    return "sqlite" if request.param == "sqlite" else "redis"


@pytest.fixture
async def store(kind: Kind, tmp_path: Path, clock: Clock, server: RedisServer) -> AsyncIterator[Store]:
    file = tmp_path / "bot.sqlite3"
    store = SqliteStore(file, KEY, clock) if kind == "sqlite" else RedisStore(server.url, KEY, clock)
    yield store
    await store.close()


@pytest.fixture
def kept(kind: Kind, tmp_path: Path, server: RedisServer) -> Callable[[], bytes]:
    """Return what gives all bytes that the store keeps: its files with their log of changes, or Redis' whole memory."""

    def files() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    return files if kind == "sqlite" else server.saved


async def test_choices_are_remembered_for_their_time(store: Store, clock: Clock) -> None:
    assert await store.preferences(CHAT) == Preferences()
    await store.prefer(CHAT, Preferences("tg"))
    await store.prefer(CHAT, Preferences("uz_Cyrl", vanish=15, short=True))
    assert await store.preferences(CHAT) == Preferences("uz_Cyrl", 15, short=True)
    assert await store.preferences(OTHER) == Preferences()
    clock.now += PREFERENCES_KEPT + 1
    await store.expire()
    assert await store.preferences(CHAT) == Preferences()


async def test_message_numbers_are_remembered_for_48_hours(store: Store, clock: Clock) -> None:
    await store.remember(CHAT, [3, 1])
    clock.now += 47 * HOUR
    await store.remember(CHAT, [7, 7])
    await store.remember(OTHER, [9])
    assert await store.remembered(CHAT) == [1, 3, 7]
    clock.now += HOUR
    assert await store.remembered(CHAT) == [7]
    await store.forget_messages(CHAT, [7, 8])
    assert await store.remembered(CHAT) == []
    assert await store.remembered(OTHER) == [9]


async def test_a_flood_does_not_fill_the_store(store: Store) -> None:
    await store.remember(CHAT, range(1, MOST_MESSAGES + 101))
    await store.remember(OTHER, [1])
    await store.expire()
    assert await store.remembered(CHAT) == list(range(101, MOST_MESSAGES + 101))
    assert await store.remembered(OTHER) == [1]


async def test_timers_are_given_out_once_and_again_when_nobody_finished_them(store: Store, clock: Clock) -> None:
    await store.vanish(CHAT, [5, 4], 300)
    await store.vanish(OTHER, [6], 900)
    assert await store.due() == []
    clock.now += 301
    taken = await asyncio.gather(*(store.due() for _ in range(5)))
    [timer] = [timer for timers in taken for timer in timers]
    assert (timer.chat_id, timer.messages) == (CHAT, (4, 5))
    clock.now += LEASE + 1
    [again] = await store.due()
    await store.finished(again)
    clock.now += LEASE + 600
    assert [timer.chat_id for timer in await store.due()] == [OTHER]


async def test_forgetting_takes_everything_of_one_chat(store: Store, clock: Clock) -> None:
    for chat in (CHAT, OTHER):
        await store.prefer(chat, Preferences("ky", 5))
        await store.remember(chat, [1])
        await store.vanish(chat, [1], 60)
    await store.forget(CHAT)
    assert await store.preferences(CHAT) == Preferences()
    assert await store.remembered(CHAT) == []
    clock.now += 61
    assert [timer.chat_id for timer in await store.due()] == [OTHER]
    assert await store.preferences(OTHER) == Preferences("ky", 5)


async def test_counts_are_of_days_and_end(store: Store, clock: Clock) -> None:
    asked = Tally("answer", "tg", "detained-now")
    await asyncio.gather(*(store.count(asked) for _ in range(7)))
    await store.count(Tally("refuse", "ru"))
    first = "2026-09-21"
    assert await store.totals("2026-09-01") == [Total(first, asked, 7), Total(first, Tally("refuse", "ru"), 1)]
    clock.now += DAY
    await store.count(asked)
    assert [total.count for total in await store.totals("2026-09-22")] == [1]
    clock.now += TOTALS_KEPT
    await store.expire()
    assert [total.day for total in await store.totals("2026-01-01")] == ["2026-09-22"]


async def test_questions_for_the_team_are_kept_for_30_days_and_deleted(store: Store, clock: Clock) -> None:
    await store.keep_question("ky", "суроо")
    await store.keep_question("ru", "вопрос")
    first, second = await store.questions()
    assert first == KeptQuestion(first.number, "2026-09-21", "ky", "суроо")
    await store.delete_questions([first.number])
    assert await store.questions() == [second]
    clock.now += QUESTIONS_KEPT + DAY
    await store.expire()
    assert await store.questions() == []


async def test_of_too_many_questions_the_latest_are_kept(store: Store) -> None:
    for _ in range(50):
        await asyncio.gather(*(store.keep_question("ru", "вопрос") for _ in range(MOST_QUESTIONS // 50 + 1)))
    await store.expire()
    questions = await store.questions()
    assert len(questions) == MOST_QUESTIONS
    numbers = [question.number for question in questions]
    assert numbers == sorted(numbers)


async def test_nothing_to_do_is_no_trouble(store: Store) -> None:
    await store.remember(CHAT, [])
    await store.vanish(CHAT, [], 60)
    await store.forget_messages(CHAT, [])
    await store.delete_questions([])
    await store.forget(CHAT)
    await store.expire()
    assert (await store.due(), await store.questions(), await store.totals("2099-01-01")) == ([], [], [])


async def test_messages_and_their_timers_are_forgotten_together(store: Store, clock: Clock) -> None:
    await store.remember(CHAT, [1, 2, 3])
    await store.vanish(CHAT, [1, 2], 60)
    await store.vanish(CHAT, [1, 3], 120)
    await store.forget_messages(CHAT, [1])
    clock.now += 61
    [timer] = await store.due()
    assert timer.messages == (2,)
    await store.finished(timer)
    assert await store.remembered(CHAT) == [3]
    clock.now += 60
    assert [timer.messages for timer in await store.due()] == [(3,)]


async def test_nothing_readable_of_a_chat_or_a_question_is_kept(store: Store, kept: Callable[[], bytes]) -> None:
    await fill(store)
    content = kept()
    assert b"detained-now" in content
    for secret in (str(CHAT).encode(), CHAT.to_bytes(8, "big"), CHAT.to_bytes(8, "little"), "канарейка".encode()):
        assert secret not in content


async def test_what_is_forgotten_stands_nowhere(store: Store, kept: Callable[[], bytes]) -> None:
    await store.prefer(CHAT, Preferences("tg"))
    await store.remember(CHAT, [77])
    await store.prefer(OTHER, Preferences("xx-marker"))
    assert b"xx-marker" in kept()
    await store.forget(OTHER)
    await store.forget(CHAT)
    assert b"xx-marker" not in kept()


async def test_updates_that_were_handled_are_known_for_25_hours(store: Store, clock: Clock) -> None:
    assert not await store.was_handled(7)
    await store.mark_handled(7)
    await store.mark_handled(7)
    clock.now += 24 * HOUR
    assert await store.was_handled(7)
    assert not await store.was_handled(8)
    clock.now += HOUR + 1
    assert not await store.was_handled(7)
    await store.expire()
    assert not await store.was_handled(7)


async def test_what_comes_again_is_kept_no_longer_and_vanishes_no_later(store: Store, clock: Clock) -> None:
    await store.remember(CHAT, [1])
    await store.vanish(CHAT, [1], 60)
    clock.now += 30
    await store.remember(CHAT, [1])
    await store.vanish(CHAT, [1], 60)
    clock.now += 31
    assert [timer.messages for timer in await store.due()] == [(1,)]
    clock.now += MESSAGES_KEPT - 61
    assert await store.remembered(CHAT) == []


async def test_messages_that_expire_keep_their_time(store: Store, clock: Clock) -> None:
    await store.remember(CHAT, [1])
    clock.now += MESSAGES_KEPT - 1
    await store.expire()
    assert await store.remembered(CHAT) == [1]
