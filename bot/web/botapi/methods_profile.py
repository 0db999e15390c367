"""Bot API methods about the bot itself and about chats: getMe, commands, names, descriptions, getChat. No I/O."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.web.botapi.errors import bad_request
from bot.web.botapi.events import Event, EventKind
from bot.web.botapi.params import JsonObject, Params
from bot.web.botapi.profile import TextKind, read_commands, read_language, read_scope
from bot.web.botapi.state import State

_Text: TypeAlias = Callable[[State, Params], JsonObject]
_Change: TypeAlias = Callable[[State, Params], bool]
_MENU_BUTTONS = {"default", "commands", "web_app"}


def get_me(state: State, _params: Params) -> JsonObject:
    """Answer `getMe`."""
    return state.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_my_commands(state: State, params: Params) -> list[JsonObject]:
    """Answer `getMyCommands`: exactly what was set for this scope and language, no fallback."""
    return state.profile.commands.get((read_scope(params), read_language(params)), [])


def set_my_commands(state: State, params: Params) -> bool:
    """Answer `setMyCommands`."""
    key = read_scope(params), read_language(params)
    state.profile.commands[key] = read_commands(params)
    return _profile_changed(state)


def delete_my_commands(state: State, params: Params) -> bool:
    """Answer `deleteMyCommands`."""
    state.profile.commands.pop((read_scope(params), read_language(params)), None)
    return _profile_changed(state)


def text_getter(kind: TextKind) -> _Text:
    """Answer `getMyName`, `getMyDescription` or `getMyShortDescription`."""

    def get_text(state: State, params: Params) -> JsonObject:
        return {kind.field: state.profile.text(kind, read_language(params))}

    return get_text


def text_setter(kind: TextKind) -> _Change:
    """Answer `setMyName`, `setMyDescription` or `setMyShortDescription`."""

    def set_text(state: State, params: Params) -> bool:
        state.profile.set_text(kind, read_language(params), params.text(kind.field).strip())
        return _profile_changed(state)

    return set_text


def get_chat(state: State, params: Params) -> JsonObject:
    """Answer `getChat`: a ChatFullInfo."""
    chat = state.chat_of(params)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def set_chat_menu_button(state: State, params: Params) -> bool:
    """Answer `setChatMenuButton`; one button for all chats."""
    if params.text("chat_id"):
        state.chat_of(params)
    button = params.optional_object("menu_button", "menu button") or {"type": "default"}
    if str(button.get("type")) not in _MENU_BUTTONS:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    state.profile.menu_button = button
    return _profile_changed(state)


def get_chat_menu_button(state: State, _params: Params) -> JsonObject:
    """Answer `getChatMenuButton`."""
    return state.profile.menu_button


def _profile_changed(state: State) -> bool:
    state.show(Event(EventKind.PROFILE, None, {}))
    return True
