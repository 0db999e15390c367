"""Bench of /clear: a chat of a thousand messages over real HTTP, counted in calls and seconds."""

import asyncio
import tempfile
import time
from pathlib import Path

from rich.console import Console

from bot.cli.content import load_content
from bot.settings import Settings
from bot.web.botapi import BotApi, botapi_app, serve
from tests.telegram.conftest import Telegram

MESSAGES = 1000
MOST_CALLS = 15


async def wiped() -> tuple[int, float]:
    """Return how many calls /clear took, the farewell among them, and how many seconds."""
    api = BotApi()
    content = load_content(Settings(_env_file=None))
    with tempfile.TemporaryDirectory() as folder:
        async with serve(botapi_app(api)) as port:
            telegram = await Telegram.begin(api, f"http://127.0.0.1:{port}", content, Path(folder) / "bot.sqlite3")
            chat = api.private_chat("ru")
            await telegram.store.remember(chat.id, [api.say(chat, "?").id for _ in range(MESSAGES)])
            while len(api.state.updates):  # noqa: ASYNC110 - a bench looks from outside
                await asyncio.sleep(0.1)
            before = api.calls["deleteMessages"] + api.calls["sendMessage"]
            began = time.perf_counter()
            api.say(chat, "/clear")
            while len(chat.messages) > 1:  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.005)
            seconds = time.perf_counter() - began
            calls = api.calls["deleteMessages"] + api.calls["sendMessage"] - before
            await telegram.end()
    return calls, seconds


def main() -> None:
    """Print what it took."""
    calls, seconds = asyncio.run(wiped())
    line = f"/clear of {MESSAGES:,} messages: {calls} calls (target: at most {MOST_CALLS}), {seconds * 1000:.0f} ms"
    Console().print(line)


if __name__ == "__main__":
    main()
