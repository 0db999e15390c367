"""The promises about floods: one chat costs the others nothing, and what saves a person always works."""

from bot.telegram.limits import A_MINUTE, CHATS, Limits, Verdict
from tests.telegram.conftest import Telegram

FEW = 6
"""Answers a minute in the tests that wait for them: more would take longer, and show no more."""


class Clock:
    """Seconds that pass only when they are told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_chat_gets_a_notice_once_and_is_answered_again_after_a_while() -> None:
    clock = Clock()
    limits = Limits(clock)
    assert {limits.take(1) for _ in range(A_MINUTE)} == {Verdict.ANSWER}
    assert [limits.take(1) for _ in range(3)] == [Verdict.NOTICE, Verdict.SILENCE, Verdict.SILENCE]
    assert limits.take(2) is Verdict.ANSWER
    clock.now += 60 / A_MINUTE
    assert [limits.take(1) for _ in range(2)] == [Verdict.ANSWER, Verdict.NOTICE]
    clock.now += 60
    assert {limits.take(1) for _ in range(A_MINUTE)} == {Verdict.ANSWER}


def test_memory_is_bounded() -> None:
    limits = Limits(Clock())
    for chat in range(CHATS + 10):
        limits.take(chat)
    assert len(limits) == CHATS


async def test_a_flood_gets_some_answers_one_notice_and_silence(telegram: Telegram) -> None:
    telegram.services.limits = Limits(a_minute=FEW)
    chat = await telegram.person("ru")
    calls = telegram.api.calls["sendMessage"]
    for _ in range(FEW + 30):
        telegram.api.say(chat, "меня задержали")
    for _ in range(FEW + 1):
        last = await telegram.api.next_bot_message(chat)
    assert any("🆘" in str(button["text"]) for row in last.buttons for button in row)
    said = await telegram.say(chat, "/clear")  # never limited, and it knows the unanswered ones too
    assert telegram.api.calls["sendMessage"] - calls == FEW + 2
    assert list(chat.messages.values()) == [said]


async def test_taps_are_limited_too_but_not_the_emergency_and_the_language(telegram: Telegram) -> None:
    telegram.services.limits = Limits(a_minute=FEW)
    chat = await telegram.person("ru", "Русский")
    menu = await telegram.say(chat, "/menu")
    for _ in range(FEW + 10):
        telegram.tap_made_up(chat, menu, "d:silence")
    telegram.api.tap(chat, menu.id, menu.callback_data("🆘"))
    while "📨" not in str((await telegram.api.next_bot_message(chat)).buttons):
        continue
    telegram.tap_made_up(chat, menu, "c:tg")
    answered = await telegram.api.next_bot_message(chat)
    assert "🌐 Забон" in [button["text"] for row in answered.buttons for button in row]


async def test_a_group_gets_one_line_and_no_more(telegram: Telegram) -> None:
    group = telegram.api.group()
    telegram.api.say(group, "/help")
    assert await telegram.api.next_bot_message(group)
    calls = telegram.api.calls["sendMessage"]
    telegram.api.say(group, "меня задержали")
    chat = telegram.api.private_chat("ru")
    await telegram.say(chat, "/help")
    assert telegram.api.calls["sendMessage"] == calls + 1
