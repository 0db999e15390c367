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


async def send(bot: Bot, chat_id: int, reply: Reply, question: int | None = None) -> list[int]:
    """Send ``reply``, its buttons under the last of its messages; return the numbers of the messages.

    With ``question`` it is sent as a reply to that message: who later sends the question to the team, or deletes it,
    does so from there, and no store needs to keep it.

    Raises:
        TelegramError: when Telegram refuses or cannot be reached.
    """
    pages = messages(reply)
    to = None if question is None else {"message_id": question, "allow_sending_without_reply": True}
    sent: list[int] = []
    for number, page in enumerate(pages, 1):
        buttons = keyboard(reply) if number == len(pages) else None
        text = {"chat_id": chat_id, "text": page, "reply_markup": buttons, "reply_parameters": to, **_MANNER}
        sent += _number(await call_patiently(bot, "sendMessage", text))
    return sent


def _number(message: object) -> list[int]:
    """Return the number of a message that Telegram sent back."""
    number = message.get("message_id") if isinstance(message, dict) else None
    return [number] if isinstance(number, int) else []


async def put_in_place(bot: Bot, message: Message, reply: Reply) -> list[int]:
    """Show ``reply`` where ``message`` stands; as a new message where it does not fit or cannot be edited.

    Returns the numbers of new messages.

    Raises:
        TelegramError: when Telegram refuses or cannot be reached.
    """
    pages = messages(reply)
    if len(pages) != 1 or not await _edited(bot, message, pages[0], reply):
        return await send(bot, message.chat.id, reply)
    return []


async def _edited(bot: Bot, message: Message, page: str, reply: Reply) -> bool:
    place = {"chat_id": message.chat.id, "message_id": message.message_id}
    try:
        await call_patiently(
            bot, "editMessageText", {**place, "text": page, "reply_markup": keyboard(reply), **_MANNER}
        )
    except BadRequest as error:
        return _UNCHANGED in error.message
    return True
