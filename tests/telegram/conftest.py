"""The whole Telegram side, over real HTTP against the project's own Bot API server."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli.content import Content
from bot.storage.sqlite import SqliteStore
from bot.telegram.application import App, build_application, running
from bot.telegram.delivery import Polling
from bot.telegram.services import Services
from bot.telegram.wipe import Housekeeping
from bot.web.botapi import BotApi, Chat, EventKind, Message, botapi_app, serve


@dataclass
class Telegram:
    """The bot at work, and Telegram around it."""

    api: BotApi
    app: App
    store: SqliteStore

    async def say(self, chat: Chat, text: str) -> Message:
        """Let the person write; return the bot's next message."""
        self.api.say(chat, text)
        return await self.api.next_bot_message(chat)

    async def tap(self, chat: Chat, message: Message, label: str) -> Message:
        """Let the person tap a button; return the bot's next new message."""
        self.api.tap(chat, message.id, message.callback_data(label))
        return await self.api.next_bot_message(chat)

    async def tap_in_place(self, chat: Chat, message: Message, label: str) -> None:
        """Let the person tap a button whose answer takes the place of the message."""
        self.api.tap(chat, message.id, message.callback_data(label))
        await self.api.next_event(chat, EventKind.EDIT)

    async def person(self, language_code: str, locale_name: str | None = None) -> Chat:
        """Return the chat of a new person, who has chosen the language whose button says ``locale_name``."""
        chat = self.api.private_chat(language_code)
        if locale_name:
            self.api.start(chat)
            asked = await self.api.next_bot_message(chat)
            await self.tap_in_place(chat, asked, locale_name)
        return chat


@pytest.fixture
async def telegram(content: Content, tmp_path: Path) -> AsyncIterator[Telegram]:
    """Run the bot against a local Bot API server."""
    api = BotApi()
    store = SqliteStore(tmp_path / "bot.sqlite3", b"key")
    stop = asyncio.Event()
    async with serve(botapi_app(api)) as port:
        app = build_application(api.token, f"http://127.0.0.1:{port}", Services(content.dialog, content.wishes, store))
        async with running(app):
            await app.initialize()
            tasks = [asyncio.create_task(work.run(stop)) for work in (Polling(app), Housekeeping(app.bot, store))]
            yield Telegram(api, app, store)
            stop.set()
            await asyncio.gather(*tasks)
    await store.close()
