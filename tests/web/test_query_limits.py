"""Answers to taps and inline queries: their limits and their time."""

from __future__ import annotations

import pytest

from bot.web.botapi import Chat
from tests.web.local import Local


async def test_callback_queries_grow_old(local: Local, chat: Chat) -> None:
    sent = await local.send(chat, "x", reply_markup={"inline_keyboard": [[{"text": "t", "callback_data": "go"}]]})
    message_id = sent["message_id"]
    assert isinstance(message_id, int)
    query_id = local.api.tap(chat, message_id, "go")
    long = await local.refusal("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
    assert long == (400, "Bad Request: MESSAGE_TOO_LONG")
    await local.result("answerCallbackQuery", callback_query_id=query_id, text="x" * 200)
    too_old = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    assert await local.refusal("answerCallbackQuery", callback_query_id="1") == too_old
    local.api.shift_clock(200)
    assert await local.refusal("answerCallbackQuery", callback_query_id=query_id) == too_old


def article(result_id: str = "1", text: str = "x") -> dict[str, object]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": result_id, "title": "t", "input_message_content": content}


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([article(str(n)) for n in range(51)], "too many inline query results specified"),
        ([article("x" * 65)], "RESULT_ID_INVALID"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(text="<b>x")], "can't parse entities: Can't find end tag corresponding to start tag b"),
        ([article(text="x" * 4097)], "message is too long"),
        ([{"type": "article", "id": "1", "title": "t"}], "input message content is not specified"),
    ],
)
async def test_inline_answers_have_limits(local: Local, chat: Chat, results: object, reason: str) -> None:
    query_id = local.api.inline_query(chat, "question")
    refusal = await local.refusal("answerInlineQuery", inline_query_id=query_id, results=results)
    assert refusal == (400, f"Bad Request: {reason}")
    await local.result("answerInlineQuery", inline_query_id=query_id, results=[article()])
    local.api.shift_clock(31)
    assert (await local.refusal("answerInlineQuery", inline_query_id=query_id, results=[article()]))[0] == 400
