"""One browser tab is one person: sessions of the page and their chats, bounded. No I/O."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

from telegram.constants import MessageLimit

from bot.web.botapi import BotApi, Chat

SESSIONS = 200
LANGUAGES = ("uz", "tg", "ky", "ru", "en")
_SESSION_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass(slots=True)
class Session:
    """A tab, its chat with the bot, and the last question typed in it (commands are none)."""

    chat: Chat
    question: str = ""


class Sessions:
    """Chats by tab; the tab silent longest is forgotten when there are too many.

    Args:
        api: where the chats live.
        limit: how many are kept.
    """

    def __init__(self, api: BotApi, limit: int = SESSIONS) -> None:
        self._api = api
        self._limit = limit
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def open(self, session_id: str, language: str) -> Session:
        """This tab's session, new if need be.

        Raises:
            ValueError: the id does not look like one, or the language is not offered.
        """
        if not _SESSION_ID.fullmatch(session_id):
            raise ValueError("a session is 8 to 64 letters, digits and hyphens")
        check_language(language)
        if session_id not in self._sessions:
            self._sessions[session_id] = Session(self._api.private_chat(language))
            if len(self._sessions) > self._limit:
                _, oldest = self._sessions.popitem(last=False)
                self._api.forget(oldest.chat)
        return self.find(session_id)

    def find(self, session_id: str) -> Session:
        """This tab's session.

        Raises:
            LookupError: there is none (any more).
        """
        session = self._sessions.get(session_id)
        if session is None:
            raise LookupError("this chat is closed; reload the page")
        self._sessions.move_to_end(session_id)
        return session

    def close(self, session_id: str) -> None:
        """Forget the tab's chat, as if the person were another one from now on."""
        session = self._sessions.pop(session_id, None)
        if session is not None:
            self._api.forget(session.chat)


def check_language(language: str) -> None:
    """Raise ValueError unless the page offers this phone language."""
    if language not in LANGUAGES:
        raise ValueError(f"the phone language is one of {', '.join(LANGUAGES)}")


def split_as_apps_do(text: str) -> list[str]:
    """The messages Telegram's apps make of a long text: 4096 UTF-16 units each at most."""
    units = text.strip().encode("utf-16-le", "replace")
    width = 2 * MessageLimit.MAX_TEXT_LENGTH
    parts: list[str] = []
    while units:
        # A cut between the halves of a surrogate pair would break the character.
        breaks_pair = len(units) > width and 0xD8 <= units[width - 1] <= 0xDB
        cut = width - 2 if breaks_pair else width
        parts.append(units[:cut].decode("utf-16-le").strip())
        units = units[cut:]
    return [part for part in parts if part]
