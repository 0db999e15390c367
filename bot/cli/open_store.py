"""The store that the settings name, and the key that hides what is in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer

from bot.settings import Settings
from bot.storage.keys import load_or_make_key
from bot.storage.protocol import DamagedStoreError, Store
from bot.storage.redis import RedisStore
from bot.storage.sqlite import SqliteStore

KEY_FILE = Path("var/store.key")
"""Where the key is made on the first run when STORE_KEY is not set."""


_SQLITE = "sqlite:///"
_BESIDE = ("", "-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps: the store itself, and what it writes beside it."""


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


def open_or_renew(settings: Settings) -> Store:
    """Open the store; one that is damaged is destroyed, and a new one begun: people are waiting for answers.

    Raises:
        StoreError: when the file or the key cannot be used.
    """
    try:
        return open_store(settings)
    except DamagedStoreError as error:
        path = store_path(settings)
        if path is None:
            raise
        typer.echo(f"{error}. It was damaged, so it was destroyed and a new one begun: languages must be chosen again.")
        destroy(store_files(path))
        return open_store(settings)


def store_files(path: Path) -> list[Path]:
    """Return all files of the SQLite store in ``path``."""
    return [path.with_name(path.name + ending) for ending in reversed(_BESIDE)]


def destroy(files: Iterable[Path]) -> list[Path]:
    """Overwrite files and delete them; on some disks (SSD, copy-on-write) old blocks can outlive that.

    Returns those that were there.
    """
    there = [file for file in files if file.exists()]
    for file in there:
        with file.open("r+b") as content:
            content.write(bytes(file.stat().st_size))
            content.flush()
        file.unlink()
    return there
