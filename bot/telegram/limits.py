"""How much one chat may ask in a while: a bucket of tokens for each, in memory only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from time import monotonic
from typing import Final

A_MINUTE: Final = 20
"""Messages and taps of one chat that are answered in a minute, and at once after a pause."""
CHATS: Final = 10_000
"""Chats that are counted at the same time; the one that was quiet longest is counted anew."""


class Verdict(Enum):
    """What is done with a message."""

    ANSWER = "answer"
    NOTICE = "notice"
    SILENCE = "silence"


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    told: bool = False


class Limits:
    """Counts messages of chats; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic, a_minute: int = A_MINUTE) -> None:
        self._clock = clock
        self._a_minute = a_minute
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def take(self, chat_id: int, came_at: float | None = None) -> Verdict:
        """Count one message; NOTICE is given once until the chat has been quiet enough to be answered again.

        ``came_at`` is when the message came, by the same clock: how long its answer takes is not the person's doing.
        """
        now = self._clock() if came_at is None else came_at
        bucket = self._buckets.setdefault(chat_id, _Bucket(self._a_minute, now))
        self._buckets.move_to_end(chat_id)
        if len(self._buckets) > CHATS:
            self._buckets.popitem(last=False)
        bucket.tokens = min(self._a_minute, bucket.tokens + (now - bucket.at) * self._a_minute / 60)
        bucket.at = now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            bucket.told = False
            return Verdict.ANSWER
        told, bucket.told = bucket.told, True
        return Verdict.SILENCE if told else Verdict.NOTICE

    def __len__(self) -> int:
        """Return how many chats are counted."""
        return len(self._buckets)

    def forget(self, chat_id: int) -> None:
        """Count a chat no longer."""
        self._buckets.pop(chat_id, None)
