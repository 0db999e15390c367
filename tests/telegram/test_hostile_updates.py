"""Thousands of malformed updates: nothing escapes, nobody else notices, and nothing of what they hold is logged."""

import asyncio
import copy
import logging
import re
from collections.abc import Iterator
from random import Random
from typing import Any, get_args

import pytest

from bot import events
from bot.conversation.actions import (
    Errand,
    Screen,
)
from bot.telegram.delivery import ALLOWED_UPDATES
from bot.telegram.intake import Intake
from tests.telegram.conftest import Telegram
from tests.telegram.hostile import BATCH, BUTTONS, CANARIES, LONGEST, MUTATIONS, OUR_EVENT, Crowd, Spot, spoilt


class Log(logging.Handler):
    """Keeps every record that reaches the bot's logger."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def log() -> Iterator[Log]:
    """Listen to the bot's logger, at every level."""
    logger, handler = logging.getLogger("bot"), Log()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield handler
    logger.setLevel(level)
    logger.removeHandler(handler)


def is_ours(record: logging.LogRecord) -> bool:
    """Tell whether ``events.report`` wrote it, without an exception or a stack hung on it."""
    by_report = (record.name, record.pathname, record.funcName) == ("bot", events.__file__, events.report.__name__)
    return by_report and not (record.exc_info or record.exc_text or record.stack_info)


async def test_the_crowd_does_all_that_a_person_can_do(telegram: Telegram) -> None:
    assert {type(button) for button in BUTTONS} == set(get_args(Screen | Errand))
    kinds = {kind for update in Crowd(telegram.api).updates() for kind in update}
    assert kinds >= set(ALLOWED_UPDATES)


async def test_malformed_updates_harm_nobody_and_leave_nothing_in_the_log(telegram: Telegram, log: Log) -> None:
    escaped: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: escaped.append(context))
    intake = Intake(telegram.app, telegram.services)
    hostile = spoilt(Crowd(telegram.api).updates, Random(1))  # noqa: S311 - nothing secret hangs on it
    async with asyncio.timeout(LONGEST):
        for _ in range(MUTATIONS // BATCH):
            await asyncio.gather(*(intake.take(next(hostile)) for _ in range(BATCH)))
        await intake.finish(LONGEST)
    assert not intake.in_hand
    assert not escaped

    chat = await telegram.person("ru", "Русский")
    assert "48" in (await telegram.say(chat, "сколько часов меня могут держать в отделе")).text
    done = await telegram.say(chat, "/clear")
    assert set(chat.messages) == {done.id}  # what was said was remembered, and is gone

    said = [record.getMessage() for record in log.records]
    for event in ("answered", "failed", "unreadable_update"):
        assert any(line.startswith(f"event={event}") for line in said)
    for record, line in zip(log.records, said, strict=True):
        assert is_ours(record), line
        assert OUR_EVENT.fullmatch(line), line
        assert not any(canary in line.casefold() for canary in CANARIES), line
        assert not re.search(r"\d{5}", re.sub(r" ms=[\d.]+", "", line)), line  # nobody's number, of any kind


NO_NUMBERS: tuple[object, ...] = (None, [], {}, "x", 1.5, True, 2**63, -(2**63) - 1, 10**60)


@pytest.mark.parametrize(
    ("place", "number"),
    [
        *((place, number) for place in ("chat", "from", "message_id") for number in NO_NUMBERS),
        *(("update_id", number) for number in NO_NUMBERS if isinstance(number, int)),
    ],
)
async def test_an_update_without_true_numbers_costs_nobody_anything(
    telegram: Telegram, log: Log, place: str, number: object
) -> None:
    stranger, chat = telegram.api.private_chat("ru"), await telegram.person("ru", "Русский")
    crowd, intake = Crowd(telegram.api), Intake(telegram.app, telegram.services)
    crowd.say(stranger, "меня задержали")
    crowd.say(chat, "сколько часов меня могут держать в отделе")
    bad, good = (copy.deepcopy(pending.body) for pending in crowd.state.updates.pending())
    message: Any = bad["message"]
    holder, key = {"update_id": (bad, place), "message_id": (message, place)}.get(place) or (message[place], "id")
    Spot(holder, key).put(number)
    async with asyncio.timeout(5):
        await asyncio.gather(intake.take(bad), intake.take(good))
    assert "48" in (await telegram.api.next_bot_message(chat)).text
    done = await telegram.say(chat, "/clear")
    assert set(chat.messages) == {done.id}
    assert not any("store_failed" in record.getMessage() for record in log.records)
