"""Bench under load: polling, webhook and two replicas beside a bare echo bot; latency, processor time and memory.

``make bench-load``; some minutes. The local Bot API server and the people run in this process, each bot in processes of
its own; all are asked the same questions in the same run. ``python bench/load.py memory`` asks 50,000 questions of one
bot and prints what its memory grew by.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil
from rich.console import Console
from rich.table import Table

from bench.balancer import PATH, balanced
from bench.whole_path import TOKEN, questions
from bot.web.botapi import BotApi, botapi_app, serve
from tests.program import ROOT, RUN, copy_content, environment, free_port
from tests.redis_server import RedisServer

QUESTIONS: Final = 1500
CHATS: Final = 300
"""Few enough questions of each that nobody is limited."""
STEADY: Final = 6.0
"""Seconds of asking at half the speed that was reached."""
DELAY: Final = 0.05
"""Seconds added to every call, as on a far network."""
GROWN: Final = (1_000, 50_000)
"""Updates after which memory is compared."""

ECHO: Final = (sys.executable, str(ROOT / "bench/echo.py"))


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers a second, milliseconds of processor for each, and at half that load p50 and p99 of the wait, in ms."""

    a_second: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float


Bots = Callable[[BotApi, int, Path], AbstractAsyncContextManager[list[psutil.Process]]]


async def _started(command: Sequence[str], folder: Path, settings: Mapping[str, str]) -> Process:
    return await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment(**settings), stdout=DEVNULL, stderr=DEVNULL
    )


@asynccontextmanager
async def _until_done(processes: Sequence[Process]) -> AsyncIterator[list[psutil.Process]]:
    try:
        yield [psutil.Process(process.pid) for process in processes]
    finally:
        for process in processes:
            process.terminate()
        await asyncio.gather(*(process.wait() for process in processes))


def _settings(port: int) -> dict[str, str]:
    url = f"http://127.0.0.1:{port}"
    return {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "STORE_KEY": "k" * 32}


@asynccontextmanager
async def echo(_api: BotApi, port: int, folder: Path) -> AsyncIterator[list[psutil.Process]]:
    """Run the bare echo bot."""
    process = await _started([*ECHO, TOKEN, f"http://127.0.0.1:{port}"], folder, {})
    async with _until_done([process]) as running:
        yield running


@asynccontextmanager
async def polling(_api: BotApi, port: int, folder: Path) -> AsyncIterator[list[psutil.Process]]:
    """Run one bot that polls."""
    settings = {**_settings(port), "HTTP_LISTEN": f"127.0.0.1:{free_port()}"}
    async with _until_done([await _started(RUN, folder, settings)]) as running:
        yield running


@asynccontextmanager
async def webhook(api: BotApi, port: int, folder: Path) -> AsyncIterator[list[psutil.Process]]:
    """Run one bot with a webhook."""
    async with _hooked(api, port, folder, {}, 1) as running:
        yield running


@asynccontextmanager
async def replicas(api: BotApi, port: int, folder: Path) -> AsyncIterator[list[psutil.Process]]:
    """Run two bots with a webhook on one Redis."""
    redis = RedisServer(folder)
    redis.start()
    try:
        async with _hooked(api, port, folder, {"STORE_URL": redis.url}, 2) as running:
            yield running
    finally:
        redis.stop()


@asynccontextmanager
async def _hooked(
    api: BotApi, port: int, folder: Path, more: Mapping[str, str], number: int
) -> AsyncIterator[list[psutil.Process]]:
    hook, ports = free_port(), [free_port() for _ in range(number)]
    hooked = {"WEBHOOK_URL": f"https://127.0.0.1:{hook}{PATH}", "WEBHOOK_SECRET": "bench"}
    shared = {**_settings(port), **hooked, **more}
    async with balanced(api, hook, ports):
        processes = [await _started(RUN, folder, {**shared, "HTTP_LISTEN": f"127.0.0.1:{each}"}) for each in ports]
        async with _until_done(processes) as running:
            yield running


