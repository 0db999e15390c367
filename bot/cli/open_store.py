"""The store that the settings name, and the key that hides what is in it."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from bot.storage.keys import load_or_make_key
from bot.storage.sqlite import SqliteStore

KEY_FILE = Path("var/store.key")
"""Where the key is made on the first run when STORE_KEY is not set."""


def store_path(settings: Settings) -> Path:
    """Return the file of the SQLite store."""
    return Path(settings.store_url.removeprefix("sqlite:///"))


def open_store(settings: Settings) -> SqliteStore:
    """Open the store.

    Raises:
        StoreError: when it cannot be used.
    """
    given = settings.store_key
    key = load_or_make_key(KEY_FILE) if given is None else given.get_secret_value().encode()
    return SqliteStore(store_path(settings), key)
