"""Groups: everybody there can read a question, so the bot asks for a private chat, and is silent otherwise."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.telegram.sending import send
from bot.telegram.services import Context, Handler, Services, hint


def group_handler(services: Services) -> Handler:
    """Return the handler of commands in groups; other words there, and channels, get no answer."""

    async def explain(update: Update, context: Context) -> None:
        if update.effective_chat is not None:
            await send(context.bot, update.effective_chat.id, services.dialog.private_only(hint(update)))

    return CommandHandler(
        ["start", "help", "menu", "language"], explain, filters.ChatType.GROUPS & filters.UpdateType.MESSAGE
    )
