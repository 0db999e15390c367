"""What every store can do, and for how long it keeps what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

HOUR, DAY = 3600, 24 * 3600
"""Seconds."""

MESSAGES_KEPT: Final = 48 * HOUR
"""Of message numbers: what is older a bot cannot delete (https://core.telegram.org/bots/api#deletemessages)."""
PREFERENCES_KEPT: Final = 180 * DAY
"""Of the language and the switches, from the day on which one of them was last chosen."""
QUESTIONS_KEPT: Final = 30 * DAY
"""Of questions sent to the team."""
TOTALS_KEPT: Final = 400 * DAY
"""Of counts: a year, and the same weeks of the year before to compare with."""
HANDLED_KEPT: Final = 25 * HOUR
"""Of the numbers of updates that were answered: Telegram brings an update again for 24 hours at most."""
MOST_MESSAGES: Final = 5000
"""Message numbers kept of one chat, the latest ones: who floods the bot must not fill the disk."""
MOST_QUESTIONS: Final = 5000
"""Questions kept at once, the latest ones."""
LEASE: Final = 60
"""Seconds after which a timer that was taken but not finished is due again: whoever took it has died."""


class StoreError(Exception):
    """The store cannot be used; the message says why and how to mend it, without any chat in it."""


class DamagedStoreError(StoreError):
    """The store's file is no database any more."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a chat has chosen: its locale, after how many minutes messages vanish (0: never), short notifications."""

    locale: str | None = None
    vanish: int = 0
    short: bool = False


@dataclass(frozen=True, slots=True)
class Timer:
    """Messages of a chat that are to vanish now; ``key`` names it for the store that gave it."""

    key: str
    chat_id: int
    messages: tuple[int, ...]


NO_ANSWER: Final = "no-answer"
"""Outcome under which a contact that did not answer is counted; the contact stands where an entry would."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One thing that happened, of nobody: what came of a question in ``locale``, which entry, which partner's link."""

    outcome: str
    locale: str
    entry: str = ""
    partner: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """How often the same happened on a day (YYYY-MM-DD, UTC)."""

    day: str
    tally: Tally
    count: int


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that a person sent to the team, with the day on which it came; ``number`` names it in the store."""

    number: int
    day: str
    locale: str
    text: str


class Store(Protocol):
    """Remembers what docs/privacy.md names, and nothing else. A chat id leaves this room only hashed or encrypted.

    Every method raises StoreError when the store cannot be used just now.
    """

    async def preferences(self, chat_id: int) -> Preferences:
        """Return what the chat chose."""

    async def prefer(self, chat_id: int, preferences: Preferences) -> None:
        """Remember what the chat chose."""

    async def remember(self, chat_id: int, messages: Sequence[int]) -> None:
        """Remember message numbers of the chat, for :data:`MESSAGES_KEPT`."""

    async def remembered(self, chat_id: int) -> list[int]:
        """Return the message numbers of the chat that Telegram still lets a bot delete, ascending."""

    async def forget_messages(self, chat_id: int, messages: Iterable[int]) -> None:
        """Forget message numbers of the chat, and their timers, without a trace."""

    async def forget(self, chat_id: int) -> None:
        """Delete everything known of the chat, without a trace."""

    async def vanish(self, chat_id: int, messages: Sequence[int], seconds: float) -> None:
        """Let messages vanish in so many seconds: they are then given out by :meth:`due`."""

    async def due(self) -> list[Timer]:
        """Take the timers that are due; nobody else is given them for :data:`LEASE` seconds."""

    async def finished(self, timer: Timer) -> None:
        """Forget a timer that was taken, and the message numbers with it."""

    async def count(self, tally: Tally) -> None:
        """Count one thing that happened today."""

    async def totals(self, since: str) -> list[Total]:
        """Return the counts of all days from ``since`` (YYYY-MM-DD), in order."""

    async def keep_question(self, locale: str, text: str) -> None:
        """Keep a question for the team."""

    async def questions(self) -> list[KeptQuestion]:
        """Return the kept questions, the oldest first."""

    async def delete_questions(self, numbers: Iterable[int]) -> None:
        """Delete kept questions, without a trace."""

    async def was_handled(self, update: int) -> bool:
        """Tell whether an update was handled before, in the last :data:`HANDLED_KEPT` seconds."""

    async def mark_handled(self, update: int) -> None:
        """Remember that an update was handled."""

    async def expire(self) -> None:
        """Delete all whose time is over."""

    async def close(self) -> None:
        """Release files and connections; the store is not used afterwards."""
