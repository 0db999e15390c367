"""The promises about delivery: no question is lost, none is answered twice, no chat waits for another."""

import asyncio
from collections.abc import Mapping

import pytest

from bot.storage.protocol import Preferences
from bot.telegram.intake import MOST, Intake, NoRoomError
from bot.telegram.pace import AT_ONCE, Pace
from bot.web.botapi import Chat
from tests.telegram.conftest import Telegram

QUESTION = "меня задержали что делать"


def answers(chat: Chat) -> int:
    """Return how many answers stand in a chat."""
    return sum(message.from_bot for message in chat.messages.values())


def offsets(telegram: Telegram) -> list[object]:
    """Return the offsets with which updates were asked for lately."""
    return [given.get("offset") for method, given in telegram.api.recent_calls if method == "getUpdates"]


def question(number: int, chat: Chat, text: str = QUESTION) -> Mapping[str, object]:
    """Return an update as Telegram would bring it."""
    sender = {"id": chat.id, "is_bot": False, "first_name": "x"}
    message = {
        "message_id": number,
        "date": 1,
        "chat": {"id": chat.id, "type": "private"},
        "from": sender,
        "text": text,
    }
    return {"update_id": number, "message": message}


async def test_a_slow_chat_holds_up_nobody_and_is_not_confirmed(telegram: Telegram) -> None:
    slow, others = telegram.api.private_chat("ru"), [telegram.api.private_chat("ru") for _ in range(5)]
    telegram.api.hang("sendMessage", seconds=5)
    telegram.api.say(slow, QUESTION)
    await asyncio.sleep(1)
    asked = offsets(telegram)[-1]
    for _ in range(2):
        for chat in others:
            telegram.api.say(chat, QUESTION)
        for chat in others:
            await telegram.api.next_bot_message(chat)
    assert answers(slow) == 0
    assert offsets(telegram)[-1] == asked  # the unfinished one rules
    await telegram.api.next_bot_message(slow, 10)


async def test_what_was_answered_before_a_kill_is_not_answered_again(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ru")
    await telegram.say(chat, QUESTION)
    await telegram.say(chat, QUESTION)
    await telegram.intake.changed(5)  # a kill right behind an answer could repeat that one
    await telegram.kill()
    await telegram.work()
    other = telegram.api.private_chat("ru")
    await telegram.say(other, QUESTION)
    await asyncio.sleep(0.2)
    assert answers(chat) == 2


async def test_what_was_not_answered_before_a_kill_is_answered_after_it(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ru")
    telegram.api.hang("sendMessage", seconds=60)
    telegram.api.say(chat, QUESTION)
    await asyncio.sleep(0.5)
    await telegram.kill()
    await telegram.work()
    assert (await telegram.api.next_bot_message(chat, 10)).text.startswith("ℹ️")


async def test_repeated_and_shuffled_batches_are_answered_once_and_in_order(telegram: Telegram) -> None:
    chats = [telegram.api.private_chat("ru") for _ in range(4)]
    telegram.api.faults.repeat_batches(3)
    telegram.api.faults.shuffle_batches(3)
    for number in range(5):
        for chat in chats:
            telegram.api.say(chat, f"{QUESTION} {number}")
    for chat in chats:
        seen = [await telegram.api.next_bot_message(chat, 10) for _ in range(5)]
        asked = [message.content["reply_to_message"] for message in seen]
        assert [str(each["text"])[-1] for each in asked if isinstance(each, dict)] == list("01234")
    await asyncio.sleep(0.3)
    assert [answers(chat) for chat in chats] == [5] * 4


async def test_trouble_on_the_way_is_waited_out(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ru")
    telegram.api.fail("sendMessage", status=429, retry_after=1)
    telegram.api.fail("sendMessage", status=502)
    telegram.api.cut("sendMessage")
    telegram.api.say(chat, QUESTION)
    assert (await telegram.api.next_bot_message(chat, 20)).text.startswith("ℹ️")
    assert answers(chat) == 1


async def test_who_has_blocked_the_bot_is_forgotten(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ru")
    await telegram.store.prefer(chat.id, Preferences("ru"))
    telegram.api.fail("sendMessage", status=403)
    telegram.api.say(chat, QUESTION)
    async with asyncio.timeout(5):
        while await telegram.store.preferences(chat.id) != Preferences():  # noqa: ASYNC110 - seen from outside only
            await asyncio.sleep(0.02)
    assert await telegram.store.remembered(chat.id) == []


async def test_an_answer_that_must_wait_long_is_confirmed_and_still_comes(telegram: Telegram) -> None:
    intake = Intake(telegram.app, telegram.services, hold=0.3)
    chat = telegram.api.private_chat("ru")
    telegram.api.hang("sendMessage", seconds=2)
    async with asyncio.timeout(1):
        await intake.take(question(10**9, chat))
    assert intake.lowest() is None
    assert intake.in_hand == 1
    await telegram.api.next_bot_message(chat, 15)
    await intake.finish(5)


async def test_there_is_room_for_so_many_and_no_more(telegram: Telegram) -> None:
    intake = Intake(telegram.app, telegram.services)
    chat = telegram.api.private_chat("ru")
    telegram.api.slow_down(5, "sendMessage")
    taken = [intake.take(question(number, chat, "/help")) for number in range(MOST)]
    with pytest.raises(NoRoomError):
        intake.take(question(MOST, chat))
    assert intake.take(question(0, chat)) is taken[0]  # what is in hand is not begun twice
    await intake.finish(0)
    assert intake.in_hand <= MOST


async def test_a_chat_is_written_to_about_once_a_second_and_pauses_are_kept() -> None:
    pace = Pace()
    clock = asyncio.get_running_loop().time
    began = clock()
    for _ in range(AT_ONCE):
        await pace.wait(1)
    assert clock() - began < 0.2
    await pace.wait(1)
    assert clock() - began > 0.8
    pace.pause(2, 1)
    began = clock()
    await pace.wait(3)
    assert clock() - began < 0.2
    await pace.wait(2)
    assert clock() - began > 0.9
