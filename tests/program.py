"""The program in a process of its own, as ``make run`` starts it without a token."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def playground(folder: Path) -> AsyncIterator[str]:
    """Run the bot on its page, with its store in ``folder``; yields the page's address.

    Raises:
        RuntimeError: when the program does not say that it is ready, or does not end cleanly.
    """
    address = f"127.0.0.1:{free_port()}"
    settings = {"HTTP_LISTEN": address, "STORE_URL": f"sqlite:///{folder}/bot.sqlite3", "STORE_KEY": "key"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=ROOT, env={**os.environ, **settings}, stdout=PIPE, stderr=DEVNULL
    )
    try:
        line = await asyncio.wait_for(process.stdout.readline(), 60) if process.stdout else b""
        if address not in line.decode():
            raise RuntimeError(f"the program said {line!r}")
        yield f"http://{address}"
        process.terminate()
        if await asyncio.wait_for(process.wait(), 10) != 0:
            raise RuntimeError("the program did not end cleanly")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
