"""Pieces of text as Telegram measures, decodes and links them. Touches nothing.

Sources: `decode_html_entity` in td/telegram/MessageEntity.cpp, `get_checked_link` in td/telegram/LinkManager.cpp.
"""

from __future__ import annotations

import re
from typing import Required, TypedDict
from urllib.parse import urlsplit

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(
    r"&(?:#x([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|#([0-9]{1,7})(?![0-9])|(lt|gt|amp|quot)(?![A-Za-z]));?"
)
_LINK_SCHEMES = {"http", "https", "tg", "ton"}


class Entity(TypedDict, total=False):
    """A MessageEntity of the Bot API; `type`, `offset` and `length` are always there."""

    type: Required[str]
    offset: Required[int]
    length: Required[int]
    url: str
    language: str
    custom_emoji_id: str


def reading_order(entity: Entity) -> tuple[int, int]:
    """Sort key: earlier before later, outer before inner."""
    return entity["offset"], -entity["length"]


def utf16_length(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def decode_characters(text: str) -> str:
    """`&lt; &gt; &amp; &quot;` and numeric references replaced; any other reference stays as it is written."""
    return _CHARACTER.sub(_character, text) if "&" in text else text


def read_character(text: str, at: int) -> tuple[str, int]:
    """What the reference at the ampersand `at` stands for, and where the text goes on."""
    match = _CHARACTER.match(text, at)
    return (_character(match), match.end()) if match else ("&", at + 1)


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return match.group()
    return chr(code)


def checked_link(url: str) -> str | None:
    """The address as Telegram keeps it, or None where Telegram would drop the link (tel:, mailto:, javascript: …)."""
    url = url.strip()
    if "://" not in url:
        if "." not in url or ":" in url.split("/", 1)[0] or not url.split("/", 1)[0].replace(".", ""):
            return None
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in _LINK_SCHEMES or not parts.netloc:
        return None
    return url if parts.path or parts.query or parts.fragment else f"{url}/"
