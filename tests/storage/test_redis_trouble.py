"""A Redis server that is away, slow, full or locked: every call says so soon, and works again when it is back."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.storage.protocol import MOST_MESSAGES, Preferences, StoreError
from bot.storage.redis import RedisStore
from tests.redis_server import RedisServer, redis_server
from tests.storage.conftest import CHAT, KEY, OTHER, fill

SOON = 3.0  # seconds


@pytest.fixture
def own(tmp_path: Path) -> Iterator[RedisServer]:
    """Return a server of this test alone, which it may mistreat."""
    with redis_server(tmp_path) as server:
        yield server


@pytest.fixture
async def store(own: RedisServer) -> AsyncIterator[RedisStore]:
    store = RedisStore(own.url, KEY)
    yield store
    await store.close()


async def every_call(store: RedisStore) -> list[object]:
    """Call everything at once; return the results, errors among them."""
    return await asyncio.gather(
        store.preferences(CHAT),
        store.prefer(CHAT, Preferences()),
        store.remember(CHAT, [1]),
        store.remembered(CHAT),
        store.forget_messages(CHAT, [1]),
        store.forget(CHAT),
        store.vanish(CHAT, [1], 1),
        store.due(),
        store.totals("2026-01-01"),
        store.keep_question("ru", "вопрос"),
        store.questions(),
        store.delete_questions([1]),
        store.was_handled(1),
        store.mark_handled(1),
        store.expire(),
        return_exceptions=True,
    )


async def troubles(store: RedisStore) -> set[str]:
    """Call everything; return what the errors say, when each call gave one, and soon."""
    began = time.monotonic()
    results = await every_call(store)
    assert time.monotonic() - began < SOON
    assert [type(result) for result in results] == [StoreError] * len(results)
    return {str(result) for result in results}


async def test_a_server_that_goes_and_comes_back(own: RedisServer, store: RedisStore) -> None:
    await fill(store)
    own.stop()
    for _ in range(2):
        [words] = await troubles(store)
        assert words == f"the store {own.url} cannot be reached; is it running, is STORE_URL right?"
    own.start()
    await fill(store)
    assert (await store.preferences(CHAT)).locale == "tg"
    assert not any(isinstance(result, Exception) for result in await every_call(store))


async def test_a_server_that_was_started_anew_meanwhile(own: RedisServer, store: RedisStore) -> None:
    await every_call(store)  # over many connections
    own.stop()
    own.start()
    await asyncio.sleep(0.05)  # as between two messages: the loop learns that the connections are gone
    assert not any(isinstance(result, Exception) for result in await every_call(store))


async def test_a_server_that_is_away_at_first(own: RedisServer, store: RedisStore) -> None:
    own.stop()
    await troubles(store)
    own.start()
    await fill(store)


async def test_a_server_that_accepts_but_does_not_answer(own: RedisServer, store: RedisStore) -> None:
    await fill(store)
    own.hold()
    assert "does not answer" in "".join(await troubles(store))
    began = time.monotonic()
    results = await asyncio.gather(*(store.was_handled(n) for n in range(200)), return_exceptions=True)
    assert {type(result) for result in results} == {StoreError}
    assert time.monotonic() - began < SOON
    own.release()
    await asyncio.sleep(1.1)  # it is left alone for a second
    assert (await store.preferences(CHAT)).locale == "tg"


async def test_calls_that_are_given_up_leave_no_answer_for_others(store: RedisStore) -> None:
    await store.prefer(CHAT, Preferences("tg"))
    await store.prefer(OTHER, Preferences("ky"))
    for moment in range(40):
        calls = [asyncio.create_task(store.preferences(CHAT)) for _ in range(30)]
        await asyncio.sleep(moment / 4000)
        for call in calls:
            call.cancel()
        others = await asyncio.gather(*(store.preferences(OTHER) for _ in range(30)))
        assert {other.locale for other in others} == {"ky"}
        await asyncio.gather(*calls, return_exceptions=True)


async def test_a_full_server_is_told_and_still_forgets(own: RedisServer, store: RedisStore) -> None:
    await fill(store)
    own.admin.config_set("maxmemory", 1)
    for call in (store.prefer(CHAT, Preferences()), store.remember(CHAT, [2]), store.keep_question("ru", "вопрос")):
        with pytest.raises(StoreError, match="has no memory left; raise its maxmemory"):
            await call
    assert (await store.preferences(CHAT)).locale == "tg"
    assert len(await store.totals("2026-01-01")) == 1
    await store.forget(CHAT)
    await store.delete_questions([question.number for question in await store.questions()])
    await store.expire()
    kinds = {name.split(":")[1] for name in own.names()}
    assert kinds == {"handled", "totals", "last-question"}


async def test_a_full_server_still_gives_out_timers(own: RedisServer, store: RedisStore) -> None:
    await store.remember(CHAT, [1, 2])
    await store.vanish(CHAT, [1, 2], -1)
    own.admin.config_set("maxmemory", 1)
    [timer] = await store.due()
    await store.forget_messages(CHAT, [1])
    assert await store.remembered(CHAT) == [2]
    await store.finished(timer)
    assert own.names() == []


@pytest.mark.parametrize("name", ["", ":wrongword@", "somebody:wrongword@"])
async def test_no_password_is_told(own: RedisServer, name: str) -> None:
    own.admin.config_set("requirepass", "opensesame")
    store = RedisStore(own.url.replace("//", f"//{name}"), KEY)
    assert await troubles(store) == {f"the store {own.url} refuses the user or password; mend STORE_URL"}
    await store.close()


async def test_the_right_password_opens(own: RedisServer) -> None:
    own.admin.config_set("requirepass", "open/sesame")
    store = RedisStore(own.url.replace("//", "//:open%2Fsesame@"), KEY)
    await fill(store)
    await store.close()


async def test_a_server_that_is_still_loading(own: RedisServer, store: RedisStore) -> None:
    for chat in range(1, 21):
        await store.remember(chat, range(1, MOST_MESSAGES // 10))
    own.saved()
    own.stop()
    # Microseconds for each key: one second for all of them, with an answer now and then.
    own.start("--key-load-delay", "50000", "--loading-process-events-interval-bytes", "1024", until_loaded=False)
    await asyncio.sleep(0.05)  # the loop learns that the connection is gone
    with pytest.raises(StoreError, match="is still loading its data"):
        await store.remembered(1)
    own.wait_until_loaded()
    assert len(await store.remembered(1)) == MOST_MESSAGES // 10 - 1


async def test_tls_to_a_server_without_it_fails_soon(own: RedisServer) -> None:
    store = RedisStore(own.url.replace("redis:", "rediss:"), KEY)
    began = time.monotonic()
    with pytest.raises(StoreError):
        await store.due()
    assert time.monotonic() - began < SOON
    await store.close()


async def test_a_key_of_somebody_else_is_an_error_of_the_store(own: RedisServer, store: RedisStore) -> None:
    own.admin.set("rights-bot:due", "a word")
    with pytest.raises(StoreError, match=r"failed \(ResponseError\)"):
        await store.due()
