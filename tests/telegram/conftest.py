"""The whole Telegram side, over real HTTP against the project's own Bot API server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import connect
from time import time
from typing import Self

import pytest

from bot.cli.content import Content
from bot.storage.sqlite import SqliteStore
from bot.telegram.application import App, build_application
from bot.telegram.delivery import Polling
from bot.telegram.housekeeping import Housekeeping
from bot.telegram.intake import Intake
from bot.telegram.services import Services
from bot.web.botapi import BotApi, Chat, EventKind, Message, botapi_app, serve

KEY = b"0123456789abcdef0123456789abcdef"


@dataclass
class Telegram:
    """The bot at work, and Telegram around it."""

    api: BotApi
    path: Path
    content: Content
    url: str
    app: App = field(init=False)
    store: SqliteStore = field(init=False)
    services: Services = field(init=False)
    intake: Intake = field(init=False)
    ahead: float = 0.0
    """Seconds by which the store's clock is ahead."""
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @classmethod
    async def begin(cls, api: BotApi, url: str, content: Content, path: Path) -> Self:
        """Open the store and let the bot work."""
        telegram = cls(api, path, content, url)
        telegram.store = SqliteStore(path, KEY, telegram.clock)
        await telegram.work()
        return telegram

    def clock(self) -> float:
        """Return the time of the store."""
        return time() + self.ahead

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass for the store."""
        self.ahead += seconds

    async def work(self, housekeepers: int = 1) -> None:
        """Build the application on the store, and let it work."""
        self.services = Services(self.content.dialog, self.content.wishes, self.store)
        self.app = build_application(self.api.token, self.url, self.services)
        await self.app.bot.request.initialize()
        await self.app.initialize()
        self._stop = asyncio.Event()
        self.intake = Intake(self.app, self.services)
        work: list[Polling | Housekeeping] = [
            Polling(self.app, self.intake),
            *(Housekeeping(self.app.bot, self.services) for _ in range(housekeepers)),
        ]
        self._tasks = [asyncio.create_task(each.run(self._stop)) for each in work]

    async def end(self) -> None:
        """Stop all work."""
        self._stop.set()
        await asyncio.gather(*self._tasks)
        await self.app.shutdown()
        await self.app.bot.request.shutdown()
        await self.store.close()

    async def kill(self) -> None:
        """End the program at once: nothing more is finished, stored or confirmed."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.intake.finish(0)
        await self.app.bot.request.shutdown()
        await self.store.close()
        self.store = SqliteStore(self.path, KEY, self.clock)

    async def restart(self, housekeepers: int = 1) -> None:
        """End the program and start it again on the same store."""
        await self.end()
        self.store = SqliteStore(self.path, KEY, self.clock)
        await self.work(housekeepers)

    async def break_store(self) -> Callable[[], Awaitable[None]]:
        """Let every call of the store fail; return what mends it."""
        with connect(self.path) as database:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in names:
                database.execute(f"ALTER TABLE {name} RENAME TO broken_{name}")
        database.close()

        async def mend() -> None:
            with connect(self.path) as database:
                for name in names:
                    database.execute(f"ALTER TABLE broken_{name} RENAME TO {name}")
            database.close()

        return mend

    def tap_made_up(self, chat: Chat, message: Message, data: str) -> None:
        """Let a made-over app send a tap on a button that was never there."""
        person = chat.person.as_json() if chat.person else {}
        query = {"id": "1", "from": person, "chat_instance": "1", "message": message.as_json(), "data": data}
        self.api.inject({"callback_query": query}, lane=chat.id)

    async def tap_away(self, chat: Chat, message: Message, label: str) -> None:
        """Let the person tap a button that makes its message disappear."""
        self.api.tap(chat, message.id, message.callback_data(label))
        await self.gone(chat, message)

    async def gone(self, chat: Chat, message: Message) -> None:
        """Wait until the bot has deleted a message."""
        while message.id in chat.messages:
            await self.api.next_event(chat, EventKind.DELETE)

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
    async with serve(botapi_app(api)) as port:
        telegram = await Telegram.begin(api, f"http://127.0.0.1:{port}", content, tmp_path / "bot.sqlite3")
        yield telegram
        await telegram.end()
