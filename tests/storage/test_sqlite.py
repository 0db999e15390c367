"""The SQLite store: it remembers the language, forgets when asked, and its file names nobody."""

import sqlite3
from pathlib import Path

import pytest

from bot.storage.keys import hashed, load_or_make_key
from bot.storage.protocol import StoreError
from bot.storage.sqlite import SqliteStore

CHAT = 1234567890123


def _content(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_it_remembers_and_forgets(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "bot.sqlite3", b"key")
    assert await store.language(CHAT) is None
    await store.choose_language(CHAT, "tg")
    await store.choose_language(CHAT, "uz_Cyrl")
    assert await store.language(CHAT) == "uz_Cyrl"
    assert await store.language(CHAT + 1) is None
    await store.forget(CHAT)
    assert await store.language(CHAT) is None
    assert hashed(b"key", CHAT) not in _content(tmp_path)
    await store.close()


async def test_it_outlives_a_restart_and_needs_its_key(tmp_path: Path) -> None:
    for key, expected in ((b"key", None), (b"key", "ky"), (b"other", None)):
        store = SqliteStore(tmp_path / "bot.sqlite3", key)
        assert await store.language(CHAT) == expected
        await store.choose_language(CHAT, "ky")
        await store.close()


async def test_the_file_does_not_hold_the_chat_id(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "bot.sqlite3", b"key")
    await store.choose_language(CHAT, "ru")
    await store.close()
    dump = _content(tmp_path)
    assert str(CHAT).encode() not in dump
    assert CHAT.to_bytes(8, "big") not in dump
    with sqlite3.connect(tmp_path / "bot.sqlite3") as database:
        columns = database.execute("SELECT name FROM pragma_table_info('chats')").fetchall()
    database.close()
    assert columns == [("chat",), ("locale",)]


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
