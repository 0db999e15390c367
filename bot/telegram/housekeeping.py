"""What is done beside the answers: messages vanish in time, what has expired is forgotten, Telegram is listened to."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from time import monotonic

from telegram import Bot
from telegram.error import TelegramError

from bot.events import failed, report
from bot.storage.protocol import StoreError, Timer
from bot.telegram.calls import call
from bot.telegram.services import Services
from bot.telegram.transport import AiohttpRequest
from bot.telegram.wipe import wipe

_QUIET = 45.0  # seconds without an answer of Telegram after which it is asked for one
_LOOK_EVERY = 1.0  # seconds between two looks for messages that are to vanish
_TIDY_EVERY = 600.0  # seconds between two deletions of what has expired


class Housekeeping:
    """Deletes what is to vanish, second by second, and forgets what has expired. Any number may run on one store."""

    def __init__(self, bot: Bot, services: Services) -> None:
        self._bot = bot
        self._services = services

    async def run(self, stop: asyncio.Event) -> None:
        """Work until ``stop``; no trouble ends it."""
        tidy_at = 0.0
        clock = asyncio.get_running_loop().time
        while not stop.is_set():
            try:
                if clock() >= tidy_at:
                    tidy_at = clock() + _TIDY_EVERY
                    await self._services.store.expire()
                await asyncio.gather(*map(self._vanish, await self._services.store.due()))
                await self._services.settle_all()
                await self._listen()
            except StoreError:
                report(logging.WARNING, "store_failed")
            except Exception as error:  # noqa: BLE001 - whatever happens, other messages must vanish in time
                failed("failed", error)
            try:
                async with asyncio.timeout(_LOOK_EVERY):
                    await stop.wait()
            except TimeoutError:
                continue

    async def _listen(self) -> None:
        """Ask Telegram for a word where nothing was heard of it for a while: only so is it known that it answers."""
        transport = self._bot.request
        if isinstance(transport, AiohttpRequest) and monotonic() - (transport.heard_at or 0) > _QUIET:
            with suppress(TelegramError):
                await call(self._bot, "getMe", {})

    async def _vanish(self, timer: Timer) -> None:
        try:
            await wipe(self._bot, timer.chat_id, timer.messages, useful=0)
        except TelegramError:
            return  # given out again when the lease is over
        await self._services.store.finished(timer)
