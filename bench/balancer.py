"""A load balancer for the benches: brings each webhook call to one of several bots, to another where one is away."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
from aiohttp import web

from bot.web.botapi import BotApi

PATH = "/hook"
_KEPT = ("X-Telegram-Bot-Api-Secret-Token", "Content-Type")


@asynccontextmanager
async def balanced(api: BotApi, port: int, bots: Sequence[int]) -> AsyncIterator[None]:
    """Take calls on ``port`` and bring them to the ports ``bots``, one after the other.

    The bots tell Telegram an https address, as they must; the local server brings updates by http, on this machine.
    """
    turn = itertools.count()
    async with aiohttp.ClientSession() as session:

        async def bring(request: web.Request) -> web.Response:
            body = await request.read()
            headers = {name: request.headers[name] for name in _KEPT if name in request.headers}
            first = next(turn)
            for step in range(len(bots)):
                address = f"http://127.0.0.1:{bots[(first + step) % len(bots)]}{PATH}"
                try:
                    async with session.post(address, data=body, headers=headers) as response:
                        return web.Response(status=response.status)
                except aiohttp.ClientError:
                    continue
            return web.Response(status=502)

        site = web.Application()
        site.router.add_post(PATH, bring)
        runner = web.AppRunner(site)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        plain = asyncio.create_task(_bring_by_http(api))
        try:
            yield
        finally:
            plain.cancel()
            await runner.cleanup()


async def _bring_by_http(api: BotApi) -> None:
    while True:
        hook = api.state.webhook
        if hook is not None and hook.url.startswith("https://"):
            api.state.webhook = replace(hook, url=hook.url.replace("https://", "http://", 1))
            api.state.webhook_changed()
        await asyncio.sleep(0.02)
