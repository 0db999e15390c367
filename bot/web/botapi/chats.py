"""Chats, people and messages as plain objects in memory, bounded. No I/O."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.web.botapi.entities import Formatted
from bot.web.botapi.events import Inbox
from bot.web.botapi.params import JsonObject

MESSAGES_PER_CHAT = 500


@dataclass(slots=True)
class User:
    """A person, or the bot."""

    id: int
    first_name: str
    language_code: str = ""
    username: str = ""
    is_bot: bool = False

    def as_json(self) -> JsonObject:
        """The User of the Bot API; empty fields are left out, as Telegram does."""
        body: JsonObject = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            body["username"] = self.username
        if self.language_code:
            body["language_code"] = self.language_code
        return body


@dataclass(slots=True)
class Message:
    """One message as everybody in the chat sees it.

    Attributes:
        sender: None for a channel's own post.
        content: further fields of the Bot API's Message: `document`, `sticker`, `reply_to_message` …
        markup: the inline keyboard under it.
    """

    id: int
    chat: Chat
    date: int
    sender: User | None
    body: Formatted
    content: JsonObject = field(default_factory=dict)
    markup: JsonObject | None = None
    edit_date: int | None = None
    is_caption: bool = False

    @property
    def text(self) -> str:
        """Text or caption, without markup."""
        return self.body.text

    @property
    def from_bot(self) -> bool:
        """Whether the bot sent it."""
        return self.sender is not None and self.sender.is_bot

    @property
    def buttons(self) -> list[list[JsonObject]]:
        """The rows of the inline keyboard; empty without one."""
        rows = self.markup.get("inline_keyboard") if self.markup else None
        return rows if isinstance(rows, list) else []

    def callback_data(self, label: str) -> str:
        """The data behind the first callback button whose label contains `label`.

        Raises:
            LookupError: there is none.
        """
        for row in self.buttons:
            for button in row:
                if label in str(button["text"]) and "callback_data" in button:
                    return str(button["callback_data"])
        raise LookupError(f"no callback button says {label!r}")

    def as_json(self) -> JsonObject:
        """The Message of the Bot API."""
        message: JsonObject = {"message_id": self.id}
        if self.sender is not None:
            message["from"] = self.sender.as_json()
        else:
            message["sender_chat"] = self.chat.as_json()
        message["chat"] = self.chat.as_json()
        message["date"] = self.date
        if self.edit_date is not None:
            message["edit_date"] = self.edit_date
        message |= self.content
        if self.body.text:
            text, entities = ("caption", "caption_entities") if self.is_caption else ("text", "entities")
            message[text] = self.body.text
            if self.body.entities:
                message[entities] = self.body.entities
        if self.markup is not None:
            message["reply_markup"] = self.markup
        return message


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's), a group or a channel.

    Attributes:
        person: who the private chat is with; None otherwise.
        closed: why the bot may not write here any more, in Telegram's words; empty while it may.
        inbox: what the bot did here, for those who wait for it.
    """

    id: int
    type: str
    title: str
    person: User | None = None
    closed: str = ""
    messages: OrderedDict[int, Message] = field(default_factory=OrderedDict)
    inbox: Inbox = field(default_factory=Inbox)
    _json: JsonObject | None = None

    def as_json(self) -> JsonObject:
        """The Chat of the Bot API. Shared between messages: not to be changed."""
        if self._json is None:
            self._json = {"id": self.id, "type": self.type}
            if self.person is None:
                self._json["title"] = self.title
            else:
                self._json["first_name"] = self.person.first_name
                if self.person.username:
                    self._json["username"] = self.person.username
        return self._json

    def keep(self, message: Message) -> None:
        """Add a message; the oldest goes when there are too many."""
        self.messages[message.id] = message
        if len(self.messages) > MESSAGES_PER_CHAT:
            self.messages.popitem(last=False)
