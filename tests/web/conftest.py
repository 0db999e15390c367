"""Fixtures of the web room's tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.web.botapi import Chat
from tests.web.local import Local, running


@pytest.fixture
async def local() -> AsyncIterator[Local]:
    """A fresh local Bot API server."""
    async with running() as server:
        yield server


@pytest.fixture
def chat(local: Local) -> Chat:
    """A person's private chat with the bot."""
    return local.api.private_chat("uz")
