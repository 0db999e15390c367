"""`python -m bot.web.botapi --port 0 --token T`: the local Bot API server alone, in a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys

from bot.web.botapi.api import PLAYGROUND_TOKEN, BotApi
from bot.web.botapi.control import control_routes
from bot.web.botapi.server import botapi_app
from bot.web.botapi.serving import serve


def main() -> int:
    """Serve until interrupted; prints one line with the address. 2 when the port cannot be had."""
    parser = argparse.ArgumentParser(prog="python -m bot.web.botapi", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="0 lets the system choose (default)")
    parser.add_argument("--token", default=PLAYGROUND_TOKEN, help="the bot's token (default: %(default)s)")
    options = parser.parse_args()
    try:
        asyncio.run(_serve(options.host, options.port, options.token))
    except (OSError, ValueError) as error:
        print(f"Cannot listen on {options.host}:{options.port}: {error}", file=sys.stderr)  # noqa: T201
        return 2
    return 0


async def _serve(host: str, port: int, token: str) -> None:
    api = BotApi(token)
    app = botapi_app(api)
    app.add_routes(control_routes(api))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    async with serve(app, host, port) as bound:
        print(f"http://{host}:{bound}", flush=True)  # noqa: T201 # the one line a caller waits for
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
