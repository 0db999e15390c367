"""run: what an operator can do wrong is told in one clear line, without a traceback, with exit code 2."""

import asyncio
import signal
import socket
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.web.botapi import BotApi, botapi_app, serve
from tests.cli.conftest import Run
from tests.program import RUN, environment, free_port

TOKEN = "4242:right"


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[Process]:
    """Run ``python -m bot run`` inside the block; it must end cleanly when it is told to."""
    process = await asyncio.create_subprocess_exec(
        *RUN, cwd=folder, env=environment(**settings), stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_with_a_token_it_answers_on_telegram_and_stops_when_told(folder: Path) -> None:
    api = BotApi(TOKEN)
    async with serve(botapi_app(api)) as port:
        url = f"http://127.0.0.1:{port}"
        async with running(folder, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=url):
            chat = api.private_chat("ru")
            api.say(chat, "меня задержали что делать")
            assert await api.next_bot_message(chat, 30)
        assert len(api.state.updates) == 0  # what was answered is confirmed before the end


async def test_no_word_id_name_or_token_reaches_the_log(folder: Path) -> None:
    canary = "канарейка Закировмуҳаммад"
    api = BotApi("4242:canarytoken")
    async with serve(botapi_app(api)) as port:
        settings = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}"}
        async with running(folder, LOG_LEVEL="DEBUG", **settings) as process:
            chat = api.private_chat("ru", first_name="Закировмуҳаммад")
            api.say(chat, canary)
            await api.next_bot_message(chat, 30)
            api.inject({"message": {"text": canary, "message_id": "x", "chat": {"id": chat.id, "type": "private"}}})
            api.fail("sendMessage", status=400)
            api.say(chat, canary)
            api.say(chat, "/help")
            await api.next_bot_message(chat)
        log = b"".join([await stream.read() for stream in (process.stdout, process.stderr) if stream]).decode()
    assert "event=answered" in log
    assert "event=unreadable_update" in log
    assert "event=failed" in log
    for secret in ("канарейка", "Закиров", str(chat.id), "canarytoken"):
        assert secret not in log


async def test_by_webhook_it_answers_and_strangers_learn_nothing(folder: Path) -> None:
    port = free_port()
    settings = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "WEBHOOK_URL": f"https://127.0.0.1:{port}/hook",
        "WEBHOOK_SECRET": "secret",
        "HTTP_LISTEN": f"127.0.0.1:{port}",
    }
    api = BotApi(TOKEN)
    async with serve(botapi_app(api)) as telegram:
        url = f"http://127.0.0.1:{telegram}"
        async with running(folder, TELEGRAM_API_URL=url, **settings):
            await wait_for_call(api, "setWebhook")
            chat = api.private_chat("ru")
            update = {"update_id": 1, "message": api.say(chat, "меня задержали").as_json()}
            assert await post(port, "/hook", update, secret="wrong") == 404
            assert await post(port, "/other", update, secret="secret") == 404
            assert await get(port, "/hook") == 404
            assert await get(port, "/healthz") == 200
            assert await post(port, "/hook", update, secret="secret") == 200
            assert (await api.next_bot_message(chat)).text.startswith("ℹ️")


async def wait_for_call(api: BotApi, method: str) -> None:
    for _ in range(600):
        if api.calls[method]:
            return
        await asyncio.sleep(0.05)
    raise TimeoutError(method)


async def post(port: int, path: str, update: dict[str, object], secret: str) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"http://127.0.0.1:{port}{path}", json=update, headers=headers) as response:
            return response.status


async def get(port: int, path: str) -> int:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}{path}") as response:
            assert "aiohttp" not in response.headers["Server"]
            return response.status


async def test_a_refused_token_is_told(folder: Path) -> None:
    async with serve(botapi_app(BotApi(TOKEN))) as port:
        process = await asyncio.create_subprocess_exec(
            *RUN,
            cwd=folder,
            env=environment(TELEGRAM_BOT_TOKEN="4242:wrong", TELEGRAM_API_URL=f"http://127.0.0.1:{port}"),
            stdout=PIPE,
            stderr=PIPE,
        )
        out, error = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 2
    assert b"TELEGRAM_BOT_TOKEN is refused by Telegram; copy it again from BotFather" in error
    assert b"Traceback" not in out + error
    assert b"wrong" not in out + error


async def test_telegram_unreachable_is_told_and_tried_again(folder: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with running(folder, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=url) as process:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        assert b"Telegram cannot be reached" in line
        api = BotApi(TOKEN)
        async with serve(botapi_app(api), port=port):
            chat = api.private_chat("ru")
            api.say(chat, "привет")
            assert await api.next_bot_message(chat, 60)


def test_a_port_in_use_is_told(bot: Run) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        result = bot("run", HTTP_LISTEN=f"127.0.0.1:{port}")
    assert result.returncode == 2
    assert result.stderr.strip().endswith(
        f"HTTP_LISTEN: port {port} on 127.0.0.1 is in use; "
        f"stop the other program or set HTTP_LISTEN=127.0.0.1:{port + 1}"
    )
    assert "Traceback" not in result.stderr


def test_the_playground_is_for_this_machine_only(bot: Run) -> None:
    result = bot("run", HTTP_LISTEN="0.0.0.0:8080")
    assert result.returncode == 2
    assert "this server is for this machine only; set HTTP_LISTEN=127.0.0.1:8080" in result.stderr


@pytest.mark.parametrize(
    ("path", "content", "words"),
    [
        ("knowledge/entries/rights/lawyer.yaml", "id: lawyer\ntitle: [", "knowledge/entries/rights/lawyer.yaml:"),
        ("knowledge/contacts.yaml", "", "knowledge/contacts.yaml:1:1: the file is empty"),
        ("locales/tg/LC_MESSAGES/knowledge.po", "garbage", "locales/tg/LC_MESSAGES/knowledge.po:1:1: "),
        ("locales/ky/LC_MESSAGES/interface.po", None, "interface.po: the catalog is missing"),
    ],
)
def test_broken_content_is_told(bot: Run, folder: Path, path: str, content: str | None, words: str) -> None:
    if content is None:
        (folder / path).unlink()
    else:
        (folder / path).write_text(content, encoding="utf-8")
    result = bot("run", HTTP_LISTEN=f"127.0.0.1:{free_port()}")
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_environment_is_told_whole(bot: Run) -> None:
    result = bot("run", HTTP_LISTEN="nowhere", LOG_LEVEL="loud", STORE_URL="mysql://x")
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 3


async def test_a_damaged_store_is_told_and_costs_no_answer(folder: Path) -> None:
    store = folder / "var" / "bot.sqlite3"
    store.write_text("this is no database, only some words " * 100, encoding="utf-8")
    api = BotApi(TOKEN)
    async with serve(botapi_app(api)) as port:
        settings = {"TELEGRAM_API_URL": f"http://127.0.0.1:{port}", "HTTP_LISTEN": f"127.0.0.1:{free_port()}"}
        async with running(folder, TELEGRAM_BOT_TOKEN=TOKEN, **settings) as process:
            chat = api.private_chat("ru")
            api.say(chat, "меня задержали что делать")
            assert (await api.next_bot_message(chat, 30)).text.startswith("ℹ️")
        assert process.stdout is not None
        assert "a new one begun" in (await process.stdout.read()).decode()
    assert b"only some words" not in store.read_bytes()
