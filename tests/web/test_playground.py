"""The page's own HTTP API: one tab is one person, nothing comes from outside, nothing grows without bound."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.botapi import BotApi, serve
from bot.web.botapi.text import utf16_length
from bot.web.playground import Asked, Candidate, Explanation, playground_app
from bot.web.playground.sessions import SESSIONS, Sessions, split_as_apps_do
from tests.web.local import TOKEN, Local

SESSION = "tab-00000001"


async def explain(asked: Asked) -> Explanation:
    await asyncio.sleep(0)
    found = Candidate("entry.one", 0.9, f"an example, {asked.phone_language}")
    return Explanation("answer", asked.text, asked.text.lower(), (found,))


@pytest.fixture
async def page() -> AsyncIterator[Local]:
    api = BotApi(TOKEN)
    async with serve(playground_app(api, explain)) as port, aiohttp.ClientSession() as http:
        yield Local(api, f"http://127.0.0.1:{port}", http)


async def post(page: Local, path: str, **body: object) -> object:
    async with page.http.post(f"{page.url}/playground/{path}", json={"session": SESSION, **body}) as response:
        assert response.status == 200, await response.text()
        return await response.json()


async def opened(page: Local, language: str = "uz") -> dict[str, object]:
    chat = await post(page, "open", language=language)
    assert isinstance(chat, dict)
    return chat


async def test_the_page_and_its_files_come_with_strict_headers(page: Local) -> None:
    for path, kind in {
        "/": "text/html",
        "/playground/app.js": "text/javascript",
        "/playground/style.css": "text/css",
        "/playground/icon.svg": "image/svg+xml",
    }.items():
        async with page.http.get(page.url + path) as response:
            assert (response.status, response.content_type) == (200, kind)
            policy = response.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'self';")
            assert "unsafe" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Referrer-Policy"] == "no-referrer"
            text = await response.text()
            assert "https://" not in text
            assert "innerHTML" not in text
    for path in ("/playground/routes.py", "/playground/..%2Fapp.py", "/playground/nothing.js"):
        async with page.http.get(page.url + path) as response:
            assert response.status == 404


async def test_what_the_page_does_reaches_the_bot_as_updates(page: Local) -> None:
    chat = await opened(page, "tg")
    await post(page, "act/say", text="салом")
    markup = {"inline_keyboard": [[{"text": "t", "callback_data": "go"}]]}
    sent = await page.result("sendMessage", chat_id=chat["chat_id"], text="x", reply_markup=markup)
    assert isinstance(sent, dict)
    await post(page, "act/tap", message_id=sent["message_id"], data="go")
    await post(page, "act/edit", message_id=1, text="салом!")
    for kind in ("sticker", "voice", "photo", "document", "location", "contact"):
        await post(page, "act/send", kind=kind)
    await post(page, "act/delete", message_id=1)
    updates = await page.updates()
    kinds = [next(key for key in update if key != "update_id") for update in updates]
    assert kinds == ["message", "callback_query", "edited_message", *["message"] * 6]
    message = updates[0]["message"]
    assert isinstance(message, dict)
    assert message["from"]["language_code"] == "tg"
    again = await opened(page)
    assert again["chat_id"] == chat["chat_id"]
    assert isinstance(again["messages"], list)
    assert len(again["messages"]) == 7


async def test_events_stream_to_the_page(page: Local) -> None:
    chat = await opened(page)
    async with page.http.get(f"{page.url}/playground/events?session={SESSION}") as stream:
        assert stream.content_type == "text/event-stream"
        await page.result("sendChatAction", chat_id=chat["chat_id"], action="typing")
        await page.result("sendMessage", chat_id=chat["chat_id"], text="<b>", parse_mode="")
        await page.result("setMyName", name="New")
        seen: list[dict[str, object]] = []
        async for line in stream.content:
            if line.startswith(b"data: "):
                seen.append(json.loads(line.removeprefix(b"data: ")))
            if len(seen) == 3:
                break
    assert [event["kind"] for event in seen] == ["action", "message", "profile"]
    message = seen[1]["body"]
    assert isinstance(message, dict)
    assert message["text"] == "<b>"


async def test_two_tabs_are_two_people_and_restart_is_a_third(page: Local) -> None:
    first = await opened(page)
    second = await post(page, "open", language="ru", session="tab-00000002")
    assert isinstance(second, dict)
    third = await post(page, "restart", language="uz")
    assert isinstance(third, dict)
    assert len({first["chat_id"], second["chat_id"], third["chat_id"]}) == 3
    assert (await page.refusal("sendMessage", chat_id=first["chat_id"], text="x"))[1] == "Bad Request: chat not found"


async def test_the_bot_card_follows_the_phone_language(page: Local) -> None:
    await page.result("setMyName", name="Номи бот", language_code="tg")
    await page.result("setMyCommands", commands=[{"command": "a", "description": "default"}])
    await page.result("setMyCommands", commands=[{"command": "b", "description": "ёрӣ"}], language_code="tg")
    chat = await opened(page, "uz")
    assert isinstance(chat["bot"], dict)
    assert (chat["bot"]["name"], chat["bot"]["commands"][0]["command"]) == ("Bot", "a")
    await post(page, "act/language", language="tg")
    chat = await opened(page, "uz")
    assert isinstance(chat["bot"], dict)
    assert (chat["bot"]["name"], chat["bot"]["commands"][0]["command"]) == ("Номи бот", "b")


async def test_why_explains_the_last_question_and_no_command(page: Local) -> None:
    await opened(page, "ky")
    url = f"{page.url}/playground/why?session={SESSION}"
    async with page.http.get(url) as response:
        assert await response.json() is None
    await post(page, "act/say", text="Суроо")
    await post(page, "act/say", text="/help")
    async with page.http.get(url) as response:
        assert await response.json() == {
            "outcome": "answer",
            "question": "Суроо",
            "folded": "суроо",
            "candidates": [{"entry": "entry.one", "score": 0.9, "example": "an example, ky"}],
        }


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("open", {"language": "de"}, 400),
        ("open", {"language": "uz", "session": "../x"}, 400),
        ("open", {"language": "uz", "session": 5}, 400),
        ("act/say", {"text": " "}, 400),
        ("act/say", {"text": 1}, 400),
        ("act/say", {"text": "x", "session": "tab-unknown"}, 404),
        ("act/tap", {"message_id": 1, "data": "x"}, 404),
        ("act/edit", {"message_id": 77, "text": "x"}, 404),
        ("act/send", {"kind": "bomb"}, 400),
        ("act/nothing", {}, 404),
    ],
)
async def test_wrong_requests_get_one_line(page: Local, path: str, body: dict[str, object], status: int) -> None:
    await opened(page)
    async with page.http.post(f"{page.url}/playground/{path}", json={"session": SESSION, **body}) as response:
        assert response.status == status
        assert len((await response.text()).splitlines()) == 1
    async with page.http.post(f"{page.url}/playground/{path}", data=b"[]") as response:
        assert response.status in {400, 404}


async def test_the_page_answers_no_foreign_site(page: Local) -> None:
    body = {"session": SESSION, "language": "uz"}
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
        async with page.http.post(f"{page.url}/playground/open", json=body, headers=headers) as response:
            assert response.status == 403


def test_the_tab_silent_longest_is_forgotten() -> None:
    api = BotApi(TOKEN)
    sessions = Sessions(api)
    chats = [sessions.open(f"session-{number}", "uz").chat for number in range(SESSIONS)]
    sessions.find("session-0")
    sessions.open("session-new", "uz")
    assert len(api.state.chats) == SESSIONS
    assert chats[0].id in api.state.chats
    with pytest.raises(LookupError):
        sessions.find("session-1")


@given(st.text(st.sampled_from("ab 🙂ў"), max_size=9000))
def test_long_texts_are_split_as_apps_do(text: str) -> None:
    parts = split_as_apps_do(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(0 < utf16_length(part) <= 4096 for part in parts)


def test_a_split_never_breaks_a_character() -> None:
    assert split_as_apps_do("a" * 4095 + "🙂" * 3) == ["a" * 4095, "🙂" * 3]
