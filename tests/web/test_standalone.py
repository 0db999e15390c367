"""The server alone in its own process, remote-controlled."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp


@asynccontextmanager
async def standalone(*options: str) -> AsyncIterator[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.web.botapi", "--token", "5:x", *options, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(20):
            yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_a_chat_by_remote_control() -> None:
    async with standalone() as url, aiohttp.ClientSession() as http:

        async def control(action: str, **fields: object) -> dict[str, object]:
            async with http.post(f"{url}/control/{action}", json=fields) as response:
                assert response.status == 200, await response.text()
                answer: dict[str, object] = await response.json()
                return answer

        chat_id = (await control("chat", language_code="ky"))["chat_id"]
        await control("say", chat_id=chat_id, text="salam")
        async with http.get(f"{url}/bot5:x/getUpdates") as response:
            (update,) = (await response.json())["result"]
        assert update["message"]["from"]["language_code"] == "ky"
        await control("fail", method="sendMessage", status=500)
        message = {"chat_id": chat_id, "text": "x"}
        async with http.post(f"{url}/bot5:x/sendMessage", json=message) as response:
            assert response.status == 500
        async with http.post(f"{url}/bot5:x/sendMessage", json=message) as response:
            assert response.status == 200
        shown = (await control("next", chat_id=chat_id))["message"]
        assert isinstance(shown, dict)
        assert shown["text"] == "x"
        assert (await control("next", chat_id=chat_id, timeout=0))["message"] is None
        assert await control("status") == {"calls": {"getUpdates": 1, "sendMessage": 1}, "pending_updates": 1}
        async with http.post(f"{url}/control/nothing") as response:
            assert response.status == 404
        async with http.post(f"{url}/control/tap", json={"chat_id": chat_id, "message_id": 9}) as response:
            assert response.status == 400


async def test_a_port_in_use_is_said_in_one_line() -> None:
    async with standalone() as url:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.web.botapi", "--port", url.rpartition(":")[2], stderr=asyncio.subprocess.PIPE
        )
        _, stderr = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 2
    assert len(stderr.splitlines()) == 1
    assert stderr.startswith(b"Cannot listen on 127.0.0.1:")
