"""Buttons as the short texts Telegram carries, and back. Nothing here says who tapped."""

from __future__ import annotations

from telegram.constants import InlineKeyboardButtonLimit

from bot.conversation.actions import (
    Action,
    ChooseLanguage,
    Copy,
    OpenDetails,
    OpenEntry,
    OpenLanguages,
    OpenMenu,
    OpenTopic,
)

_IN_PLACE = "~"
_SEPARATOR = ":"


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
        case Copy():
            raise ValueError("copying is done by the phone, it has no callback")
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
    action: Action | None = None
    match kind, bool(first):
        case "e", True:
            action = OpenEntry(first, second or None)
        case "d", True:
            action = OpenDetails(first, second or None)
        case "t", True:
            action = OpenTopic(first, second or None)
        case "m", False:
            action = OpenMenu(second or None)
        case "l", False if not second:
            action = OpenLanguages()
        case "c", True:
            action = ChooseLanguage(first, second or None)
    return None if action is None else (action, in_place)
