"""Telegram's webhook: an update is answered with 200 only after it was handled, so that what is lost is sent again."""

from __future__ import annotations

import hmac
import json

from aiohttp import web

from bot.telegram.application import App
from bot.telegram.delivery import handle, parse

_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # https://core.telegram.org/bots/api#setwebhook
_MOST_BYTES = 1024 * 1024  # an update is far smaller; whoever sends more is not Telegram


def webhook_app(app: App, path: str, secret: str) -> web.Application:
    """Return the HTTP application that takes updates at ``path`` and answers ``/healthz``; strangers learn nothing."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
            raise web.HTTPNotFound
        try:
            raw = json.loads(await request.read())
        except ValueError:
            raise web.HTTPBadRequest from None
        if isinstance(raw, dict) and (update := parse(raw, app)) is not None:
            await handle(app, update)
        return web.Response()

    async def healthy(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    site = web.Application(client_max_size=_MOST_BYTES)
    site.router.add_post(path, receive)
    site.router.add_get("/healthz", healthy)
    return site
