"""Binding an application to a loopback port for as long as a block runs (aiohttp)."""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

_SHUTDOWN_SECONDS = 0.1  # calls take microseconds; only long polls and event streams are cut by this


@asynccontextmanager
async def serve(app: web.Application, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[int]:
    """Serve `app` inside the block.

    Args:
        app: what to serve.
        host: a loopback address or `localhost`.
        port: 0 lets the system choose.

    Yields:
        The bound port.

    Raises:
        ValueError: the host is not loopback.
        OSError: the port cannot be had; `errno.EADDRINUSE` when another program holds it.
    """
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise ValueError(f"{host} is not a loopback address; this server is for this machine only")
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=_SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
