"""Bot API calls whose answers are read as plain JSON.

The library would build objects from every button it sends and from every message Telegram sends back, which takes
longer than matching the question; what is sent here is made of the same few fields each time, so plain JSON serves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.telegram.transport import AiohttpRequest

Json = object

USEFUL = 240.0
"""Seconds in which an answer is still worth sending."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0  # seconds before the second try, and before any later one; doubled in between

_ERRORS: Mapping[int, type[TelegramError]] = {400: BadRequest, 403: Forbidden, 409: Conflict}
"""https://core.telegram.org/bots/api#making-requests; 401 and 404 mean a wrong token, all others trouble on the way."""


async def call(bot: Bot, method: str, parameters: Mapping[str, Json], read_timeout: float | None = None) -> Json:
    """Call ``method`` with ``parameters`` (None: left out) and return Telegram's result.

    Raises:
        RetryAfter: Telegram asks to wait.
        InvalidToken, BadRequest, Forbidden, Conflict: Telegram refuses.
        NetworkError: anything else that went wrong on the way, TimedOut among them.
    """
    transport = bot.request
    if not isinstance(transport, AiohttpRequest):
        raise TypeError("the application must be built with AiohttpRequest")
    given = {name: value for name, value in parameters.items() if value is not None}
    status, payload = await transport.post_json(f"{bot.base_url}/{method}", given, read_timeout)
    try:
        answer: object = transport.parse_json_payload(payload)
    except TelegramError:
        raise NetworkError(f"status {status} without JSON") from None
    if not isinstance(answer, dict):
        raise NetworkError(f"status {status} with JSON that is no object")
    if answer.get("ok"):
        return answer.get("result")
    raise _error(status, answer)


async def call_patiently(bot: Bot, method: str, parameters: Mapping[str, Json], useful: float = USEFUL) -> Json:
    """Call as :func:`call` does, and again where trouble passes: a lost answer is worse than one that comes twice.

    A pause that Telegram asks for is kept in full, for this chat alone. Nothing is begun after ``useful`` seconds.

    Raises:
        TelegramError: what was raised by the last try, or by the first where trying again cannot help.
    """
    transport = bot.request
    if not isinstance(transport, AiohttpRequest):
        raise TypeError("the application must be built with AiohttpRequest")
    chat_id = parameters.get("chat_id")
    clock = asyncio.get_running_loop().time
    deadline, pause = clock() + useful, _FIRST_PAUSE
    while True:
        if method == "sendMessage" and isinstance(chat_id, int):
            await transport.pace.wait(chat_id)
        try:
            return await call(bot, method, parameters)
        except (BadRequest, InvalidToken, Forbidden):
            raise
        except RetryAfter as error:
            wait = seconds_of(error)
            if isinstance(chat_id, int):
                transport.pace.pause(chat_id, wait)
            if clock() + wait > deadline:
                raise
        except NetworkError:
            wait = pause
            if clock() + wait > deadline:
                raise
            pause = min(2 * pause, _LONGEST_PAUSE)
        transport.repeated += 1
        await asyncio.sleep(wait)


def seconds_of(error: RetryAfter) -> float:
    """Return for how many seconds Telegram asks to wait."""
    after = error.retry_after
    return after if isinstance(after, int | float) else after.total_seconds()


def _error(status: int, answer: Mapping[str, Json]) -> TelegramError:
    details = answer.get("parameters")
    wait = details.get("retry_after") if isinstance(details, Mapping) else None
    if isinstance(wait, int | float):
        return RetryAfter(timedelta(seconds=wait))
    description = str(answer.get("description", ""))
    if status in {401, 404}:
        return InvalidToken()
    return _ERRORS.get(status, NetworkError)(description)
