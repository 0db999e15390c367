"""Asks Telegram for updates, and confirms them only when they were handled.

The library's own Updater confirms updates before it handles them, ends for good after one 401 or 404 and spins on an
update it cannot parse; here what was not yet handled is asked for again after a kill, and one bad update is set aside.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from telegram.constants import PollingLimit
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.events import report
from bot.telegram.application import App
from bot.telegram.calls import call, seconds_of
from bot.telegram.intake import Intake, NoRoomError, Raw

ALLOWED_UPDATES = ("message", "edited_message", "callback_query")
"""The kinds of updates this bot answers; Telegram keeps the others to itself."""

GRACE: Final = 8.0
"""Seconds for what was begun when the program is told to end; supervisors kill after ten."""

_POLL_SECONDS = 30  # how long Telegram holds an empty getUpdates open; at most 50
_SLACK_SECONDS = 10.0  # for the answer to arrive after that
_BETWEEN = 0.55  # seconds between two polls with the same offset: Telegram punishes quicker ones
_FIRST_PAUSE, _LONGEST_PAUSE, _GROWTH = 1.0, 30.0, 1.5  # seconds between attempts while Telegram cannot be reached


class Polling:
    """Asks Telegram for updates until it is stopped."""

    def __init__(self, app: App, intake: Intake) -> None:
        self._app = app
        self._intake = intake
        self._next: int | None = None
        """The number after the last one taken."""
        self._asked: tuple[int | None, float] = (None, 0.0)
        """The offset of the last poll, and when it was."""
        self._pause = _FIRST_PAUSE

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until ``stop`` is set; the updates in hand are then finished and confirmed."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                poll = asyncio.create_task(self._poll())
                await asyncio.wait({poll, stopped}, return_when=asyncio.FIRST_COMPLETED)
                if not poll.done():
                    poll.cancel()
                    await asyncio.gather(poll, return_exceptions=True)
                    break
                self._take(poll.result())
                # Telegram brings what is not confirmed again, so asking at once would gain nothing.
                await self._intake.changed(_BETWEEN)
            await self._intake.finish(GRACE)
            if self._next is not None:
                with suppress(TelegramError):  # one try: what is not confirmed now comes again after the next start
                    await self._ask(0, most=1)
        finally:
            stopped.cancel()

    def _take(self, batch: Iterable[Raw]) -> None:
        for raw in sorted(batch, key=lambda raw: int(raw["update_id"])):
            try:
                self._intake.take(raw)
            except NoRoomError:
                return  # this one and those behind it are asked for again
            # The last one, not the highest ever: after a quiet week Telegram begins anew at any number.
            self._next = int(raw["update_id"]) + 1

    def _offset(self) -> int | None:
        """Return the number from which updates are asked for; it confirms all below."""
        lowest = self._intake.lowest()
        return self._next if lowest is None else lowest

    async def _poll(self) -> list[Raw]:
        """Ask once; an empty list after any trouble, which is waited out here."""
        await self._keep_apart()
        try:
            result = await self._ask(_POLL_SECONDS, PollingLimit.MAX_LIMIT)
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

    async def _keep_apart(self) -> None:
        """Wait where the same offset was asked for a moment ago."""
        clock = asyncio.get_running_loop().time
        offset, at = self._asked
        if offset == self._offset() and clock() - at < _BETWEEN and self._intake.lowest() is not None:
            await self._intake.changed(_BETWEEN - (clock() - at))
        self._asked = (self._offset(), clock())

    async def _ask(self, seconds: int, most: int) -> object:
        asked = {"offset": self._offset(), "limit": most, "timeout": seconds, "allowed_updates": ALLOWED_UPDATES}
        return await call(self._app.bot, "getUpdates", asked, read_timeout=seconds + _SLACK_SECONDS)

    async def _wait_longer(self, why: str) -> None:
        await self._wait(why, self._pause)
        self._pause = min(self._pause * _GROWTH, _LONGEST_PAUSE)

    async def _wait(self, why: str, seconds: float) -> None:
        report(logging.WARNING, "telegram_trouble", why=why, retry_in=seconds)
        await asyncio.sleep(seconds)


def _list(result: object) -> list[object]:
    return result if isinstance(result, list) else []
