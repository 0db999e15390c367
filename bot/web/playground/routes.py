"""The page's own small HTTP API under /playground/ and its files (aiohttp).

It acts as a person of the local Telegram and never touches the bot: page and bot meet only through the Bot API.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import TypeAlias

from aiohttp import web

from bot.web.botapi import BotApi
from bot.web.playground.explanation import Asked, Explain
from bot.web.playground.feed import Feeds
from bot.web.playground.sessions import Session, Sessions, check_language, split_as_apps_do

_Body: TypeAlias = dict[str, object]
_Action: TypeAlias = Callable[[Session, _Body], None]
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class RequestError(ValueError):
    """The page asked for something that makes no sense."""


class Playground:
    """The handlers of one page.

    Args:
        api: the Telegram the page's people live in.
        explain: says why a question got its answer.
    """

    def __init__(self, api: BotApi, explain: Explain) -> None:
        self._api = api
        self._explain = explain
        self._sessions = Sessions(api)
        self._files = _read_files()
        self.feeds = Feeds(api)
        self._actions: dict[str, _Action] = {
            "say": self._say,
            "tap": self._tap,
            "edit": self._edit,
            "delete": self._delete,
            "send": self._send,
            "language": self._set_language,
        }

    def routes(self) -> list[web.RouteDef]:
        """All routes of the page."""
        return [
            web.get("/", self._file),
            web.get("/playground/events", self._events),
            web.get("/playground/why", self._why),
            web.post("/playground/open", self._open),
            web.post("/playground/restart", self._restart),
            web.post("/playground/act/{action}", self._act),
            web.get("/playground/{name}", self._file),
        ]

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "index.html")
        if name not in self._files:
            raise web.HTTPNotFound(text="No such file.\n")
        content_type = _TYPES[name.rpartition(".")[2]]
        return web.Response(body=self._files[name], content_type=content_type, charset="utf-8")

    async def _open(self, request: web.Request) -> web.Response:
        body = await _read(request)
        session = self._sessions.open(_text(body, "session"), _text(body, "language"))
        return web.json_response(self._chat_json(session))

    async def _restart(self, request: web.Request) -> web.Response:
        body = await _read(request)
        check_language(_text(body, "language"))
        self._sessions.close(_text(body, "session"))
        session = self._sessions.open(_text(body, "session"), _text(body, "language"))
        return web.json_response(self._chat_json(session))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await self.feeds.stream(request, self._sessions.find(request.query.get("session", "")).chat)

    async def _why(self, request: web.Request) -> web.Response:
        session = self._sessions.find(request.query.get("session", ""))
        if not session.question:
            return web.json_response(None)
        asked = Asked(session.question, session.chat.id, _language(session))
        explanation = self._explain(asked)
        if inspect.isawaitable(explanation):
            explanation = await explanation
        return web.json_response(explanation.as_json())

    async def _act(self, request: web.Request) -> web.Response:
        action = self._actions.get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound(text="No such action.\n")
        body = await _read(request)
        action(self._sessions.find(_text(body, "session")), body)
        return web.json_response({})

    # what a person does

    def _say(self, session: Session, body: _Body) -> None:
        parts = split_as_apps_do(_text(body, "text"))
        if not parts:
            raise RequestError("say something")
        for part in parts:
            self._note_question(session, part)
            self._api.say(session.chat, part)

    def _tap(self, session: Session, body: _Body) -> None:
        self._api.tap(session.chat, _number(body, "message_id"), _text(body, "data"))

    def _edit(self, session: Session, body: _Body) -> None:
        text = split_as_apps_do(_text(body, "text"))[:1]
        if not text:
            raise RequestError("say something")
        self._api.edit(session.chat, _number(body, "message_id"), text[0])
        self._note_question(session, text[0])

    def _delete(self, session: Session, body: _Body) -> None:
        self._api.delete(session.chat, _number(body, "message_id"))

    def _send(self, session: Session, body: _Body) -> None:
        chat, api = session.chat, self._api
        match _text(body, "kind"):
            case "sticker":
                api.send_sticker(chat)
            case "voice":
                api.send_voice(chat)
            case "photo":
                api.send_photo(chat)
            case "document":
                api.send_document(chat)
            case "location":
                api.send_location(chat)
            case "contact":
                api.send_contact(chat)
            case other:
                raise RequestError(f"nothing is known to send as {other!r}")

    def _set_language(self, session: Session, body: _Body) -> None:
        language = _text(body, "language")
        check_language(language)
        if session.chat.person is not None:
            session.chat.person.language_code = language
        self._api.announce_profile(session.chat)

    def _note_question(self, session: Session, text: str) -> None:
        if not text.startswith("/"):
            session.question = text

    # what the page shows

    def _chat_json(self, session: Session) -> _Body:
        language = _language(session)
        return {
            "chat_id": session.chat.id,
            "language": language,
            "bot": self._api.bot_card(language),
            "messages": [message.as_json() for message in session.chat.messages.values()],
        }


def _language(session: Session) -> str:
    return session.chat.person.language_code if session.chat.person else ""


def _read_files() -> dict[str, bytes]:
    folder = resources.files(__package__)
    return {
        file.name: file.read_bytes()
        for file in folder.iterdir()
        if file.name.rpartition(".")[2] in _TYPES and file.is_file()
    }


async def _read(request: web.Request) -> _Body:
    try:
        body: object = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise RequestError("the body must be a JSON object")
    return body


def _text(body: _Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise RequestError(f"{name} must be a text")
    return value


def _number(body: _Body, name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int):
        raise RequestError(f"{name} must be a whole number")
    return value


@web.middleware
async def page_manners(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Turn wrong requests of the page into 400 and 404 with one line of reason."""
    if not request.path.startswith("/playground/"):
        return await handler(request)
    try:
        return await handler(request)
    except ValueError as error:
        raise web.HTTPBadRequest(text=f"{error}\n") from None
    except LookupError as error:
        raise web.HTTPNotFound(text=f"{error}\n") from None
