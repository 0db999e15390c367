"""docs/privacy.md names every table, column and key of the stores, and none that is not there."""

import json
import re
import sqlite3
from pathlib import Path

from bot.storage import redis_keys, statements
from bot.storage.redis import RedisStore
from tests.redis_server import RedisServer
from tests.storage.conftest import fill

DOCUMENT = Path(__file__).parents[2] / "docs" / "privacy.md"


def columns(schema: str) -> set[tuple[str, str]]:
    """Return every (table, column) that a schema makes."""
    database = sqlite3.connect(":memory:")
    database.executescript(schema)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {(table, str(row[1])) for table in tables for row in database.execute(f"PRAGMA table_info({table})")}
    database.close()
    return found


def named(text: str) -> set[tuple[str, str]]:
    """Return every (table, column) in the document's first table."""
    part = text.partition("## The tables")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| (\w+) \|", part, re.MULTILINE)
    return {(table, column) for table, column in rows if table != "table"}


def pattern(key: str) -> str:
    """Return the pattern of a key that was found on a server, as the document writes it."""
    for value, name in ((r"[0-9a-f]{64}", "chat"), (r"\d{4}-\d\d-\d\d", "day"), (r"\d+", "number")):
        key = re.sub(f":{value}$", f":{{{name}}}", key)
    return key


def named_keys(text: str) -> dict[str, set[str]]:
    """Return every key's pattern in the document's second table, with what is in it."""
    part = text.partition("## The keys")[2].partition("\n## ")[0]
    return {
        key: set(fields.split(", ")) for key, fields in re.findall(r"^\| `(\S+)` \| ([\w, ]+) \|", part, re.MULTILINE)
    }


async def test_the_document_names_every_key_in_redis_and_no_other(redis: RedisStore, server: RedisServer) -> None:
    named_there = named_keys(DOCUMENT.read_text(encoding="utf-8"))
    await fill(redis)
    assert {pattern(key) for key in server.names()} == set(named_there)
    assert set(redis_keys.PATTERNS) == set(named_there)


async def test_the_document_names_every_field_in_redis(redis: RedisStore, server: RedisServer) -> None:
    named_there = named_keys(DOCUMENT.read_text(encoding="utf-8"))
    await fill(redis)
    found = {pattern(key): server.fields(key) for key in server.names() if server.fields(key)}
    [tally] = found.pop(redis_keys.TOTALS)  # what was counted is itself the field's name
    assert json.loads(tally) == ["answer", "tg", "detained-now", "partner"]
    assert found == {key: named_there[key] for key in (redis_keys.CHOICES, redis_keys.QUESTION)}


def test_the_document_names_what_the_store_keeps_and_nothing_else() -> None:
    assert columns(statements.SCHEMA) == named(DOCUMENT.read_text(encoding="utf-8"))


def test_a_column_that_is_not_named_would_be_found() -> None:
    more = statements.SCHEMA.replace("locale TEXT, vanish", "locale TEXT, username TEXT, vanish")
    assert columns(more) - named(DOCUMENT.read_text(encoding="utf-8")) == {("choices", "username")}


def test_every_test_that_the_document_names_is_there() -> None:
    root = DOCUMENT.parents[1]
    for text in (DOCUMENT.read_text(encoding="utf-8"), (root / "SECURITY.md").read_text(encoding="utf-8")):
        for path in re.findall(r"`(tests/[\w/.]+)`", text):
            assert (root / path).exists(), path
