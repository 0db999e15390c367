"""Who may talk to the local server: programs and pages of this machine, nobody else (aiohttp middleware).

A browser on this machine could be sent here by any web page. Such a request shows itself by its Host (a foreign name
that resolves to this machine), by its Origin, or, where it has none (an image), by Sec-Fetch-Site.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web

_NAMES = ("localhost", "127.0.0.1", "[::1]")


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse with 403 any peer that is not loopback, any foreign Host, any other page of a browser."""
    transport = request.transport
    sockname = transport.get_extra_info("sockname") if transport is not None else None
    if not sockname or not _is_loopback(request.remote):
        raise web.HTTPForbidden(text="Only programs on this machine may talk to this server.\n")
    host = request.headers.get(hdrs.HOST, "")
    if not _is_own_host(host, sockname[1]):
        raise web.HTTPForbidden(text="This server answers only to localhost, 127.0.0.1 and [::1].\n")
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is not None and origin != f"http://{host}":
        raise web.HTTPForbidden(text="Pages of other sites may not talk to this server.\n")
    if not _may_fetch(request):
        raise web.HTTPForbidden(text="Pages of other sites may not talk to this server.\n")
    return await handler(request)


def _may_fetch(request: web.Request) -> bool:
    """Tell whether a browser may ask for this: the page's own files and calls, and nothing of the Bot API."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is None:
        return True  # no browser
    return site in {"same-origin", "none"} and not request.path.startswith("/bot")


def _is_own_host(host: str, port: int) -> bool:
    name, separator, given = host.rpartition(":")
    if not separator or host.endswith("]"):
        name, given = host, "80"
    return name in _NAMES and given == str(port)


def _is_loopback(remote: str | None) -> bool:
    if remote in {"127.0.0.1", "::1"}:
        return True
    try:
        return ipaddress.ip_address(remote or "").is_loopback
    except ValueError:
        return False
