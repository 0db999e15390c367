"""Sends a Reply to a chat, or puts it in the place of the message whose button was tapped."""

from __future__ import annotations

from telegram import Bot, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.conversation.reply import Reply
from bot.telegram.calls import call_patiently
from bot.telegram.render import keyboard, messages

# A preview would make Telegram load the page, and show its picture on a screen that others may see.
_MANNER = {"parse_mode": ParseMode.HTML.value, "link_preview_options": {"is_disabled": True}}
_UNCHANGED = "not modified"  # Telegram's words when an edit would change nothing


async def send(bot: Bot, chat_id: int, reply: Reply) -> None:
    """Send ``reply``, its buttons under the last of its messages.

    Raises:
        TelegramError: when Telegram refuses or cannot be reached.
    """
    pages = messages(reply)
    for number, page in enumerate(pages, 1):
        buttons = keyboard(reply) if number == len(pages) else None
        await call_patiently(bot, "sendMessage", {"chat_id": chat_id, "text": page, "reply_markup": buttons, **_MANNER})


async def put_in_place(bot: Bot, message: Message, reply: Reply) -> None:
    """Show ``reply`` where ``message`` stands; as a new message where it does not fit or cannot be edited.

    Raises:
        TelegramError: when Telegram refuses or cannot be reached.
    """
    pages = messages(reply)
    if len(pages) != 1 or not await _edited(bot, message, pages[0], reply):
        await send(bot, message.chat.id, reply)


async def _edited(bot: Bot, message: Message, page: str, reply: Reply) -> bool:
    place = {"chat_id": message.chat.id, "message_id": message.message_id}
    try:
        await call_patiently(
            bot, "editMessageText", {**place, "text": page, "reply_markup": keyboard(reply), **_MANNER}
        )
    except BadRequest as error:
        return _UNCHANGED in error.message
    return True
