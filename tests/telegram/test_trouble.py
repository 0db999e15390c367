"""Trouble between the bot and Telegram: nothing is lost, nothing said twice, and the bot goes on."""

from collections.abc import Callable

from tests.telegram.conftest import Telegram


async def test_passing_trouble_loses_no_answer_and_doubles_none(telegram: Telegram) -> None:
    chat = await telegram.person("en", "English")
    api = telegram.api
    troubles: list[Callable[[], None]] = [
        lambda: api.fail("sendMessage", status=500),
        lambda: api.fail("sendMessage", status=502, body="<html>Bad Gateway</html>"),
        lambda: api.fail("sendMessage", status=429, retry_after=1),
        lambda: api.cut("sendMessage"),
    ]
    for trouble in troubles:
        trouble()
        assert "How to use this bot" in (await telegram.say(chat, "/help")).text
    await telegram.say(chat, "/language")
    assert sum(message.from_bot for message in chat.messages.values()) == 6


async def test_a_refused_answer_does_not_stop_the_bot(telegram: Telegram) -> None:
    chat = await telegram.person("en", "English")
    telegram.api.fail("sendMessage", status=400)
    telegram.api.say(chat, "/help")
    assert "Choose your language" in (await telegram.say(chat, "/language")).text


async def test_a_tap_is_answered_even_where_its_acknowledgement_fails(telegram: Telegram) -> None:
    chat = await telegram.person("en", "English")
    menu = await telegram.say(chat, "/menu")
    telegram.api.fail("answerCallbackQuery", status=500)
    assert "Stay calm" in (await telegram.tap(chat, menu, "🆘")).text


async def test_one_refused_token_or_a_cut_line_does_not_make_it_deaf(telegram: Telegram) -> None:
    chat = await telegram.person("en", "English")
    telegram.api.fail("getUpdates", status=401)
    telegram.api.cut("getUpdates")
    telegram.api.fail("getUpdates", status=429, retry_after=1)
    for _ in range(3):
        assert "How to use this bot" in (await telegram.say(chat, "/help")).text
    assert telegram.api.calls["getUpdates"] >= 2
