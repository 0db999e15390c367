"""Bench of the whole path: start-up, memory, and questions answered a second beside a bare echo bot.

The local Bot API server and the people run in this process, each bot in a process of its own; both bots are asked the
same questions in the same run, one after the other, several times in turn.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from bot.matching.evaluate import read_evaluation
from bot.web.botapi import BotApi, botapi_app, serve
from tests.program import ROOT, copy_content, environment

TOKEN = "4242:bench"
QUESTIONS = 1500
CHATS = 150
ROUNDS = 3


@dataclass(frozen=True)
class Measured:
    """One round of one bot: seconds until it was ready, idle memory in MB, questions answered a second."""

    ready: float
    idle_mb: float
    a_second: float


def questions() -> list[str]:
    """Return the questions of the evaluation files, as people type them."""
    return [row.text for path in sorted((ROOT / "evaluation").glob("*.jsonl")) for row in read_evaluation(path)]


@asynccontextmanager
async def running(command: Sequence[str], url: str) -> AsyncIterator[psutil.Process]:
    """Run a bot inside the block."""
    with tempfile.TemporaryDirectory() as folder:
        copy_content(Path(folder))
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env=environment(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=url, STORE_KEY="k" * 32),
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            await process.wait()


async def measure(command: Sequence[str], texts: Sequence[str]) -> Measured:
    """Start a bot, let it idle, then ask it everything at once."""
    api = BotApi(TOKEN)
    async with serve(botapi_app(api)) as port:
        url = f"http://127.0.0.1:{port}"
        began = time.perf_counter()
        async with running([*command, TOKEN, url] if command[-1].endswith("echo.py") else command, url) as process:
            first = api.private_chat("ru")
            async with asyncio.timeout(60):
                while not api.calls["getUpdates"]:  # noqa: ASYNC110 - a count of calls has no event
                    await asyncio.sleep(0.005)
            ready = time.perf_counter() - began
            await asyncio.sleep(1)
            idle = process.memory_info().rss / 1e6
            api.say(first, texts[0])
            await api.next_bot_message(first, 30)
            a_second = await ask_all(api, texts)
    return Measured(ready, idle, a_second)


async def ask_all(api: BotApi, texts: Sequence[str]) -> float:
    """Ask ``QUESTIONS`` questions from ``CHATS`` chats at once; return answers a second."""
    chats = [api.private_chat("ru") for _ in range(CHATS)]
    for chat in chats:  # as people do: they choose a language once
        api.start(chat, "ru")
    for chat in chats:
        await api.next_bot_message(chat, 60)
    began = time.perf_counter()
    for number in range(QUESTIONS):
        api.say(chats[number % CHATS], texts[number % len(texts)])
    for number in range(QUESTIONS):
        await api.next_bot_message(chats[number % CHATS], 60)
    return QUESTIONS / (time.perf_counter() - began)


async def main() -> None:
    """Measure both bots in turn and print the table."""
    texts = questions()
    bots = {
        "this bot": [sys.executable, "-m", "bot", "run"],
        "bare echo bot, python-telegram-bot's defaults": [sys.executable, str(ROOT / "bench/echo.py")],
    }
    measured: dict[str, list[Measured]] = {name: [] for name in bots}
    for _ in range(ROUNDS):
        for name, command in bots.items():
            measured[name].append(await measure(command, texts))
    table = Table("", "ready, s", "idle, MB", "answers a second", title=f"whole path, median of {ROUNDS} rounds")
    speed = {}
    for name, rounds in measured.items():
        ready, idle, speed[name] = (
            statistics.median(getattr(each, field) for each in rounds) for field in ("ready", "idle_mb", "a_second")
        )
        table.add_row(name, f"{ready:.2f}", f"{idle:.0f}", f"{speed[name]:.0f}")
    ours, bare = speed.values()
    console = Console()
    console.print(table)
    console.print(f"ratio: {ours / bare:.2f} × the bare echo bot (target: at least 1.2)")


if __name__ == "__main__":
    asyncio.run(main())
