"""aiohttp behind python-telegram-bot's own extension point for HTTP.

The library's default client degrades when many answers are under way; measured, aiohttp behind the same interface
answers several times as many messages (``make bench``).
"""

from __future__ import annotations

from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECTIONS = 256
_READ, _WRITE, _CONNECT, _POOL = 10.0, 10.0, 5.0, 5.0  # seconds; used where a call gives no timeouts of its own


class AiohttpRequest(BaseRequest):
    """Sends Bot API calls through one aiohttp session. Its errors never hold an address: the token is part of it."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where a call does not say."""
        return _READ

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(connector=connector, auto_decompress=True)

    async def shutdown(self) -> None:
        """Close the session; it can be opened again."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """Make one call; return the HTTP status and the body. Timeouts are seconds; what is no number is "not given".

        Raises:
            TimedOut: when it takes longer than the timeouts (seconds) allow.
            NetworkError: when the connection fails.
        """
        if self._session is None:
            raise NetworkError("the connection to the Bot API is closed")
        total = _seconds(read_timeout, _READ) + _seconds(write_timeout, _WRITE)
        timeout = aiohttp.ClientTimeout(
            total=total + _seconds(pool_timeout, _POOL), sock_connect=_seconds(connect_timeout, _CONNECT)
        )
        try:
            async with self._session.request(method, url, data=_body(request_data), timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None


def _seconds(given: object, default: float) -> float:
    return given if isinstance(given, int | float) else default


def _body(request_data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters or None
    form: Any = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, content_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form  # type: ignore[no-any-return] # FormData's add_field is untyped
