"""The queue of updates that wait for the bot, with Telegram's rules of confirming and forgetting. No I/O.

Rules: `do_get_updates` and `process_get_updates_query` in telegram-bot-api/Client.cpp. Messages wait 24 hours,
callback queries 150 seconds, inline queries 30.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from telegram.constants import UpdateType

from bot.web.botapi.params import JsonObject

MESSAGE_SECONDS = 86_400
CALLBACK_SECONDS = 150
INLINE_SECONDS = 30

_LIFETIMES = {UpdateType.CALLBACK_QUERY.value: CALLBACK_SECONDS, UpdateType.INLINE_QUERY.value: INLINE_SECONDS}
# A webhook gets the updates of one person or chat in order only within one kind (webhook_queue_id in Client.cpp).
_LANES = {
    UpdateType.INLINE_QUERY.value: 1 << 33,
    UpdateType.CALLBACK_QUERY.value: 3 << 33,
    UpdateType.MY_CHAT_MEMBER.value: 5 << 33,
}
# Sent only to bots that ask for them by name (getUpdates, `allowed_updates`, in the Bot API reference).
_ON_REQUEST = {
    UpdateType.CHAT_MEMBER.value,
    UpdateType.MESSAGE_REACTION.value,
    UpdateType.MESSAGE_REACTION_COUNT.value,
}
_FUTURE_TOLERANCE = (
    10  # an offset further ahead of the newest update than this is not believed (TQueue.cpp in tdlib/td)
)


@dataclass(frozen=True, slots=True)
class Pending:
    """An update nobody has confirmed.

    Attributes:
        lane: webhook deliveries of one lane go one after the other.
        expires: Unix time after which Telegram forgets it.
    """

    id: int
    body: JsonObject
    lane: int
    expires: float


class UpdateQueue:
    """Updates in order, each until it is confirmed, expired or pushed out by `limit` newer ones."""

    def __init__(self, now: Callable[[], float], first_id: int = 1, limit: int = 100_000) -> None:
        self.next_id = first_id
        self.dropped = 0
        self.listener: Callable[[Pending], None] | None = None
        self.changed = asyncio.Event()
        self._now = now
        self._limit = limit
        self._pending: OrderedDict[int, Pending] = OrderedDict()
        self._allowed: frozenset[str] | None = None

    def __len__(self) -> int:
        return sum(1 for _ in self._alive())

    @property
    def allowed(self) -> list[str]:
        """The kinds asked for last; empty for the default set."""
        return sorted(self._allowed or ())

    def allow(self, kinds: Iterable[str]) -> None:
        """Remember which kinds of updates the bot wants from now on; none given means the default set."""
        known = {kind.value for kind in UpdateType}
        self._allowed = frozenset(kinds) & known or None

    def add(self, kind: str, content: object, lane: int) -> int | None:
        """Queue an update about the chat or person `lane`; its id, or None when the bot does not want this kind."""
        if kind not in self._allowed if self._allowed is not None else kind in _ON_REQUEST:
            return None
        body: JsonObject = {"update_id": self.next_id, kind: content}
        return self.put(body, lane + _LANES.get(kind, 0), _LIFETIMES.get(kind, MESSAGE_SECONDS))

    def put(self, body: JsonObject, lane: int, lifetime: float = MESSAGE_SECONDS) -> int:
        """Queue a whole update as it is, even one that makes no sense. Its `update_id` counts on from there."""
        update_id = body.setdefault("update_id", self.next_id)
        if not isinstance(update_id, int):
            raise TypeError("update_id must be a whole number")
        self.next_id = update_id + 1
        pending = Pending(update_id, body, lane, self._now() + lifetime)
        self._pending[update_id] = pending
        if len(self._pending) > self._limit:
            self._pending.popitem(last=False)
            self.dropped += 1
        self.changed.set()
        if self.listener is not None:
            self.listener(pending)
        return update_id

    def confirm_before(self, offset: int) -> None:
        """Forget what a getUpdates offset confirms; a negative one keeps only that many newest."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popitem(last=False)
        elif offset <= self.next_id + _FUTURE_TOLERANCE:
            while self._pending and next(iter(self._pending)) < offset:
                self._pending.popitem(last=False)

    def first(self, count: int) -> list[JsonObject]:
        """The oldest updates, at most `count`."""
        return [pending.body for pending in islice(self._alive(), count)]

    def pending(self) -> list[Pending]:
        """All that wait, oldest first."""
        return list(self._alive())

    def holds(self, pending: Pending) -> bool:
        """Whether this very update still waits and has not expired."""
        return self._pending.get(pending.id) is pending and pending.expires > self._now()

    def discard(self, pending: Pending) -> None:
        """Forget one update: the webhook took it."""
        self._pending.pop(pending.id, None)

    def clear(self) -> None:
        """Forget all (drop_pending_updates)."""
        self._pending.clear()

    def _alive(self) -> Iterator[Pending]:
        """What has not expired, oldest first; lazily, for a long queue is read a hundred at a time."""
        now = self._now()
        while self._pending and next(iter(self._pending.values())).expires <= now:
            self._pending.popitem(last=False)
        return (pending for pending in self._pending.values() if pending.expires > now)
