"""The secret that turns chat ids into hashes. Without it, the ids cannot be found again in a seized database."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from bot.storage.protocol import StoreError


def load_or_make_key(path: Path) -> bytes:
    """Return the key kept in ``path``; make one, readable by its owner alone, on the first run.

    Raises:
        StoreError: when the file cannot be read or made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes().strip()
        key = secrets.token_urlsafe(32).encode()
        with os.fdopen(handle, "wb") as file:
            file.write(key)
    except OSError as error:
        raise StoreError(f"the key file {path} cannot be used ({error.strerror}); set STORE_KEY or mend it") from None
    return key


def hashed(key: bytes, chat_id: int) -> bytes:
    """Return the name under which a chat is kept: HMAC-SHA256 of its id."""
    return hmac.digest(key, str(chat_id).encode(), hashlib.sha256)
