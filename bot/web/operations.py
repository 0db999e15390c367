"""What whoever watches over the program may ask of it: is it alive, is it ready, how much does it do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aiohttp import hdrs, web
from prometheus_client import CONTENT_TYPE_LATEST as _EXPOSITION

QUIET: Final = 120.0
"""Seconds without an answer of Telegram after which the program is not ready; it is asked every 45."""
_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via")
"""What a proxy adds: who comes through one comes from outside."""


@dataclass(frozen=True, slots=True)
class Status:
    """The version of the content that is served, and seconds since Telegram last answered (None: it never did)."""

    content: str
    quiet: float | None

    @property
    def is_ready(self) -> bool:
        """Tell whether questions can be answered."""
        return self.quiet is not None and self.quiet < QUIET


def add_operations(
    site: web.Application, status: Callable[[], Status], metrics: Callable[[], bytes], public: str | None
) -> None:
    """Let ``site`` answer ``/livez``, ``/healthz`` and ``/metrics``.

    ``/metrics`` is for those on the machine or its network: never under the ``public`` name, never through a proxy.
    """

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def ready(_request: web.Request) -> web.Response:
        now = status()
        body = {"status": "ok" if now.is_ready else "telegram is silent", "content": now.content}
        return web.json_response(body, status=200 if now.is_ready else 503)

    async def numbers(request: web.Request) -> web.Response:
        if request.url.host == public or any(name in request.headers for name in _FORWARDED):
            raise web.HTTPNotFound
        return web.Response(body=metrics(), headers={hdrs.CONTENT_TYPE: _EXPOSITION})

    site.router.add_get("/livez", alive)
    site.router.add_get("/healthz", ready)
    site.router.add_get("/metrics", numbers)
    site.on_response_prepare.append(_say_little)


def operations_app(status: Callable[[], Status], metrics: Callable[[], bytes]) -> web.Application:
    """Return an HTTP application that answers these and nothing else; for a bot that polls."""
    site = web.Application()
    add_operations(site, status, metrics, None)
    return site


async def _say_little(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers[hdrs.SERVER] = "web"
