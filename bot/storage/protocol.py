"""What every store can do."""

from __future__ import annotations

from typing import Protocol


class StoreError(Exception):
    """The store cannot be used; the message says why and how to mend it, without any chat in it."""


class Store(Protocol):
    """Remembers, for a chat, the language it chose. A chat id never leaves this room except as a keyed hash."""

    async def language(self, chat_id: int) -> str | None:
        """Return the locale that the chat chose, or None."""

    async def choose_language(self, chat_id: int, locale: str) -> None:
        """Remember the locale that the chat chose."""

    async def forget(self, chat_id: int) -> None:
        """Delete everything known of the chat."""

    async def close(self) -> None:
        """Release files and connections; the store is not used afterwards."""
