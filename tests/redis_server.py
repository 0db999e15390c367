"""A real Redis server for tests: on a free port of this machine, in a folder of its own, writing nothing by itself."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

from tests.program import free_port

_OPTIONS = (
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--rdbcompression",
    "no",
    "--loglevel",
    "warning",
)
_PATIENCE = 10.0  # seconds for a server to start, on a busy machine


class RedisServer:
    """One server, which a test may stop, start again on the same port, and hold up."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.admin = Redis(host="127.0.0.1", port=self.port, retry=Retry(NoBackoff(), 0))
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str, until_loaded: bool = True) -> None:
        """Start the server; return when it answers, be it that it is still loading.

        Raises:
            RuntimeError: when it does not, or there is no redis-server.
        """
        program = shutil.which("redis-server")
        if program is None:
            raise RuntimeError("redis-server is missing; run scripts/install-system-packages")
        port = str(self.port)
        self._process = subprocess.Popen(
            [program, "--port", port, "--dir", str(self._folder), *_OPTIONS, *options], stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + _PATIENCE
        while not self._answers(until_loaded=until_loaded):
            if time.monotonic() > until or self._process.poll() is not None:
                raise RuntimeError(f"redis-server does not answer on port {port}")
            time.sleep(0.01)

    def _answers(self, *, until_loaded: bool) -> bool:
        try:
            self.admin.ping()
        except BusyLoadingError:
            return not until_loaded
        except RedisConnectionError:
            return False
        return True

    def wait_until_loaded(self) -> None:
        """Wait until the server has read its file."""
        while not self._answers(until_loaded=True):
            time.sleep(0.01)

    def stop(self) -> None:
        """End the server at once, without any writing."""
        self.admin.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def hold(self) -> None:
        """Let the server accept connections, but answer nothing."""
        self._signal(signal.SIGSTOP)

    def release(self) -> None:
        """Let a server that was held go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def names(self) -> list[str]:
        """Return the names of all keys."""
        return sorted(_text(key) for key in self.admin.scan_iter(count=10_000))

    def fields(self, key: str) -> set[str]:
        """Return the names of a hash's fields; none where the key holds anything else."""
        return {_text(field) for field in self.admin.hkeys(key)} if self.admin.type(key) == b"hash" else set()

    def scores(self, key: str) -> dict[str, float]:
        """Return the members of a sorted set and what they are sorted by."""
        return {_text(member): float(score) for member, score in self.admin.zscan_iter(key)}

    def saved(self) -> bytes:
        """Return all that the server keeps, as it would write it to a disk now."""
        self.admin.save()
        return (self._folder / "dump.rdb").read_bytes()


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


@contextmanager
def redis_server(folder: Path) -> Iterator[RedisServer]:
    """Run a server in ``folder``, and end it afterwards, whatever a test did to it."""
    server = RedisServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
