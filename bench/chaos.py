"""Kills, cuts and floods, again and again, and counts: what was asked, answered, answered twice, and lost.

``make chaos``; minutes, not part of ``make test``. The local Bot API server and the people run in this process, the bot
in processes of its own that are killed (kill -9) and started again. Lost must be 0.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.balancer import PATH, balanced
from bench.whole_path import questions
from bot.web.botapi import BotApi, Chat, botapi_app, serve
from tests.program import RUN, copy_content, environment, free_port
from tests.redis_server import RedisServer

TOKEN: Final = "4242:chaos"
SECONDS: Final = 60
"""Of every trial."""
A_SECOND: Final = 15
"""Questions asked a second."""
BEGUN: Final = 8
"""Seconds after which a bot has surely made its store."""
POLLS: Final = 0.1
"""Share of the faults that meet a poll."""
STALL: Final = 3
"""Seconds for which the disk stalls."""
PATIENCE: Final = 90
"""Seconds in which what is still under way must be answered when the trouble is over."""

Trouble = Callable[["Bots", BotApi], Coroutine[object, object, None]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of the questions of one trial."""

    asked: int
    answered: int
    twice: int

    @property
    def lost(self) -> int:
        """Questions without any answer."""
        return self.asked - self.answered


class Bots:
    """The processes of the bot, all on one store."""

    def __init__(self, folder: Path, settings: Sequence[Mapping[str, str]]) -> None:
        self._folder = folder
        self._settings = settings
        self._processes: dict[int, Process] = {}

    @property
    def store(self) -> Path:
        """The file of the store, where it is one."""
        return self._folder / "var" / "bot.sqlite3"

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self._settings)

    async def copy(self) -> None:
        """Copy the content to where they run."""
        await asyncio.to_thread(copy_content, self._folder)

    async def start(self, which: int) -> None:
        """Start one."""
        self._processes[which] = await asyncio.create_subprocess_exec(
            *RUN, cwd=self._folder, env=environment(**self._settings[which]), stdout=DEVNULL, stderr=DEVNULL
        )

    async def kill(self, which: int) -> None:
        """Kill one at once."""
        process = self._processes.pop(which)
        process.kill()
        await process.wait()

    async def end(self) -> None:
        """Kill all."""
        for which in list(self._processes):
            await self.kill(which)


async def kills(bots: Bots, _api: BotApi) -> None:
    """Kill a process every few seconds."""
    chance = random.Random(1)  # noqa: S311 - a bench, the same each time
    while True:
        await asyncio.sleep(chance.uniform(2, 6))
        which = chance.randrange(bots.number)
        await bots.kill(which)
        await bots.start(which)


async def faults(_bots: Bots, api: BotApi) -> None:
    """Refuse, cut, hang and repeat."""
    chance = random.Random(2)  # noqa: S311 - a bench, the same each time
    while True:
        await asyncio.sleep(0.5)
        # Mostly sends: a poll that fails is followed by a pause, and faults of polls would pile up meanwhile.
        method = "getUpdates" if chance.random() < POLLS else "sendMessage"
        match chance.randrange(7):
            case 0:
                api.fail(method, status=429, retry_after=2)
            case 1:
                api.fail(method, status=502, body="<html>Bad Gateway</html>")
            case 2:
                api.cut(method)
            case 3:
                api.cut(method, handled=True)
            case 4:
                api.hang(method, seconds=3)
            case 5:
                api.faults.repeat_batches(1)
            case _:
                api.faults.shuffle_batches(1)


async def clock_steps(_bots: Bots, api: BotApi) -> None:
    """Let Telegram's clock jump by an hour, to and fro."""
    while True:
        for seconds in (3600, -3600):
            await asyncio.sleep(2)
            api.shift_clock(seconds)


async def stalled_disk(bots: Bots, _api: BotApi) -> None:
    """Keep the store's file from being written for some seconds, again and again, as a disk that stalls does."""
    await asyncio.sleep(BEGUN)
    while True:
        await asyncio.sleep(2)
        await asyncio.to_thread(_stall, bots.store)


