"""The program as an operator starts it: a process of its own, in a folder of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program import copy_content, environment

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a copy of the content, which a test may break."""
    copy_content(tmp_path)
    return tmp_path


@pytest.fixture
def bot(folder: Path) -> Run:
    """Return what runs ``python -m bot`` to its end in ``folder``."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=folder,
            env=environment(**settings),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
