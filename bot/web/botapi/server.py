"""The Bot API over HTTP: `/bot<token>/<method>`, bodies in and JSON out (aiohttp.web).

The whole state lives in `BotApi`; this module only translates.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from aiohttp import BodyPartReader, hdrs, web

from bot.web.botapi.api import BotApi
from bot.web.botapi.errors import ApiError, bad_request, too_many_requests, unauthorized
from bot.web.botapi.faults import Fault, FaultKind
from bot.web.botapi.guard import guard
from bot.web.botapi.methods import call
from bot.web.botapi.params import JsonObject, Params, Upload
from bot.web.botapi.webhook import WebhookDelivery

_CLIENT_BYTES = 60 * 2**20  # an upload of 50 MB and its envelope
_CHUNK = 2**16
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
API: web.AppKey[BotApi] = web.AppKey("api", BotApi)


def botapi_app(api: BotApi, webhook_pace: float = 1.0) -> web.Application:
    """The server's application: the Bot API routes, the webhook delivery, and the guard before all.

    Args:
        api: the Telegram to serve.
        webhook_pace: multiplies the pauses between webhook attempts; tests make it small.
    """
    app = web.Application(middlewares=[guard], client_max_size=_CLIENT_BYTES)
    app[API] = api

    async def deliver(_app: web.Application) -> AsyncIterator[None]:
        delivery = WebhookDelivery(api.state, webhook_pace)
        await delivery.start()
        yield
        await delivery.stop()

    app.cleanup_ctx.append(deliver)
    app.router.add_route("*", r"/bot{token:[^/]+}/{method}", _handle)
    return app


async def _handle(request: web.Request) -> web.StreamResponse:
    """One call: faults first, then the token, the method, its parameters."""
    api, method = request.app[API], request.match_info["method"]
    fault = api.faults.take(method)
    if fault is not None and not fault.handled:
        await request.read()
        return await _misbehave(request, fault)
    response = await _respond(request, api, method)
    if delay := api.faults.delay(method):
        await asyncio.sleep(delay)
    return response if fault is None else await _misbehave(request, fault)


async def _respond(request: web.Request, api: BotApi, method: str) -> web.Response:
    try:
        if request.match_info["token"] != api.token:
            raise unauthorized()
        params = await _read_params(request)
        result = await call(api.state, method, params)
    except ApiError as refusal:
        return _json_response(refusal.as_json(), refusal.code)
    return _json_response({"ok": True, "result": result})


async def _misbehave(request: web.Request, fault: Fault) -> web.Response:
    if fault.kind is FaultKind.STATUS:
        return _refusal(fault)
    if fault.kind is FaultKind.HANG:
        await asyncio.sleep(fault.seconds)
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _refusal(fault: Fault) -> web.Response:
    if fault.body is not None:
        return web.Response(status=fault.status, text=fault.body, content_type="text/html")
    if fault.status == 429:
        error = too_many_requests(fault.retry_after or 1)
    else:
        error = ApiError(fault.status, web.Response(status=fault.status).reason or "", fault.retry_after)
    return _json_response(error.as_json(), error.code)


def _json_response(body: JsonObject, status: int = 200) -> web.Response:
    data = _encode(body).encode("utf-8", "surrogatepass")
    return web.Response(body=data, status=status, headers={hdrs.CONTENT_TYPE: "application/json"})


async def _read_params(request: web.Request) -> Params:
    """The parameters of query and body together, as Telegram reads them; the body wins."""
    values: JsonObject = dict(request.query) if request.query_string else {}
    if request.method == hdrs.METH_POST and request.can_read_body:
        if request.content_type == "application/json":
            values |= await _read_json(request)
        elif request.content_type == "multipart/form-data":
            values |= await _read_multipart(request)
        else:
            values |= dict(await request.post())
    return Params(values)


async def _read_json(request: web.Request) -> JsonObject:
    try:
        body: object = json.loads(await request.read())
    except (ValueError, RecursionError):
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected")
    return body


async def _read_multipart(request: web.Request) -> JsonObject:
    values: JsonObject = {}
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise bad_request("can't parse multipart body")
            values[part.name] = await _read_part(part)
    except ValueError:
        raise bad_request("can't parse multipart body") from None
    return values


async def _read_part(part: BodyPartReader) -> str | Upload:
    if part.filename is None:
        return (await part.read(decode=True)).decode("utf-8", "replace")
    size = 0
    while chunk := await part.read_chunk(_CHUNK):
        size += len(chunk)
    return Upload(part.filename, size, part.headers.get(hdrs.CONTENT_TYPE, "application/octet-stream"))
