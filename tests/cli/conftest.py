"""The program as an operator starts it: a process of its own, in a folder of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the content, with the caches of the repository, that a test may break."""
    for name in ("knowledge", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    if (ROOT / "var/cache").exists():
        shutil.copytree(ROOT / "var/cache", tmp_path / "var/cache")
    return tmp_path


def environment(**settings: str) -> dict[str, str]:
    """Return a process environment without any of the operator's settings but ``settings``."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "COLUMNS": "200", **settings}


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
