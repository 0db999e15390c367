"""What the bot says about itself: name, descriptions, commands, menu button, each per language. No I/O.

Rules: `setMyCommands`, `setMyName`, `setMyDescription`, `setMyShortDescription` of the Bot API reference; the
wording of refusals that telegram-bot-api leaves to Telegram's servers is approximate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from telegram.constants import BotCommandLimit, BotDescriptionLimit, BotNameLimit

from bot.web.botapi.errors import bad_request
from bot.web.botapi.params import JsonObject, Params

# ISO 639-1: the only codes Telegram takes, besides none.
_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja "
    "jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb "
    "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq "
    "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_COMMAND = re.compile(r"[a-z0-9_]+")
_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


@dataclass(frozen=True, slots=True)
class TextKind:
    """One of the bot's three texts: where it stands in a call, and how long it may be in characters."""

    field: str
    limit: int


NAME = TextKind("name", BotNameLimit.MAX_NAME_LENGTH)
DESCRIPTION = TextKind("description", BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)
SHORT_DESCRIPTION = TextKind("short_description", BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH)


@dataclass(slots=True)
class Profile:
    """Texts and commands by language code; the empty code is the default for all other languages."""

    first_name: str
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict)
    menu_button: JsonObject = field(default_factory=lambda: {"type": "commands"})

    def text(self, kind: TextKind, language: str) -> str:
        """What getMyName and its sisters answer: this language's text, else the default, else nothing."""
        found = self.texts.get((kind.field, language)) or self.texts.get((kind.field, ""))
        return found or (self.first_name if kind is NAME else "")

    def set_text(self, kind: TextKind, language: str, text: str) -> None:
        """Keep a text; an empty one removes what was there.

        Raises:
            ApiError: 400 when it is too long.
        """
        if len(text) > kind.limit:
            raise bad_request(f"{kind.field.replace('_', ' ')} is too long")
        self.texts[kind.field, language] = text
        if not text:
            del self.texts[kind.field, language]

    def commands_shown(self, language: str) -> list[JsonObject]:
        """The commands a person with this language sees in a private chat."""
        for scope in ("all_private_chats", "default"):
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []


def read_language(params: Params) -> str:
    """The `language_code` of a call about the profile: a two-letter ISO 639-1 code, or empty.

    Raises:
        ApiError: 400 for anything else.
    """
    code = params.text("language_code")
    if code and not (len(code) == 2 and code.isalpha() and code in _ISO_639_1):
        raise bad_request("invalid language code specified")
    return code


def read_scope(params: Params) -> str:
    """A key for the `scope` of a call about commands.

    Raises:
        ApiError: 400 for a scope Telegram does not know.
    """
    scope = params.optional_object("scope", "BotCommandScope")
    if scope is None:
        return "default"
    kind = scope.get("type")
    if not isinstance(kind, str) or kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return ":".join(str(part) for part in (kind, scope.get("chat_id"), scope.get("user_id")) if part is not None)


def read_commands(params: Params) -> list[JsonObject]:
    """The `commands` of setMyCommands.

    Raises:
        ApiError: 400 for too many, for a name that is not 1-32 of `[a-z0-9_]`, for a bad description.
    """
    commands = params.decoded("commands", "commands")
    if commands is None:
        commands = []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise bad_request("too many commands specified")
    return [_command(command) for command in commands]


def _command(value: object) -> JsonObject:
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = value.get("command"), value.get("description")
    if not isinstance(name, str) or not isinstance(description, str):
        raise bad_request("can't parse BotCommand: a required field is missing")
    name, description = name.strip().removeprefix("/"), description.strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > BotCommandLimit.MAX_COMMAND:
        raise bad_request(f"command length must not exceed {BotCommandLimit.MAX_COMMAND}")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > BotCommandLimit.MAX_DESCRIPTION:
        raise bad_request(f"command description length must not exceed {BotCommandLimit.MAX_DESCRIPTION}")
    return {"command": name, "description": description}
