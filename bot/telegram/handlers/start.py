"""/start, with or without a deep link."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message, Update
from telegram.ext import CommandHandler, filters

from bot.conversation.actions import ChooseLanguage, OpenEntry, OpenMenu
from bot.i18n.languages import BY_LOCALE
from bot.sharing.links import DeepLink, parse_payload
from bot.telegram.services import Context, Handler, Services, hint


def start_handler(services: Services) -> Handler:
    """Return the handler of /start: it asks for the language first; a deep link leads straight to its entry."""

    async def start(update: Update, context: Context) -> None:
        message = update.effective_message
        if not isinstance(message, Message):
            return
        link = parse_payload(context.args[0]) if context.args and len(context.args) == 1 else DeepLink()
        if link.locale in BY_LOCALE:
            chosen = replace(await services.preferences(update), locale=link.locale)
            await services.prefer(update, chosen)
            reply = services.dialog.act(ChooseLanguage(link.locale, link.entry or None), link.locale)
        elif link.entry:
            reply = services.dialog.act(OpenEntry(link.entry), await services.chosen(update), hint(update))
        elif locale := await services.chosen(update):
            reply = services.dialog.act(OpenMenu(), locale)
        else:
            reply = services.dialog.languages(hint(update))
        await services.say(context.bot, message.chat.id, reply)

    return CommandHandler("start", start, filters.ChatType.PRIVATE)
