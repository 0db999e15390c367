"""What happens when answering fails: the person gets a short text, the log a word without any content."""

from __future__ import annotations

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application

from bot.events import failed
from bot.telegram.services import Context, Services, hint


def report_failure(application: Application, services: Services) -> None:  # type: ignore[type-arg] # six parameters that say nothing here
    """Register what is done with an exception of a handler."""

    async def report(update: object, context: Context) -> None:
        if context.error is not None:
            failed("failed", context.error)
        if isinstance(context.error, TelegramError) or not isinstance(update, Update):
            return  # it was tried again and again; one message more would fare no better
        if update.effective_chat is not None and update.effective_chat.type == "private":
            await services.say(
                context.bot,
                update.effective_chat.id,
                services.dialog.failed(await services.chosen(update) or hint(update)),
            )

    application.add_error_handler(report)
