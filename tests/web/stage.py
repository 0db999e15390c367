"""What stands around the page in its tests: the server, a script in the bot's place, a person's browser page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page

from bot.web.botapi import Chat
from bot.web.playground import Asked, Candidate, Explanation
from tests.browser import PHONE
from tests.web.local import Local

LANGUAGES = [["Oʻzbekcha", "Ўзбекча"], ["Тоҷикӣ", "Кыргызча"], ["Русский", "English"]]
ANSWER = (
    "<b>Агар шуморо боздошта бошанд</b>\n\n1. Ором бошед.\n2. Тарҷумон пурсед.\n\n"
    "<blockquote>«Прошу переводчика.»</blockquote>\nМаънояш: тарҷумон мехоҳам.\n\n"
    + "Ин сатри дароз аст, ки дар телефони хурд ҳам хонда мешавад. " * 20
    + "\n<blockquote expandable>Манбаъҳо\n" + "Қонун, моддаи 1\n" * 12 + "</blockquote>"
    + '<a href="https://example.org/">сайт</a> <code>112</code> /help'
)  # fmt: skip


@dataclass
class Script:
    """What answers instead of the bot: greets /start with buttons, and echoes or recites the rest."""

    local: Local
    taps: list[str] = field(default_factory=list)

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.local.updates(offset=offset, timeout=30):
                assert isinstance(update["update_id"], int)
                offset = update["update_id"] + 1
                await self._answer(update)

    async def _answer(self, update: dict[str, object]) -> None:
        match update:
            case {"message": {"chat": {"id": chat_id}, "text": "/start"}}:
                keys = [[{"text": name, "callback_data": name} for name in row] for row in LANGUAGES]
                danger = [{"text": "🆘 SOS", "callback_data": "sos", "style": "danger"}]
                await self._send(chat_id, "Тил · Забон · Язык", reply_markup={"inline_keyboard": [danger, *keys]})
            case {"message": {"chat": {"id": chat_id}, "text": "recite"}}:
                await self._send(chat_id, ANSWER, parse_mode="HTML", reply_markup=self._extras())
            case {"message": {"chat": {"id": chat_id}, "text": str(text)}}:
                await self._send(chat_id, text)
            case {"callback_query": {"id": query_id, "data": str(data), "message": message}}:
                self.taps.append(data)
                await self._tapped(query_id, data, message)

    async def _tapped(self, query_id: object, data: str, message: dict[str, object]) -> None:
        chat = message["chat"]
        assert isinstance(chat, dict)
        target = {"chat_id": chat["id"], "message_id": message["message_id"]}
        if data == "wipe":
            await self.local.result("deleteMessage", **target)
        elif data == "sos":
            await self.local.result(
                "answerCallbackQuery", callback_query_id=query_id, text="Important", show_alert=True
            )
            return
        else:
            await self.local.result("editMessageText", **target, text=f"chosen: {data}")
        await self.local.result("answerCallbackQuery", callback_query_id=query_id, text="done")

    async def _send(self, chat_id: object, text: str, **params: object) -> None:
        await self.local.result("sendMessage", chat_id=chat_id, text=text, **params)

    @staticmethod
    def _extras() -> dict[str, object]:
        return {
            "inline_keyboard": [
                [{"text": "Copy number", "copy_text": {"text": "+70000000000"}}],
                [{"text": "Wipe", "callback_data": "wipe"}, {"text": "Site", "url": "https://example.org/x"}],
            ]
        }


def explain(asked: Asked) -> Explanation:
    found = (Candidate("rights.stopped", 0.83, "маро полис боздошт"), Candidate("rights.lawyer", 0.31, "адвокат"))
    return Explanation("answer", asked.text, asked.text.lower(), found)


@dataclass
class Stage:
    """All that stands around the page: the server, the script, and the browser."""

    local: Local
    script: Script
    browser: Browser

    @asynccontextmanager
    async def page(self, **options: object) -> AsyncIterator[Page]:
        """A new person's page; fails on any error in its console and any request to elsewhere."""
        context = await self.browser.new_context(**{"viewport": PHONE, "locale": "tg", **options})  # type: ignore[arg-type] # options of playwright
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        troubles: list[str] = []
        page = await context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
        page.on("request", lambda request: None if self._is_own(request.url) else troubles.append(request.url))
        await page.goto(self.local.url)
        yield page
        assert troubles == []
        await context.close()

    def _is_own(self, url: str) -> bool:
        return url.startswith(self.local.url)

    @property
    def chat(self) -> Chat:
        """The newest person's chat."""
        return next(reversed(self.local.api.state.chats.values()))
