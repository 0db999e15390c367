"""Bot API methods that fetch updates or say where to send them. Waits, but does no I/O.

Rules: `process_get_updates_query`, `do_get_updates`, `abort_long_poll`, `fail_query_conflict` and
`process_set_webhook_query` in telegram-bot-api/Client.cpp.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import time
from urllib.parse import urlsplit

from telegram.constants import PollingLimit, WebhookLimit

from bot.web.botapi.errors import bad_request, conflict
from bot.web.botapi.params import JsonObject, Params
from bot.web.botapi.state import State, WebhookSettings, WebhookTrouble

_LONGEST_POLL = 50  # seconds; LONG_POLL_MAX_TIMEOUT in Client.h
_REPEAT_SECONDS = 0.5
_CONFLICT_SECONDS = 3.0
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_updates(state: State, params: Params) -> list[JsonObject]:
    """Answer `getUpdates`: waits up to `timeout` seconds for the first update.

    One rule of Telegram is left out: a repeated offset with a timeout under three seconds is not made to wait three.

    Raises:
        ApiError: 409 while a webhook is set, or when a later poll or setWebhook takes over.
    """
    if state.webhook is not None:
        raise conflict(_WEBHOOK_ACTIVE)
    offset = params.integer("offset")
    limit = params.clamped("limit", PollingLimit.MAX_LIMIT, PollingLimit.MIN_LIMIT, PollingLimit.MAX_LIMIT)
    timeout = params.clamped("timeout", 0, 0, _LONGEST_POLL)
    _remember_allowed(state, params)
    memory, start = state.polling, time.monotonic()
    if offset == memory.last_offset and start < memory.last_start + _REPEAT_SECONDS:
        limit = PollingLimit.MIN_LIMIT
    memory.last_offset, memory.last_start = offset, start
    state.updates.confirm_before(offset)
    batch = state.updates.first(limit)
    if not batch and timeout:
        await _wait(state, start + timeout)
        batch = state.updates.first(limit)
    return state.faults.distort(batch)


async def _wait(state: State, deadline: float) -> None:
    """Until an update is there or the time is over; an earlier poll that waits is ended."""
    memory = state.polling
    _interrupt(state, _OTHER_POLL)
    ticket = memory.ticket
    while not state.updates.first(1):
        state.updates.changed.clear()
        left = deadline - time.monotonic()
        if left <= 0:
            return
        try:
            async with asyncio.timeout(left):
                await state.updates.changed.wait()
        except TimeoutError:
            return
        if ticket != memory.ticket:
            await _lose(state, memory.interruption)


def _interrupt(state: State, reason: str) -> None:
    state.polling.ticket += 1
    state.polling.interruption = reason
    state.updates.changed.set()


async def _lose(state: State, reason: str) -> None:
    """409, but at most one such answer in three seconds: the next ones are held back that long."""
    now = time.monotonic()
    if now < state.polling.next_conflict:
        await asyncio.sleep(_CONFLICT_SECONDS)
    else:
        state.polling.next_conflict = now + _CONFLICT_SECONDS
    raise conflict(reason)


def _remember_allowed(state: State, params: Params) -> None:
    if "allowed_updates" not in params:
        return
    kinds = params.decoded("allowed_updates", "allowed_updates")
    if isinstance(kinds, list):
        state.updates.allow(str(kind) for kind in kinds)


def set_webhook(state: State, params: Params) -> bool:
    """Answer `setWebhook`; unlike Telegram it takes plain http, and only to this machine: nothing here leaves it."""
    url = params.text("url")
    if not url:
        return delete_webhook(state, params)
    _check_url(url)
    secret = params.text("secret_token")
    if len(secret) > WebhookLimit.MAX_SECRET_TOKEN_LENGTH:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.clamped(
        "max_connections", 40, WebhookLimit.MIN_CONNECTIONS_LIMIT, WebhookLimit.MAX_CONNECTIONS_LIMIT
    )
    _remember_allowed(state, params)
    if params.boolean("drop_pending_updates"):
        state.updates.clear()
    state.webhook = WebhookSettings(url, secret, connections)
    state.webhook_trouble = WebhookTrouble()
    _interrupt(state, "terminated by setWebhook request")
    state.webhook_changed()
    return True


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    host = parts.hostname or ""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise bad_request("bad webhook: the local server delivers only to this machine")


def delete_webhook(state: State, params: Params) -> bool:
    """Answer `deleteWebhook`."""
    if params.boolean("drop_pending_updates"):
        state.updates.clear()
    state.webhook = None
    state.webhook_changed()
    return True


def get_webhook_info(state: State, _params: Params) -> JsonObject:
    """Answer `getWebhookInfo`."""
    info: JsonObject = {
        "url": state.webhook.url if state.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates),
    }
    if state.webhook is not None:
        info["max_connections"] = state.webhook.max_connections
        info["ip_address"] = "127.0.0.1"
    if state.updates.allowed:
        info["allowed_updates"] = state.updates.allowed
    if state.webhook_trouble.at:
        info["last_error_date"] = state.webhook_trouble.at
        info["last_error_message"] = state.webhook_trouble.message
    return info


def log_out(state: State, params: Params) -> bool:
    """Answer `logOut`: every later call is refused."""
    delete_webhook(state, params)
    state.logged_out = True
    return True


def close(state: State, _params: Params) -> bool:
    """Answer `close`: nothing to be closed here, as the bot lives on this one server only."""
    return not state.logged_out
