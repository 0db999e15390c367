"""The program in a process of its own, as ``make run`` starts it without a token."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUN = (sys.executable, "-m", "bot", "run")


def environment(**settings: str) -> dict[str, str]:
    """Return a process environment without any of the operator's settings but ``settings``.

    Nothing of the developer's own (a token in the shell, or in ``.env``) may reach a test.
    """
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "COLUMNS": "200", **settings}


def copy_content(folder: Path) -> None:
    """Copy the content, and the caches that belong to it, into ``folder``, where a test may break it."""
    for name in ("knowledge", "locales", "var/cache"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def playground(folder: Path) -> AsyncIterator[str]:
    """Run the bot on its page, in ``folder``; yields the page's address.

    Raises:
        RuntimeError: when the program does not say that it is ready, or does not end cleanly.
    """
    address = f"127.0.0.1:{free_port()}"
    copy_content(folder)
    process = await asyncio.create_subprocess_exec(
        *RUN, cwd=folder, env=environment(HTTP_LISTEN=address), stdout=PIPE, stderr=DEVNULL
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
