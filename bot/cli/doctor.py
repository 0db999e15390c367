"""``doctor``: whether everything that a running bot rests on is as it should be."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Annotated

import aiohttp
import typer

from bot.cli import compose
from bot.cli.open_store import open_store
from bot.i18n.catalogs import CatalogError, load_catalogs
from bot.knowledge.errors import ContentError
from bot.knowledge.freshness import expiring
from bot.knowledge.loader import load_knowledge
from bot.settings import Settings
from bot.storage.protocol import StoreError

MOST_SKEW = 30
"""Seconds by which this machine's clock may differ from Telegram's: timers and dates rest on it."""
_TIMEOUT = aiohttp.ClientTimeout(total=15)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is right, and what was seen; with what to do where it is not."""

    what: str
    ok: bool
    seen: str


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list instead.")] = False,
) -> None:
    """Look at token, webhook, store, content, clock and contacts; exit 1 when something is wrong.

    Example: python -m bot doctor
    """
    settings = compose.settings()
    logging.disable(logging.CRITICAL)  # what libraries log could hold the token
    findings = asyncio.run(_findings(settings))
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"{'ok  ' if finding.ok else 'FAIL'} {finding.what}: {finding.seen}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


async def _findings(settings: Settings) -> list[Finding]:
    return [
        *[finding async for finding in _telegram(settings)],
        await _store(settings),
        *_content(settings),
    ]


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    if settings.telegram_bot_token is None:
        yield Finding("token", ok=True, seen="not set; `run` opens the page on this machine")
        return
    root = f"{settings.telegram_api_url}/bot{settings.telegram_bot_token.get_secret_value()}"
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
        try:
            me, date = await _asked(session, f"{root}/getMe")
            info, _ = await _asked(session, f"{root}/getWebhookInfo")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            cure = "is this machine online, is TELEGRAM_API_URL right?"
            yield Finding("telegram", ok=False, seen=f"cannot be reached ({type(error).__name__}); {cure}")
            return
    if not me:
        yield Finding("token", ok=False, seen="refused; copy it again from BotFather (/mybots, API Token)")
        return
    yield Finding("token", ok=True, seen=f"of @{me.get('username')}")
    yield _clock(date)
    yield _webhook(settings, info)


async def _asked(session: aiohttp.ClientSession, address: str) -> tuple[Mapping[str, object], str]:
    """Return Telegram's result (empty when it refuses) and the time in its answer."""
    async with session.get(address) as response:
        answer = await response.json(content_type=None)
        result = answer.get("result") if isinstance(answer, dict) else None
        return result if isinstance(result, dict) else {}, response.headers.get("Date", "")


def _clock(date: str) -> Finding:
    try:
        skew = abs(time.time() - parsedate_to_datetime(date).timestamp())
    except (TypeError, ValueError):
        return Finding("clock", ok=True, seen="Telegram gave no time to compare with")
    cure = "" if skew <= MOST_SKEW else "; set this machine's clock (NTP): messages would vanish at wrong times"
    return Finding("clock", ok=skew <= MOST_SKEW, seen=f"{skew:.0f} s apart from Telegram's{cure}")


def _webhook(settings: Settings, info: Mapping[str, object]) -> Finding:
    is_set, wanted = str(info.get("url") or ""), settings.webhook_url or ""
    if is_set != wanted:
        seen = f"Telegram has {is_set or 'none'}, WEBHOOK_URL is {wanted or 'not set'}; `run` puts that right"
        return Finding("webhook", ok=False, seen=seen)
    waiting = f"{info.get('pending_update_count', 0)} updates waiting"
    trouble, at = info.get("last_error_message"), info.get("last_error_date")
    if trouble and isinstance(at, int) and datetime.now(UTC) - datetime.fromtimestamp(at, UTC) < timedelta(hours=1):
        return Finding("webhook", ok=False, seen=f"Telegram's last error, within the hour: {trouble}; {waiting}")
    return Finding("webhook", ok=True, seen=f"{'set' if wanted else 'none, polling'}; {waiting}")


async def _store(settings: Settings) -> Finding:
    try:
        store = open_store(settings)
        try:
            await store.expire()
            kept = len(await store.questions())
        finally:
            await store.close()
    except StoreError as error:
        return Finding("store", ok=False, seen=str(error))
    return Finding("store", ok=True, seen=f"can be read and written; {kept} questions for the team")


def _content(settings: Settings) -> list[Finding]:
    try:
        knowledge = load_knowledge(settings.knowledge_dir, compose.EXAMPLES)
        load_catalogs(settings.locales_dir, compose.CATALOGS)
    except (ContentError, CatalogError) as error:
        return [Finding("content", ok=False, seen=f"{str(error).splitlines()[0]}; run: python -m bot check")]
    soon = list(expiring(knowledge, compose.today()))
    seen = ", ".join(f"{name} until {last}" for name, last in soon) or "none"
    cure = "; call them and confirm them" if soon else ""
    return [
        Finding("content", ok=True, seen=f"{len(knowledge.entries)} entries"),
        Finding("contacts that expire soon", ok=not soon, seen=seen + cure),
    ]
