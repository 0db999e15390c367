"""A tap on a button under a message of the bot."""

from __future__ import annotations

from contextlib import suppress

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler

from bot.conversation.reply import ChooseLanguage, OpenMenu
from bot.i18n.languages import BY_LOCALE
from bot.telegram.callback import decode
from bot.telegram.sending import put_in_place, send
from bot.telegram.services import Context, Handler, Services, hint


def button_handler(services: Services) -> Handler:
    """Return the handler of taps. A button this bot never made (or no longer knows) leads to the first screen."""

    async def tap(update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        with suppress(BadRequest):  # a tap older than Telegram remembers; the answer below still helps
            await query.answer()  # at once: until then the person's phone shows a turning wheel
        action, in_place = decode(query.data or "") or (OpenMenu(), False)
        if isinstance(action, ChooseLanguage):
            if action.locale not in BY_LOCALE:
                action = OpenMenu()
            else:
                await services.choose(update, action.locale)
        reply = services.dialog.act(action, await services.chosen(update), hint(update))
        if in_place and isinstance(query.message, Message):
            await put_in_place(context.bot, query.message, reply)
        elif update.effective_chat is not None:
            await send(context.bot, update.effective_chat.id, reply)

    return CallbackQueryHandler(tap)
