"""docs/privacy.md names every table and column of the store, and none that is not there."""

import re
import sqlite3
from pathlib import Path

from bot.storage import statements

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