def _stall(store: Path) -> None:
    database = sqlite3.connect(store, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    time.sleep(STALL)
    database.execute("ROLLBACK")
    database.close()


async def both(bots: Bots, api: BotApi) -> None:
    """Kill, and make trouble on the way as well."""
    await asyncio.gather(kills(bots, api), faults(bots, api))


async def one(trouble: Trouble) -> Counted:
    """Ask one bot that polls, under ``trouble``; then count."""
    api = BotApi(TOKEN)
    with tempfile.TemporaryDirectory() as name:
        async with serve(botapi_app(api)) as port:
            listen = {"HTTP_LISTEN": f"127.0.0.1:{free_port()}"}
            return await _trial(api, Bots(Path(name), [{**_common(port), **listen}]), trouble)


async def two(trouble: Callable[[RedisServer], Trouble]) -> Counted:
    """Ask two replicas behind a load balancer, with one Redis, under ``trouble``; then count."""
    api = BotApi(TOKEN)
    with tempfile.TemporaryDirectory() as name:
        redis = RedisServer(Path(name))
        redis.start()
        hook, ports = free_port(), (free_port(), free_port())
        async with serve(botapi_app(api)) as port, balanced(api, hook, ports):
            shared = {
                **_common(port),
                "STORE_URL": redis.url,
                "WEBHOOK_URL": f"https://127.0.0.1:{hook}{PATH}",
                "WEBHOOK_SECRET": "chaos",
            }
            settings = [{**shared, "HTTP_LISTEN": f"127.0.0.1:{each}"} for each in ports]
            counted = await _trial(api, Bots(Path(name), settings), trouble(redis))
        redis.stop()
    return counted


def redis_away(redis: RedisServer) -> Trouble:
    """Return the trouble of a Redis that is stopped and started again and again."""

    async def away(_bots: Bots, _api: BotApi) -> None:
        while True:
            await asyncio.sleep(5)
            await asyncio.to_thread(redis.stop)
            await asyncio.sleep(3)
            await asyncio.to_thread(redis.start)

    return away


async def _trial(api: BotApi, bots: Bots, trouble: Trouble) -> Counted:
    await bots.copy()
    await asyncio.gather(*(bots.start(which) for which in range(bots.number)))
    try:
        return await _asked(api, bots, trouble)
    finally:
        await bots.end()


async def _asked(api: BotApi, bots: Bots, trouble: Trouble) -> Counted:
    texts = questions()
    asked: list[tuple[Chat, int]] = []
    making = asyncio.create_task(trouble(bots, api))
    for number in range(SECONDS * A_SECOND):
        chat = api.private_chat("ru")  # a person each: nobody is limited
        asked.append((chat, api.say(chat, texts[number % len(texts)]).id))
        await asyncio.sleep(1 / A_SECOND)
    making.cancel()
    await asyncio.gather(making, return_exceptions=True)
    api.faults.clear()
    await _wait(lambda: all(_answers(chat) for chat, _ in asked))
    counts = [_answers(chat) for chat, _ in asked]
    return Counted(len(counts), sum(count > 0 for count in counts), sum(count > 1 for count in counts))


async def _wait(true: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 2):
        if true():
            return
        await asyncio.sleep(0.5)


def _answers(chat: Chat) -> int:
    return sum(message.from_bot for message in chat.messages.values())


def _common(port: int) -> dict[str, str]:
    return {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}", "STORE_KEY": "k" * 32}


def main() -> None:
    """Run every trial and print what became of the questions."""
    table = Table("trial", "asked", "answered", "answered twice", "lost", title=f"{SECONDS} s each")
    lost = 0
    trials: dict[str, Callable[[], Coroutine[object, object, Counted]]] = {
        "polling, kill -9": lambda: one(kills),
        "polling, trouble on the way": lambda: one(faults),
        "polling, both": lambda: one(both),
        "polling, clock steps": lambda: one(clock_steps),
        "polling, disk stalls": lambda: one(stalled_disk),
        "two replicas, kill -9": lambda: two(lambda _: kills),
        "two replicas, Redis stopped and started": lambda: two(redis_away),
    }
    chosen = sys.argv[1:]
    for name, run in trials.items():
        if chosen and name not in chosen:
            continue
        counted = asyncio.run(run())
        lost += counted.lost
        table.add_row(name, *map(str, (counted.asked, counted.answered, counted.twice, counted.lost)))
    Console().print(table)
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
