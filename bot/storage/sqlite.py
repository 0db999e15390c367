"""The default store: one SQLite file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import TypeVar

from bot.storage import statements as sql
from bot.storage.keys import Seal
from bot.storage.protocol import (
    HANDLED_KEPT,
    LEASE,
    MESSAGES_KEPT,
    MOST_MESSAGES,
    MOST_QUESTIONS,
    PREFERENCES_KEPT,
    QUESTIONS_KEPT,
    TOTALS_KEPT,
    DamagedStoreError,
    KeptQuestion,
    Preferences,
    StoreError,
    Tally,
    Timer,
    Total,
)

_T = TypeVar("_T")
Work = Callable[[sqlite3.Connection], _T]

_TROUBLE = (sqlite3.Error, ValueError, OverflowError)
"""What a statement can raise: trouble with the file, or a value that no column takes."""
_REMEMBERED = 10_000
"""Chats whose choice is also kept in memory: most questions come from chats that were just served."""


class SqliteStore:
    """Keeps everything in one file; what is deleted is overwritten (``secure_delete``).

    All calls run in one thread of their own, so that a slow disk never holds up the event loop; those that wait for it
    together are written together.
    """

    def __init__(self, path: Path, key: bytes, clock: Callable[[], float] = time) -> None:
        """Open the store in ``path``, making it on the first run; ``key`` hides chats, ``clock`` gives UNIX seconds.

        Raises:
            StoreError: when the file cannot be used.
        """
        self._seal = Seal(key)
        self._path = path
        self._clock = clock
        self._recent: OrderedDict[bytes, Preferences] = OrderedDict()
        self._waiting: list[tuple[Work[object], asyncio.Future[object]]] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        try:
            self._database = self._thread.submit(self._open).result()
        except (OSError, sqlite3.Error) as error:
            self._thread.shutdown()
            damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
            kind = DamagedStoreError if damaged else StoreError
            raise kind(f"the store {path} cannot be used ({error}); check the path and its permissions") from None

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        database = sqlite3.connect(self._path, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA secure_delete = ON")
            database.executescript(sql.SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database

    async def _run(self, work: Work[_T]) -> _T:
        """Do ``work`` in the store's thread, in one transaction with all that waits there."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[object] = loop.create_future()
        self._waiting.append((work, done))
        if len(self._waiting) == 1:
            loop.call_soon(self._start, loop)
        try:
            return await done  # type: ignore[return-value] # what ``work`` returned
        except _TROUBLE as error:
            raise StoreError(f"the store {self._path} failed ({type(error).__name__})") from None

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        batch, self._waiting = self._waiting, []
        results = self._thread.submit(self._together, [work for work, _ in batch])
        results.add_done_callback(
            lambda finished: loop.call_soon_threadsafe(_deliver, [done for _, done in batch], finished.result())
        )

    def _together(self, batch: Sequence[Work[object]]) -> list[object]:
        """Do all of ``batch`` in one transaction; what fails gives its error and leaves the others alone."""
        try:
            self._database.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            return [error] * len(batch)
        results = [self._apart(work) for work in batch]
        try:
            self._database.execute("COMMIT")
            if any(isinstance(work, _Traceless) for work in batch):
                # The log of changes beside the file would keep what was deleted a while longer.
                self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            return [error] * len(batch)
        return results

    def _apart(self, work: Work[object]) -> object:
        self._database.execute("SAVEPOINT one")
        try:
            result = work(self._database)
        except _TROUBLE as error:
            self._database.execute("ROLLBACK TO one")
            result = error
        self._database.execute("RELEASE one")
        # A cursor must not reach another thread: it would be freed there while this one uses its statement.
        return None if isinstance(result, sqlite3.Cursor) else result

    async def preferences(self, chat_id: int) -> Preferences:
        """Return what the chat chose."""
        chat = self._seal.name(chat_id)
        if chat not in self._recent:
            row = await self._run(lambda database: database.execute(sql.PREFERENCES, (chat, self._clock())).fetchone())
            if chat not in self._recent:  # it may have been chosen while the file was read
                self._know(chat, Preferences(row[0], row[1], bool(row[2])) if row else Preferences())
        self._recent.move_to_end(chat)
        return self._recent[chat]

    async def prefer(self, chat_id: int, preferences: Preferences) -> None:
        """Remember what the chat chose."""
        chat = self._seal.name(chat_id)
        until = self._clock() + PREFERENCES_KEPT
        row = (chat, preferences.locale, preferences.vanish, preferences.short, until)
        await self._run(lambda database: database.execute(sql.PREFER, row))
        self._know(chat, preferences)

    def _know(self, chat: bytes, preferences: Preferences) -> None:
        self._recent[chat] = preferences
        if len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)

    async def remember(self, chat_id: int, messages: Sequence[int]) -> None:
        """Remember message numbers of the chat."""
        chat, now = self._seal.name(chat_id), self._clock()
        rows = [(chat, message, now) for message in messages]
        await self._run(lambda database: database.executemany(sql.REMEMBER, rows))

    async def remembered(self, chat_id: int) -> list[int]:
        """Return the message numbers that can still be deleted."""
        given = (self._seal.name(chat_id), self._clock() - MESSAGES_KEPT)
        return await self._run(lambda database: [row[0] for row in database.execute(sql.REMEMBERED, given)])

    async def forget_messages(self, chat_id: int, messages: Iterable[int]) -> None:
        """Forget message numbers and their timers."""
        chat = self._seal.name(chat_id)
        rows = [(chat, message) for message in messages]
        await self._run(_Traceless((sql.FORGET_MESSAGE, rows), (sql.STOP_TIMER, rows)))

    async def forget(self, chat_id: int) -> None:
        """Delete everything known of the chat."""
        chat = self._seal.name(chat_id)
        await self._run(_Traceless(*((statement, [(chat,)]) for statement in sql.FORGET)))
        self._recent.pop(chat, None)

    async def vanish(self, chat_id: int, messages: Sequence[int], seconds: float) -> None:
        """Let messages vanish in so many seconds."""
        chat, due = self._seal.name(chat_id), self._clock() + seconds
        rows = [(chat, message, due, self._seal.close(str(chat_id))) for message in messages]
        await self._run(lambda database: database.executemany(sql.SET_TIMER, rows))

    async def due(self) -> list[Timer]:
        """Take the timers that are due, together those of one chat."""
        now = self._clock()
        rows = await self._run(lambda database: database.execute(sql.TAKE_TIMERS, (now + LEASE, now)).fetchall())
        chats: dict[bytes, tuple[bytes, list[int]]] = {}
        for chat, message, sealed in rows:
            chats.setdefault(chat, (sealed, []))[1].append(message)
        opened = ((chat, self._seal.open(sealed), messages) for chat, (sealed, messages) in chats.items())
        return [Timer(chat.hex(), int(found), tuple(sorted(messages))) for chat, found, messages in opened if found]

    async def finished(self, timer: Timer) -> None:
        """Forget a timer and its messages."""
        await self.forget_messages(timer.chat_id, timer.messages)

    async def count(self, tally: Tally) -> None:
        """Count one thing that happened today."""
        row = (self._today(), tally.outcome, tally.locale, tally.entry, tally.partner)
        await self._run(lambda database: database.execute(sql.COUNT, row))

    async def totals(self, since: str) -> list[Total]:
        """Return the counts of all days from ``since``."""
        rows = await self._run(lambda database: database.execute(sql.TOTALS, (since,)).fetchall())
        return [Total(day, Tally(*named), count) for day, *named, count in rows]

    async def keep_question(self, locale: str, text: str) -> None:
        """Keep a question for the team."""
        row = (self._today(), locale, self._seal.close(text))
        await self._run(lambda database: database.execute(sql.KEEP_QUESTION, row))

    async def questions(self) -> list[KeptQuestion]:
        """Return the kept questions; those sealed with another key cannot be read and are left out."""
        rows = await self._run(lambda database: database.execute(sql.QUESTIONS).fetchall())
        opened = ((number, day, locale, self._seal.open(sealed)) for number, day, locale, sealed in rows)
        return [KeptQuestion(number, day, locale, text) for number, day, locale, text in opened if text is not None]

    async def delete_questions(self, numbers: Iterable[int]) -> None:
        """Delete kept questions."""
        await self._run(_Traceless((sql.DELETE_QUESTION, [(number,) for number in numbers])))

    async def was_handled(self, update: int) -> bool:
        """Tell whether an update was handled before."""
        given = (update, self._clock() - HANDLED_KEPT)
        return await self._run(lambda database: database.execute(sql.HANDLED, given).fetchone() is not None)

    async def mark_handled(self, update: int) -> None:
        """Remember that an update was handled."""
        row = (update, self._clock())
        await self._run(lambda database: database.execute(sql.MARK_HANDLED, row))

    async def expire(self) -> None:
        """Delete all whose time is over, and of what is too much the oldest."""
        now = self._clock()
        self._recent.clear()
        await self._run(
            _Traceless(
                (sql.EXPIRE_PREFERENCES, [(now,)]),
                (sql.EXPIRE_HANDLED, [(now - HANDLED_KEPT,)]),
                (sql.EXPIRE_MESSAGES, [(now - MESSAGES_KEPT,)]),
                (sql.EXPIRE_TIMERS, [(now - MESSAGES_KEPT,)]),
                (sql.TOO_MANY_MESSAGES, [(MOST_MESSAGES,)]),
                (sql.EXPIRE_QUESTIONS, [(_day(now - QUESTIONS_KEPT),)]),
                (sql.TOO_MANY_QUESTIONS, [(MOST_QUESTIONS,)]),
                (sql.EXPIRE_TOTALS, [(_day(now - TOTALS_KEPT),)]),
            )
        )

    def _today(self) -> str:
        return _day(self._clock())

    async def close(self) -> None:
        """Close the file and end the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._database.close)
        self._thread.shutdown()


class _Traceless:
    """Deletions after which nothing of what was deleted may stand anywhere."""

    def __init__(self, *deletions: tuple[str, Sequence[tuple[object, ...]]]) -> None:
        self._deletions = deletions

    def __call__(self, database: sqlite3.Connection) -> None:
        for statement, rows in self._deletions:
            database.executemany(statement, rows)


def _deliver(waiting: Iterable[asyncio.Future[object]], results: Iterable[object]) -> None:
    for done, result in zip(waiting, results, strict=True):
        if done.cancelled():
            continue
        if isinstance(result, Exception):
            done.set_exception(result)
        else:
            done.set_result(result)


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
