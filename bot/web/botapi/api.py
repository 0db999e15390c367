"""`BotApi`: the local Bot API server as tests, benchmarks and the page hold it in the hand. No I/O.

It is used from the event loop that serves it, and from no other thread.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Callable

from bot.web.botapi.chats import Chat, Message, User
from bot.web.botapi.events import Event, EventKind, Observer
from bot.web.botapi.faults import ANY_METHOD, Fault, FaultKind, Faults
from bot.web.botapi.params import JsonObject
from bot.web.botapi.people import People
from bot.web.botapi.profile import DESCRIPTION, NAME, SHORT_DESCRIPTION
from bot.web.botapi.state import State

PLAYGROUND_TOKEN = "4242:local-bot-api-server"  # noqa: S105 # opens nothing but a server on this machine


class BotApi(People):
    """One bot's Telegram on this machine.

    Args:
        token: what the bot must call itself with, `<bot id>:<anything>`.
        username: the bot's @name, without the @.
        first_name: its name as long as setMyName was not called.
        clock: Unix time in seconds.
        first_update_id: the id of the first update; anywhere by default, as with Telegram, so that a bot which
            remembers handled updates does not mistake a new server's for old ones.
    """

    def __init__(
        self,
        token: str = PLAYGROUND_TOKEN,
        username: str = "local_bot",
        first_name: str = "Bot",
        clock: Callable[[], float] = time.time,
        first_update_id: int | None = None,
    ) -> None:
        bot_id = token.split(":", 1)[0]
        bot = User(int(bot_id) if bot_id.isdecimal() else 4242, first_name, "", username, is_bot=True)
        first = secrets.randbelow(2**30) + 1 if first_update_id is None else first_update_id
        super().__init__(State(token, bot, clock, first))

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.state.token

    @property
    def calls(self) -> Counter[str]:
        """How often each method was called, refusals included, faults that stopped the call not."""
        return self.state.calls

    @property
    def recent_calls(self) -> list[tuple[str, JsonObject]]:
        """The last thousand calls, oldest first: method and parameters as they came."""
        return list(self.state.recent_calls)

    @property
    def faults(self) -> Faults:
        """The plans for bad weather; `fail`, `hang`, `cut` and `slow_down` are short ways to them."""
        return self.state.faults

    # looking

    async def next_bot_message(self, chat: Chat, timeout: float = 5.0) -> Message:  # noqa: ASYNC109 # a test's words
        """The bot's next message in this chat that was not taken yet, as it stands now.

        Raises:
            TimeoutError: none came within `timeout` seconds.
        """
        event = await self.next_event(chat, EventKind.MESSAGE, timeout)
        if event.message is None:
            raise RuntimeError("a message event carries its message")
        return event.message

    async def next_event(self, chat: Chat, kind: EventKind, timeout: float = 5.0) -> Event:  # noqa: ASYNC109
        """The bot's next doing of this kind in this chat that was not taken yet.

        Raises:
            TimeoutError: none came within `timeout` seconds.
        """
        async with asyncio.timeout(timeout):
            return await chat.inbox.get(kind)

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer` with every event of every chat, at once; the answer ends it."""
        self.state.observers.append(observer)
        return lambda: self.state.observers.remove(observer)

    def bot_card(self, language: str) -> JsonObject:
        """What a person with this phone language sees of the bot before writing: texts and commands."""
        profile = self.state.profile
        return {
            "username": self.state.bot.username,
            "name": profile.text(NAME, language),
            "description": profile.text(DESCRIPTION, language),
            "short_description": profile.text(SHORT_DESCRIPTION, language),
            "commands": profile.commands_shown(language),
        }

    def announce_profile(self, chat: Chat) -> None:
        """Tell who looks at this chat that the bot's card reads differently now."""
        self.state.show(Event(EventKind.PROFILE, chat.id, {}, from_bot=False))

    # interfering

    def inject(self, update: JsonObject, lane: int = 0) -> int:
        """Queue a raw update, sense or nonsense; its id (`update_id` if given, else the next one)."""
        return self.state.updates.put(update, lane)

    def shift_clock(self, seconds: float) -> None:
        """Let time jump: messages and queries grow older at once."""
        self.state.clock_shift += seconds

    def fail(
        self,
        method: str = ANY_METHOD,
        times: int = 1,
        status: int = 500,
        retry_after: int | None = None,
        body: str | None = None,
    ) -> None:
        """Refuse the next calls: with Telegram's JSON, or with `body` as an HTML page. 429 takes `retry_after`."""
        self.faults.plan(method, Fault(FaultKind.STATUS, status, retry_after, body), times)

    def hang(self, method: str = ANY_METHOD, times: int = 1, seconds: float = 3600.0) -> None:
        """Never answer the next calls; cut them after `seconds`."""
        self.faults.plan(method, Fault(FaultKind.HANG, seconds=seconds), times)

    def cut(self, method: str = ANY_METHOD, times: int = 1, *, handled: bool = False) -> None:
        """Cut the connection of the next calls: before they take effect, or (`handled`) only their answer."""
        self.faults.plan(method, Fault(FaultKind.CUT, handled=handled), times)

    def slow_down(self, seconds: float, method: str = ANY_METHOD) -> None:
        """Answer every call that much later; 0 ends it."""
        self.faults.slow_down(seconds, method)
