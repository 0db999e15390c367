"""Voice messages, pictures, stickers and the rest: a kind word instead of silence."""

from __future__ import annotations

from collections import OrderedDict

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.telegram.services import Context, Handler, Services, hint

_ALBUMS = 1000  # remembered at once; their ids say nothing of people
_SILENT = filters.StatusUpdate.ALL  # pinned messages, changed timers and the like are nobody's words


def unreadable_handler(services: Services) -> Handler:
    """Return the handler of messages without text in a private chat."""
    albums: OrderedDict[str, None] = OrderedDict()

    async def explain(update: Update, context: Context) -> None:
        message = update.effective_message
        if isinstance(message, Message) and _first_of_its_album(message, albums):
            reply = services.dialog.unreadable(_kind(message), await services.chosen(update), hint(update))
            await services.say(context.bot, message.chat.id, reply)

    written = filters.TEXT | filters.CAPTION | filters.COMMAND
    new = filters.UpdateType.MESSAGE  # an edit (a place that moves) is no new word
    return MessageHandler(new & filters.ChatType.PRIVATE & ~written & ~_SILENT, explain)


def _first_of_its_album(message: Message, albums: OrderedDict[str, None]) -> bool:
    """Tell whether no other picture of the same album was seen: an album is one message to the person who sent it."""
    album = message.media_group_id
    if album is None:
        return True
    new = album not in albums
    albums[album] = None
    if len(albums) > _ALBUMS:
        albums.popitem(last=False)
    return new


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
