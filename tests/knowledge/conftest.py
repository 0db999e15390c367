"""Fixtures of the knowledge room."""

from pathlib import Path

import pytest

from tests.small_base import write_small_base


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Write a knowledge folder with one entry and return it."""
    write_small_base(tmp_path)
    return tmp_path
