"""What Telegram refuses is refused, in its words and shape, over real HTTP."""

from __future__ import annotations

import json

import aiohttp
import pytest

from bot.web.botapi import Chat
from tests.web.local import TOKEN, Local

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def keys(*buttons: object) -> dict[str, object]:
    return {"inline_keyboard": [list(buttons)]}


def callback(data: str = "x") -> dict[str, str]:
    return {"text": "t", "callback_data": data}


async def test_a_foreign_token_is_unauthorized(local: Local) -> None:
    async with local.http.post(f"{local.url}/bot99:other/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(local: Local) -> None:
    assert await local.refusal("sendNothing") == (404, "Not Found: method not found")


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "🙂" * 2049}, "message is too long"),
        (
            {"text": "<b>x", "parse_mode": "html"},
            "can't parse entities: Can't find end tag corresponding to start tag b",
        ),
        ({"text": "x", "parse_mode": "LaTeX"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": 1}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "reply_parameters": {"message_id": 7}}, "message to be replied not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": keys(callback("я" * 33))}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keys({"text": "t", "copy_text": {"text": ""}})}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "x", "reply_markup": keys({"text": "t", "copy_text": {"text": "x" * 257}})},
            "BUTTON_COPY_TEXT_INVALID",
        ),
        ({"text": "x", "reply_markup": keys({"text": "t", "url": "tel:1"})}, "BUTTON_URL_INVALID"),
        ({"text": "x", "reply_markup": keys({"text": " ", "callback_data": "x"})}, "BUTTON_TEXT_INVALID"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[callback()]] * 101}}, "reply markup is too long"),
        ({"text": "x", "reply_markup": keys(*[callback()] * 9)}, "reply markup is too long"),
        (
            {"text": "x", "reply_markup": keys({"text": "t"})},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x", "link_preview_options": []}, "object expected as link preview options"),
    ],
)
async def test_send_message_refuses(local: Local, chat: Chat, params: dict[str, object], reason: str) -> None:
    assert await local.refusal("sendMessage", **{"chat_id": chat.id, **params}) == (400, f"Bad Request: {reason}")
    assert not chat.messages


@pytest.mark.parametrize(
    "params",
    [
        {"text": "x" * 4096},
        {"text": "🙂" * 2048},
        {"text": f"<b>{'&amp;' * 4096}</b>", "parse_mode": "HTML"},
        {"text": "x", "reply_markup": keys(callback("я" * 32))},
        {"text": "x", "reply_markup": keys({"text": "t", "copy_text": {"text": "x" * 256}})},
        {"text": "x", "reply_markup": {"inline_keyboard": [[callback()]] * 100}},
        {"text": "x", "reply_markup": {"keyboard": [["a", {"text": "b"}]]}},
        {"text": "x", "reply_markup": {"remove_keyboard": True}},
        {"text": "x", "reply_parameters": {"message_id": 7, "allow_sending_without_reply": True}},
    ],
)
async def test_send_message_takes_what_is_just_within_the_limits(
    local: Local, chat: Chat, params: dict[str, object]
) -> None:
    await local.result("sendMessage", chat_id=chat.id, **params)
    assert len(chat.messages) == 1


async def test_a_blocked_bot_is_forbidden(local: Local, chat: Chat) -> None:
    local.api.block(chat)
    refusal = await local.refusal("sendMessage", chat_id=chat.id, text="x")
    assert refusal == (403, "Forbidden: bot was blocked by the user")
    local.api.unblock(chat)
    await local.send(chat, "x")


async def test_an_edit_must_change_something(local: Local, chat: Chat) -> None:
    sent = await local.send(chat, "<b>a</b>", reply_markup=keys(callback()))
    target = {"chat_id": chat.id, "message_id": sent["message_id"]}
    same = await local.refusal(
        "editMessageText", **target, text="<b>a</b>", parse_mode="HTML", reply_markup=keys(callback())
    )
    assert same == (400, NOT_MODIFIED)
    assert await local.refusal("editMessageReplyMarkup", **target, reply_markup=keys(callback())) == (400, NOT_MODIFIED)
    changed = await local.result("editMessageText", **target, text="a", reply_markup=keys(callback()))
    assert isinstance(changed, dict)
    assert "entities" not in changed
    bare = await local.result("editMessageReplyMarkup", **target)
    assert isinstance(bare, dict)
    assert "reply_markup" not in bare


