"""Bot API methods that write, change and delete messages. No I/O.

Wording of refusals: telegram-bot-api/Client.cpp and what Telegram's servers answer.
"""

from __future__ import annotations

from telegram.constants import BulkRequestLimit, ChatAction, MessageLimit

from bot.web.botapi.chats import Chat, Message
from bot.web.botapi.entities import read_text
from bot.web.botapi.errors import bad_request
from bot.web.botapi.events import Event, EventKind
from bot.web.botapi.keyboards import read_inline_keyboard, read_reply_markup
from bot.web.botapi.params import JsonObject, Params
from bot.web.botapi.state import State
from bot.web.botapi.text import utf16_length

# Older messages cannot be deleted for everybody (deleteMessage in the Bot API reference).
DELETABLE_SECONDS = 48 * 3600


def send_message(state: State, params: Params) -> JsonObject:
    """Answer `sendMessage`."""
    chat = state.writable_chat_of(params)
    body = read_text(params)
    if utf16_length(body.text) > MessageLimit.MAX_TEXT_LENGTH:
        raise bad_request("message is too long")
    preview = params.optional_object("link_preview_options", "link preview options")
    message = state.new_message(chat, state.bot, body)
    if preview is not None:
        message.content["link_preview_options"] = preview
    return finish_sending(state, params, message)


def finish_sending(state: State, params: Params, message: Message) -> JsonObject:
    """What all sending methods share: keyboard, reply, protection; then the message is there."""
    if "reply_markup" in params:
        markup = read_reply_markup(params)
        if markup is not None and "inline_keyboard" in markup:
            message.markup = markup
        elif markup is not None:
            state.show(Event(EventKind.KEYBOARD, message.chat.id, markup))
    replied = _replied_message(params, message.chat)
    if replied is not None:
        message.content["reply_to_message"] = replied
    if params.boolean("protect_content"):
        message.content["has_protected_content"] = True
    return state.publish(EventKind.MESSAGE, message)


def _replied_message(params: Params, chat: Chat) -> JsonObject | None:
    """The message replied to, as it is quoted in the answer.

    Raises:
        ApiError: 400 when it is not there and the bot did not say that this is fine.
    """
    reply = params.optional_object("reply_parameters", "reply parameters") if "reply_parameters" in params else None
    if reply is None:
        message_id, lenient = params.integer("reply_to_message_id"), params.boolean("allow_sending_without_reply")
    else:
        named = Params(reply)
        message_id, lenient = named.integer("message_id"), named.boolean("allow_sending_without_reply")
    if not message_id:
        return None
    message = chat.messages.get(message_id)
    if message is None:
        if lenient:
            return None
        raise bad_request("message to be replied not found")
    quoted = message.as_json()
    quoted.pop("reply_to_message", None)
    return quoted


def edit_message_text(state: State, params: Params) -> JsonObject:
    """Answer `editMessageText`."""
    message = _editable_message(state, params)
    body = read_text(params)
    if utf16_length(body.text) > MessageLimit.MAX_TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    if message.content.keys() & {"document", "photo", "voice"}:
        raise bad_request("there is no text in the message to edit")
    markup = read_inline_keyboard(params)
    if body == message.body and markup == message.markup:
        raise _not_modified()
    preview = params.optional_object("link_preview_options", "link preview options")
    message.content.pop("link_preview_options", None)
    if preview is not None:
        message.content["link_preview_options"] = preview
    message.body, message.markup = body, markup
    return _publish_edit(state, message)


def edit_message_reply_markup(state: State, params: Params) -> JsonObject:
    """Answer `editMessageReplyMarkup`."""
    message = _editable_message(state, params)
    markup = read_inline_keyboard(params)
    if markup == message.markup:
        raise _not_modified()
    message.markup = markup
    return _publish_edit(state, message)


def _publish_edit(state: State, message: Message) -> JsonObject:
    message.edit_date = int(state.now())
    return state.publish(EventKind.EDIT, message)


def _editable_message(state: State, params: Params) -> Message:
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if not params.text("chat_id") and not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = state.writable_chat_of(params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _not_modified() -> Exception:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same as a current "
        "content and reply markup of the message"
    )


def delete_message(state: State, params: Params) -> bool:
    """Answer `deleteMessage`."""
    chat = state.chat_of(params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(state, message)
    state.delete(chat, [message.id], by_bot=True)
    return True


def delete_messages(state: State, params: Params) -> bool:
    """Answer `deleteMessages`: ids that are not there are passed over; one that may not go stops all."""
    chat = state.chat_of(params)
    ids = _message_ids(params)
    for message_id in ids:
        if (message := chat.messages.get(message_id)) is not None:
            _check_deletable(state, message)
    state.delete(chat, ids, by_bot=True)
    return True


def _message_ids(params: Params) -> list[int]:
    ids = params.decoded("message_ids", "message_ids")
    if ids is None or ids == []:
        raise bad_request("message identifiers are not specified")
    if not isinstance(ids, list):
        raise bad_request("expected an Array of message identifiers")
    if len(ids) > BulkRequestLimit.MAX_LIMIT:
        raise bad_request("too many message identifiers specified")
    numbers: list[int] = []
    for one in ids:
        if isinstance(one, bool) or not isinstance(one, (int, str)) or not str(one).lstrip("-").isdecimal():
            raise bad_request("message identifier must be a Number")
        numbers.append(int(one))
        if numbers[-1] <= 0:
            raise bad_request("invalid message identifier specified")
    return numbers


def _check_deletable(state: State, message: Message) -> None:
    """Young enough, and the bot's own or in a private chat, where it may delete the person's messages too."""
    if message.date + DELETABLE_SECONDS < state.now():
        raise bad_request("message can't be deleted for everyone")
    if message.chat.person is None and not message.from_bot:
        raise bad_request("message can't be deleted")


def send_chat_action(state: State, params: Params) -> bool:
    """Answer `sendChatAction`."""
    chat = state.writable_chat_of(params)
    action = params.text("action")
    if action not in {known.value for known in ChatAction}:
        raise bad_request("wrong parameter action in request")
    state.show(Event(EventKind.ACTION, chat.id, {"action": action}))
    return True
