"""The promises about /metrics: totals by outcome and language, for those on the machine, never under a public name."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.telegram.metrics import Metrics
from bot.web.webhook import webhook_app
from tests.program import free_port
from tests.telegram.conftest import Telegram, telegram

__all__ = ["telegram"]

SECRET = "a-long-secret-word"
PUBLIC = "bot.example.org"


@pytest.fixture
async def site(telegram: Telegram) -> AsyncIterator[str]:
    """Serve the webhook of a bot that has answered some questions; yields its address."""
    metrics = Metrics()
    metrics.answered("answer", "tg", 0.1)
    metrics.answered("refuse", "ru", 0.1)
    app = webhook_app(telegram.app, f"https://{PUBLIC}/hook", SECRET, metrics.exposition)
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
