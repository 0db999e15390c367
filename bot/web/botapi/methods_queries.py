"""Bot API methods that answer a tap on a button or an inline query. No I/O."""

from __future__ import annotations

from telegram.constants import (
    CallbackQueryLimit,
    InlineQueryLimit,
    InlineQueryResultLimit,
    InlineQueryResultsButtonLimit,
    MessageLimit,
)

from bot.web.botapi.entities import formatted_text
from bot.web.botapi.errors import bad_request
from bot.web.botapi.events import Event, EventKind
from bot.web.botapi.keyboards import read_inline_keyboard
from bot.web.botapi.params import JsonObject, Params
from bot.web.botapi.state import State
from bot.web.botapi.text import utf16_length


def answer_callback_query(state: State, params: Params) -> bool:
    """Answer `answerCallbackQuery`."""
    query = state.answerable_query(params.text("callback_query_id"))
    text = params.text("text")
    if len(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: JsonObject = {"callback_query_id": query.id, "text": text, "show_alert": params.boolean("show_alert")}
    state.show(Event(EventKind.CALLBACK_ANSWER, query.chat_id, answer))
    return True


def answer_inline_query(state: State, params: Params) -> bool:
    """Answer `answerInlineQuery`."""
    query = state.answerable_query(params.text("inline_query_id"))
    results = params.decoded("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > InlineQueryLimit.RESULTS:
        raise bad_request("too many inline query results specified")
    if len(params.text("next_offset").encode()) > InlineQueryLimit.MAX_OFFSET_LENGTH:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check_button(params)
    shown = [_result(result) for result in results]
    if len({str(result["id"]) for result in shown}) < len(shown):
        raise bad_request("RESULT_ID_DUPLICATE")
    answer: JsonObject = {"inline_query_id": query.id, "results": shown}
    state.show(Event(EventKind.INLINE_ANSWER, query.chat_id, answer))
    return True


def _result(result: object) -> JsonObject:
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: Inline query result must be an object")
    result_id = str(result.get("id", "")).encode()
    if not InlineQueryResultLimit.MIN_ID_LENGTH <= len(result_id) <= InlineQueryResultLimit.MAX_ID_LENGTH:
        raise bad_request("RESULT_ID_INVALID")
    if result.get("type") == "article" and not result.get("title"):
        raise bad_request("can't parse inline query result: article title must be non-empty")
    content = result.get("input_message_content")
    if isinstance(content, dict) and "message_text" in content:
        named = Params(content)
        body = formatted_text(named.text("message_text"), named.text("parse_mode"), content.get("entities"))
        if not body.text:
            raise bad_request("message text is empty")
        if utf16_length(body.text) > MessageLimit.MAX_TEXT_LENGTH:
            raise bad_request("message is too long")
    elif result.get("type") == "article":
        raise bad_request("input message content is not specified")
    read_inline_keyboard(Params(result))
    return result


def _check_button(params: Params) -> None:
    button = params.optional_object("button", "inline query results button")
    if button is None:
        return
    if not button.get("text"):
        raise bad_request("can't parse inline query results button: text must be non-empty")
    parameter = button.get("start_parameter", "x")
    if (
        not isinstance(parameter, str)
        or not 1 <= len(parameter) <= InlineQueryResultsButtonLimit.MAX_START_PARAMETER_LENGTH
        or not parameter.replace("-", "").replace("_", "").isalnum()
        or not parameter.isascii()
    ):
        raise bad_request("START_PARAM_INVALID")
