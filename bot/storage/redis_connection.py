"""Commands to one Redis server: none is waited for long, and every failure is told as StoreError."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    BusyLoadingError,
    NoPermissionError,
    OutOfMemoryError,
    RedisError,
)
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.maint_notifications import MaintNotificationsConfig

from bot.storage.protocol import StoreError

Command = tuple[str | bytes | int | float, ...]

_PATIENCE: Final = 1.0
"""Seconds to wait for a connection, and for an answer: people wait meanwhile, and are answered without the store."""
_LONGEST: Final = 2.0
"""Seconds for one call whole: its turn, the connection, the answer."""
_REST: Final = 1.0
"""Seconds for which a server that did not answer is not asked again: one answer makes several calls."""
_CONNECTIONS: Final = 20
"""Connections at once; who finds none free waits a moment. Redis works on one command at a time anyway."""
_LOOK_AT: Final = 1000
"""Keys that Redis looks at in one go while it is searched: about a millisecond, in which others wait."""

_TROUBLES: Final[tuple[tuple[tuple[type[Exception], ...], str], ...]] = (
    ((AuthenticationError, AuthorizationError, NoPermissionError), "refuses the user or password; mend STORE_URL"),
    ((BusyLoadingError,), "is still loading its data; it answers when it is done"),
    ((OutOfMemoryError,), "has no memory left; raise its maxmemory"),
    ((RedisTimeoutError, TimeoutError), "does not answer; is it overloaded, is STORE_URL right?"),
    ((RedisConnectionError, OSError), "cannot be reached; is it running, is STORE_URL right?"),
)
"""What is wrong and how to mend it; the first that fits, the narrower first."""


def address(url: str) -> str:
    """Return the address without user and password, as it may be shown."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


class Connection:
    """Connections to one server, made when they are needed: Redis may be away, and come back, at any time."""

    def __init__(self, url: str) -> None:
        self._address = address(url)
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=_CONNECTIONS,
            timeout=_PATIENCE,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
            # A command whose answer was lost may have been done: asked again it would count twice.
            retry=Retry(NoBackoff(), 0),
            # Only hosted clusters send them; with them, redis-py no longer looks whether a connection is still good.
            maint_notifications_config=MaintNotificationsConfig(enabled=False),
        )
        self._client = Redis.from_pool(pool)
        self._rests_until = 0.0

    async def do(self, *command: str | bytes | float) -> Any:
        """Send one command; return the answer.

        Raises:
            StoreError: when there is none, or it is an error.
        """
        async with self._patience():
            return await self._client.execute_command(*command)  # type: ignore[no-untyped-call] # redis-py's own gap

    async def together(self, *commands: Command) -> list[Any]:
        """Send commands that Redis does all or none of, with no other's between them; return the answers.

        A server whose memory is full refuses them, even where they only delete; see :meth:`each`.

        Raises:
            StoreError: when there are none, or one is an error.
        """
        return await self._many(commands, transaction=True)

    async def each(self, *commands: Command) -> list[Any]:
        """Send commands in one go, of which each stands for itself; return the answers.

        Raises:
            StoreError: when there are none, or one is an error.
        """
        return await self._many(commands, transaction=False)

    async def _many(self, commands: Iterable[Command], *, transaction: bool) -> list[Any]:
        async with self._patience(), self._client.pipeline(transaction=transaction) as pipeline:
            for command in commands:
                pipeline.execute_command(*command)
            return await pipeline.execute()

    async def keys(self, pattern: str) -> AsyncIterator[list[bytes]]:
        """Find the keys that fit ``pattern``, some at a time; one may come twice.

        Raises:
            StoreError: when Redis fails.
        """
        cursor = 0
        while True:
            cursor, found = await self.do("SCAN", cursor, "MATCH", pattern, "COUNT", _LOOK_AT)
            if found:
                yield found
            if cursor == 0:
                return

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    @asynccontextmanager
    async def _patience(self) -> AsyncIterator[None]:
        clock = asyncio.get_running_loop().time
        if clock() < self._rests_until:
            raise StoreError(f"the store {self._address} {_trouble(TimeoutError())}")
        try:
            async with asyncio.timeout(_LONGEST):
                yield
        except (RedisError, OSError) as error:
            if isinstance(error, RedisTimeoutError | TimeoutError):
                self._rests_until = clock() + _REST
            # Not the error's own words: Redis repeats in them what was sent.
            raise StoreError(f"the store {self._address} {_trouble(error)}") from None


def _trouble(error: Exception) -> str:
    told = (words for kinds, words in _TROUBLES if isinstance(error, kinds))
    return next(told, f"failed ({type(error).__name__}); its own log says more")
