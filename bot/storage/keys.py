"""The secret that turns chat ids into hashes. Without it, the ids cannot be found again in a seized database."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.storage.protocol import StoreError

SHORTEST = 32
"""Characters a key must have: chat ids are short numbers, so a key that can be guessed gives them all away."""


def load_or_make_key(path: Path) -> bytes:
    """Return the key kept in ``path``; make one, readable by its owner alone, on the first run.

    A key in a file beside the database protects from who sees the database alone (a copy, a backup), not from who takes
    the whole machine: for that, keep it elsewhere and give it as STORE_KEY.

    Raises:
        StoreError: when the file cannot be read or made, or holds no usable key.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        key = path.read_bytes().strip()
    except OSError as error:
        raise StoreError(f"the key file {path} cannot be used ({error.strerror}); set STORE_KEY or mend it") from None
    if len(key) < SHORTEST:
        raise StoreError(f"the key file {path} holds no whole key; delete it: languages must then be chosen again")
    return key


def _make(path: Path) -> None:
    """Write a new key whole or not at all, and never over another program's."""
    with tempfile.NamedTemporaryFile(dir=path.parent) as file:  # made readable by its owner alone
        file.write(secrets.token_urlsafe(SHORTEST).encode())
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)


def hashed(key: bytes, chat_id: int) -> bytes:
    """Return the name under which a chat is kept: HMAC-SHA256 of its id."""
    return hmac.digest(key, str(chat_id).encode(), hashlib.sha256)
