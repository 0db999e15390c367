"""Everything the local Telegram remembers: the bot, chats, updates, open queries, faults. No I/O; one event loop."""

from __future__ import annotations

import itertools
import secrets
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.web.botapi.chats import Chat, Message, User
from bot.web.botapi.entities import Formatted
from bot.web.botapi.errors import bad_request, forbidden
from bot.web.botapi.events import Event, EventKind, Observer
from bot.web.botapi.faults import Faults
from bot.web.botapi.params import JsonObject, Params
from bot.web.botapi.profile import Profile
from bot.web.botapi.updates import CALLBACK_SECONDS, INLINE_SECONDS, UpdateQueue

CHATS = 20_000  # oldest forgotten beyond
_OPEN_QUERIES = 20_000
_CALLS_KEPT = 1_000
_FILES_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where updates go instead of waiting for getUpdates."""

    url: str
    secret_token: str = ""
    max_connections: int = 40


@dataclass(frozen=True, slots=True)
class Query:
    """A callback or inline query that may still be answered."""

    id: str
    chat_id: int
    expires: float


@dataclass(slots=True)
class WebhookTrouble:
    """The last failed delivery, for getWebhookInfo."""

    at: int = 0
    message: str = ""


@dataclass(slots=True)
class PollMemory:
    """What is remembered between calls of getUpdates.

    Attributes:
        ticket: number of the newest poll that waits; an older one has lost.
        interruption: why waiting polls must end.
    """

    ticket: int = 0
    interruption: str = ""
    last_offset: int | None = None
    last_start: float = 0.0
    next_conflict: float = 0.0


class State:
    """One bot's Telegram.

    Args:
        token: what the bot must call itself with.
        bot: the bot as a user.
        clock: Unix time in seconds.
        first_update_id: Telegram starts anywhere.
    """

    def __init__(self, token: str, bot: User, clock: Callable[[], float] = time.time, first_update_id: int = 1) -> None:
        self.token = token
        self.bot = bot
        self.clock_shift = 0.0
        self.profile = Profile(bot.first_name)
        self.updates = UpdateQueue(self.now, first_update_id)
        self.faults = Faults()
        self.webhook: WebhookSettings | None = None
        self.webhook_trouble = WebhookTrouble()
        self.webhook_changed: Callable[[], None] = _nothing
        self.polling = PollMemory()
        self.logged_out = False
        self.calls: Counter[str] = Counter()
        self.recent_calls: deque[tuple[str, JsonObject]] = deque(maxlen=_CALLS_KEPT)
        self.observers: list[Observer] = []
        self.chats: OrderedDict[int, Chat] = OrderedDict()
        self.files: OrderedDict[str, JsonObject] = OrderedDict()
        self._clock = clock
        self._queries: OrderedDict[str, Query] = OrderedDict()
        self._message_ids = itertools.count(1)
        self._query_ids = itertools.count(10**15 + secrets.randbelow(10**15))

    def now(self) -> float:
        """Unix time here, in seconds."""
        return self._clock() + self.clock_shift

    # chats and messages

    def add_chat(self, chat: Chat) -> Chat:
        """Open a chat; the oldest one is forgotten when there are too many."""
        self.chats[chat.id] = chat
        if len(self.chats) > CHATS:
            self.chats.popitem(last=False)
        return chat

    def chat_of(self, params: Params) -> Chat:
        """The chat a call names.

        Raises:
            ApiError: 400 when it names none, or one the bot has never met.
        """
        if not params.text("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(params.integer("chat_id"))
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable_chat_of(self, params: Params) -> Chat:
        """The chat a call wants to write to.

        Raises:
            ApiError: 400 as `chat_of`; 403 when the bot is not wanted there.
        """
        chat = self.chat_of(params)
        if chat.closed:
            raise forbidden(chat.closed)
        return chat

    def new_message(self, chat: Chat, sender: User | None, body: Formatted) -> Message:
        """A message with a fresh id, dated now, not yet in the chat."""
        return Message(next(self._message_ids), chat, int(self.now()), sender, body)

    def publish(self, kind: EventKind, message: Message) -> JsonObject:
        """Keep a new or edited message, show it to whoever looks; its JSON."""
        body = message.as_json()
        if kind is EventKind.MESSAGE:
            message.chat.keep(message)
        self.show(Event(kind, message.chat.id, body, message, from_bot=message.from_bot))
        return body

    def delete(self, chat: Chat, message_ids: list[int], *, by_bot: bool) -> None:
        """Take messages out of a chat for everybody; ids that are not there are passed over."""
        gone = [one for one in message_ids if chat.messages.pop(one, None) is not None]
        if gone:
            self.show(Event(EventKind.DELETE, chat.id, {"message_ids": gone}, from_bot=by_bot))

    def show(self, event: Event) -> None:
        """Tell the observers, and the chat's inbox when the bot did it."""
        if event.from_bot and event.chat_id is not None:
            chat = self.chats.get(event.chat_id)
            if chat is not None:
                chat.inbox.put(event)
        for observer in self.observers:
            observer(event)

    # queries

    def open_query(self, chat_id: int, lifetime: float = CALLBACK_SECONDS) -> str:
        """The id of a new callback query (or, with INLINE_SECONDS, inline query) the bot may answer for a while."""
        query = Query(str(next(self._query_ids)), chat_id, self.now() + lifetime)
        self._queries[query.id] = query
        if len(self._queries) > _OPEN_QUERIES:
            self._queries.popitem(last=False)
        return query.id

    def open_inline_query(self, person_id: int) -> str:
        """The id of a new inline query."""
        return self.open_query(person_id, INLINE_SECONDS)

    def answerable_query(self, query_id: str) -> Query:
        """The query with this id.

        Raises:
            ApiError: 400 when there is none or its time is over.
        """
        query = self._queries.get(query_id)
        if query is None or query.expires <= self.now():
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return query

    def remember_file(self, file: JsonObject) -> None:
        """Let a file be sent again by its id; the oldest is forgotten when there are too many."""
        self.files[str(file["file_id"])] = file
        if len(self.files) > _FILES_KEPT:
            self.files.popitem(last=False)


def _nothing() -> None:
    """No webhook is being delivered to yet."""
