"""/clear and /forget, their plain words and buttons, and the deletion of one message."""

from __future__ import annotations

import logging

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import CommandHandler, filters

from bot.conversation import safety
from bot.events import report
from bot.storage.protocol import StoreError
from bot.telegram.sending import send
from bot.telegram.services import Context, Handler, Services, hint
from bot.telegram.wipe import wipe


def clear_handler(services: Services) -> Handler:
    """Return the handler of /clear."""

    async def clear_all(update: Update, context: Context) -> None:
        await clear(services, update, context.bot)

    return CommandHandler("clear", clear_all, filters.ChatType.PRIVATE)


def forget_handler(services: Services) -> Handler:
    """Return the handler of /forget."""

    async def forget_all(update: Update, context: Context) -> None:
        await forget(services, update, context.bot)

    return CommandHandler("forget", forget_all, filters.ChatType.PRIVATE)


async def clear(services: Services, update: Update, bot: Bot) -> None:
    """Delete the messages of both sides, and say what is left to be done by hand."""
    if update.effective_chat is None:
        return
    chat_id = update.effective_chat.id
    speech = services.dialog.speech(await services.chosen(update) or hint(update))
    await services.settle(chat_id)
    try:
        messages = await services.store.remembered(chat_id)
        left = await wipe(bot, chat_id, messages)
        await services.store.forget_messages(chat_id, set(messages) - left)
    except StoreError:
        report(logging.WARNING, "store_failed")
        await services.say(bot, chat_id, safety.not_cleared(speech))
        return
    await services.say(bot, chat_id, safety.cleared(speech, all_gone=not left and not services.lost_some(chat_id)))


async def forget(services: Services, update: Update, bot: Bot) -> None:
    """Delete what is kept of the chat; the words that say so are not remembered either."""
    if update.effective_chat is None:
        return
    chat_id = update.effective_chat.id
    speech = services.dialog.speech(await services.chosen(update) or hint(update))
    try:
        await services.forget(chat_id)
    except StoreError:
        report(logging.WARNING, "store_failed")
        await services.say(bot, chat_id, safety.not_forgotten(speech))
        return
    await send(bot, chat_id, safety.forgotten(speech))


async def delete_one(services: Services, chat_id: int, message: int, bot: Bot) -> bool:
    """Delete one message; tell whether it is gone."""
    try:
        gone = not await wipe(bot, chat_id, [message])
    except TelegramError:
        return False
    if gone:
        try:
            await services.store.forget_messages(chat_id, [message])
        except StoreError:
            report(logging.WARNING, "store_failed")
    return gone
