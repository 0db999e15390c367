"""python-telegram-bot's Application with our transport and handlers; delivery feeds it, not its own Updater."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram.ext import Application

from bot.telegram.handlers import all_handlers, gate_handler, ledger_handler, report_failure
from bot.telegram.services import Services
from bot.telegram.transport import AiohttpRequest

App = Application[Any, Any, Any, Any, Any, Any]


def build_application(token: str, api_url: str, services: Services) -> App:
    """Return an Application that answers with ``services``.

    Args:
        token: the bot's token; it is part of every address and must never be logged.
        api_url: root of the Bot API server, without a slash at its end.
        services: the conversation and the store.
    """
    transport = AiohttpRequest()  # one for all calls: updates are asked for by delivery
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(transport)
        .get_updates_request(transport)
        .updater(None)
        .job_queue(None)
        .build()
    )
    application.add_handler(gate_handler(services), group=-1)
    application.add_handlers(all_handlers(services))
    application.add_handler(ledger_handler(services), group=1)
    report_failure(application, services)
    return application


@asynccontextmanager
async def running(application: App) -> AsyncIterator[None]:
    """Keep the connections of ``application`` open for as long as the block runs.

    Inside, ``application.initialize`` must have succeeded before updates are handled; it asks Telegram who the bot is,
    so the caller decides how long to try.
    """
    async with application.bot.request:
        try:
            yield
        finally:
            await application.shutdown()
