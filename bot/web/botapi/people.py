"""What people do in their chats: the other side of the Bot API, as plain calls. No I/O.

Every action becomes the update Telegram would make of it.
"""

from __future__ import annotations

import itertools
import secrets

from telegram.constants import ChatType, MessageLimit, UpdateType

from bot.web.botapi.chats import Chat, Message, User
from bot.web.botapi.entities import Formatted, detected
from bot.web.botapi.events import EventKind
from bot.web.botapi.methods_files import new_file
from bot.web.botapi.params import JsonObject, Upload
from bot.web.botapi.state import State
from bot.web.botapi.text import utf16_length

_BLOCKED = "bot was blocked by the user"
_KICKED = "bot was kicked from the group chat"


class People:
    """Persons, groups and channels around one bot.

    Args:
        state: the Telegram they live in.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        # New people in every run: the bot's store may remember those of the last one.
        first = 10**9 + secrets.randbelow(2**40)
        self._person_ids = itertools.count(first)
        self._group_ids = itertools.count(-(10**12) - first, -1)

    # who and where

    def private_chat(self, language_code: str = "", first_name: str = "Guest", username: str = "") -> Chat:
        """A new person with this phone language, in a private chat with the bot. The bot is not told yet."""
        person = User(next(self._person_ids), first_name, language_code, username)
        return self.state.add_chat(Chat(person.id, ChatType.PRIVATE.value, first_name, person))

    def person(self, language_code: str = "", first_name: str = "Guest") -> User:
        """A new person who has no private chat with the bot: a member of a group."""
        return User(next(self._person_ids), first_name, language_code)

    def group(self, title: str = "Group") -> Chat:
        """A new supergroup that the bot was just added to; the bot is told."""
        chat = Chat(next(self._group_ids), ChatType.SUPERGROUP.value, title)
        self.state.add_chat(chat)
        self._membership(chat, self.person(), "left", "member")
        return chat

    def channel(self, title: str = "Channel") -> Chat:
        """A new channel the bot is in."""
        return self.state.add_chat(Chat(next(self._group_ids), ChatType.CHANNEL.value, title))

    def forget(self, chat: Chat) -> None:
        """Take the chat out of memory. The bot is not told."""
        self.state.chats.pop(chat.id, None)

    # messages

    def start(self, chat: Chat, payload: str = "") -> Message:
        """Press START, or open a deep link with a payload."""
        return self.say(chat, f"/start {payload}".strip())

    def say(self, chat: Chat, text: str, sender: User | None = None, reply_to: Message | None = None) -> Message:
        """Write a text message.

        Args:
            chat: in which chat.
            text: plain; commands and addresses in it are found as Telegram finds them.
            sender: who writes in a group; in a private chat always its person.
            reply_to: the message answered to.

        Raises:
            ValueError: the text is empty or longer than one message takes (Telegram's apps would split it).
        """
        text = text.strip()
        if not 0 < utf16_length(text) <= MessageLimit.MAX_TEXT_LENGTH:
            raise ValueError("a message has 1 to 4096 characters")
        content: JsonObject = {} if reply_to is None else {"reply_to_message": reply_to.as_json()}
        return self._send(chat, Formatted(text, detected(text, [])), content, sender)

    def edit(self, chat: Chat, message_id: int, text: str) -> Message:
        """Change an own message.

        Raises:
            LookupError: there is no such message of a person.
        """
        message = chat.messages.get(message_id)
        if message is None or message.from_bot:
            raise LookupError(f"no message {message_id} of a person")
        message.body = Formatted(text, detected(text, []))
        message.edit_date = int(self.state.now())
        body = self.state.publish(EventKind.EDIT, message)
        kind = UpdateType.EDITED_MESSAGE if message.sender else UpdateType.EDITED_CHANNEL_POST
        self.state.updates.add(kind.value, body, chat.id)
        return message

    def delete(self, chat: Chat, message_id: int) -> None:
        """Delete a message for both sides. The bot is not told: Telegram never does."""
        self.state.delete(chat, [message_id], by_bot=False)

    def send_sticker(self, chat: Chat, sender: User | None = None) -> Message:
        """Send a sticker."""
        sticker = new_file(Upload("", 20_000, "")) | {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "👍",
        }
        return self._send(chat, Formatted(""), {"sticker": sticker}, sender)

    def send_voice(self, chat: Chat, seconds: int = 3, sender: User | None = None) -> Message:
        """Send a voice message."""
        voice = new_file(Upload("", 4_000 * seconds, "")) | {"duration": seconds, "mime_type": "audio/ogg"}
        return self._send(chat, Formatted(""), {"voice": voice}, sender)

    def send_photo(self, chat: Chat, caption: str = "", sender: User | None = None) -> Message:
        """Send a picture."""
        photo = new_file(Upload("", 80_000, "")) | {"width": 1280, "height": 960}
        return self._send(chat, Formatted(caption), {"photo": [photo]}, sender)

    def send_document(self, chat: Chat, name: str = "file.pdf", caption: str = "", size: int = 10_000) -> Message:
        """Send a file."""
        document = new_file(Upload("", size, "")) | {"file_name": name, "mime_type": "application/octet-stream"}
        return self._send(chat, Formatted(caption), {"document": document})

    def send_location(self, chat: Chat, latitude: float = 55.75, longitude: float = 37.62) -> Message:
        """Send a place."""
        return self._send(chat, Formatted(""), {"location": {"latitude": latitude, "longitude": longitude}})

    def send_contact(self, chat: Chat, phone_number: str = "+70000000000", first_name: str = "Guest") -> Message:
        """Send a phone number."""
        contact = {"phone_number": phone_number, "first_name": first_name}
        return self._send(chat, Formatted(""), {"contact": contact})

    def send_poll(self, chat: Chat, question: str = "?", options: tuple[str, ...] = ("1", "2")) -> Message:
        """Send a poll."""
        poll = {
            "id": str(secrets.randbits(62)),
            "question": question,
            "options": [{"text": option, "voter_count": 0, "persistent_id": option} for option in options],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
        return self._send(chat, Formatted(""), {"poll": poll})

    def send_content(self, chat: Chat, content: JsonObject, sender: User | None = None) -> Message:
        """Send a message with these fields of the Bot API's Message, whatever they are."""
        return self._send(chat, Formatted(""), content, sender)

    def _send(self, chat: Chat, body: Formatted, content: JsonObject, sender: User | None = None) -> Message:
        message = self.state.new_message(chat, chat.person or sender, body)
        if message.sender is None and chat.type != ChatType.CHANNEL:
            message.sender = self.person()
        message.content, message.is_caption = content, bool(content.keys() & {"photo", "document"})
        kind = UpdateType.MESSAGE if message.sender else UpdateType.CHANNEL_POST
        self.state.updates.add(kind.value, self.state.publish(EventKind.MESSAGE, message), chat.id)
        return message

    # buttons, inline mode, leaving

    def tap(self, chat: Chat, message_id: int, data: str, sender: User | None = None) -> str:
        """Tap a callback button; the id of the callback query.

        Raises:
            LookupError: no such message, or it has no button with this data.
        """
        message = chat.messages.get(message_id)
        if message is None or not any(button.get("callback_data") == data for row in message.buttons for button in row):
            raise LookupError(f"message {message_id} has no such button")
        who = chat.person or sender or self.person()
        query_id = self.state.open_query(chat.id)
        query = {
            "id": query_id,
            "from": who.as_json(),
            "message": message.as_json(),
            "chat_instance": str(chat.id),
            "data": data,
        }
        self.state.updates.add(UpdateType.CALLBACK_QUERY.value, query, who.id)
        return query_id

    def inline_query(self, chat: Chat, text: str) -> str:
        """Type the bot's name and a text in some other chat; the id of the inline query.

        Raises:
            ValueError: the chat is not private, so there is no person to ask.
        """
        if chat.person is None:
            raise ValueError("an inline query needs a person")
        query_id = self.state.open_inline_query(chat.id)
        query = {"id": query_id, "from": chat.person.as_json(), "query": text, "offset": ""}
        self.state.updates.add(UpdateType.INLINE_QUERY.value, query, chat.id)
        return query_id

    def block(self, chat: Chat) -> None:
        """Block the bot, or throw it out of a group; the bot is told, and may not write here any more."""
        chat.closed = _BLOCKED if chat.person else _KICKED
        self._membership(chat, chat.person or self.person(), "member", "kicked")

    def unblock(self, chat: Chat) -> None:
        """Let the bot in again."""
        chat.closed = ""
        self._membership(chat, chat.person or self.person(), "kicked", "member")

    def _membership(self, chat: Chat, who: User, old: str, new: str) -> None:
        bot = self.state.bot.as_json()
        change = {
            "chat": chat.as_json(),
            "from": who.as_json(),
            "date": int(self.state.now()),
            "old_chat_member": _member(bot, old),
            "new_chat_member": _member(bot, new),
        }
        self.state.updates.add(UpdateType.MY_CHAT_MEMBER.value, change, chat.id)


def _member(bot: JsonObject, status: str) -> JsonObject:
    return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
