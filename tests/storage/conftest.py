"""What the tests of all stores share: a clock, a Redis server, and one of everything that can be kept."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.storage.protocol import Preferences, Store, Tally
from bot.storage.redis import RedisStore
from tests.redis_server import RedisServer, redis_server

CHAT, OTHER = 1234567890123, 42
KEY = b"0123456789abcdef0123456789abcdef"


class Clock:
    """Seconds that pass only when they are told to."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def server(_running: RedisServer) -> RedisServer:
    """Return a server that many tests share; it is empty now."""
    _running.admin.flushall()
    return _running


@pytest.fixture
async def redis(server: RedisServer, clock: Clock) -> AsyncIterator[RedisStore]:
    """Return a store on the shared server."""
    store = RedisStore(server.url, KEY, clock)
    yield store
    await store.close()


async def fill(store: Store, chat: int = CHAT) -> None:
    """Let the store keep one of everything."""
    await store.prefer(chat, Preferences("tg", 5))
    await store.remember(chat, [77])
    await store.vanish(chat, [77], 60)
    await store.keep_question("ru", "канарейка")
    await store.count(Tally("answer", "tg", "detained-now", "partner"))
    await store.mark_handled(7)
