"""The Python side: what persons can do, what is remembered, what is forgotten."""

from __future__ import annotations

import pytest

from bot.web.botapi import BotApi, Chat, Event, EventKind
from bot.web.botapi.chats import MESSAGES_PER_CHAT
from bot.web.botapi.state import CHATS
from tests.web.local import TOKEN, Local


def test_only_buttons_that_are_there_can_be_tapped(local: Local, chat: Chat) -> None:
    with pytest.raises(LookupError):
        local.api.tap(chat, 1, "x")
    theirs = local.api.say(chat, "hello")
    with pytest.raises(LookupError):
        local.api.tap(chat, theirs.id, "x")


@pytest.mark.parametrize("text", ["", " ", "x" * 4097, "🙂" * 2049])
def test_a_message_has_1_to_4096_units(local: Local, chat: Chat, text: str) -> None:
    with pytest.raises(ValueError, match="4096"):
        local.api.say(chat, text)


async def test_waiting_ends_with_a_timeout(local: Local, chat: Chat) -> None:
    with pytest.raises(TimeoutError):
        await local.api.next_bot_message(chat, timeout=0.05)
    local.api.say(chat, "own messages are not the bot's")
    with pytest.raises(TimeoutError):
        await local.api.next_bot_message(chat, timeout=0.05)


async def test_messages_are_taken_in_order_and_once(local: Local, chat: Chat) -> None:
    for text in "abc":
        await local.send(chat, text)
    assert [(await local.api.next_bot_message(chat)).text for _ in range(3)] == ["a", "b", "c"]
    with pytest.raises(TimeoutError):
        await local.api.next_bot_message(chat, timeout=0.01)


async def test_memory_is_bounded(local: Local, chat: Chat) -> None:
    first = local.api.say(chat, "first")
    for _ in range(MESSAGES_PER_CHAT):
        local.api.say(chat, "more")
    assert len(chat.messages) == MESSAGES_PER_CHAT
    assert first.id not in chat.messages
    for _ in range(CHATS):
        local.api.private_chat()
    assert len(local.api.state.chats) == CHATS
    assert await local.refusal("sendMessage", chat_id=chat.id, text="x") == (400, "Bad Request: chat not found")


async def test_observers_see_both_sides_until_they_end(local: Local, chat: Chat) -> None:
    seen: list[Event] = []
    end = local.api.observe(seen.append)
    message = local.api.say(chat, "hello")
    await local.send(chat, "hi")
    local.api.delete(chat, message.id)
    end()
    local.api.say(chat, "unseen")
    assert [(event.kind, event.from_bot) for event in seen] == [
        (EventKind.MESSAGE, False),
        (EventKind.MESSAGE, True),
        (EventKind.DELETE, False),
    ]
    assert seen[0].at < seen[1].at


async def test_a_person_can_edit_only_own_messages(local: Local, chat: Chat) -> None:
    sent = await local.send(chat, "x")
    message_id = sent["message_id"]
    assert isinstance(message_id, int)
    with pytest.raises(LookupError):
        local.api.edit(chat, message_id, "y")


async def test_calls_are_counted_and_kept(local: Local, chat: Chat) -> None:
    await local.send(chat, "x")
    await local.refusal("sendMessage", chat_id=chat.id)
    assert local.api.calls["sendMessage"] == 2
    assert local.api.recent_calls[0] == ("sendMessage", {"chat_id": chat.id, "text": "x", "parse_mode": "HTML"})


def test_every_run_has_new_people_and_new_updates() -> None:
    runs = [BotApi(TOKEN) for _ in range(3)]
    assert len({api.private_chat().id for api in runs}) == 3
    assert len({api.inject({}) for api in runs}) == 3
