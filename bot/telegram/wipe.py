"""Deletes messages in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from telegram import Bot
from telegram.constants import BulkRequestLimit
from telegram.error import BadRequest, Forbidden

from bot.telegram.calls import USEFUL, call_patiently


async def wipe(bot: Bot, chat_id: int, messages: Sequence[int], useful: float = USEFUL) -> set[int]:
    """Delete ``messages`` of both sides, a hundred in one call; return those that Telegram did not let it delete.

    Messages that are gone already count as deleted. Telegram is tried for ``useful`` seconds while it is not reached.

    Raises:
        TelegramError: when Telegram cannot be reached; some may be deleted by then.
    """
    left: set[int] = set()
    for some in _bulks(messages):
        try:
            await call_patiently(bot, "deleteMessages", {"chat_id": chat_id, "message_ids": some}, useful)
        except (BadRequest, Forbidden):
            left.update(some)
    return left


def _bulks(messages: Sequence[int]) -> Iterable[Sequence[int]]:
    most = BulkRequestLimit.MAX_LIMIT
    return (messages[start : start + most] for start in range(0, len(messages), most))
