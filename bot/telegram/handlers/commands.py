"""/menu, /language and /help, and what is answered to a command that does not exist."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.conversation.actions import OpenMenu
from bot.conversation.dialog import Dialog
from bot.conversation.reply import Reply
from bot.telegram.sending import send
from bot.telegram.services import Context, Handler, Services, hint

Screen = Callable[[Dialog, str | None, str | None], Reply]
"""Makes a screen of the conversation from the chosen locale and the hint."""


def menu_handler(services: Services) -> Handler:
    """Return the handler of /menu."""
    return _command("menu", services, lambda dialog, chosen, hinted: dialog.act(OpenMenu(), chosen, hinted))


def language_handler(services: Services) -> Handler:
    """Return the handler of /language."""
    return _command("language", services, lambda dialog, chosen, hinted: dialog.languages(chosen or hinted))


def help_handler(services: Services) -> Handler:
    """Return the handler of /help."""
    return _command("help", services, Dialog.help)


def unknown_command_handler(services: Services) -> Handler:
    """Return the handler of every other command: it shows the help."""
    return MessageHandler(
        filters.COMMAND & filters.ChatType.PRIVATE,
        _shows(services, Dialog.help),
    )


def _command(name: str, services: Services, screen: Screen) -> Handler:
    return CommandHandler(name, _shows(services, screen), filters.ChatType.PRIVATE)


def _shows(services: Services, screen: Screen) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    async def show(update: Update, context: Context) -> None:
        if update.effective_chat is not None:
            reply = screen(services.dialog, await services.chosen(update), hint(update))
            await send(context.bot, update.effective_chat.id, reply)

    return show
