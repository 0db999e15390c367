"""Buttons as the short texts Telegram carries, and back. Nothing here says who tapped."""

from __future__ import annotations

from collections.abc import Mapping

from telegram.constants import InlineKeyboardButtonLimit

from bot.conversation.actions import (
    Action,
    ChooseLanguage,
    Clear,
    Copy,
    DeleteQuestion,
    DeleteThis,
    Errand,
    Forget,
    NoAnswer,
    OpenDetails,
    OpenEntry,
    OpenLanguages,
    OpenMenu,
    OpenPrivacy,
    OpenTopic,
    PreviewQuestion,
    Screen,
    SendQuestion,
    Share,
    ShortNotifications,
    VanishAfter,
    Vote,
)
from bot.conversation.safety import VANISH_MINUTES

_IN_PLACE = "~"
_SEPARATOR = ":"
_YES, _NO = "+", "-"
_PLAIN: Mapping[str, Action] = {
    "m": OpenMenu(),
    "l": OpenLanguages(),
    "p": OpenPrivacy(),
    "w": Clear(),
    "f": Forget(),
    "x": DeleteThis(),
    "q": PreviewQuestion(),
    "k": SendQuestion(),
    "s1": ShortNotifications(on=True),
    "s0": ShortNotifications(on=False),
    **{f"v{minutes}": VanishAfter(minutes) for minutes in (*VANISH_MINUTES, 0)},
}
"""Words that stand for an action alone."""
_WORDS = {action: word for word, action in _PLAIN.items()}
_LONGEST_NUMBER = 10  # digits: a message's number fits into 32 bits


def encode(action: Action, *, in_place: bool = False) -> str:
    """Return the callback data of ``action``.

    Raises:
        ValueError: when it is longer than Telegram carries, or when the action needs no callback (copying).
    """
    data = (_IN_PLACE if in_place else "") + (_WORDS.get(action) or _SEPARATOR.join(_parts(action)).rstrip(_SEPARATOR))
    if len(data.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise ValueError(f"the button {data!r} is longer than Telegram carries; shorten the id")
    return data


def _parts(action: Action) -> tuple[str, str, str]:  # noqa: PLR0911 - a line for each action
    match action:
        case OpenEntry(entry=entry, locale=locale):
            return "e", entry, locale or ""
        case OpenDetails(entry=entry, locale=locale):
            return "d", entry, locale or ""
        case OpenTopic(topic=topic, locale=locale):
            return "t", topic, locale or ""
        case OpenMenu(locale=locale):
            return "m", "", locale or ""
        case ChooseLanguage(locale=locale, entry=entry):
            return "c", locale, entry or ""
        case DeleteQuestion(message=message):
            return "x", str(message), ""
        case Vote(helped=helped, entry=entry):
            return "h", _YES if helped else _NO, entry
        case NoAnswer(contact=contact):
            return "n", contact, ""
        case Copy() | Share():
            raise ValueError("copying and sharing are done by the phone, they have no callback")
        case _:
            return _WORDS[action], "", ""


def decode(data: str) -> tuple[Action, bool] | None:
    """Return the action of a tapped button and whether it answers in place; None for what this bot never made."""
    in_place = data.startswith(_IN_PLACE)
    kind, first, second, *rest = (*data.removeprefix(_IN_PLACE).split(_SEPARATOR), "", "")
    if any(rest):
        return None
    action = _PLAIN.get(kind) if not first else _screen(kind, first, second or None) or _errand(kind, first, second)
    if kind == "m" and not first:
        action = OpenMenu(second or None)
    return None if action is None else (action, in_place)


def _screen(kind: str, first: str, second: str | None) -> Screen | None:
    match kind:
        case "e":
            return OpenEntry(first, second)
        case "d":
            return OpenDetails(first, second)
        case "t":
            return OpenTopic(first, second)
        case "c":
            return ChooseLanguage(first, second)
        case _:
            return None


def _errand(kind: str, first: str, second: str) -> Errand | None:
    match kind, first, second:
        case "x", message, "" if message.isascii() and message.isdigit() and len(message) <= _LONGEST_NUMBER:
            return DeleteQuestion(int(message))
        case "h", ("+" | "-"), entry if entry:
            return Vote(first == _YES, entry)
        case "n", contact, "":
            return NoAnswer(contact)
        case _:
            return None
