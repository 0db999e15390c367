"""doctor: what is wrong is named with its cure, and the token never."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from bot.web.botapi import BotApi, botapi_app, serve
from tests.cli.conftest import Run
from tests.program import environment, free_port

TOKEN = "4242:secretword"


def told(folder: Path, **settings: str) -> tuple[int, dict[str, tuple[bool, str]]]:
    """Return the exit code and, by what was looked at, whether it was right and what was seen."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--json"],
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "secretword" not in done.stdout + done.stderr
    return done.returncode, {each["what"]: (each["ok"], each["seen"]) for each in json.loads(done.stdout)}


async def test_a_bot_that_is_well(folder: Path) -> None:
    api = BotApi(TOKEN)
    async with serve(botapi_app(api)) as port:
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}"}
        code, found = await asyncio.to_thread(told, folder, **settings)
        assert code == 0, found
        assert found["token"][1].startswith("of @")
        assert found["webhook"] == (True, "none, polling; 0 updates waiting")
        assert found["clock"][0]
        assert found["store"][0]
        settings["TELEGRAM_BOT_TOKEN"] = "4242:other"
        code, found = await asyncio.to_thread(told, folder, **settings)
        assert code == 1
        assert "BotFather" in found["token"][1]


def test_what_is_wrong_is_named_with_its_cure(folder: Path) -> None:
    (folder / "var" / "bot.sqlite3").write_text("this is no database, only some words", encoding="utf-8")
    entry = folder / "knowledge" / "entries" / "rights" / "lawyer.yaml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("title:", "titel:"), encoding="utf-8")
    url = f"http://127.0.0.1:{free_port()}"
    code, found = told(folder, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=url)
    assert code == 1
    assert "TELEGRAM_API_URL" in found["telegram"][1]
    assert "bot.sqlite3" in found["store"][1]
    assert "lawyer.yaml" in found["content"][1]


def test_without_a_token_there_is_nothing_to_ask_telegram(bot: Run) -> None:
    assert "opens the page on this machine" in bot("doctor").stdout
