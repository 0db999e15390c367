"""Sends a Reply to a chat, or puts it in the place of the message whose button was tapped."""

from __future__ import annotations

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.conversation.reply import Reply
from bot.telegram.render import keyboard, messages

# A preview would make Telegram load the page, and show its picture on a screen that others may see.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "not modified"  # Telegram's words when an edit would change nothing


async def send(bot: Bot, chat_id: int, reply: Reply, *, to_message: int | None = None) -> None:
    """Send ``reply``, its buttons under the last of its messages.

    ``to_message`` is the message that is answered; the first message refers to it.
    """
    pages = messages(reply)
    answered = None if to_message is None else ReplyParameters(to_message, allow_sending_without_reply=True)
    for number, page in enumerate(pages, 1):
        await bot.send_message(
            chat_id,
            page,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard(reply) if number == len(pages) else None,
            reply_parameters=answered if number == 1 else None,
        )


async def put_in_place(bot: Bot, message: Message, reply: Reply) -> None:
    """Show ``reply`` where ``message`` stands; as a new message where it does not fit or cannot be edited."""
    pages = messages(reply)
    if len(pages) == 1 and await _edited(bot, message, pages[0], keyboard(reply)):
        return
    await send(bot, message.chat.id, reply)


async def _edited(bot: Bot, message: Message, page: str, buttons: InlineKeyboardMarkup | None) -> bool:
    try:
        await bot.edit_message_text(
            page,
            message.chat.id,
            message.message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=buttons,
        )
    except BadRequest as error:
        return _UNCHANGED in error.message
    return True
