"""What happens in a chat, streamed to the page as Server-Sent Events (aiohttp)."""

from __future__ import annotations

import asyncio
import json

from aiohttp import hdrs, web

from bot.web.botapi import BotApi, Chat, Event

_WAITING_EVENTS = 1_000
_HEARTBEAT_SECONDS = 15.0


class Feeds:
    """All open streams, so that a stopping server can end them at once.

    Args:
        api: whose events.
    """

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._queues: set[asyncio.Queue[Event | None]] = set()

    async def stream(self, request: web.Request, chat: Chat) -> web.StreamResponse:
        """Send the chat's events until the page goes away, or is so slow that it had better start anew."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue(_WAITING_EVENTS)

        def notice(event: Event) -> None:
            if event.chat_id not in {None, chat.id}:
                return
            if queue.qsize() >= _WAITING_EVENTS - 1:
                _end(queue)
            else:
                queue.put_nowait(event)

        response = web.StreamResponse(headers={hdrs.CONTENT_TYPE: "text/event-stream", hdrs.CACHE_CONTROL: "no-store"})
        forget = self._api.observe(notice)
        self._queues.add(queue)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            await _pump(queue, response)
        except ConnectionError:
            return response
        finally:
            self._queues.discard(queue)
            forget()
        return response

    async def close(self, _app: web.Application) -> None:
        """End all streams."""
        for queue in self._queues:
            _end(queue)


def _end(queue: asyncio.Queue[Event | None]) -> None:
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(None)


async def _pump(queue: asyncio.Queue[Event | None], response: web.StreamResponse) -> None:
    while True:
        try:
            async with asyncio.timeout(_HEARTBEAT_SECONDS):
                event = await queue.get()
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if event is None:
            return
        data = json.dumps({"kind": event.kind, "body": event.body})
        await response.write(f"data: {data}\n\n".encode())
