"""The SQLite store: what belongs to its file and its key."""

import asyncio
from pathlib import Path
from random import Random

import pytest

from bot.storage.keys import load_or_make_key
from bot.storage.protocol import Preferences, StoreError, Tally
from bot.storage.sqlite import SqliteStore

CHAT = 1234567890123


async def test_it_outlives_a_restart_and_needs_its_key(tmp_path: Path) -> None:
    for key, expected in ((b"key", None), (b"key", "ky"), (b"other", None)):
        store = SqliteStore(tmp_path / "bot.sqlite3", key)
        assert (await store.preferences(CHAT)).locale == expected
        assert [kept.text for kept in await store.questions()] == ([] if expected is None else ["суроо"])
        await store.prefer(CHAT, Preferences("ky"))
        await store.keep_question("ky", "суроо")
        await store.close()


async def test_one_failed_call_leaves_the_others_alone(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "bot.sqlite3", b"key")
    wrong = Tally("answer", None)  # type: ignore[arg-type] # what no caller may give
    results = await asyncio.gather(
        store.remember(CHAT, [1]), store.count(wrong), store.remember(CHAT, [2]), return_exceptions=True
    )
    assert [type(result) for result in results] == [type(None), StoreError, type(None)]
    assert await store.remembered(CHAT) == [1, 2]
    await store.close()


def test_a_path_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be used"):
        SqliteStore(tmp_path / "file" / "bot.sqlite3", b"key")
    (tmp_path / "text.sqlite3").write_text("this is no database, only some words", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be used"):
        SqliteStore(tmp_path / "text.sqlite3", b"key")


def test_the_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "var" / "store.key"
    key = load_or_make_key(path)
    assert load_or_make_key(path) == key
    assert len(key) >= 32
    assert path.stat().st_mode & 0o077 == 0


def test_a_key_file_without_a_whole_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "store.key").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="holds no whole key"):
        load_or_make_key(tmp_path / "store.key")


async def test_many_chats_at_once_lose_nothing(tmp_path: Path) -> None:
    store, chance = SqliteStore(tmp_path / "bot.sqlite3", b"k" * 32), Random(1)  # noqa: S311 - nothing secret hangs on it

    async def talk(chat: int) -> None:
        for message in range(100):
            await asyncio.sleep(chance.random() * 0.003)
            await store.remember(chat, [message])
            await store.count(Tally("answer", "ru", "x"))

    await asyncio.gather(*map(talk, range(64)))
    assert sum(total.count for total in await store.totals("2000-01-01")) == 64 * 100
    await store.close()


async def test_a_number_that_no_column_takes_harms_no_other_call(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "bot.sqlite3", b"key")
    results = await asyncio.gather(store.remember(CHAT, [2**63]), store.remember(CHAT, [1]), return_exceptions=True)
    assert [type(result) for result in results] == [StoreError, type(None)]
    assert await store.remembered(CHAT) == [1]
    await store.close()
