"""Kills, cuts and floods, again and again, and counts: what was asked, answered, answered twice, and lost.

``make chaos``; minutes, not part of ``make test``. The local Bot API server and the people run in this process, the bot
in processes of its own that are killed (kill -9) and started again. Lost must be 0.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.whole_path import questions
from bot.web.botapi import BotApi, Chat, botapi_app, serve
from tests.program import RUN, copy_content, environment, free_port

TOKEN: Final = "4242:chaos"
SECONDS: Final = 60
"""Of every trial."""
A_SECOND: Final = 15
"""Questions asked a second."""
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

    def __init__(self, folder: Path, settings: list[Mapping[str, str]]) -> None:
        self._folder = folder
        self._settings = settings
        self._processes: dict[int, Process] = {}

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self._settings)

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
        method = chance.choice(["sendMessage", "sendMessage", "getUpdates"])
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


async def both(bots: Bots, api: BotApi) -> None:
    """Kill, and make trouble on the way as well."""
    await asyncio.gather(kills(bots, api), faults(bots, api))


async def trial(settings: Callable[[str, Path], list[Mapping[str, str]]], trouble: Trouble) -> Counted:
    """Ask for a while under ``trouble``; then count."""
    api = BotApi(TOKEN)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_content(folder)
        async with serve(botapi_app(api)) as port:
            bots = Bots(folder, settings(f"http://127.0.0.1:{port}", folder))
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


def polling(url: str, _folder: Path) -> list[Mapping[str, str]]:
    """Return the settings of one bot that polls."""
    return [{**_common(url), "HTTP_LISTEN": f"127.0.0.1:{free_port()}"}]


def _common(url: str) -> dict[str, str]:
    return {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "STORE_KEY": "k" * 32}


def main() -> None:
    """Run every trial and print what became of the questions."""
    table = Table("trial", "asked", "answered", "answered twice", "lost", title=f"{SECONDS} s each")
    lost = 0
    trials: dict[str, tuple[Callable[[str, Path], list[Mapping[str, str]]], Trouble]] = {
        "polling, kill -9": (polling, kills),
        "polling, trouble on the way": (polling, faults),
        "polling, both": (polling, both),
    }
    for name, (settings, trouble) in trials.items():
        counted = asyncio.run(trial(settings, trouble))
        lost += counted.lost
        table.add_row(name, *map(str, (counted.asked, counted.answered, counted.twice, counted.lost)))
    Console().print(table)
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
