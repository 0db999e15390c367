"""What every command begins with: the settings, and mistakes told in plain lines."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from bot.i18n.catalogs import CatalogError
from bot.i18n.po import PoError
from bot.knowledge.errors import ContentError
from bot.matching.model import ModelError
from bot.settings import Settings, SettingsError, load_settings
from bot.storage.protocol import StoreError

CACHE = Path("var/cache")
"""What can be made again from the content."""
MODELS = CACHE / "models"
CATALOGS = CACHE / "catalogs"
EXAMPLES = CACHE / "examples.json"

EXIT_CONFIGURATION = 2
"""Exit code for a wrong environment, unusable content, or a token that Telegram refuses at start."""

MISTAKES = (SettingsError, ContentError, CatalogError, PoError, ModelError, StoreError)
"""What an operator or author can mend."""


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turn what an operator or author can mend into plain lines on stderr and exit code 2; no traceback."""
    try:
        yield
    except MISTAKES as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line speaks to a person
        raise typer.Exit(EXIT_CONFIGURATION) from None


def settings() -> Settings:
    """Return the settings, or end the program with what is wrong in them."""
    with explained():
        return load_settings()


def today() -> date:
    """Return the day, in UTC."""
    return datetime.now(UTC).date()