async def measure(bots: Bots, texts: Sequence[str], delay: float = 0.0) -> Measured:
    """Start bots, ask all at once, then steadily at half that speed."""
    api = BotApi(TOKEN)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_content(folder)
        async with serve(botapi_app(api)) as port, bots(api, port, folder) as running:
            await _warm(api, texts[0])
            if delay:
                api.slow_down(delay)
            before = _cpu(running)
            a_second = await _at_once(api, texts)
            cpu = (_cpu(running) - before) / QUESTIONS * 1000
            waits = await _steadily(api, texts, a_second / 2)
    return Measured(a_second, cpu, statistics.median(waits), statistics.quantiles(waits, n=100)[-1])


async def _warm(api: BotApi, text: str) -> None:
    """Wait until something is answered."""
    chat = api.private_chat("ru")
    api.say(chat, text)
    await api.next_bot_message(chat, 60)


def _cpu(processes: Sequence[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


async def _at_once(api: BotApi, texts: Sequence[str]) -> float:
    chats = [api.private_chat("ru") for _ in range(CHATS)]
    began = time.perf_counter()
    for number in range(QUESTIONS):
        api.say(chats[number % CHATS], texts[number % len(texts)])
    for number in range(QUESTIONS):
        await api.next_bot_message(chats[number % CHATS], 120)
    return QUESTIONS / (time.perf_counter() - began)


async def _steadily(api: BotApi, texts: Sequence[str], a_second: float) -> list[float]:
    """Ask at an even pace, a person each; return how many milliseconds each waited."""

    async def ask(text: str) -> float:
        chat = api.private_chat("ru")
        began = time.perf_counter()
        api.say(chat, text)
        await api.next_bot_message(chat, 60)
        return (time.perf_counter() - began) * 1000

    number = max(100, int(STEADY * a_second))
    tasks = []
    began = time.perf_counter()
    for place in range(number):
        tasks.append(asyncio.create_task(ask(texts[place % len(texts)])))
        await asyncio.sleep(max(0.0, began + (place + 1) / a_second - time.perf_counter()))
    return list(await asyncio.gather(*tasks))


async def grown(texts: Sequence[str]) -> list[float]:
    """Return the memory of one bot, in MB, after each of GROWN updates."""
    api = BotApi(TOKEN)
    sizes, asked = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_content(folder)
        async with serve(botapi_app(api)) as port, polling(api, port, folder) as running:
            for until in GROWN:
                while asked < until:
                    chats = [api.private_chat("ru") for _ in range(100)]
                    for place, chat in enumerate(chats):
                        api.say(chat, texts[(asked + place) % len(texts)])
                    for chat in chats:
                        await api.next_bot_message(chat, 60)
                        api.forget(chat)
                    asked += len(chats)
                sizes.append(running[0].memory_info().rss / 1e6)
    return sizes


async def main() -> None:
    """Measure and print."""
    texts, console = questions(), Console(width=120)
    if sys.argv[1:] == ["memory"]:
        first, last = await grown(texts)
        console.print(f"{GROWN[0]:,} updates: {first:.0f} MB, {GROWN[1]:,}: {last:.0f} MB (target: 5 MB more at most)")
        return
    trials: dict[str, tuple[Bots, float]] = {
        "bare echo bot, python-telegram-bot's defaults": (echo, 0.0),
        "this bot, polling": (polling, 0.0),
        "this bot, webhook": (webhook, 0.0),
        "this bot, two replicas, Redis": (replicas, 0.0),
        "bare echo bot, 50 ms more a call": (echo, DELAY),
        "this bot, polling, 50 ms more a call": (polling, DELAY),
    }
    table = Table("", "answers a second", "processor, ms each", "p50, ms", "p99, ms", title="under load")
    for name, (bots, delay) in trials.items():
        found = await measure(bots, texts, delay)
        numbers = (found.cpu_ms, found.p50_ms, found.p99_ms)
        table.add_row(name, f"{found.a_second:.0f}", *(f"{number:.1f}" for number in numbers))
    console.print(table)


if __name__ == "__main__":
    asyncio.run(main())
