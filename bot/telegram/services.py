"""What every handler works with."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from telegram import Bot, Message, Update
from telegram.error import Forbidden
from telegram.ext import BaseHandler, CallbackContext

from bot.conversation.dialog import Dialog, Wanted
from bot.conversation.reply import Reply
from bot.conversation.wishes import Wishes
from bot.events import report
from bot.i18n.languages import from_telegram
from bot.storage.protocol import Preferences, Store, StoreError, Tally
from bot.telegram.limits import Limits
from bot.telegram.metrics import Metrics
from bot.telegram.sending import put_in_place, send

Context = CallbackContext[Any, Any, Any, Any]
Handler = BaseHandler[Update, Context, None]

MOST_WAITING: Final = 20_000
"""Message numbers kept in memory while the store does not answer."""


@dataclass(slots=True)
class Services:
    """The conversation, exchanged whole when content changes, and the store. A store that fails costs no answer."""

    dialog: Dialog
    wishes: Wishes
    store: Store
    version: str = "-"
    """Of the content that is served."""
    limits: Limits = field(default_factory=Limits)
    metrics: Metrics = field(default_factory=Metrics)
    came_at: dict[int, float] = field(default_factory=dict)
    """When each update in hand came, by time.monotonic."""
    _waiting: OrderedDict[int, dict[int, None]] = field(default_factory=OrderedDict)
    """Messages, by chat, that the store has not taken yet."""
    _waits: int = 0
    """How many they are."""
    _is_behind: bool = False
    """Whether the store has failed since all was remembered."""
    _catching_up: tuple[int, asyncio.Task[bool]] | None = None
    """The chat that is remembered just now, or was last, after the store had failed."""
    _lost: OrderedDict[int, None] = field(default_factory=OrderedDict)
    """Chats with messages that were given up, as too many waited."""

    async def preferences(self, update: Update) -> Preferences:
        """Return what this chat chose; nothing where the store does not answer."""
        if update.effective_chat is None:
            return Preferences()
        return await self._preferences(update.effective_chat.id)

    async def _preferences(self, chat_id: int) -> Preferences:
        try:
            return await self.store.preferences(chat_id)
        except StoreError:
            report(logging.WARNING, "store_failed")
            return Preferences()

    async def chosen(self, update: Update) -> str | None:
        """Return the locale that this chat chose."""
        return (await self.preferences(update)).locale

    async def prefer(self, update: Update, preferences: Preferences) -> None:
        """Remember what this chat chose; where the store fails, it must be chosen again later."""
        if update.effective_chat is None:
            return
        try:
            await self.store.prefer(update.effective_chat.id, preferences)
        except StoreError:
            report(logging.WARNING, "store_failed")

    async def count(self, tally: Tally) -> None:
        """Count what happened; a count that is lost harms nobody."""
        try:
            await self.store.count(tally)
        except StoreError:
            report(logging.WARNING, "store_failed")

    async def say(
        self, bot: Bot, chat_id: int, reply: Reply, question: int | None = None, tally: Tally | None = None
    ) -> None:
        """Send ``reply`` and remember its messages, so that they can be deleted.

        ``question`` is what it answers, ``tally`` is counted once it is sent.

        Raises:
            TelegramError: when Telegram refuses or cannot be reached.
        """
        try:
            numbers = await send(bot, chat_id, reply, question)
        except Forbidden:
            await self.blocked(chat_id)
            return
        noted = self.note(chat_id, numbers)
        await (asyncio.gather(noted, self.count(tally)) if tally else noted)

    async def blocked(self, chat_id: int) -> None:
        """Forget a chat whose person has blocked the bot, or is gone."""
        report(logging.INFO, "blocked")
        try:
            await self.forget(chat_id)
        except StoreError:
            report(logging.WARNING, "store_failed")

    async def forget(self, chat_id: int) -> None:
        """Delete all that is kept of a chat, what waits to be remembered too.

        Raises:
            StoreError: when the store cannot be used just now.
        """
        await self._caught_up(chat_id)
        self._waits -= len(self._waiting.pop(chat_id, {}))
        self._lost.pop(chat_id, None)
        self.limits.forget(chat_id)
        await self.store.forget(chat_id)

    async def show(self, bot: Bot, message: Message, reply: Reply) -> None:
        """Show ``reply`` in the place of ``message``, or below where it does not fit.

        Raises:
            TelegramError: when Telegram refuses or cannot be reached.
        """
        if sent := await put_in_place(bot, message, reply):
            await self.note(message.chat.id, sent)

    def note_later(self, chat_id: int, message: int) -> None:
        """Remember a message with the next ones of its chat, in one go."""
        waiting = self._waiting.setdefault(chat_id, {})
        self._waits += message not in waiting
        waiting[message] = None
        while self._waits > MOST_WAITING:
            chat, messages = self._waiting.popitem(last=False)
            self._waits -= len(messages)
            self._lost[chat] = None
            if len(self._lost) > MOST_WAITING:
                self._lost.popitem(last=False)

    def lost_some(self, chat_id: int) -> bool:
        """Tell, once, whether messages of the chat could not be remembered: /clear must not promise too much."""
        lost = chat_id in self._lost
        self._lost.pop(chat_id, None)
        return lost

    async def note(self, chat_id: int, messages: Sequence[int]) -> None:
        """Remember messages of either side, and let them vanish in time where the chat wants it."""
        for message in messages:
            self.note_later(chat_id, message)
        await self.settle(chat_id)

    async def settle(self, chat_id: int) -> bool:
        """Remember all that waits of a chat; where the store does not answer it goes on waiting, in memory.

        Returns whether the store answered.
        """
        await self._caught_up(chat_id)
        return await self._settle(chat_id)

    async def _settle(self, chat_id: int) -> bool:
        messages = list(self._waiting.pop(chat_id, {}))
        self._waits -= len(messages)
        if not messages:
            return True
        vanish = (await self._preferences(chat_id)).vanish
        try:
            await self.store.remember(chat_id, messages)
            if vanish:
                await self.store.vanish(chat_id, messages, vanish * 60)
        except StoreError:
            report(logging.WARNING, "store_failed")
            for message in messages:
                self.note_later(chat_id, message)
            self._is_behind = True
            return False
        return True

    async def settle_all(self) -> None:
        """Remember what waits since the store did not answer; the first chat that fails ends it for now."""
        if not self._is_behind:
            return
        self._is_behind = False
        for chat_id in list(self._waiting):
            task = asyncio.create_task(self._settle(chat_id))
            self._catching_up = chat_id, task
            if not await task:
                return

    async def _caught_up(self, chat_id: int) -> None:
        """Wait where this very chat is being caught up with: what follows must not come before it."""
        if self._catching_up and self._catching_up[0] == chat_id:
            await asyncio.wait({self._catching_up[1]})


def hint(update: Update) -> str | None:
    """Return the locale that the person's Telegram app hints at."""
    code: object = update.effective_user.language_code if update.effective_user else None
    return from_telegram(code) if isinstance(code, str) else None


def wanted(preferences: Preferences) -> Wanted:
    """Return what the conversation is told of a chat's choice."""
    return Wanted(preferences.vanish, preferences.short)
