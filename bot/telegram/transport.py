"""aiohttp behind python-telegram-bot's own extension point for HTTP.

The library's default client degrades when many answers are under way; measured, aiohttp behind the same interface
answers several times as many messages (``make bench``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from time import monotonic

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.pace import Pace

_CONNECTIONS = 256
_OK = 200
_JSON = {"Content-Type": "application/json"}
_READ, _WRITE, _CONNECT, _POOL = 10.0, 10.0, 5.0, 5.0  # seconds; used where a call gives no timeouts of its own


class AiohttpRequest(BaseRequest):
    """Sends Bot API calls through one aiohttp session. Its errors never hold an address: the token is part of it."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self.pace = Pace()
        """How fast each chat is written to."""
        self.repeated = 0
        """Calls that were made again after trouble."""
        self.heard_at: float | None = None
        """When Telegram last answered a call as it should, by time.monotonic."""

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
        body, headers = _body(request_data)
        total = _seconds(read_timeout, _READ) + _seconds(write_timeout, _WRITE) + _seconds(pool_timeout, _POOL)
        timeout = aiohttp.ClientTimeout(total=total, sock_connect=_seconds(connect_timeout, _CONNECT))
        return await self._send(method, url, body, headers, timeout)

    async def post_json(
        self, url: str, parameters: Mapping[str, object], read_timeout: float | None = None
    ) -> tuple[int, bytes]:
        """Make one call with plain JSON; return and raise as :meth:`do_request` does."""
        total = _seconds(read_timeout, _READ) + _WRITE + _POOL
        timeout = aiohttp.ClientTimeout(total=total, sock_connect=_CONNECT)
        return await self._send("POST", url, _json(parameters), _JSON, timeout)

    async def _send(
        self,
        method: str,
        url: str,
        body: bytes | aiohttp.FormData | None,
        headers: Mapping[str, str],
        limits: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NetworkError("the connection to the Bot API is closed")
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=limits) as response:
                body = await response.read()
                if response.status == _OK:
                    self.heard_at = monotonic()
                return response.status, body
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None


def _json(parameters: Mapping[str, object]) -> bytes:
    """Return JSON with the letters as they are: half as long as escapes where the text is Cyrillic."""
    return json.dumps(parameters, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _seconds(given: object, default: float) -> float:
    return given if isinstance(given, int | float) else default


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, Mapping[str, str]]:
    """Return the body and its headers."""
    if request_data is None or not request_data.parameters:
        return None, {}
    if not request_data.contains_files:
        return _json(request_data.json_parameters), _JSON
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, content_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form, {}
