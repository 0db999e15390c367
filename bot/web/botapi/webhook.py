"""Delivery of updates to the bot's webhook, as Telegram does it: over HTTP to this machine only.

Rules: WebhookActor.cpp of tdlib/telegram-bot-api. One update of a chat is on its way at a time, the next one only
after a 2xx; chats go in parallel up to `max_connections`. A failed delivery is repeated at once, then after 2, 4, 8 …
seconds (times `pace`), until the update expires; `Retry-After` is obeyed.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Mapping

import aiohttp

from bot.web.botapi.errors import ApiError
from bot.web.botapi.methods import call
from bot.web.botapi.params import Params
from bot.web.botapi.state import State, WebhookSettings, WebhookTrouble
from bot.web.botapi.updates import Pending

_ANSWER_SECONDS = 60
_LONGEST_PAUSE = 60.0
_LONGEST_RETRY_AFTER = 3600.0
_NOT_IN_AN_ANSWER = ("get", "setwebhook", "deletewebhook", "close", "logout")


class WebhookDelivery:
    """Carries updates to the webhook while one is set.

    Args:
        state: whose updates.
        pace: multiplies the pauses between attempts; tests make it small.
    """

    def __init__(self, state: State, pace: float = 1.0) -> None:
        self._state = state
        self._pace = pace
        self._lanes: dict[int, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(1)

    async def start(self) -> None:
        """Follow setWebhook and deleteWebhook from now on."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=_ANSWER_SECONDS)
        )
        self._state.webhook_changed = self._restart
        self._restart()

    async def stop(self) -> None:
        """Let go of everything; undelivered updates stay in the queue."""
        self._state.updates.listener = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _restart(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._lanes.clear()
        webhook = self._state.webhook
        if webhook is None:
            self._state.updates.listener = None
            return
        self._slots = asyncio.Semaphore(webhook.max_connections)
        self._state.updates.listener = self._enqueue
        for pending in self._state.updates.pending():
            self._enqueue(pending)

    def _enqueue(self, pending: Pending) -> None:
        lane = self._lanes.get(pending.lane)
        if lane is not None:
            lane.append(pending)
            return
        webhook = self._state.webhook
        if webhook is None:
            return
        self._lanes[pending.lane] = lane = deque([pending])
        task = asyncio.create_task(self._drain(lane, pending.lane, webhook))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, lane: deque[Pending], lane_id: int, webhook: WebhookSettings) -> None:
        failures = 0
        while lane:
            pending = lane[0]
            if not self._state.updates.holds(pending):
                lane.popleft()
                continue
            pause = await self._attempt(pending, webhook)
            if pause is None:
                lane.popleft()
                self._state.updates.discard(pending)
                failures = 0
            else:
                wait = pause or (0.0 if failures == 0 else min(2.0**failures, _LONGEST_PAUSE)) * self._pace
                failures += 1
                await asyncio.sleep(wait)
        if self._lanes.get(lane_id) is lane:
            del self._lanes[lane_id]

    async def _attempt(self, pending: Pending, webhook: WebhookSettings) -> float | None:
        """None when the update was taken; else the seconds the bot asked to wait (0: it did not say)."""
        async with self._slots:
            pause = await self._post(pending, webhook)
            if pause is None and self._state.faults.take_repeat():
                await self._post(pending, webhook)
            return pause

    async def _post(self, pending: Pending, webhook: WebhookSettings) -> float | None:
        if self._session is None:
            return 0.0
        headers = {"Content-Type": "application/json"}
        if webhook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
        data = json.dumps(pending.body).encode()
        try:
            async with self._session.post(
                webhook.url, data=data, headers=headers, allow_redirects=False, ssl=False
            ) as response:
                body = await response.read()
                if 200 <= response.status < 300:
                    await self._answer_inside(body)
                    return None
                self._note(f"Wrong response from the webhook: {response.status} {response.reason}")
                return _retry_after(response.headers)
        except TimeoutError:
            self._note("Read timeout expired")
        except (aiohttp.ClientError, OSError) as error:
            self._note(f"Connection failed: {type(error).__name__}")
        return 0.0

    async def _answer_inside(self, body: bytes) -> None:
        """Carry out the method in a webhook's own answer; as with Telegram its result is lost, good or bad."""
        try:
            fields: object = json.loads(body) if body.strip().startswith(b"{") else None
        except ValueError:
            return
        if not isinstance(fields, dict) or not isinstance(method := fields.pop("method", None), str):
            return
        if method.lower().startswith(_NOT_IN_AN_ANSWER):
            return
        try:
            await call(self._state, method, Params(fields))
        except ApiError as refusal:
            self._note(refusal.description)

    def _note(self, message: str) -> None:
        self._state.webhook_trouble = WebhookTrouble(int(self._state.now()), message)


def _retry_after(headers: Mapping[str, str]) -> float:
    value = headers.get("Retry-After", "")
    return min(float(value), _LONGEST_RETRY_AFTER) if value.isdecimal() else 0.0
