"""Fixtures that every room's tests share."""

import pytest

from bot.cli import compose
from bot.settings import Settings


@pytest.fixture(scope="session")
def content() -> compose.Content:
    """Load the content that ships: the tests of the conversation prove what people will read."""
    return compose.load_content(Settings(_env_file=None))
