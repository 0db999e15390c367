"""Fixtures of the knowledge room."""

from pathlib import Path

import pytest

from tests.small_base import FILES


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Write a knowledge folder with one entry and return it."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path
