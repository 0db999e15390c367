"""The Redis store's keys. docs/privacy.md names every one, with its fields; a test compares the two."""

from __future__ import annotations

from typing import Final

PREFIX: Final = "rights-bot:"
"""Begins every key: whoever shares the database sees whose they are, and wipe-all finds them."""

CHOICES: Final = PREFIX + "choices:{chat}"
"""Hash: what a chat chose, and until when (UNIX seconds)."""
MESSAGES: Final = PREFIX + "messages:{chat}"
"""Sorted set: message numbers of a chat, by when each was seen."""
TIMERS: Final = PREFIX + "timers:{chat}"
"""Sorted set: message numbers of a chat that are to vanish, by when."""
SEALED: Final = PREFIX + "sealed:{chat}"
"""String: the encrypted id of a chat that has timers."""
DUE: Final = PREFIX + "due"
"""Sorted set: chats that have timers, by when the first is due."""
HANDLED: Final = PREFIX + "handled:{number}"
"""String: when an update was handled."""
TOTALS: Final = PREFIX + "totals:{day}"
"""Hash: how often each thing happened on a day."""
QUESTION: Final = PREFIX + "question:{number}"
"""Hash: a question for the team."""
QUESTIONS: Final = PREFIX + "questions"
"""Sorted set: numbers of the kept questions, by when each came."""
LAST_QUESTION: Final = PREFIX + "last-question"
"""String: the number of the latest question."""

PATTERNS: Final = (CHOICES, MESSAGES, TIMERS, SEALED, DUE, HANDLED, TOTALS, QUESTION, QUESTIONS, LAST_QUESTION)


def padded(number: int) -> str:
    """Return a number so long that Redis, which compares letters, puts equally old ones in order.

    Ten digits hold every message number: it is a signed 32-bit int (https://core.telegram.org/constructor/message, id).
    """
    return f"{number:010d}"
