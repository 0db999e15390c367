"""The table of Bot API methods, and how a call finds its handler. No I/O."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.web.botapi import methods_files as files
from bot.web.botapi import methods_messages as messages
from bot.web.botapi import methods_profile as profile
from bot.web.botapi import methods_queries as queries
from bot.web.botapi import methods_updates as updates
from bot.web.botapi.errors import bad_request, method_not_found
from bot.web.botapi.params import Params
from bot.web.botapi.profile import DESCRIPTION, NAME, SHORT_DESCRIPTION
from bot.web.botapi.state import State

Handler: TypeAlias = Callable[[State, Params], object]

METHODS: dict[str, Handler] = {
    "getMe": profile.get_me,
    "logOut": updates.log_out,
    "close": updates.close,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "sendChatAction": messages.send_chat_action,
    "sendDocument": files.send_document,
    "sendPhoto": files.send_photo,
    "sendVoice": files.send_voice,
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
    "getChat": profile.get_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.text_setter(NAME),
    "getMyName": profile.text_getter(NAME),
    "setMyDescription": profile.text_setter(DESCRIPTION),
    "getMyDescription": profile.text_getter(DESCRIPTION),
    "setMyShortDescription": profile.text_setter(SHORT_DESCRIPTION),
    "getMyShortDescription": profile.text_getter(SHORT_DESCRIPTION),
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
}
# Telegram does not mind the case of a method's name.
_BY_LOWER_NAME = {name.lower(): (name, handler) for name, handler in METHODS.items()}


def find_method(name: str) -> tuple[str, Handler]:
    """The method's proper name and its handler.

    Raises:
        ApiError: 404 when there is none.
    """
    try:
        return _BY_LOWER_NAME[name.lower()]
    except KeyError:
        raise method_not_found() from None


async def call(state: State, name: str, params: Params) -> object:
    """Carry out one call; its result, ready for JSON.

    Raises:
        ApiError: what Telegram would refuse.
    """
    name, handler = find_method(name)
    state.calls[name] += 1
    state.recent_calls.append((name, params.raw()))
    if state.logged_out:
        raise bad_request("Logged out")
    result = handler(state, params)
    return await result if isinstance(result, Awaitable) else result
