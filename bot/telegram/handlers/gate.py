"""Before and after all others: remembers what must be deletable, and keeps a flood from costing the others."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.conversation.actions import (
    ChooseLanguage,
    Clear,
    DeleteQuestion,
    DeleteThis,
    Forget,
    OpenEntry,
    OpenLanguages,
)
from bot.conversation.screens import EMERGENCY_ENTRY
from bot.events import report
from bot.telegram.callback import decode
from bot.telegram.limits import Verdict
from bot.telegram.services import Context, Handler, Services, hint

_NEVER_LIMITED = ("/clear", "/forget", "/language")


def gate_handler(services: Services) -> Handler:
    """Return the handler that every update passes first, in a group of its own."""

    async def gate(update: Update, context: Context) -> None:
        chat = update.effective_chat
        if chat is None or chat.type != "private":
            return
        if update.callback_query is None and update.effective_message is not None:
            services.note_later(chat.id, update.effective_message.message_id)
        if _is_never_limited(update, services):
            return
        verdict = services.limits.take(chat.id, services.came_at.get(update.update_id))
        if verdict is Verdict.ANSWER:
            return
        if verdict is Verdict.NOTICE:
            report(logging.INFO, "limited")
            await services.say(
                context.bot, chat.id, services.dialog.too_many(await services.chosen(update), hint(update))
            )
        await services.settle(chat.id)
        raise ApplicationHandlerStop

    return TypeHandler(Update, gate)


def ledger_handler(services: Services) -> Handler:
    """Return the handler that every update passes last: what was not remembered with an answer is remembered now."""

    async def settle(update: Update, _context: Context) -> None:
        if update.effective_chat is not None:
            await services.settle(update.effective_chat.id)

    return TypeHandler(Update, settle)


def _is_never_limited(update: Update, services: Services) -> bool:
    """Tell whether it is about deleting, the language or the emergency: these must work whatever came before."""
    if update.callback_query is not None:
        action, _ = decode(update.callback_query.data or "") or (None, False)
        safe = Clear | Forget | DeleteThis | DeleteQuestion | OpenLanguages | ChooseLanguage
        return isinstance(action, safe) or (isinstance(action, OpenEntry) and action.entry == EMERGENCY_ENTRY)
    text = (update.effective_message.text or "") if update.effective_message else ""
    return text.startswith(_NEVER_LIMITED) or services.wishes.is_clear(text)
