"""Handles updates: several chats at a time, the updates of one chat in order; knows which may be confirmed.

An update may be confirmed when it was handled, or when it has waited so long that it goes on in memory alone: its
answer must wait for Telegram, or for answers before it. That is the one window in which a kill can lose an answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from telegram import Update

from bot.events import failed, report
from bot.storage.protocol import StoreError
from bot.telegram.application import App
from bot.telegram.services import Services

HOLD: Final = 10.0
"""Seconds after which an update counts as handled though its answer is still on the way."""
USEFUL: Final = 300.0
"""Seconds after which an answer is given up."""
MOST: Final = 1000
"""Updates in hand at once; there is no room for more."""
_LARGEST: Final = 2**53
"""Numbers in updates are smaller (https://core.telegram.org/bots/api#user)."""
_RECENT: Final = 10_000
"""Updates handled last, known without asking the store."""

Raw = Mapping[str, Any]


class NoRoomError(Exception):
    """Too many updates are in hand; it must be brought again later."""


@dataclass(slots=True, eq=False)
class _Job:
    """An update in hand; ``settled`` is done as soon as it may be confirmed."""

    number: int
    raw: Raw
    settled: asyncio.Future[None]

    def settle(self) -> None:
        if not self.settled.done():
            self.settled.set_result(None)


class Intake:
    """Takes updates and answers them."""

    def __init__(self, app: App, services: Services, hold: float = HOLD) -> None:
        self._hold = hold
        self._app = app
        self._services = services
        self._jobs: dict[int, _Job] = {}
        self._lanes: dict[int, deque[_Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._recent: OrderedDict[int, None] = OrderedDict()
        self._changed = asyncio.Event()
        self._held = 0
        """Updates that may not be confirmed yet."""
        self._is_open = True

    def open(self, *, is_open: bool) -> None:
        """Take updates from now on, or none: while Telegram was not reached, nothing can be answered."""
        self._is_open = is_open

    def take(self, raw: Raw) -> asyncio.Future[None]:
        """Begin to handle an update; the future is done when it may be confirmed. What is in hand is not begun twice.

        Raises:
            NoRoomError: too many are in hand.
        """
        number = int(raw["update_id"])
        loop = asyncio.get_running_loop()
        if number in self._jobs:
            return self._jobs[number].settled
        if number in self._recent:
            done: asyncio.Future[None] = loop.create_future()
            done.set_result(None)
            return done
        if not self.has_room:
            raise NoRoomError
        job = self._jobs[number] = _Job(number, raw, loop.create_future())
        self._services.came_at[number] = monotonic()
        loop.call_later(self._hold, job.settle)
        self._held += 1
        job.settled.add_done_callback(self._let_go)
        lane = _lane(raw)
        if lane in self._lanes:
            self._lanes[lane].append(job)
        else:
            self._lanes[lane] = deque([job])
            task = asyncio.create_task(self._serve(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return job.settled

    def _let_go(self, _settled: asyncio.Future[None]) -> None:
        self._held -= 1
        self._changed.set()

    @property
    def has_room(self) -> bool:
        """Tell whether another update may be taken."""
        return self._is_open and len(self._jobs) < MOST

    @property
    def in_hand(self) -> int:
        """How many updates are not handled yet."""
        return len(self._jobs)

    def lowest(self) -> int | None:
        """Return the lowest number among the updates that may not be confirmed yet."""
        return min((number for number, job in self._jobs.items() if not job.settled.done()), default=None)

    async def changed(self, seconds: float) -> None:
        """Wait until all may be confirmed, at most so long."""
        try:
            async with asyncio.timeout(seconds):
                while self._held or not self.has_room:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return

    async def finish(self, seconds: float) -> None:
        """Wait until all is handled, at most so long; what is not done by then is ended."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, lane: int) -> None:
        """Handle the updates of one chat in order, until there is none left."""
        jobs = self._lanes[lane]
        while jobs:
            job = jobs[0]
            try:
                await self._handle(job)
            finally:
                jobs.popleft()
                if not jobs:
                    del self._lanes[lane]
            del self._jobs[job.number]
            self._services.came_at.pop(job.number, None)
            self._recent[job.number] = None
            if len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
            job.settle()
            self._changed.set()

    async def _handle(self, job: _Job) -> None:
        """Handle one update that was not handled before; whatever it breaks, its neighbours are answered."""
        update = parse(job.raw, self._app)
        try:
            if update is None or await self._was_handled(job.number):
                return
            async with asyncio.timeout(USEFUL):
                await self._app.process_update(update)
        except Exception as error:  # noqa: BLE001 - the last wall before the loop that serves everybody
            failed("failed", error)
        try:
            await self._services.store.mark_handled(job.number)
        except Exception:  # noqa: BLE001 - the same
            report(logging.WARNING, "store_failed")

    async def _was_handled(self, number: int) -> bool:
        try:
            return await self._services.store.was_handled(number)
        except StoreError:
            report(logging.WARNING, "store_failed")
            return False


def parse(raw: Raw, app: App) -> Update | None:
    """Return the update in ``raw``; None (and one line in the log) where the library cannot read it."""
    try:
        update = Update.de_json(dict(raw), app.bot)
        has_numbers = all(_is_number(number) for number in _numbers(update))
    except Exception as error:  # noqa: BLE001 - whatever a strange update breaks, its neighbours must be answered
        report(logging.WARNING, "unreadable_update", error=type(error).__name__)
        return None
    if not has_numbers:
        report(logging.WARNING, "unreadable_update", why="no-number")
        return None
    return update


def _numbers(update: Update) -> Iterator[object]:
    """Yield the numbers that are stored, or sent back to Telegram."""
    yield update.update_id
    for part in (update.effective_chat, update.effective_user):
        if part is not None:
            yield part.id
    if update.effective_message is not None:
        yield update.effective_message.message_id


def _is_number(number: object) -> bool:
    """Tell whether it is a whole number as Telegram's are: they fit into 52 bits."""
    return type(number) is int and abs(number) < _LARGEST


def _lane(raw: Raw) -> int:
    """Return the chat or person that an update belongs to, as far as it can be seen."""
    for kind in ("message", "edited_message", "callback_query"):
        part = raw.get(kind)
        if isinstance(part, Mapping):
            origin = part.get("chat") or part.get("from")
            number = origin.get("id") if isinstance(origin, Mapping) else None
            return number if isinstance(number, int) else 0
    return 0
