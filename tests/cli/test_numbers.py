"""inbox, stats, check and wipe-all: numbers that name nobody, questions people agreed to, and the end of it all."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.storage.protocol import NO_ANSWER, Tally
from bot.storage.sqlite import SqliteStore
from tests.cli.conftest import Run

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def filled(folder: Path) -> Path:
    """Return the path of a store in which something has happened."""
    path = folder / "var" / "bot.sqlite3"
    asyncio.run(_fill(path))
    return path


async def _fill(path: Path) -> None:
    store = SqliteStore(path, KEY.encode())
    for _ in range(7):
        await store.count(Tally("answer", "tg", "detained-now"))
    for _ in range(2):
        await store.count(Tally("refuse", "ru"))
        await store.count(Tally("helped", "tg", "lawyer"))
        await store.count(Tally(NO_ANSWER, "", "ovd-info"))
    await store.keep_question("tg", "саволи якум")
    await store.keep_question("ru", "второй вопрос")
    await store.close()


@pytest.mark.usefixtures("filled")
def test_counts_under_five_are_not_told(bot: Run) -> None:
    told = json.loads(bot("stats", "--json", STORE_KEY=KEY).stdout)
    assert told["outcome"] == {"answer": "7", "refuse": "<5"}
    assert told["entry"] == {"detained-now": "7"}
    assert told["helped"] == {"lawyer": "<5"}
    assert told[NO_ANSWER] == {"ovd-info": "<5"}
    assert list(told["day"].values()) == ["9"]
    table = bot("stats", STORE_KEY=KEY).stdout
    assert "<5" in table
    assert "detained-now" in table


@pytest.mark.usefixtures("filled")
def test_check_names_contacts_that_did_not_answer(bot: Run) -> None:
    warnings = json.loads(bot("check", "--json", STORE_KEY=KEY).stdout)["warnings"]
    assert any("ovd-info: <5 people said in 30 days that it did not answer" in line for line in warnings)


@pytest.mark.usefixtures("filled")
def test_questions_are_listed_exported_and_deleted(bot: Run) -> None:
    listed = json.loads(bot("inbox", "--json", STORE_KEY=KEY).stdout)
    assert [(each["locale"], each["text"]) for each in listed] == [("tg", "саволи якум"), ("ru", "второй вопрос")]
    left = bot("inbox", "--delete", str(listed[0]["number"]), STORE_KEY=KEY).stdout
    assert "второй вопрос" in left
    assert "саволи якум" not in left
    assert json.loads(bot("inbox", "--delete-all", "--json", STORE_KEY=KEY).stdout) == []


@pytest.mark.usefixtures("filled")
def test_questions_cannot_be_read_with_another_key(bot: Run) -> None:
    assert json.loads(bot("inbox", "--json", STORE_KEY="x" * 32).stdout) == []


def test_wipe_all_leaves_neither_store_nor_key(bot: Run, filled: Path, folder: Path) -> None:
    bot("inbox")  # makes a key of its own
    key = folder / "var" / "store.key"
    assert key.exists()
    assert "Aborted" in bot("wipe-all").stderr
    assert filled.exists()
    done = bot("wipe-all", "--yes", STORE_KEY=KEY)
    assert done.returncode == 0
    assert "STORE_KEY is set" in done.stdout
    assert not key.exists()
    assert not list(filled.parent.glob("bot.sqlite3*"))
    assert "nothing was there" in bot("wipe-all", "--yes").stdout
