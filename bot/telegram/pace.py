"""How fast one chat is written to: about a message a second, a few at once, and not at all while Telegram says so."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Final

A_SECOND: Final = 1.0
"""Messages a second to one chat (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this)."""
AT_ONCE: Final = 10
"""Messages that may follow each other at once; Telegram lets short bursts pass, and says so when it does not."""
CHATS: Final = 10_000
"""Chats that are remembered; the one written to longest ago is forgotten first."""


class Pace:
    """Knows when each chat may be written to next. No chat holds up another: there is no limit for all together."""

    def __init__(self) -> None:
        self._free: OrderedDict[int, float] = OrderedDict()
        """When the whole burst of a chat would be free again, by the clock of the event loop."""
        self._paused: OrderedDict[int, float] = OrderedDict()

    async def wait(self, chat_id: int) -> None:
        """Wait until a message may be sent to the chat, and count it."""
        now = asyncio.get_running_loop().time()
        free = max(now, self._free.get(chat_id, now)) + 1 / A_SECOND
        _keep(self._free, chat_id, free)
        start = max(free - AT_ONCE / A_SECOND, self._paused.get(chat_id, now))
        if start > now:
            await asyncio.sleep(start - now)

    def pause(self, chat_id: int, seconds: float) -> None:
        """Send nothing to the chat for so many seconds."""
        _keep(self._paused, chat_id, asyncio.get_running_loop().time() + seconds)


def _keep(times: OrderedDict[int, float], chat_id: int, time: float) -> None:
    times[chat_id] = time
    times.move_to_end(chat_id)
    if len(times) > CHATS:
        times.popitem(last=False)