async def test_only_own_messages_can_be_edited(local: Local, chat: Chat) -> None:
    theirs = local.api.say(chat, "hello")
    edit = {"chat_id": chat.id, "text": "x"}
    missing = await local.refusal("editMessageText", **edit, message_id=999)
    assert missing == (400, "Bad Request: message to edit not found")
    foreign = await local.refusal("editMessageText", **edit, message_id=theirs.id)
    assert foreign == (400, "Bad Request: message can't be edited")
    sent = await local.send(chat, "y")
    long = await local.refusal("editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="x" * 4097)
    assert long == (400, "Bad Request: MESSAGE_TOO_LONG")


async def test_deleting_ends_with_48_hours(local: Local, chat: Chat) -> None:
    theirs, ours = local.api.say(chat, "hello"), await local.send(chat, "x")
    old = {"chat_id": chat.id, "message_id": ours["message_id"]}
    local.api.shift_clock(48 * 3600 + 5)
    assert await local.refusal("deleteMessage", **old) == (400, "Bad Request: message can't be deleted for everyone")
    young = await local.send(chat, "y")
    ids = [theirs.id, young["message_id"]]
    assert (await local.refusal("deleteMessages", chat_id=chat.id, message_ids=ids))[0] == 400
    assert len(chat.messages) == 3
    local.api.shift_clock(-60)
    await local.result("deleteMessages", chat_id=chat.id, message_ids=[*ids, 999])
    assert list(chat.messages) == [ours["message_id"]]
    await local.result("deleteMessage", **old)
    assert await local.refusal("deleteMessage", **old) == (400, "Bad Request: message to delete not found")


@pytest.mark.parametrize(
    ("ids", "reason"),
    [
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        (["x"], "message identifier must be a Number"),
        ([0], "invalid message identifier specified"),
        ({"a": 1}, "expected an Array of message identifiers"),
    ],
)
async def test_delete_messages_refuses(local: Local, chat: Chat, ids: object, reason: str) -> None:
    refusal = await local.refusal("deleteMessages", chat_id=chat.id, message_ids=ids)
    assert refusal == (400, f"Bad Request: {reason}")


async def test_a_bot_deletes_only_its_own_messages_in_a_group(local: Local) -> None:
    group = local.api.group()
    theirs = local.api.say(group, "hello")
    refusal = await local.refusal("deleteMessage", chat_id=group.id, message_id=theirs.id)
    assert refusal == (400, "Bad Request: message can't be deleted")


async def test_files_are_refused_by_size_and_id(local: Local, chat: Chat) -> None:
    params = {"chat_id": chat.id}
    nothing = await local.refusal("sendDocument", **params)
    assert nothing == (400, "Bad Request: there is no document in the request")
    wrong = await local.refusal("sendDocument", **params, document="made-up")
    assert wrong == (400, "Bad Request: wrong file identifier/HTTP URL specified")
    form = aiohttp.FormData({"chat_id": str(chat.id), "caption": "x" * 1025})
    form.add_field("document", b"data", filename="a.txt")
    async with local.http.post(f"{local.url}/bot{TOKEN}/sendDocument", data=form) as response:
        assert (await response.json())["description"] == "Bad Request: message caption is too long"


async def test_forms_query_and_json_say_the_same(local: Local, chat: Chat) -> None:
    url = f"{local.url}/bot{TOKEN}/sendMessage"
    params = {"chat_id": str(chat.id), "text": "hello", "reply_markup": json.dumps(keys(callback()))}
    async with local.http.get(url, params=params) as response:
        first = (await response.json())["result"]
    async with local.http.post(url, data=params) as response:
        second = (await response.json())["result"]
    third = await local.send(chat, "hello", reply_markup=keys(callback()))
    for message in (first, second, third):
        assert message["text"] == "hello"
        assert message["reply_markup"] == keys(callback())
    async with local.http.post(url, data=b"[1]", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400


async def test_after_log_out_nothing_is_served(local: Local) -> None:
    await local.result("logOut")
    assert await local.refusal("getMe") == (400, "Bad Request: Logged out")
