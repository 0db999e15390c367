"""Buttons as the short texts Telegram carries, and back. Nothing here says who tapped."""

from __future__ import annotations

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
_ON, _OFF = "+", "-"
_MINUTES = {str(minutes) for minutes in (*VANISH_MINUTES, 0)}
_LONGEST_NUMBER = 10  # digits: a message's number fits into 32 bits


def encode(action: Action, *, in_place: bool = False) -> str:
    """Return the callback data of ``action``.

    Raises:
        ValueError: when it is longer than Telegram carries, or when the action needs no callback (copying).
    """
    match action:
        case OpenEntry(entry=entry, locale=locale):
            parts = ("e", entry, locale or "")
        case OpenDetails(entry=entry, locale=locale):
            parts = ("d", entry, locale or "")
        case OpenTopic(topic=topic, locale=locale):
            parts = ("t", topic, locale or "")
        case OpenMenu(locale=locale):
            parts = ("m", "", locale or "")
        case OpenLanguages():
            parts = ("l", "", "")
        case ChooseLanguage(locale=locale, entry=entry):
            parts = ("c", locale, entry or "")
        case OpenPrivacy():
            parts = ("p", "", "")
        case VanishAfter(minutes=minutes):
            parts = ("v", str(minutes), "")
        case ShortNotifications(on=on):
            parts = ("s", _ON if on else _OFF, "")
        case Clear():
            parts = ("w", "", "")
        case Forget():
            parts = ("f", "", "")
        case DeleteThis():
            parts = ("x", "", "")
        case DeleteQuestion(message=message):
            parts = ("x", str(message), "")
        case Vote(helped=helped, entry=entry):
            parts = ("h", _ON if helped else _OFF, entry)
        case PreviewQuestion():
            parts = ("q", "", "")
        case SendQuestion():
            parts = ("q", _ON, "")
        case NoAnswer(contact=contact):
            parts = ("n", contact, "")
        case Copy() | Share():
            raise ValueError("copying and sharing are done by the phone, they have no callback")
    data = (_IN_PLACE if in_place else "") + _SEPARATOR.join(parts).rstrip(_SEPARATOR)
    if len(data.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise ValueError(f"the button {data!r} is longer than Telegram carries; shorten the id")
    return data


def decode(data: str) -> tuple[Action, bool] | None:
    """Return the action of a tapped button and whether it answers in place; None for what this bot never made."""
    in_place = data.startswith(_IN_PLACE)
    kind, first, second, *rest = (*data.removeprefix(_IN_PLACE).split(_SEPARATOR), "", "")
    if any(rest):
        return None
    action = _screen(kind, first, second) or _errand(kind, first, second)
    return None if action is None else (action, in_place)


def _screen(kind: str, first: str, second: str) -> Screen | None:
    match kind, bool(first), bool(second):
        case "e", True, _:
            return OpenEntry(first, second or None)
        case "d", True, _:
            return OpenDetails(first, second or None)
        case "t", True, _:
            return OpenTopic(first, second or None)
        case "m", False, _:
            return OpenMenu(second or None)
        case "l", False, False:
            return OpenLanguages()
        case "c", True, _:
            return ChooseLanguage(first, second or None)
        case "p", False, False:
            return OpenPrivacy()
        case _:
            return None


def _errand(kind: str, first: str, second: str) -> Errand | None:
    """Return what is done; a number that is none, or is none of ours, makes it nothing."""
    match kind, first, second:
        case "v", minutes, "" if minutes in _MINUTES:
            return VanishAfter(int(minutes))
        case "s", ("+" | "-"), "":
            return ShortNotifications(first == _ON)
        case "w", "", "":
            return Clear()
        case "f", "", "":
            return Forget()
        case "x", "", "":
            return DeleteThis()
        case "x", message, "" if message.isascii() and message.isdigit() and len(message) <= _LONGEST_NUMBER:
            return DeleteQuestion(int(message))
        case "h", ("+" | "-"), entry if entry:
            return Vote(first == _ON, entry)
        case "q", "", "":
            return PreviewQuestion()
        case "q", "+", "":
            return SendQuestion()
        case "n", contact, "" if contact:
            return NoAnswer(contact)
        case _:
            return None
