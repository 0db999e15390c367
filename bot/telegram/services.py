"""What every handler works with."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackContext

from bot.conversation.dialog import Dialog
from bot.i18n.languages import from_telegram
from bot.storage.protocol import Store, StoreError

log = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]
Handler = BaseHandler[Update, Context, None]


@dataclass(slots=True)
class Services:
    """The conversation, exchanged whole when content changes, and the store that remembers the chosen language."""

    dialog: Dialog
    store: Store

    async def chosen(self, update: Update) -> str | None:
        """Return the locale that this chat chose. A store that fails costs the choice, never the answer."""
        if update.effective_chat is None:
            return None
        try:
            return await self.store.language(update.effective_chat.id)
        except StoreError:
            log.warning("event=store_failed")
            return None

    async def choose(self, update: Update, locale: str) -> None:
        """Remember the locale that this chat chose; where the store fails, it must be chosen again later."""
        if update.effective_chat is None:
            return
        try:
            await self.store.choose_language(update.effective_chat.id, locale)
        except StoreError:
            log.warning("event=store_failed")


def hint(update: Update) -> str | None:
    """Return the locale that the person's Telegram app hints at."""
    return from_telegram(update.effective_user.language_code) if update.effective_user else None
