"""The promises about deleting: /clear, plain words, vanishing, /forget, and deleting one message."""

import asyncio

import pytest
from telegram.constants import BulkRequestLimit

from bot.cli.content import Content
from bot.conversation.wishes import _CLEAR
from bot.storage.protocol import LEASE, Preferences
from bot.telegram.wipe import wipe
from bot.web.botapi import Chat, Message
from tests.telegram.conftest import Telegram


async def talk(telegram: Telegram, chat: Chat, times: int = 2) -> list[Message]:
    """Let the person ask a few questions; return the answers."""
    return [await telegram.say(chat, "меня задержали что делать") for _ in range(times)]


async def test_clear_deletes_the_messages_of_both_sides(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    await talk(telegram, chat, 3)
    telegram.api.send_photo(chat)
    await telegram.api.next_bot_message(chat)
    said = await telegram.say(chat, "/clear")
    assert list(chat.messages.values()) == [said]
    assert "48" in said.text
    await telegram.tap_away(chat, said, "Удалить и это")
    assert not chat.messages


async def test_a_plain_word_clears_too_in_every_language(telegram: Telegram, content: Content) -> None:
    for locale in ("uz", "uz_Cyrl", "tg", "ky", "ru", "en"):
        chat = telegram.api.private_chat("ru")
        await talk(telegram, chat, 1)
        word = content.catalogs.interface(locale, _CLEAR).split("|")[0].strip()
        said = await telegram.say(chat, word.upper())
        assert list(chat.messages.values()) == [said], locale


async def test_clear_knows_what_came_before_a_restart(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ru")
    await talk(telegram, chat)
    await telegram.restart()
    said = await telegram.say(chat, "/clear")
    assert list(chat.messages.values()) == [said]


async def test_a_thousand_messages_are_gone_in_eleven_calls(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ru")
    numbers = [telegram.api.say(chat, str(number)).id for number in range(1000)]
    before = telegram.api.calls["deleteMessages"]
    assert await wipe(telegram.app.bot, chat.id, numbers) == set()
    assert telegram.api.calls["deleteMessages"] - before == 1000 / BulkRequestLimit.MAX_LIMIT
    assert not set(numbers) & set(chat.messages)


async def test_what_telegram_refuses_to_delete_is_told_and_tried_again(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ru")
    await talk(telegram, chat, 1)
    telegram.api.fail("deleteMessages", status=400)
    said = await telegram.say(chat, "/clear")
    assert "48" not in said.text
    again = await telegram.say(chat, "/clear")
    assert list(chat.messages.values()) == [again]


async def test_messages_vanish_when_their_time_has_come(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    screen = await telegram.say(chat, "/privacy")
    await telegram.tap_in_place(chat, screen, "5")
    assert any(
        str(button["text"]).startswith("✅") and "5" in str(button["text"]) for row in screen.buttons for button in row
    )
    [answer] = await talk(telegram, chat, 1)
    question = answer.content["reply_to_message"]
    assert isinstance(question, dict)
    await telegram.say(chat, "/help")  # answered when all that belongs to the answer before is done
    telegram.pass_seconds(5 * 60 + 1)
    await telegram.gone(chat, answer)
    assert question["message_id"] not in chat.messages
    assert screen.id in chat.messages  # it stood there before that was switched on


async def test_timers_outlive_a_restart_and_run_once_with_several_at_work(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ru")
    await telegram.store.prefer(chat.id, Preferences("ru", vanish=15))
    [answer] = await talk(telegram, chat, 1)
    await telegram.restart(housekeepers=4)
    before = telegram.api.calls["deleteMessages"]
    telegram.pass_seconds(15 * 60 + 1)
    await telegram.gone(chat, answer)
    await asyncio.sleep(1.5)  # for the others to look
    assert telegram.api.calls["deleteMessages"] == before + 1


async def test_a_timer_that_telegram_did_not_serve_is_tried_again(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ru")
    await telegram.store.prefer(chat.id, Preferences("ru", vanish=5))
    [answer] = await talk(telegram, chat, 1)
    await telegram.say(chat, "/help")
    telegram.api.fail("deleteMessages", status=502, times=4)
    telegram.pass_seconds(5 * 60 + 1)
    async with asyncio.timeout(20):
        while answer.id in chat.messages:
            await asyncio.sleep(1)
            telegram.pass_seconds(LEASE + 1)


async def test_forget_leaves_nothing_not_even_of_its_own_reply(telegram: Telegram) -> None:
    chat = await telegram.person("tg", "Тоҷикӣ")
    await talk(telegram, chat, 1)
    await telegram.say(chat, "/forget")
    other = await telegram.person("en", "English")
    await telegram.say(other, "/help")  # whatever came after the reply is done by now
    assert await telegram.store.preferences(chat.id) == Preferences()
    assert await telegram.store.remembered(chat.id) == []


async def test_a_message_with_a_number_can_be_deleted_at_once(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    question = telegram.api.say(chat, "меня задержали мой номер +7 926 123-45-67")
    answer = await telegram.api.next_bot_message(chat)
    assert "⚠️" in answer.text.split("\n\n")[1]
    telegram.api.tap(chat, answer.id, answer.callback_data("Удалить моё сообщение"))
    await telegram.gone(chat, question)
    assert answer.id in chat.messages


@pytest.mark.parametrize("command", ["/clear", "/forget"])
async def test_a_store_that_fails_is_told_and_nothing_is_promised(telegram: Telegram, command: str) -> None:
    chat = await telegram.person("en", "English")
    await telegram.break_store()
    said = await telegram.say(chat, command)
    assert "try once more" in said.text


async def test_answers_go_on_while_the_store_fails_and_their_messages_are_remembered_later(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    mend = await telegram.break_store()
    await talk(telegram, chat)
    await mend()
    said = await telegram.say(chat, "/clear")
    assert list(chat.messages.values()) == [said]


async def test_what_waited_for_the_store_is_remembered_without_another_message(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    mend = await telegram.break_store()
    [answer] = await talk(telegram, chat, 1)
    await mend()
    async with asyncio.timeout(5):
        while answer.id not in await telegram.store.remembered(chat.id):  # noqa: ASYNC110 - seen from outside only
            await asyncio.sleep(0.05)


async def test_clear_says_when_too_many_waited_to_be_remembered(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.services.MOST_WAITING", 2)
    chat = await telegram.person("en", "English")
    mend = await telegram.break_store()
    await talk(telegram, chat, 3)
    await mend()
    assert "could not be deleted" in (await telegram.say(chat, "/clear")).text
    assert "could not be deleted" not in (await telegram.say(chat, "/clear")).text
