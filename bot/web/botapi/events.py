"""What becomes visible in a chat, told to whoever looks: the page, a test, a benchmark. No I/O."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bot.web.botapi.chats import Message
    from bot.web.botapi.params import JsonObject

_REMEMBERED = 200  # events of one kind a chat keeps for a waiter that comes late


class EventKind(StrEnum):
    """What may happen before a person's eyes."""

    MESSAGE = "message"
    EDIT = "edit"
    DELETE = "delete"
    ACTION = "action"
    KEYBOARD = "keyboard"
    CALLBACK_ANSWER = "callback_answer"
    INLINE_ANSWER = "inline_answer"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing seen.

    Attributes:
        chat_id: where; None for what concerns every chat (the bot's name, its commands).
        body: as JSON: a message, `{"message_ids": […]}`, `{"action": …}`, a reply
            keyboard (or its removal), or the answer's fields.
        message: the message of MESSAGE and EDIT.
        from_bot: whether the bot did it.
        at: `time.perf_counter()` seconds, for measuring.
    """

    kind: EventKind
    chat_id: int | None
    body: JsonObject
    message: Message | None = None
    from_bot: bool = True
    at: float = field(default_factory=perf_counter)


Observer: TypeAlias = Callable[[Event], None]


class Inbox:
    """What the bot did in one chat and nobody has waited for yet; bounded, oldest forgotten."""

    __slots__ = ("_queues", "_waiters")

    def __init__(self) -> None:
        self._queues: dict[EventKind, deque[Event]] = {}
        self._waiters: list[asyncio.Future[None]] = []

    def put(self, event: Event) -> None:
        """Keep the event and wake who waits."""
        self._queues.setdefault(event.kind, deque(maxlen=_REMEMBERED)).append(event)
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def get(self, kind: EventKind) -> Event:
        """The oldest event of this kind not taken yet; waits for one."""
        while not (queue := self._queues.get(kind)):
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            try:
                await waiter
            finally:
                if waiter in self._waiters:
                    self._waiters.remove(waiter)
        return queue.popleft()

    def clear(self) -> None:
        """Forget what was not taken."""
        self._queues.clear()
