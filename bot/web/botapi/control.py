"""Remote control of a server that runs in a process of its own: `POST /control/<action>` with a JSON object.

For benchmarks and experiments; the guard before all routes keeps it to this machine.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import web

from bot.web.botapi.api import BotApi
from bot.web.botapi.chats import Chat
from bot.web.botapi.faults import ANY_METHOD
from bot.web.botapi.params import JsonObject, Params

_Action: TypeAlias = Callable[[BotApi, Params], Awaitable[JsonObject]]


def control_routes(api: BotApi) -> list[web.RouteDef]:
    """The routes: `chat`, `say`, `tap`, `next`, `inject`, `fail`, `cut`, `hang`, `slow_down`, `status`."""

    async def handle(request: web.Request) -> web.Response:
        action = _ACTIONS.get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound(text=f"Known actions: {', '.join(_ACTIONS)}\n")
        body: object = await request.json() if request.can_read_body else {}
        if not isinstance(body, dict):
            raise web.HTTPBadRequest(text="The body must be a JSON object.\n")
        try:
            return web.json_response(await action(api, Params(body)))
        except (LookupError, TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text=f"{error}\n") from None

    return [web.post("/control/{action}", handle)]


def _chat(api: BotApi, params: Params) -> Chat:
    return api.state.chats[params.integer("chat_id")]


async def _new_chat(api: BotApi, params: Params) -> JsonObject:
    return {"chat_id": api.private_chat(params.text("language_code")).id}


async def _say(api: BotApi, params: Params) -> JsonObject:
    return {"message_id": api.say(_chat(api, params), params.text("text")).id}


async def _tap(api: BotApi, params: Params) -> JsonObject:
    query_id = api.tap(_chat(api, params), params.integer("message_id"), params.text("data"))
    return {"callback_query_id": query_id}


async def _next(api: BotApi, params: Params) -> JsonObject:
    """The bot's next message in a chat, or null after `timeout` seconds."""
    try:
        message = await api.next_bot_message(_chat(api, params), params.integer("timeout", 5))
    except TimeoutError:
        return {"message": None}
    return {"message": message.as_json()}


async def _inject(api: BotApi, params: Params) -> JsonObject:
    update = params.optional_object("update", "update") or {}
    return {"update_id": api.inject(update, params.integer("lane"))}


async def _fail(api: BotApi, params: Params) -> JsonObject:
    api.fail(
        params.text("method") or ANY_METHOD,
        params.integer("times", 1),
        params.integer("status", 500),
        params.integer("retry_after") or None,
        params.text("body") or None,
    )
    return {}


async def _cut(api: BotApi, params: Params) -> JsonObject:
    api.cut(params.text("method") or ANY_METHOD, params.integer("times", 1), handled=params.boolean("handled"))
    return {}


async def _hang(api: BotApi, params: Params) -> JsonObject:
    api.hang(params.text("method") or ANY_METHOD, params.integer("times", 1), params.integer("seconds", 3600))
    return {}


async def _slow_down(api: BotApi, params: Params) -> JsonObject:
    """Seconds are given as milliseconds here, for they are small."""
    api.slow_down(params.integer("milliseconds") / 1000, params.text("method") or ANY_METHOD)
    return {}


async def _status(api: BotApi, _params: Params) -> JsonObject:
    await asyncio.sleep(0)
    return {"calls": dict(api.calls), "pending_updates": len(api.state.updates)}


_ACTIONS: dict[str, _Action] = {
    "chat": _new_chat,
    "say": _say,
    "tap": _tap,
    "next": _next,
    "inject": _inject,
    "fail": _fail,
    "cut": _cut,
    "hang": _hang,
    "slow_down": _slow_down,
    "status": _status,
}
