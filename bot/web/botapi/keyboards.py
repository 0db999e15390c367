"""The `reply_markup` of a message: read, and refused where Telegram refuses. Touches nothing.

Wording: `get_reply_markup` in telegram-bot-api/Client.cpp; the names in capitals are what Telegram's servers
answer. The numbers are those of `telegram.constants`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, ReplyLimit

from bot.web.botapi.errors import ApiError, bad_request
from bot.web.botapi.params import JsonObject, Params

_Check: TypeAlias = Callable[[object], None]
_URL_SCHEMES = ("http://", "https://", "tg://", "ton://")
_SIMPLE_ACTIONS = (
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "pay",
    "callback_game",
)
_STYLES = {"", "danger", "success", "primary"}


def read_reply_markup(params: Params) -> JsonObject | None:
    """The markup of a message to send: an inline keyboard, a reply keyboard, a removal, a forced reply, or None.

    Raises:
        ApiError: 400 when a button is more than Telegram takes.
    """
    value = params.decoded("reply_markup", "reply keyboard markup")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    placeholder = value.get("input_field_placeholder")
    if isinstance(placeholder, str) and len(placeholder) > ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER:
        raise bad_request("reply markup is invalid: the placeholder is too long")
    if value.get("keyboard"):
        _check_rows(value["keyboard"], 'field "keyboard" must be an Array of Arrays', _check_reply_button)
        return value
    if value.get("inline_keyboard"):
        _check_rows(
            value["inline_keyboard"],
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
            _check_inline_button,
        )
        return value
    return value if value.get("remove_keyboard") or value.get("force_reply") else None


def read_inline_keyboard(params: Params) -> JsonObject | None:
    """The markup of an edit, where only an inline keyboard or none may stand.

    Raises:
        ApiError: 400 for any other markup.
    """
    markup = read_reply_markup(params)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _check_rows(rows: object, complaint: str, check: _Check) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(complaint)
    if sum(len(row) for row in rows) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise bad_request("reply markup is too long")
    for row in rows:
        # Telegram's applications draw eight buttons a row; a ninth would be lost to the reader.
        if len(row) > InlineKeyboardMarkupLimit.BUTTONS_PER_ROW:
            raise bad_request("reply markup is too long")
        for button in row:
            check(button)


def _check_reply_button(button: object) -> None:
    text = button.get("text") if isinstance(button, dict) else button
    if not isinstance(text, str):
        raise _bad_button('keyboard button: Field "text" must be of type String')
    if not text.strip():
        raise _bad_button("keyboard button: text must be non-empty")


def _check_inline_button(button: object) -> None:
    if not isinstance(button, dict):
        raise _bad_button("inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _bad_button('inline keyboard button: Field "text" must be of type String')
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if str(button.get("style", "")) not in _STYLES:
        raise _bad_button("inline keyboard button: invalid button style specified")
    if button.get("url"):
        if not str(button["url"]).lower().startswith(_URL_SCHEMES):
            raise bad_request("BUTTON_URL_INVALID")
    elif button.get("callback_data"):
        _check_callback_data(button["callback_data"])
    elif "copy_text" in button:
        _check_copy_text(button["copy_text"])
    elif not any(action in button for action in _SIMPLE_ACTIONS):
        raise _bad_button("inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _check_callback_data(data: object) -> None:
    if not isinstance(data, str):
        raise _bad_button('inline keyboard button: Field "callback_data" must be of type String')
    if len(data.encode("utf-8", "surrogatepass")) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_copy_text(value: object) -> None:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str):
        raise _bad_button('inline keyboard button: Field "text" must be of type String')
    if not InlineKeyboardButtonLimit.MIN_COPY_TEXT <= len(text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _bad_button(reason: str) -> ApiError:
    return bad_request(f"can't parse {reason}")
