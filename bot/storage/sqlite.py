"""The default store: one SQLite file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from bot.storage.keys import hashed
from bot.storage.protocol import StoreError

_T = TypeVar("_T")

_REMEMBERED = 10_000
"""Chats whose language is also kept in memory: most questions come from chats that were just served."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS chats (chat BLOB PRIMARY KEY, locale TEXT NOT NULL) WITHOUT ROWID, STRICT;
"""


class SqliteStore:
    """Keeps everything in one file; what is deleted is overwritten (``secure_delete``).

    All calls run in one thread of their own, so that a slow disk never holds up the event loop.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the store in ``path``, making it on the first run; ``key`` hashes chat ids.

        Raises:
            StoreError: when the file cannot be used.
        """
        self._key = key
        self._path = path
        self._recent: OrderedDict[bytes, str | None] = OrderedDict()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        try:
            self._database = self._thread.submit(self._open).result()
        except (OSError, sqlite3.Error) as error:
            self._thread.shutdown()
            raise StoreError(f"the store {path} cannot be used ({error}); check the path and its permissions") from None

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        database = sqlite3.connect(self._path, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA secure_delete = ON")
            database.executescript(_SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database

    async def _run(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work, self._database)
        except sqlite3.Error as error:
            raise StoreError(f"the store {self._path} failed ({type(error).__name__})") from None

    async def language(self, chat_id: int) -> str | None:
        """Return the locale that the chat chose, or None."""
        chat = hashed(self._key, chat_id)
        if chat not in self._recent:
            row = await self._run(
                lambda database: database.execute("SELECT locale FROM chats WHERE chat = ?", (chat,)).fetchone()
            )
            if chat not in self._recent:  # it may have been chosen while the file was read
                self._remember(chat, str(row[0]) if row else None)
        self._recent.move_to_end(chat)
        return self._recent[chat]

    async def choose_language(self, chat_id: int, locale: str) -> None:
        """Remember the locale that the chat chose."""
        chat = hashed(self._key, chat_id)
        await self._run(
            lambda database: database.execute(
                "INSERT INTO chats VALUES (?, ?) ON CONFLICT (chat) DO UPDATE SET locale = excluded.locale",
                (chat, locale),
            )
        )
        self._remember(chat, locale)

    async def forget(self, chat_id: int) -> None:
        """Delete everything known of the chat."""
        chat = hashed(self._key, chat_id)
        await self._run(lambda database: _delete(database, chat))
        self._recent.pop(chat, None)

    def _remember(self, chat: bytes, locale: str | None) -> None:
        self._recent[chat] = locale
        if len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)

    async def close(self) -> None:
        """Close the file and end the thread."""
        await self._run(lambda database: database.close())
        self._thread.shutdown()


def _delete(database: sqlite3.Connection, chat: bytes) -> None:
    """Delete a chat from the file, and from the log of changes beside it, which would keep it a while longer."""
    database.execute("DELETE FROM chats WHERE chat = ?", (chat,))
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
