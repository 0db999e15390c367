"""The promises about feedback: a count without anybody, and a question only after it was shown and agreed to."""

import asyncio

from bot.storage.protocol import NO_ANSWER
from bot.web.botapi import Message
from tests.telegram.conftest import Telegram

DAY = "2020-01-01"
UNKNOWN = "какой сегодня курс рубля в Ташкенте, мой номер +998 90 123-45-67, пишите @aziz99"


async def counted(telegram: Telegram, outcome: str) -> dict[str, int]:
    """Wait until something of this outcome is counted; return the counts."""
    async with asyncio.timeout(5):
        while True:
            totals = [total for total in await telegram.store.totals(DAY) if total.tally.outcome == outcome]
            if totals:
                return {total.tally.entry: total.count for total in totals}
            await asyncio.sleep(0.01)


async def test_votes_are_counts_and_nothing_else(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    card = await telegram.say(chat, "меня задержали что делать")
    entry = next(iter(await counted(telegram, "answer")))
    telegram.api.tap(chat, card.id, card.callback_data("👍"))
    assert await counted(telegram, "helped") == {entry: 1}
    assert await telegram.store.questions() == []


async def test_a_question_is_kept_only_after_the_second_tap_and_as_it_was_shown(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    refusal = await telegram.say(chat, UNKNOWN)
    preview = await telegram.tap(chat, refusal, "✉️")
    shown = preview.text.split("\n\n")[1]
    assert "курс рубля" in shown
    for secret in ("998", "123-45", "aziz99"):
        assert secret not in shown
    assert await telegram.store.questions() == []
    await telegram.tap_in_place(chat, preview, "Отправить")
    [kept] = await telegram.store.questions()
    assert (kept.locale, kept.text) == ("ru", shown)


async def test_who_does_not_agree_leaves_nothing(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    refusal = await telegram.say(chat, UNKNOWN)
    preview = await telegram.tap(chat, refusal, "✉️")
    await telegram.tap_away(chat, preview, "Не отправлять")
    assert await telegram.store.questions() == []


async def test_an_answer_that_did_not_help_offers_to_send_the_question(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    card = await telegram.say(chat, "меня задержали что делать")
    preview = await telegram.tap(chat, card, "👎")
    assert "меня задержали что делать" in preview.text


async def test_a_question_that_was_deleted_meanwhile_is_not_kept(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    refusal = await telegram.say(chat, UNKNOWN)
    preview = await telegram.tap(chat, refusal, "✉️")
    preview.content.pop("reply_to_message")
    await telegram.tap_in_place(chat, preview, "Отправить")
    assert await telegram.store.questions() == []
    assert "ещё раз" in preview.text


async def test_a_contact_that_did_not_answer_is_counted(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    card: Message = await telegram.say(chat, "меня задержали что делать")
    telegram.api.tap(chat, card.id, card.callback_data("📵"))
    [count] = (await counted(telegram, NO_ANSWER)).values()
    assert count == 1


async def test_made_up_votes_and_contacts_are_not_counted(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    card = await telegram.say(chat, "меня задержали что делать")
    for data in ("h:+:my-name-is", "n:my-name-is"):
        telegram.tap_made_up(chat, card, data)
    telegram.api.tap(chat, card.id, card.callback_data("👍"))
    await counted(telegram, "helped")
    assert all("my-name" not in total.tally.entry for total in await telegram.store.totals(DAY))
