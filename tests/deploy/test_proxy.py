"""The proxy of compose.yaml, run for real: what it lets through to the bot, and what it says to others."""

from __future__ import annotations

import asyncio
import io
import os
import ssl
import subprocess
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.deploy.files import DEPLOY, TOOLS, WEBHOOK_PATH
from tests.program import free_port

CADDY = TOOLS / "caddy"
CADDYFILE = DEPLOY / "Caddyfile"
SECRET_HEADER = {"X-Telegram-Bot-Api-Secret-Token": "canary-secret"}


@dataclass(frozen=True)
class Proxy:
    """A running proxy: its address, that of its health check, and what it logged by the end of the block."""

    url: str
    health: str
    log: list[str]


@asynccontextmanager
async def proxy(folder: Path, bot_port: int) -> AsyncIterator[Proxy]:
    """Run Caddy with our Caddyfile in front of ``bot_port``, with a certificate of its own making."""
    ports = {name: str(free_port()) for name in ("HTTP_PORT", "HTTPS_PORT", "HEALTH_PORT")}
    settings = {"PUBLIC_HOST": "localhost", "BOT_HOST": "127.0.0.1", "BOT_PORT": str(bot_port), **ports}
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    process = await asyncio.create_subprocess_exec(
        CADDY, "run", "--config", CADDYFILE, env={"PATH": os.environ["PATH"], **home, **settings}, stderr=PIPE
    )
    running = Proxy(f"https://localhost:{ports['HTTPS_PORT']}", f"http://127.0.0.1:{ports['HEALTH_PORT']}/", log=[])
    try:
        await until_healthy(running)
        yield running
    finally:
        process.terminate()
        _, error = await asyncio.wait_for(process.communicate(), 20)
        running.log.extend(error.decode().splitlines())


async def until_healthy(running: Proxy) -> None:
    async with aiohttp.ClientSession() as session:
        for _ in range(200):
            try:
                async with session.get(running.health):
                    pass
                async with session.get(running.url, ssl=trusting()):
                    return  # the certificate is made after the start
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
    raise TimeoutError(running.health)


def trusting() -> ssl.SSLContext:
    """Trust any certificate: that of the test is nobody's."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@pytest.fixture
async def bot() -> AsyncIterator[tuple[int, list[web.Request]]]:
    """Serve in place of the bot; yields the port, and the requests that reach it."""
    seen: list[web.Request] = []

    async def receive(request: web.Request) -> web.Response:
        await request.read()
        seen.append(request)
        return web.Response(headers={"Server": "bot"})

    site = web.Application(client_max_size=8 * 1024 * 1024)
    site.router.add_route("*", "/{anything:.*}", receive)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield int(runner.addresses[0][1]), seen
    finally:
        await runner.cleanup()


async def status(url: str, method: str = "GET", body: bytes = b"") -> int:
    async with aiohttp.ClientSession() as session:
        async with session.request(
            method, url, data=io.BytesIO(body), headers=SECRET_HEADER, ssl=trusting()
        ) as response:
            assert "Server" not in response.headers
            return response.status


def test_it_is_written_as_caddy_writes_it() -> None:
    formatted = subprocess.run([CADDY, "fmt", CADDYFILE], capture_output=True, text=True, check=False).stdout
    assert formatted == CADDYFILE.read_text(encoding="utf-8")


async def test_only_what_telegram_delivers_is_let_through(tmp_path: Path, bot: tuple[int, list[web.Request]]) -> None:
    port, seen = bot
    async with proxy(tmp_path, port) as running:
        assert await status(running.url + WEBHOOK_PATH, "POST", b"{}") == 200
        (delivered,) = seen
        assert delivered.headers["X-Telegram-Bot-Api-Secret-Token"] == "canary-secret"
        assert "X-Forwarded-For" in delivered.headers  # by which the bot knows that it comes from outside
        for method in ("GET", "POST"):
            for path in ("/", "/metrics", "/healthz", "/livez", "/telegram/", "/telegram/../metrics", "/%6detrics"):
                assert await status(running.url + path, method) == 404, path
        assert await status(running.url + WEBHOOK_PATH) == 404
        assert len(seen) == 1
        assert await status(running.url + WEBHOOK_PATH, "POST", bytes(2 * 1024 * 1024)) == 413
    assert not [line for line in running.log if "canary-secret" in line or '"remote_ip"' in line]


async def test_what_fails_is_not_logged_with_the_secret(tmp_path: Path) -> None:
    async with proxy(tmp_path, free_port()) as running:  # where no bot listens
        assert await status(running.url + WEBHOOK_PATH, "POST", b"{}") in {502, 503}
    assert not [line for line in running.log if "canary-secret" in line or '"remote_ip"' in line]
