"""A question in the person's own words, under a picture too; an edited one is answered anew."""

from __future__ import annotations

import logging
import time

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.matching.decide import Outcome
from bot.telegram.sending import send
from bot.telegram.services import Context, Handler, Services, hint

log = logging.getLogger(__name__)


def question_handler(services: Services) -> Handler:
    """Return the handler of typed questions."""

    async def answer(update: Update, context: Context) -> None:
        message = update.effective_message
        text = (message.text or message.caption) if isinstance(message, Message) else None
        if message is None or text is None:
            return
        began = time.perf_counter()
        answered = services.dialog.answer(text, await services.chosen(update), hint(update))
        await send(context.bot, message.chat.id, answered.reply)
        entry = answered.match.candidates[0].entry if answered.match.outcome is Outcome.ANSWER else "-"
        milliseconds = (time.perf_counter() - began) * 1000
        log.info(
            "event=answered outcome=%s locale=%s entry=%s ms=%.1f",
            answered.match.outcome,
            answered.locale,
            entry,
            milliseconds,
        )

    return MessageHandler((filters.TEXT | filters.CAPTION) & ~filters.COMMAND & filters.ChatType.PRIVATE, answer)
