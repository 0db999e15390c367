"""A tap on a button under a message of the bot."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from telegram import Bot, CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.conversation.actions import ChooseLanguage, OpenMenu
from bot.i18n.languages import BY_LOCALE
from bot.telegram.callback import decode
from bot.telegram.sending import put_in_place, send
from bot.telegram.services import Context, Handler, Services, hint


def button_handler(services: Services) -> Handler:
    """Return the handler of taps. A button this bot never made (or no longer knows) leads to the first screen."""

    async def tap(update: Update, context: Context) -> None:
        query = update.callback_query
        if query is not None:
            # Side by side: the wheel on the person's phone ends at once, and trouble with it holds up no answer.
            await asyncio.gather(_acknowledge(query), _answer(services, update, query, context.bot))

    return CallbackQueryHandler(tap)


async def _acknowledge(query: CallbackQuery) -> None:
    with suppress(TelegramError):
        await query.answer()


async def _answer(services: Services, update: Update, query: CallbackQuery, bot: Bot) -> None:
    action, in_place = decode(query.data or "") or (OpenMenu(), False)
    if isinstance(action, ChooseLanguage):
        if action.locale not in BY_LOCALE:
            action = OpenMenu()
        else:
            await services.choose(update, action.locale)
    reply = services.dialog.act(action, await services.chosen(update), hint(update))
    if in_place and isinstance(query.message, Message):
        await put_in_place(bot, query.message, reply)
    elif update.effective_chat is not None:
        await send(bot, update.effective_chat.id, reply)
