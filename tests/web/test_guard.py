"""Nobody but programs and pages of this machine gets an answer."""

from __future__ import annotations

import errno
import socket

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.web.botapi import BotApi, botapi_app, serve
from bot.web.botapi.guard import guard
from tests.web.local import TOKEN, Local


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
async def test_own_hosts_are_welcome(local: Local, host: str) -> None:
    port = local.url.rpartition(":")[2]
    async with local.http.get(f"{local.url}/bot{TOKEN}/getMe", headers={"Host": f"{host}:{port}"}) as response:
        assert response.status == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example", "", "[::1]"])
async def test_foreign_hosts_are_refused(local: Local, host: str) -> None:
    port = local.url.rpartition(":")[2]
    named = f"{host}:{port}" if "evil" in host else host
    async with local.http.get(f"{local.url}/bot{TOKEN}/getMe", headers={"Host": named}) as response:
        assert response.status == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"])
async def test_foreign_origins_are_refused(local: Local, origin: str) -> None:
    async with local.http.post(f"{local.url}/bot{TOKEN}/getMe", headers={"Origin": origin}) as response:
        assert response.status == 403
    async with local.http.post(f"{local.url}/bot{TOKEN}/getMe", headers={"Origin": local.url}) as response:
        assert response.status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "same-origin", "none"])
async def test_no_page_of_a_browser_reaches_the_bot_api(local: Local, site: str) -> None:
    """An image of a foreign page is fetched without an Origin, but not without Sec-Fetch-Site."""
    async with local.http.get(f"{local.url}/bot{TOKEN}/logOut", headers={"Sec-Fetch-Site": site}) as response:
        assert response.status == 403


class Peer:
    """A transport as the guard sees it, with a remote address of our choosing."""

    def __init__(self, remote: str) -> None:
        self._known = {"sockname": ("127.0.0.1", 80), "peername": (remote, 5)}

    def get_extra_info(self, name: str, default: object = None) -> object:
        return self._known.get(name, default)


@pytest.mark.parametrize(("remote", "welcome"), [("127.0.0.1", True), ("::1", True), ("192.0.2.7", False)])
async def test_other_machines_are_refused(remote: str, welcome: bool) -> None:
    async def handler(_request: web.Request) -> web.StreamResponse:
        return web.Response()

    request = make_mocked_request("GET", "/", headers={"Host": "localhost"}, transport=Peer(remote))
    if welcome:
        assert (await guard(request, handler)).status == 200
    else:
        with pytest.raises(web.HTTPForbidden):
            await guard(request, handler)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])  # noqa: S104 # to be refused
async def test_only_loopback_can_be_bound(host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        async with serve(botapi_app(BotApi()), host):
            pass


async def test_a_port_in_use_is_an_os_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError) as error:  # noqa: PT011 # the number is looked at below
            async with serve(botapi_app(BotApi()), port=taken.getsockname()[1]):
                pass
    assert error.value.errno == errno.EADDRINUSE
