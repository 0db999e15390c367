"""The store that the settings name, and the key that hides what is in it."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from bot.storage.keys import load_or_make_key
from bot.storage.protocol import Store
from bot.storage.redis import RedisStore
from bot.storage.sqlite import SqliteStore

KEY_FILE = Path("var/store.key")
"""Where the key is made on the first run when STORE_KEY is not set."""


_SQLITE = "sqlite:///"


def store_path(settings: Settings) -> Path | None:
    """Return the file of the SQLite store; None where the store is in Redis."""
    url = settings.store_url
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None


def open_store(settings: Settings) -> Store:
    """Open the store. A Redis server may be away now: each call says so, until it is back.

    Raises:
        StoreError: when the file or the key cannot be used.
    """
    given = settings.store_key
    key = load_or_make_key(KEY_FILE) if given is None else given.get_secret_value().encode()
    path = store_path(settings)
    return RedisStore(settings.store_url, key) if path is None else SqliteStore(path, key)
