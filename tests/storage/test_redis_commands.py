"""stats, inbox and wipe-all with a store in Redis, as an operator calls them."""

import json
import subprocess
import sys
from pathlib import Path

from bot.storage.protocol import Tally
from bot.storage.redis import RedisStore
from tests.program import environment
from tests.redis_server import RedisServer
from tests.storage.conftest import KEY, fill


def bot(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m bot`` to its end, in ``folder``."""
    for name in ("knowledge", "locales"):  # the settings want them; these commands do not look into them
        (folder / name).mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def filled(server: RedisServer) -> dict[str, str]:
    """Let something happen; return the settings of a bot to which it happened."""
    store = RedisStore(server.url, KEY)
    await fill(store)
    for _ in range(6):
        await store.count(Tally("answer", "tg", "detained-now"))
    await store.close()
    return {"STORE_URL": server.url, "STORE_KEY": KEY.decode()}


async def test_numbers_and_questions_are_told(server: RedisServer, tmp_path: Path) -> None:
    settings = await filled(server)
    told = json.loads(bot(tmp_path, "stats", "--json", **settings).stdout)
    assert told["entry"] == {"detained-now": "7"}
    assert "канарейка" in bot(tmp_path, "inbox", **settings).stdout
    assert json.loads(bot(tmp_path, "inbox", "--delete-all", "--json", **settings).stdout) == []
    assert not (tmp_path / "var").exists()


async def test_wipe_all_deletes_all_of_this_bot_and_nothing_else(server: RedisServer, tmp_path: Path) -> None:
    settings = await filled(server)
    server.admin.set("somebody-else", 1)
    key = tmp_path / "var" / "store.key"
    key.parent.mkdir()
    key.write_bytes(KEY)
    assert len(server.names()) == 11
    done = bot(tmp_path, "wipe-all", "--yes", **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Deleted: 10 keys in {server.url}." in done.stdout
    assert "STORE_KEY is set" in done.stdout
    assert server.names() == ["somebody-else"]
    assert not key.exists()


def test_a_server_that_is_away_is_told_without_its_password(tmp_path: Path) -> None:
    key = tmp_path / "var" / "store.key"
    key.parent.mkdir()
    key.write_bytes(KEY)
    away = "redis://:opensesame@127.0.0.1:1/0"
    asked = bot(tmp_path, "wipe-all", STORE_URL=away)
    assert "Destroy redis://127.0.0.1:1/0 and its key" in asked.stdout
    assert key.exists()
    done = bot(tmp_path, "wipe-all", "--yes", STORE_URL=away)
    assert not key.exists()  # the key goes whether Redis answers or not
    assert done.returncode == 2
    assert done.stderr == "the store redis://127.0.0.1:1/0 cannot be reached; is it running, is STORE_URL right?\n"
