"""Telegram's HTML dialect, read exactly as strictly as Telegram reads it. Touches nothing.

Follows `parse_html` and `decode_html_entity` in td/telegram/MessageEntity.cpp of tdlib/td: the same tags, the same
four named characters, the same sentences of refusal. One thing is stricter on purpose: a quotation inside a
quotation, which the Bot API reference forbids, is refused and not silently repaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram.constants import MessageEntityType

from bot.web.botapi.errors import ApiError, bad_request
from bot.web.botapi.text import Entity, checked_link, decode_characters, read_character, reading_order, utf16_length

_KINDS = {
    "b": MessageEntityType.BOLD,
    "strong": MessageEntityType.BOLD,
    "i": MessageEntityType.ITALIC,
    "em": MessageEntityType.ITALIC,
    "s": MessageEntityType.STRIKETHROUGH,
    "strike": MessageEntityType.STRIKETHROUGH,
    "del": MessageEntityType.STRIKETHROUGH,
    "u": MessageEntityType.UNDERLINE,
    "ins": MessageEntityType.UNDERLINE,
    "tg-spoiler": MessageEntityType.SPOILER,
    "span": MessageEntityType.SPOILER,
    "tg-emoji": MessageEntityType.CUSTOM_EMOJI,
    "pre": MessageEntityType.PRE,
    "code": MessageEntityType.CODE,
    "blockquote": MessageEntityType.BLOCKQUOTE,
    "a": MessageEntityType.TEXT_LINK,
}
_MARK = re.compile(r"[<&]")
_TAG_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"""([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]*)(?=[\s>]|$)))?""")


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """Plain text and entities of a message in Telegram's HTML.

    Raises:
        ApiError: 400, `can't parse entities: …`, with the offset in bytes where that is what Telegram says.
    """
    if "<" not in markup and "&" not in markup:
        return markup, []
    return _Reader(markup).read()


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    start: int
    text_index: int


class _Reader:
    """One pass over the markup; `_done` grows as text is read."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._done: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        markup, position = self._markup, 0
        while (mark := _MARK.search(markup, position)) is not None:
            at = mark.start()
            self._add(markup[position:at])
            if markup[at] == "&":
                position = self._reference(at)
            elif markup.startswith("</", at):
                position = self._end_tag(at)
            else:
                position = self._start_tag(at)
        self._add(markup[position:])
        if self._open:
            raise _broken(f"can't find end tag corresponding to start tag {self._open[-1].tag}")
        return "".join(self._done), self._in_order()

    def _add(self, text: str) -> None:
        if text:
            self._done.append(text)
            self._length += utf16_length(text)

    def _reference(self, at: int) -> int:
        character, end = read_character(self._markup, at)
        self._add(character)
        return end

    def _start_tag(self, at: int) -> int:
        markup = self._markup
        name_end = _past(_TAG_NAME, markup, at + 1)
        if name_end == len(markup):
            raise _broken(f"unclosed start tag at byte offset {self._byte(at)}")
        tag = markup[at + 1 : name_end].lower()
        if tag not in _KINDS:
            raise _broken(f'unsupported start tag "{tag}" at byte offset {self._byte(at)}')
        attributes, position = self._attributes(tag, at, name_end)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _broken(f'tag "span" must have class "tg-spoiler" at byte offset {self._byte(at)}')
        if tag == "blockquote" and any(outer.tag == "blockquote" for outer in self._open):
            raise _broken(f"blockquote entities can't be nested, at byte offset {self._byte(at)}")
        self._open.append(_Open(tag, _argument(tag, attributes), self._length, len(self._done)))
        return position

    def _attributes(self, tag: str, at: int, position: int) -> tuple[dict[str, str], int]:
        markup, found = self._markup, dict[str, str]()
        while True:
            position = _past(_SPACE, markup, position)
            if position == len(markup):
                raise _broken(f'unclosed start tag "{tag}" at byte offset {self._byte(at)}')
            if markup[position] == ">":
                return found, position + 1
            match = _ATTRIBUTE.match(markup, position)
            if match is None:
                raise _broken(f'empty attribute name in the tag "{tag}" at byte offset {self._byte(at)}')
            name, double, single, bare = match.groups()
            position = match.end()
            if position == len(markup):
                raise _broken(f"unclosed start tag at byte offset {self._byte(at)}")
            if markup[position] not in "> \t\r\n" and double is None and single is None:
                raise _broken(f"unexpected end of name token at byte offset {self._byte(position)}")
            value = next((given for given in (double, single, bare) if given is not None), "")
            found[name] = decode_characters(value)

    def _end_tag(self, at: int) -> int:
        markup = self._markup
        if not self._open:
            raise _broken(f"unexpected end tag at byte offset {self._byte(at)}")
        name_end = _past(_TAG_NAME, markup, at + 2)
        end = _past(_SPACE, markup, name_end)
        if not markup.startswith(">", end):
            raise _broken(f"unclosed end tag at byte offset {self._byte(at)}")
        opened = self._open.pop()
        tag = markup[at + 2 : name_end].lower()
        if tag and tag != opened.tag:
            raise _broken(
                f'unmatched end tag at byte offset {self._byte(at)}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self._length > opened.start:
            self._close(opened)
        return end + 1

    def _close(self, opened: _Open) -> None:
        kind = _KINDS[opened.tag]
        entity: Entity = {"type": kind.value, "offset": opened.start, "length": self._length - opened.start}
        if opened.tag == "a":
            url = checked_link(opened.argument or "".join(self._done[opened.text_index :]))
            if url is None:
                return
            entity["url"] = url
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdecimal():
                raise bad_request("invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = MessageEntityType.EXPANDABLE_BLOCKQUOTE.value
        elif kind in {MessageEntityType.PRE, MessageEntityType.CODE}:
            if language := opened.argument or self._language_inside(entity):
                entity["language"] = language
            # Code holds nothing else: what was marked inside it is plain text again.
            self._entities = [inner for inner in self._entities if inner["offset"] < opened.start]
        self._entities.append(entity)

    def _language_inside(self, block: Entity) -> str | None:
        """The language of `<pre><code class="language-…">` when the code fills the block."""
        last = self._entities[-1] if self._entities else None
        if last is None or (last["offset"], last["length"]) != (block["offset"], block["length"]):
            return None
        return last.get("language")

    def _in_order(self) -> list[Entity]:
        for entity in self._entities:
            if entity["type"] == MessageEntityType.CODE.value:
                entity.pop("language", None)
        self._entities.reverse()  # of two with the same span the outer one was closed later
        return sorted(self._entities, key=reading_order)

    def _byte(self, position: int) -> int:
        return len(self._markup[:position].encode("utf-8", "surrogatepass"))


def _past(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _argument(tag: str, attributes: dict[str, str]) -> str:
    """The one attribute of a tag that means something."""
    if tag == "a":
        return attributes.get("href", "")
    if tag == "code":
        name = attributes.get("class", "")
        return name.removeprefix("language-") if name.startswith("language-") else ""
    if tag == "tg-emoji":
        return attributes.get("emoji-id", "")
    if tag == "blockquote":
        return "expandable" if "expandable" in attributes else ""
    return ""


def _broken(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason[0].upper()}{reason[1:]}")
