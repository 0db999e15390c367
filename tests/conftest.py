"""Fixtures that every room's tests share."""

import pytest
from hypothesis import settings

from bot.cli.content import Content, load_content
from bot.settings import Settings

# A case may be slow where other programs are busy; how fast things are is measured by make bench.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def content() -> Content:
    """Load the content that ships: the tests of the conversation prove what people will read."""
    return load_content(Settings(_env_file=None))
