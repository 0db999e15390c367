"""The store for several bots at once: one Redis server, where every key expires by itself even if no bot runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from time import time
from typing import Final

from bot.storage.keys import Seal
from bot.storage.protocol import (
    HANDLED_KEPT,
    LEASE,
    MESSAGES_KEPT,
    MOST_MESSAGES,
    MOST_QUESTIONS,
    PREFERENCES_KEPT,
    QUESTIONS_KEPT,
    TOTALS_KEPT,
    KeptQuestion,
    Preferences,
    Tally,
    Timer,
    Total,
)
from bot.storage.redis_connection import Connection
from bot.storage.redis_keys import (
    CHOICES,
    DUE,
    HANDLED,
    LAST_QUESTION,
    MESSAGES,
    PREFIX,
    QUESTION,
    QUESTIONS,
    SEALED,
    TIMERS,
    TOTALS,
    padded,
)
from bot.storage.redis_scripts import FORGET, FORGET_MESSAGES, KEEP_QUESTION, TAKE_TIMERS

_CHATS_AT_ONCE: Final = 1000
"""Chats whose timers one call takes. Telegram lets a bot send some 30 messages a second (https://core.telegram.org/bots/faq);
if deletions are as slow, more could not be done within a lease. The rest is there for the next call, of any bot."""


class RedisStore:
    """Keeps everything in one Redis database, which any number of bots with the same key may share.

    Nothing is remembered here between two calls: another bot may have changed it. What is forgotten is gone from the
    server's memory; what the server itself writes to a disk is told in docs/privacy.md.
    """

    def __init__(self, url: str, key: bytes, clock: Callable[[], float] = time) -> None:
        """Use the database ``url``, which may be away just now; ``key`` hides chats, ``clock`` gives UNIX seconds.

        The clock says what is over while the bot runs; the server's own time, when keys expire by themselves.
        """
        self._redis = Connection(url)
        self._seal = Seal(key)
        self._clock = clock

    async def preferences(self, chat_id: int) -> Preferences:
        """Return what the chat chose."""
        found = await self._redis.do("HGETALL", CHOICES.format(chat=self._name(chat_id)))
        if not found or float(found[b"until"]) <= self._clock():
            return Preferences()
        return Preferences(found[b"locale"].decode() or None, int(found[b"vanish"]), found[b"short"] == b"1")

    async def prefer(self, chat_id: int, preferences: Preferences) -> None:
        """Remember what the chat chose."""
        key = CHOICES.format(chat=self._name(chat_id))
        chosen = ("locale", preferences.locale or "", "vanish", preferences.vanish, "short", int(preferences.short))
        until = self._clock() + PREFERENCES_KEPT
        await self._redis.together(("HSET", key, *chosen, "until", until), ("EXPIRE", key, PREFERENCES_KEPT))

    async def remember(self, chat_id: int, messages: Sequence[int]) -> None:
        """Remember message numbers of the chat, of too many the latest."""
        if not messages:
            return
        key, now = MESSAGES.format(chat=self._name(chat_id)), self._clock()
        await self._redis.together(
            ("ZREMRANGEBYSCORE", key, "-inf", now - MESSAGES_KEPT),
            ("ZADD", key, "NX", *_scored(now, messages)),
            ("ZREMRANGEBYRANK", key, 0, -MOST_MESSAGES - 1),
            ("EXPIRE", key, MESSAGES_KEPT),
        )

    async def remembered(self, chat_id: int) -> list[int]:
        """Return the message numbers that can still be deleted."""
        key, over = MESSAGES.format(chat=self._name(chat_id)), self._clock() - MESSAGES_KEPT
        return sorted(map(int, await self._redis.do("ZRANGE", key, f"({over}", "+inf", "BYSCORE")))

    async def forget_messages(self, chat_id: int, messages: Iterable[int]) -> None:
        """Forget message numbers and their timers."""
        chat = self._name(chat_id)
        keys = (*(pattern.format(chat=chat) for pattern in (MESSAGES, TIMERS, SEALED)), DUE)
        await self._redis.do("EVAL", FORGET_MESSAGES, len(keys), *keys, chat, MESSAGES_KEPT, *map(padded, messages))

    async def forget(self, chat_id: int) -> None:
        """Delete everything known of the chat."""
        chat = self._name(chat_id)
        keys = (DUE, *(pattern.format(chat=chat) for pattern in (CHOICES, MESSAGES, TIMERS, SEALED)))
        await self._redis.do("EVAL", FORGET, len(keys), *keys, chat)

    async def vanish(self, chat_id: int, messages: Sequence[int], seconds: float) -> None:
        """Let messages vanish in so many seconds."""
        if not messages:
            return
        chat, due = self._name(chat_id), self._clock() + seconds
        timers = TIMERS.format(chat=chat)
        await self._redis.together(
            ("ZADD", timers, "NX", *_scored(due, messages)),
            ("EXPIRE", timers, MESSAGES_KEPT),
            ("SET", SEALED.format(chat=chat), self._seal.close(str(chat_id)), "EX", MESSAGES_KEPT),
            ("ZADD", DUE, "LT", due, chat),
            ("EXPIRE", DUE, MESSAGES_KEPT),
        )

    async def due(self) -> list[Timer]:
        """Take the timers that are due, together those of one chat."""
        now, of_any = self._clock(), (TIMERS.format(chat=""), SEALED.format(chat=""))
        given = (now, now + LEASE, _CHATS_AT_ONCE, *of_any, MESSAGES_KEPT)
        taken = await self._redis.do("EVAL", TAKE_TIMERS, 1, DUE, *given)
        opened = ((chat, self._seal.open(sealed or b""), messages) for chat, sealed, messages in taken)
        return [
            Timer(chat.decode(), int(found), tuple(sorted(map(int, each)))) for chat, found, each in opened if found
        ]

    async def finished(self, timer: Timer) -> None:
        """Forget a timer and its messages."""
        await self.forget_messages(timer.chat_id, timer.messages)

    async def count(self, tally: Tally) -> None:
        """Count one thing that happened today."""
        key = TOTALS.format(day=_day(self._clock()))
        field = json.dumps((tally.outcome, tally.locale, tally.entry, tally.partner), ensure_ascii=False)
        await self._redis.together(("HINCRBY", key, field, 1), ("EXPIRE", key, TOTALS_KEPT))

    async def totals(self, since: str) -> list[Total]:
        """Return the counts of all days from ``since``."""
        now = self._clock()
        days = _days(max(since, _day(now - TOTALS_KEPT)), _day(now))
        counted = await self._redis.each(*(("HGETALL", TOTALS.format(day=day)) for day in days))
        return [
            Total(day, Tally(*json.loads(field)), int(count))
            for day, counts in zip(days, counted, strict=True)
            for field, count in sorted(counts.items())
        ]

    async def keep_question(self, locale: str, text: str) -> None:
        """Keep a question for the team, of too many the latest."""
        now = self._clock()
        limits = (QUESTION.format(number=""), now, QUESTIONS_KEPT, -MOST_QUESTIONS - 1)
        kept = (_day(now), locale, self._seal.close(text))
        await self._redis.do("EVAL", KEEP_QUESTION, 2, QUESTIONS, LAST_QUESTION, *limits, *kept)

    async def questions(self) -> list[KeptQuestion]:
        """Return the kept questions; those sealed with another key cannot be read and are left out."""
        over = self._clock() - QUESTIONS_KEPT
        numbers = sorted(map(int, await self._redis.do("ZRANGE", QUESTIONS, f"({over}", "+inf", "BYSCORE")))
        rows = await self._redis.each(*(("HGETALL", _question(number)) for number in numbers))
        opened = (
            (number, row[b"day"].decode(), row[b"locale"].decode(), self._seal.open(row[b"sealed_text"]))
            for number, row in zip(numbers, rows, strict=True)
            if row  # it may have expired since its number was read
        )
        return [KeptQuestion(number, day, locale, text) for number, day, locale, text in opened if text is not None]

    async def delete_questions(self, numbers: Iterable[int]) -> None:
        """Delete kept questions."""
        unwanted = list(numbers)
        if unwanted:
            await self._redis.each(("DEL", *map(_question, unwanted)), ("ZREM", QUESTIONS, *map(padded, unwanted)))

    async def was_handled(self, update: int) -> bool:
        """Tell whether an update was handled before."""
        seen = await self._redis.do("GET", HANDLED.format(number=update))
        return seen is not None and float(seen) > self._clock() - HANDLED_KEPT

    async def mark_handled(self, update: int) -> None:
        """Remember that an update was handled."""
        await self._redis.do("SET", HANDLED.format(number=update), self._clock(), "EX", HANDLED_KEPT)

    async def expire(self) -> None:
        """Delete what is over inside keys that live on for newer things; whole keys expire by themselves."""
        now = self._clock()
        async for keys in self._redis.keys(MESSAGES.format(chat="*")):
            await self._redis.each(*(("ZREMRANGEBYSCORE", key, "-inf", now - MESSAGES_KEPT) for key in keys))
        await self._redis.do("ZREMRANGEBYSCORE", QUESTIONS, "-inf", now - QUESTIONS_KEPT)

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.close()

    def _name(self, chat_id: int) -> str:
        return self._seal.name(chat_id).hex()


async def wipe(url: str) -> int:
    """Delete every key of this bot in the database ``url``; return how many there were.

    Raises:
        StoreError: when Redis fails; some may be deleted by then.
    """
    redis = Connection(url)
    gone = 0
    try:
        async for keys in redis.keys(PREFIX + "*"):
            gone += await redis.do("DEL", *keys)
    finally:
        await redis.close()
    return gone


def _scored(score: float, messages: Iterable[int]) -> list[float | str]:
    return [part for message in messages for part in (score, padded(message))]


def _question(number: int) -> str:
    return QUESTION.format(number=padded(number))


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _days(first: str, last: str) -> list[str]:
    """Return all days from ``first`` to ``last`` (YYYY-MM-DD); none when ``last`` is earlier."""
    start = date.fromisoformat(first)
    return [(start + timedelta(days=n)).isoformat() for n in range((date.fromisoformat(last) - start).days + 1)]
