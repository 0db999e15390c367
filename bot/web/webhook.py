"""Telegram's webhook: an update is answered with 200 only after it was handled, so that what is lost is sent again."""

from __future__ import annotations

import asyncio
import hmac
import json

from aiohttp import hdrs, web

from bot.telegram.intake import Intake, NoRoomError

_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # https://core.telegram.org/bots/api#setwebhook
_MOST_BYTES = 1024 * 1024  # an update is far smaller; whoever sends more is not Telegram


def webhook_app(intake: Intake, path: str, secret: str) -> web.Application:
    """Return the HTTP application that takes updates at ``path``.

    Whoever does not know the secret gets the same 404 everywhere, and learns neither the path nor what serves it. What
    else the application is to answer must be added before the first request.
    """

    async def receive(request: web.Request) -> web.Response:
        if request.method != hdrs.METH_POST or request.path != path or not _knows(request, secret):
            raise web.HTTPNotFound
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            raise web.HTTPBadRequest from None
        if isinstance(raw, dict) and isinstance(raw.get("update_id"), int):
            try:
                # A caller that goes away must not end what others may wait for too.
                await asyncio.shield(intake.take(raw))
            except NoRoomError:
                raise web.HTTPServiceUnavailable from None  # Telegram brings it again
        return web.Response()

    site = web.Application(client_max_size=_MOST_BYTES)
    site.router.add_route("*", "/{anything:.*}", receive)
    return site


def _knows(request: web.Request, secret: str) -> bool:
    given = request.headers.get(_HEADER, "")
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())
