"""Text with entities, the way Telegram reads it: HTML in, plain text and entities out. Touches nothing.

The rules and the wording of refusals follow `parse_html` and `fix_formatted_text` in td/telegram/MessageEntity.cpp
of tdlib/td. Offsets and lengths are in UTF-16 code units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from telegram.constants import MessageEntityType, MessageLimit, ParseMode

from bot.web.botapi.errors import bad_request
from bot.web.botapi.markup import parse_html
from bot.web.botapi.params import Params
from bot.web.botapi.text import Entity, reading_order, utf16_length

# Telegram reads a command of at most 64 characters after a slash that does not follow a word or another slash.
_COMMAND = re.compile(r"(?<![\w/<>])/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,32}))?(?![\w/])")
_URL = re.compile(r"https?://[^\s<>\"«»]*[^\s<>\"«».,:;!?')\]]")
_OPAQUE = {MessageEntityType.CODE, MessageEntityType.PRE, MessageEntityType.TEXT_LINK}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as a message carries it."""

    text: str
    entities: list[Entity] = field(default_factory=list)


def formatted_text(text: str, parse_mode: str, entities: object = None) -> Formatted:
    """Parse, trim and decorate a text; its length is not judged here.

    Args:
        text: as the bot sent it.
        parse_mode: `HTML` in any case, or empty.
        entities: the `entities` parameter, looked at only without a parse mode.

    Raises:
        ApiError: 400 when the markup is not what Telegram understands.
    """
    mode = parse_mode.lower()
    if mode == ParseMode.HTML.lower():
        plain, found = parse_html(text)
    elif mode in {"", "none"}:
        plain, found = text, _given(entities)
    elif mode in {ParseMode.MARKDOWN.lower(), ParseMode.MARKDOWN_V2.lower()}:
        raise bad_request("the local server understands only the parse_mode HTML")
    else:
        raise bad_request("unsupported parse_mode")
    plain, found = _trimmed(plain, found)
    found = detected(plain, found)
    return Formatted(plain, found[: MessageLimit.MESSAGE_ENTITIES])


def read_text(params: Params) -> Formatted:
    """The `text` of sendMessage and editMessageText.

    Raises:
        ApiError: 400 when it is empty or its markup is broken.
    """
    text = params.text("text")
    if not text:
        raise bad_request("message text is empty")
    given = params.decoded("entities", "entities") if "entities" in params else None
    result = formatted_text(text, params.text("parse_mode"), given)
    if not result.text:
        raise bad_request("text must be non-empty")
    return result


def read_caption(params: Params) -> Formatted:
    """The `caption` of a file, possibly empty.

    Raises:
        ApiError: 400 when it is too long or its markup is broken.
    """
    text = params.text("caption")
    if not text:
        return Formatted("")
    result = formatted_text(text, params.text("parse_mode"))
    if utf16_length(result.text) > MessageLimit.CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return result


def detected(text: str, entities: list[Entity]) -> list[Entity]:
    """`entities` and the commands and addresses Telegram finds by itself, in reading order."""
    found: list[Entity] = []
    if "/" in text:
        taken = [_span(entity) for entity in entities if entity["type"] in _OPAQUE]
        for kind, pattern in ((MessageEntityType.URL, _URL), (MessageEntityType.BOT_COMMAND, _COMMAND)):
            for match in pattern.finditer(text):
                start = utf16_length(text[: match.start()])
                end = start + utf16_length(match.group())
                if not any(start < right and left < end for left, right in taken):
                    found.append({"type": kind.value, "offset": start, "length": end - start})
                    taken.append((start, end))
    return sorted(entities + found, key=reading_order) if found else entities


def _span(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _given(entities: object) -> list[Entity]:
    """Entities the bot computed by itself, those Telegram would keep."""
    if not isinstance(entities, list):
        return []
    kinds = {kind.value for kind in MessageEntityType}
    kept: list[Entity] = []
    for entity in entities:
        if not isinstance(entity, dict) or str(entity.get("type")) not in kinds:
            continue
        offset, length = entity.get("offset"), entity.get("length")
        if isinstance(offset, int) and isinstance(length, int) and length > 0:
            kept.append({"type": str(entity["type"]), "offset": offset, "length": length})
            if isinstance(url := entity.get("url"), str):
                kept[-1]["url"] = url
    return kept


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without white space around, entities moved and cut accordingly."""
    core = text.strip()
    if core == text:
        return text, entities
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    size = utf16_length(core)
    kept: list[Entity] = []
    for entity in entities:
        start, end = _span(entity)
        start, end = max(0, start - lead), min(size, end - lead)
        if start < end:
            entity["offset"], entity["length"] = start, end - start
            kept.append(entity)
    return core, kept
