"""The promises about /metrics, /healthz and /livez: totals for those on the machine, never under a public name."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.telegram.intake import Intake
from bot.telegram.metrics import Metrics
from bot.web.operations import QUIET, Status, add_operations, operations_app
from bot.web.webhook import webhook_app
from tests.program import free_port
from tests.telegram.conftest import Telegram, telegram

__all__ = ["telegram"]

SECRET = "a-long-secret-word"
STATUS = Status("v1", 1.0)
PUBLIC = "bot.example.org"


@pytest.fixture
async def site(telegram: Telegram) -> AsyncIterator[str]:
    """Serve the webhook of a bot that has answered some questions; yields its address."""
    metrics = Metrics()
    metrics.answered("answer", "tg", 0.1)
    metrics.answered("refuse", "ru", 0.1)
    app = webhook_app(Intake(telegram.app, telegram.services), "/hook", SECRET)
    add_operations(app, lambda: STATUS, metrics.exposition, PUBLIC)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


async def get(address: str, **headers: str) -> tuple[int, str]:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    async with aiohttp.ClientSession() as session, session.get(address, headers=given) as response:
        return response.status, await response.text()


async def test_totals_by_outcome_and_language_and_nothing_else(site: str) -> None:
    status, text = await get(f"{site}/metrics")
    assert status == 200
    assert 'bot_questions_total{locale="tg",outcome="answer"} 1.0' in text
    labels = {part.split("=")[0] for line in text.splitlines() if "{" in line for part in line.split("{")[1].split(",")}
    assert labels <= {"locale", "outcome", "le"}


@pytest.mark.parametrize(
    "headers",
    [{"Host": PUBLIC}, {"Host": f"{PUBLIC}:443"}, {"X_Forwarded_For": "192.0.2.1"}, {"Forwarded": "for=192.0.2.1"}],
)
async def test_it_is_not_reached_under_the_public_name_or_through_a_proxy(site: str, headers: dict[str, str]) -> None:
    status, text = await get(f"{site}/metrics", **headers)
    assert status == 404
    assert "bot_questions" not in text


async def test_it_is_ready_while_telegram_answers_and_alive_in_any_case() -> None:
    quiet = iter([1.0, QUIET + 1, None])
    app = operations_app(lambda: Status("v1", next(quiet)), Metrics().exposition)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    address = f"http://127.0.0.1:{port}"
    assert await get(f"{address}/healthz") == (200, '{"status": "ok", "content": "v1"}')
    assert [(await get(f"{address}/healthz"))[0] for _ in range(2)] == [503, 503]
    assert (await get(f"{address}/livez"))[0] == 200
    assert (await get(f"{address}/other"))[0] == 404
    await runner.cleanup()
