"""The secret that turns chat ids into hashes. Without it, the ids cannot be found again in a seized database."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.storage.protocol import StoreError

SHORTEST = 32
"""Characters a key must have: chat ids are short numbers, so a key that can be guessed gives them all away."""


_NONCE: Final = 12
"""Bytes, as AES-GCM wants it."""


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


class Seal:
    """Hides chats: a hash where it is enough to know a chat again, encryption where Telegram needs its id.

    Both rest on the one key kept outside the database; encryption is AES-GCM under a key derived from it (HKDF).
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._cipher = AESGCM(HKDF(SHA256(), 32, salt=None, info=b"seal").derive(key))

    def name(self, chat_id: int) -> bytes:
        """Return the name under which a chat is kept: HMAC-SHA256 of its id."""
        return hmac.digest(self._key, str(chat_id).encode(), hashlib.sha256)

    def close(self, text: str) -> bytes:
        """Return ``text`` encrypted."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), None)

    def open(self, sealed: bytes) -> str | None:
        """Return what was encrypted; None where it was encrypted with another key or is damaged."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError):
            return None
