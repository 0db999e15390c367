"""Voice messages, pictures, stickers and the rest: a kind word instead of silence."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.telegram.sending import send
from bot.telegram.services import Context, Handler, Services, hint

_SILENT = filters.StatusUpdate.ALL  # pinned messages, changed timers and the like are nobody's words


def unreadable_handler(services: Services) -> Handler:
    """Return the handler of messages without text in a private chat."""

    async def explain(update: Update, context: Context) -> None:
        message = update.effective_message
        if isinstance(message, Message):
            locale = await services.chosen(update) or hint(update)
            await send(context.bot, message.chat.id, services.dialog.unreadable(_kind(message), locale))

    return MessageHandler(filters.ChatType.PRIVATE & ~filters.TEXT & ~filters.COMMAND & ~_SILENT, explain)


def _kind(message: Message) -> str:
    if message.voice or message.audio or message.video_note:
        return "voice"
    if message.photo or message.video or message.document or message.animation:
        return "picture"
    if message.location or message.venue:
        return "place"
    if message.contact:
        return "person"
    return "other"
