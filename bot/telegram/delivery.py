"""Takes updates from Telegram and confirms them only when they were handled, or given up after a while.

The library's own Updater confirms updates before it handles them, ends for good after one 401 or 404 and spins on an
update it cannot parse; here what was not yet handled is asked for again after a kill, and one bad update is set aside.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.constants import PollingLimit
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.events import failed, report
from bot.telegram.application import App
from bot.telegram.calls import call, seconds_of

ALLOWED_UPDATES = ("message", "edited_message", "callback_query")
"""The kinds of updates this bot answers; Telegram keeps the others to itself."""

_POLL_SECONDS = 30  # how long Telegram holds an empty getUpdates open; at most 50
_SLACK_SECONDS = 10.0  # for the answer to arrive after that
_AT_ONCE = 32  # chats answered at the same time
_HANDLING_SECONDS = 30.0  # after which an update is given up; until then it holds back the next batch
_FIRST_PAUSE, _LONGEST_PAUSE, _GROWTH = 1.0, 30.0, 1.5  # seconds between attempts while Telegram cannot be reached

Raw = Mapping[str, Any]


def parse(raw: Raw, app: App) -> Update | None:
    """Return the update in ``raw``; None (and one line in the log) where the library cannot read it."""
    try:
        return Update.de_json(dict(raw), app.bot)
    except Exception as error:  # noqa: BLE001 - whatever a strange update breaks, its neighbours must be answered
        report(logging.WARNING, "unreadable_update", error=type(error).__name__)
        return None


async def handle(app: App, update: Update) -> None:
    """Answer one update; never raises, and gives up after a while."""
    try:
        async with asyncio.timeout(_HANDLING_SECONDS):
            await app.process_update(update)
    except Exception as error:  # noqa: BLE001 - the last wall before the loop that serves everybody
        failed("failed", error)


async def handle_all(app: App, batch: Iterable[Raw]) -> None:
    """Answer a batch: several chats at a time, the updates of one chat in order."""
    lanes: dict[int, list[Update]] = {}
    for raw in batch:
        if (update := parse(raw, app)) is not None:
            lanes.setdefault(_lane(update), []).append(update)
    at_once = asyncio.Semaphore(_AT_ONCE)

    async def serve(updates: list[Update]) -> None:
        async with at_once:
            for update in updates:
                await handle(app, update)

    await asyncio.gather(*(serve(updates) for updates in lanes.values()))


def _lane(update: Update) -> int:
    origin = update.effective_chat or update.effective_user
    return origin.id if origin else 0


class Polling:
    """Asks Telegram for updates until it is stopped."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._offset: int | None = None
        self._pause = _FIRST_PAUSE

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until ``stop`` is set; the updates in hand are then finished and confirmed."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                poll = asyncio.create_task(self._poll(_POLL_SECONDS))
                await asyncio.wait({poll, stopped}, return_when=asyncio.FIRST_COMPLETED)
                if not poll.done():
                    poll.cancel()
                    await asyncio.gather(poll, return_exceptions=True)
                    break
                await handle_all(self._app, self._confirmable(poll.result()))
            if self._offset is not None:
                with suppress(TelegramError):  # one try: what is not confirmed now comes again after the next start
                    await self._ask(0, most=1)
        finally:
            stopped.cancel()

    def _confirmable(self, batch: list[Raw]) -> list[Raw]:
        if batch:
            self._offset = max(int(raw["update_id"]) for raw in batch) + 1
        return batch

    async def _poll(self, seconds: int, most: int = PollingLimit.MAX_LIMIT) -> list[Raw]:
        """Ask once; an empty list after any trouble, which is waited out here."""
        try:
            result = await self._ask(seconds, most)
        except RetryAfter as error:
            await self._wait("flood", seconds_of(error))
        except TimedOut:
            await self._wait("timeout", _FIRST_PAUSE)
        except NetworkError:
            await self._wait_longer("unreachable")
        except InvalidToken:
            await self._wait_longer("token_refused")
        except Exception as error:  # noqa: BLE001 - whatever happens on the way, the loop that serves everybody goes on
            await self._wait_longer(type(error).__name__)
        else:
            if self._pause > _FIRST_PAUSE:
                report(logging.INFO, "telegram_back")
            self._pause = _FIRST_PAUSE
            return [raw for raw in _list(result) if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]
        return []

    async def _ask(self, seconds: int, most: int) -> object:
        asked = {"offset": self._offset, "limit": most, "timeout": seconds, "allowed_updates": ALLOWED_UPDATES}
        return await call(self._app.bot, "getUpdates", asked, read_timeout=seconds + _SLACK_SECONDS)

    async def _wait_longer(self, why: str) -> None:
        await self._wait(why, self._pause)
        self._pause = min(self._pause * _GROWTH, _LONGEST_PAUSE)

    async def _wait(self, why: str, seconds: float) -> None:
        report(logging.WARNING, "telegram_trouble", why=why, retry_in=seconds)
        await asyncio.sleep(seconds)


def _list(result: object) -> list[object]:
    return result if isinstance(result, list) else []
