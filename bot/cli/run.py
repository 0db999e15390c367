"""``run``: answers people. Without a token on a page of this machine, with one on Telegram."""

from __future__ import annotations

import asyncio
import errno
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import typer
from aiohttp import web
from telegram.constants import WebhookLimit
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot import events
from bot.cli import compose
from bot.cli.content import Content, load_content
from bot.cli.live import Live
from bot.cli.open_store import open_or_renew
from bot.events import report
from bot.settings import Settings
from bot.telegram.application import App, build_application, running
from bot.telegram.delivery import ALLOWED_UPDATES, GRACE, Polling
from bot.telegram.housekeeping import Housekeeping
from bot.telegram.intake import Intake
from bot.telegram.profile import update_profile
from bot.telegram.services import Services
from bot.telegram.transport import AiohttpRequest

if TYPE_CHECKING:
    from bot.web.operations import Status

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds between attempts to reach Telegram at start


def run() -> None:
    """Answer people: on http://127.0.0.1:8080 without a token, on Telegram with TELEGRAM_BOT_TOKEN.

    Example: TELEGRAM_BOT_TOKEN=123456:ABC-DEF python -m bot run
    """
    settings = compose.settings()
    events.set_up(settings.log_level)
    with compose.explained():
        content = load_content(settings)
        store = open_or_renew(settings)
    services = Services(content.dialog, content.wishes, store, content.version)
    try:
        asyncio.run(_run(settings, content, services))
    except _StartError as error:
        typer.echo(error, err=True)
        raise typer.Exit(compose.EXIT_CONFIGURATION) from None


class _StartError(Exception):
    """The bot cannot start; the message says why and how to mend it."""


async def _run(settings: Settings, content: Content, services: Services) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)

    def serve(newer: Content) -> None:
        services.dialog, services.wishes, services.version = newer.dialog, newer.wishes, newer.version
        services.metrics.serves(newer.version)

    live = Live(content, serve)
    following = asyncio.create_task(live.follow(stop))
    try:
        if settings.telegram_bot_token is None:
            await _playground(settings, content, services, stop)
        else:
            app = build_application(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url, services)
            await _telegram(settings, content, services, app, stop)
    finally:
        stop.set()
        await following
        await services.store.close()


async def _playground(settings: Settings, content: Content, services: Services, stop: asyncio.Event) -> None:
    from bot.cli.why import why
    from bot.web.botapi import BotApi, serve
    from bot.web.playground import playground_app

    host, port = settings.http_listen
    api = BotApi(f"4242:{secrets.token_urlsafe()}")  # a token nobody else on this machine knows
    async with AsyncExitStack() as stack:
        with _explained(host, port):
            await stack.enter_async_context(serve(playground_app(api, why(services)), host, port))
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        app = build_application(api.token, address, services)
        await stack.enter_async_context(running(app))
        await app.initialize()
        await update_profile(app.bot, content.catalogs, settings.bot_title)
        typer.echo(f"No TELEGRAM_BOT_TOKEN is set: open {address} and chat. Ctrl+C ends it.")
        intake = Intake(app, services)
        await asyncio.gather(Polling(app, intake).run(stop), Housekeeping(app.bot, services).run(stop))


async def _telegram(settings: Settings, content: Content, services: Services, app: App, stop: asyncio.Event) -> None:
    intake, transport = Intake(app, services), app.bot.request
    assert isinstance(transport, AiohttpRequest)  # noqa: S101 - build_application made it
    services.metrics.watch(updates_in_hand=lambda: intake.in_hand, calls_repeated=lambda: transport.repeated)
    services.metrics.serves(services.version)
    by_webhook = bool(settings.webhook_url and settings.webhook_secret)
    site = _webhook_site(settings, services, app, intake) if by_webhook else _operations_site(services, app)
    intake.open(is_open=False)
    async with running(app), AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(_listening(site, *settings.http_listen))
        except _StartError as error:
            if by_webhook:
                raise
            # Nobody's question depends on it.
            typer.echo(f"{error}. Answering all the same, without /healthz and /metrics.", err=True)
        if not await _reached(app.initialize, stop):
            return
        intake.open(is_open=True)
        housekeeping = asyncio.create_task(Housekeeping(app.bot, services).run(stop))
        # Beside the answers: Telegram limits how quickly a profile is changed, and people are waiting.
        profile = asyncio.create_task(update_profile(app.bot, content.catalogs, settings.bot_title))
        try:
            await (_webhook(settings, app, intake, stop) if by_webhook else _polling(app, intake, stop))
        finally:
            profile.cancel()
            housekeeping.cancel()  # what it was about to delete is given out again after the next start
            stop.set()
            await asyncio.gather(profile, housekeeping, return_exceptions=True)


