"""Deletes messages in bulk, and lets them vanish when their time has come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence

from telegram import Bot
from telegram.constants import BulkRequestLimit
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.events import failed, report
from bot.storage.protocol import Store, StoreError, Timer
from bot.telegram.calls import call_patiently

_LOOK_EVERY = 1.0  # seconds between two looks for messages that are to vanish
_TIDY_EVERY = 600.0  # seconds between two deletions of what has expired


async def wipe(bot: Bot, chat_id: int, messages: Sequence[int]) -> set[int]:
    """Delete ``messages`` of both sides, a hundred in one call; return those that Telegram did not let it delete.

    Messages that are gone already count as deleted.

    Raises:
        TelegramError: when Telegram cannot be reached; some may be deleted by then.
    """
    left: set[int] = set()
    for some in _bulks(messages):
        try:
            await call_patiently(bot, "deleteMessages", {"chat_id": chat_id, "message_ids": some})
        except (BadRequest, Forbidden):
            left.update(some)
    return left


def _bulks(messages: Sequence[int]) -> Iterable[Sequence[int]]:
    most = BulkRequestLimit.MAX_LIMIT
    return (messages[start : start + most] for start in range(0, len(messages), most))


class Housekeeping:
    """Deletes what is to vanish, second by second, and forgets what has expired. Any number may run on one store."""

    def __init__(self, bot: Bot, store: Store) -> None:
        self._bot = bot
        self._store = store

    async def run(self, stop: asyncio.Event) -> None:
        """Work until ``stop``; no trouble ends it."""
        tidy_at = 0.0
        clock = asyncio.get_running_loop().time
        while not stop.is_set():
            try:
                if clock() >= tidy_at:
                    tidy_at = clock() + _TIDY_EVERY
                    await self._store.expire()
                for timer in await self._store.due():
                    await self._vanish(timer)
            except StoreError:
                report(logging.WARNING, "store_failed")
            except Exception as error:  # noqa: BLE001 - whatever happens, other messages must vanish in time
                failed("failed", error)
            try:
                async with asyncio.timeout(_LOOK_EVERY):
                    await stop.wait()
            except TimeoutError:
                continue

    async def _vanish(self, timer: Timer) -> None:
        try:
            await wipe(self._bot, timer.chat_id, timer.messages)
        except TelegramError:
            return  # given out again when the lease is over
        await self._store.finished(timer)
