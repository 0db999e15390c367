"""A tap on a button under a message of the bot."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

from telegram import Bot, CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.conversation.actions import ChooseLanguage, Errand, OpenMenu, Screen
from bot.i18n.languages import BY_LOCALE
from bot.telegram.callback import decode
from bot.telegram.handlers import errands
from bot.telegram.services import Context, Handler, Services, hint, wanted


def button_handler(services: Services) -> Handler:
    """Return the handler of taps. A button this bot never made (or no longer knows) leads to the first screen."""

    async def tap(update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        action, in_place = decode(query.data or "") or (OpenMenu(), False)
        if isinstance(action, Errand):
            await _acknowledge(query, await errands.run(services, update, query, action, context.bot))
            return
        if not isinstance(action, Screen):
            action = OpenMenu()
        # Side by side: the wheel on the person's phone ends at once, and trouble with it holds up no answer.
        opened = _open(services, update, query, action, context.bot, in_place=in_place)
        await asyncio.gather(_acknowledge(query), opened)

    return CallbackQueryHandler(tap)


async def _acknowledge(query: CallbackQuery, word: str | None = None) -> None:
    with suppress(TelegramError):
        await query.answer(word)


async def _open(
    services: Services, update: Update, query: CallbackQuery, screen: Screen, bot: Bot, *, in_place: bool
) -> None:
    preferences = await services.preferences(update)
    if isinstance(screen, ChooseLanguage):
        if screen.locale in BY_LOCALE:
            preferences = replace(preferences, locale=screen.locale)
            await services.prefer(update, preferences)
        else:
            screen = OpenMenu()
    reply = services.dialog.act(screen, preferences.locale, hint(update), wanted(preferences))
    if in_place and isinstance(query.message, Message):
        await services.show(bot, query.message, reply)
    elif update.effective_chat is not None:
        await services.say(bot, update.effective_chat.id, reply)