def _operations_site(services: Services, app: App) -> web.Application:
    from bot.web.operations import operations_app

    return operations_app(_status(app, services), services.metrics.exposition)


def _webhook_site(settings: Settings, services: Services, app: App, intake: Intake) -> web.Application:
    from bot.web.operations import add_operations
    from bot.web.webhook import webhook_app

    url = urlsplit(settings.webhook_url or "")
    site = webhook_app(intake, url.path or "/", _word(settings))
    add_operations(site, _status(app, services), services.metrics.exposition, url.hostname)
    return site


def _word(settings: Settings) -> str:
    """Return the word that only Telegram and the bot know."""
    return settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""


async def _polling(app: App, intake: Intake, stop: asyncio.Event) -> None:
    if await _reached(app.bot.delete_webhook, stop):
        report(logging.INFO, "polling")
        await Polling(app, intake).run(stop)


async def _webhook(settings: Settings, app: App, intake: Intake, stop: asyncio.Event) -> None:
    async def set_webhook() -> None:
        url = settings.webhook_url or ""
        try:
            await app.bot.set_webhook(
                url,
                secret_token=_word(settings),
                allowed_updates=ALLOWED_UPDATES,
                max_connections=WebhookLimit.MAX_CONNECTIONS_LIMIT,
            )
        except BadRequest as error:
            raise _StartError(f"WEBHOOK_URL is refused by Telegram: {error.message}; mend it or leave it out") from None

    if await _reached(set_webhook, stop):
        report(logging.INFO, "webhook")
        await stop.wait()
    intake.open(is_open=False)
    await intake.finish(GRACE)


def _status(app: App, services: Services) -> Callable[[], Status]:
    from bot.web.operations import Status

    def status() -> Status:
        heard = app.bot.request.heard_at if isinstance(app.bot.request, AiohttpRequest) else None
        return Status(services.version, None if heard is None else monotonic() - heard)

    return status


async def _reached(attempt: Callable[[], Awaitable[object]], stop: asyncio.Event) -> bool:
    """Call Telegram until it answers; False when the program is stopped before it does.

    Raises:
        _StartError: when Telegram refuses the token.
    """
    pause = _FIRST_PAUSE
    while not stop.is_set():
        try:
            await attempt()
        except InvalidToken:
            raise _StartError(
                "TELEGRAM_BOT_TOKEN is refused by Telegram; copy it again from BotFather (/mybots, API Token). "
                "Where TELEGRAM_API_URL is set, is it the root of a Bot API server?"
            ) from None
        except TelegramError as error:
            report(logging.WARNING, "telegram_trouble", why=type(error).__name__, retry_in=pause)
            typer.echo("Telegram cannot be reached; is this machine online, is TELEGRAM_API_URL right? Trying on.")
            await _sleep(stop, pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            return True
    return False


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


@asynccontextmanager
async def _listening(site: web.Application, host: str, port: int) -> AsyncIterator[None]:
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        with _explained(host, port):
            await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()


@contextmanager
def _explained(host: str, port: int) -> Iterator[None]:
    """Say how to mend an address that cannot be listened on."""
    try:
        yield
    except ValueError as error:
        raise _StartError(f"HTTP_LISTEN: {error}; set HTTP_LISTEN=127.0.0.1:8080, or TELEGRAM_BOT_TOKEN") from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise _StartError(f"HTTP_LISTEN: cannot listen on {host}:{port} ({error.strerror})") from None
        cure = f"stop the other program or set HTTP_LISTEN={host}:{port + 1}"
        raise _StartError(f"HTTP_LISTEN: port {port} on {host} is in use; {cure}") from None
