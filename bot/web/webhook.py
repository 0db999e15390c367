"""Telegram's webhook: an update is answered with 200 only after it was handled, so that what is lost is sent again."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from prometheus_client import CONTENT_TYPE_LATEST as _EXPOSITION

from bot.telegram.application import App
from bot.telegram.delivery import handle, parse

_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # https://core.telegram.org/bots/api#setwebhook
_HEALTH, _METRICS = "/healthz", "/metrics"
_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via")
"""What a proxy adds: who comes through one comes from outside."""
_MOST_BYTES = 1024 * 1024  # an update is far smaller; whoever sends more is not Telegram


def webhook_app(app: App, url: str, secret: str, metrics: Callable[[], bytes]) -> web.Application:
    """Return the HTTP application that takes updates at the path of ``url``, and answers ``/healthz`` and ``/metrics``.

    ``/metrics`` is for those on the machine or its network: never under the public name, never through a proxy.

    Whoever does not know the secret gets the same 404 everywhere, and learns neither the path nor what serves it.
    """
    public, path = urlsplit(url).hostname, urlsplit(url).path or "/"

    async def receive(request: web.Request) -> web.Response:
        if request.method == hdrs.METH_GET and request.path == _HEALTH:
            return web.json_response({"status": "ok"})
        if request.method == hdrs.METH_GET and request.path == _METRICS and _is_inside(request, public):
            return web.Response(body=metrics(), headers={hdrs.CONTENT_TYPE: _EXPOSITION})
        if request.method != hdrs.METH_POST or request.path != path or not _knows(request, secret):
            raise web.HTTPNotFound
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            raise web.HTTPBadRequest from None
        if isinstance(raw, dict) and (update := parse(raw, app)) is not None:
            await handle(app, update)
        return web.Response()

    site = web.Application(client_max_size=_MOST_BYTES)
    site.router.add_route("*", "/{anything:.*}", receive)
    site.on_response_prepare.append(_say_little)
    return site


def _is_inside(request: web.Request, public: str | None) -> bool:
    """Tell whether a request comes neither under the public name nor through a proxy."""
    return request.url.host != public and not any(name in request.headers for name in _FORWARDED)


def _knows(request: web.Request, secret: str) -> bool:
    given = request.headers.get(_HEADER, "")
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())


async def _say_little(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers[hdrs.SERVER] = "web"
