"""The application that holds both the Bot API routes and the page (aiohttp)."""

from __future__ import annotations

from aiohttp import hdrs, web

from bot.web.botapi import BotApi, botapi_app
from bot.web.playground.explanation import Explain
from bot.web.playground.routes import Playground, page_manners

# Everything from this server only, no script or style inside the page, nothing framed, nothing told to others.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def playground_app(api: BotApi, explain: Explain) -> web.Application:
    """The Bot API server and the page in one application, guarded to this machine.

    Args:
        api: the Telegram to serve and to show.
        explain: says why the last question of a chat got its answer.
    """
    app = botapi_app(api)
    page = Playground(api, explain)
    app.middlewares.append(page_manners)
    app.add_routes(page.routes())
    app.on_shutdown.append(page.feeds.close)
    app.on_response_prepare.append(_add_headers)
    return app


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    if request.path.startswith("/bot"):
        return
    response.headers.update(_HEADERS)
    response.headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
