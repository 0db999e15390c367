"""A question in the person's own words, under a picture too; an edited one is answered anew."""

from __future__ import annotations

import logging
import time

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.events import report
from bot.storage.protocol import Tally
from bot.telegram.handlers.deleting import clear
from bot.telegram.services import Context, Handler, Services, hint


def question_handler(services: Services) -> Handler:
    """Return the handler of typed questions."""

    async def answer(update: Update, context: Context) -> None:
        message = update.effective_message
        text = (message.text or message.caption) if isinstance(message, Message) else None
        if message is None or text is None:
            return
        if services.wishes.is_clear(text):
            await clear(services, update, context.bot)
            return
        began = time.perf_counter()
        chosen = await services.preferences(update)
        number = message.message_id
        answered = services.dialog.answer(text, chosen.locale, hint(update), number, short=chosen.short)
        outcome, locale, entry = answered.match.outcome.value, answered.locale, answered.entry
        await services.say(context.bot, message.chat.id, answered.reply, number, Tally(outcome, locale, entry or ""))
        seconds = time.perf_counter() - began
        services.metrics.answered(outcome, locale, seconds)
        report(logging.INFO, "answered", outcome=outcome, locale=locale, entry=entry or "-", ms=seconds * 1000)

    return MessageHandler((filters.TEXT | filters.CAPTION) & ~filters.COMMAND & filters.ChatType.PRIVATE, answer)
