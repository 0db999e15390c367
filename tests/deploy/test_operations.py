"""docs/operations.md: whoever runs the bot finds every setting, event and exit there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from bot.settings import SECRETS, Settings
from tests.deploy.files import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
EVENT_AT = {"report": 1, "failed": 0}
"""What logs an event in bot/events.py: which of its arguments names the event."""


def section(title: str) -> str:
    """Return the text below a heading, up to the next one of its kind."""
    found = re.search(rf"^## {title}$(.*?)(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def named(title: str) -> set[str]:
    """Return what the first column of a section's table names."""
    rows = re.findall(r"^\| (.*?) \|", section(title), flags=re.MULTILINE)
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row)}


def events() -> Iterator[str]:
    """Yield the events that the program logs, read from its code."""
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in EVENT_AT:
                place = EVENT_AT[node.func.id]
                if len(node.args) > place and isinstance(given := node.args[place], ast.Constant):
                    yield str(given.value)


def test_it_names_every_setting_and_no_other() -> None:
    assert named("Settings") == {name.upper() for name in Settings.model_fields} | {f"{name}_FILE" for name in SECRETS}


def test_it_names_every_event_and_no_other() -> None:
    assert named("Logs") == set(events())


@pytest.mark.parametrize(
    "title", ["Health", "Metrics", "Updating", "Backups", "When the token leaks", "When Telegram cannot be reached"]
)
def test_it_says_what_to_do(title: str) -> None:
    assert len(section(title).split()) > 20


@pytest.mark.parametrize("title", ["When Redis is away", "When the disk is full"])
def test_it_says_what_happens_when_the_store_fails(title: str) -> None:
    assert "`store_failed`" in section(title)


def test_it_names_only_files_that_are_there() -> None:
    paths = set(re.findall(r"(?:deploy|docs|knowledge|locales)/[\w./-]+\.(?:md|yaml|service|example)", PAGE))
    assert paths
    assert not [path for path in paths if not (ROOT / path).exists()]
