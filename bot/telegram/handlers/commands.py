"""/menu, /language, /privacy, /about and /help, and what is answered to a command that does not exist."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.conversation.actions import OpenMenu, OpenPrivacy
from bot.conversation.dialog import Dialog
from bot.conversation.reply import Reply
from bot.telegram.services import Context, Handler, Services, hint, wanted

Screen = Callable[[Dialog, str | None, str | None], Reply]
"""Makes a screen of the conversation from the chosen locale and the hint."""


def menu_handler(services: Services) -> Handler:
    """Return the handler of /menu."""
    return _command("menu", services, lambda dialog, chosen, hinted: dialog.act(OpenMenu(), chosen, hinted))


def language_handler(services: Services) -> Handler:
    """Return the handler of /language."""
    return _command("language", services, lambda dialog, chosen, hinted: dialog.languages(chosen or hinted))


def privacy_handler(services: Services) -> Handler:
    """Return the handler of /privacy."""

    async def show(update: Update, context: Context) -> None:
        if update.effective_chat is not None:
            now = await services.preferences(update)
            reply = services.dialog.act(OpenPrivacy(), now.locale, hint(update), wanted(now))
            await services.say(context.bot, update.effective_chat.id, reply)

    return CommandHandler("privacy", show, filters.ChatType.PRIVATE)


def about_handler(services: Services) -> Handler:
    """Return the handler of /about."""
    return _command("about", services, Dialog.about)


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
            await services.say(context.bot, update.effective_chat.id, reply)

    return show
