"""A Reply as Telegram messages: HTML that is always balanced, within the length limit, buttons under the last one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from bot.conversation.actions import Copy, Share
from bot.conversation.reply import Block, Button, Folded, Line, Phrases, Reply, Steps, Style, plain
from bot.telegram.callback import encode

_TAGS = {Style.STRONG: "b", Style.FAINT: "i"}
_BETWEEN = "\n\n"
_KEPT = 2048  # blocks whose HTML is remembered: those of all cards in all languages
_SHARE = "https://t.me/share/url"  # https://core.telegram.org/api/links#share-links
_BREAKS = (re.compile(r"\n(?=[^\n]*$)"), re.compile(r"[.!?…] (?=[^.!?…]*$)"), re.compile(r"\s(?=\S*$)"))
"""Where a long text is cut, the best place first: at a line's end, after a sentence, between words."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one HTML tag (or none) around it. Runs are never nested, so no cut can unbalance them."""

    text: str
    tag: str = ""

    def html(self) -> str:
        """Return the run as Telegram's HTML, escaped."""
        text = html.escape(self.text, quote=False)
        return f"<{self.tag}>{text}</{self.tag.split()[0]}>" if self.tag else text


def utf16_length(text: str) -> int:
    """Return the length of ``text`` as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def messages(reply: Reply, limit: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """Return the HTML of the messages that show ``reply``, each at most ``limit`` UTF-16 units after parsing."""
    shown = [_whole(block) for block in reply.blocks]
    if sum(length for _, length in shown) + utf16_length(_BETWEEN) * len(shown) <= limit:
        page = _BETWEEN.join(text for text, _ in shown).strip()
        return [page] if page else []
    pages: list[list[Run]] = [[]]
    room = limit
    for run in _with_gaps(reply.blocks):
        rest = run.text
        while rest:
            if not pages[-1]:
                rest = rest.lstrip()
            head, rest = _cut(rest, room, may_wait=bool(pages[-1]))
            if head.strip() or pages[-1]:
                pages[-1].append(Run(head, run.tag))
                room -= utf16_length(head)
            if rest:
                pages.append([])
                room = limit
    return ["".join(run.html() for run in page).strip() for page in pages if any(run.text.strip() for run in page)]


def _whole(block: Block) -> tuple[str, int]:
    """Return a block that is not cut as HTML, and its length after parsing."""
    # A line can hold what a person wrote, so it is never kept; the rest comes from the content alone.
    return _rendered(block) if isinstance(block, Line) else _remembered(block)


@lru_cache(maxsize=_KEPT)
def _remembered(block: Steps | Phrases | Folded) -> tuple[str, int]:
    return _rendered(block)


def _rendered(block: Block) -> tuple[str, int]:
    runs = list(_runs(block))
    return "".join(run.html() for run in runs), sum(utf16_length(run.text) for run in runs)


def _with_gaps(blocks: Iterable[Block]) -> Iterator[Run]:
    for number, block in enumerate(blocks):
        if number:
            yield Run(_BETWEEN)
        yield from _runs(block)


def _runs(block: Block) -> Iterator[Run]:
    match block:
        case Line(text=text, style=style):
            yield Run(text, _TAGS.get(style, ""))
        case Phrases(heading=heading, items=items):
            yield Run(heading)
            for russian, meaning in items:
                yield Run("\n")
                yield Run(russian, "b")
                if meaning:
                    yield Run(f"\n{meaning}")
        case Folded():
            yield Run(plain(block), "blockquote expandable")
        case _:
            yield Run(plain(block))


def _cut(text: str, room: int, *, may_wait: bool) -> tuple[str, str]:
    """Split ``text`` so that the head fits into ``room``; an empty head means: better begin on a new message."""
    if utf16_length(text) <= room:
        return text, ""
    head = _fitting(text, room)
    for place in _BREAKS:
        if (found := place.search(head)) and found.end() > len(head) // 2:
            return head[: found.end()], text[found.end() :]
    return ("", text) if may_wait else (head, text[len(head) :])


def _fitting(text: str, room: int) -> str:
    """Return the longest beginning of ``text`` of at most ``room`` UTF-16 units."""
    head = text[:room]
    while utf16_length(head) > room:
        head = head[: len(head) - (utf16_length(head) - room + 1) // 2]
    return head


def keyboard(reply: Reply) -> dict[str, object] | None:
    """Return the buttons of ``reply`` as Telegram's InlineKeyboardMarkup, or None where it has none."""
    if not reply.rows:
        return None
    return {"inline_keyboard": [[_button(button) for button in row] for row in reply.rows]}


def _button(button: Button) -> dict[str, object]:
    match button.action:
        case Copy(text=text):
            return {"text": button.label, "copy_text": {"text": text[: InlineKeyboardButtonLimit.MAX_COPY_TEXT]}}
        case Share(russian=russian, own=own):
            return {
                "text": button.label,
                "url": f"{_SHARE}?{urlencode({'url': russian, 'text': own}, quote_via=quote)}",
            }
        case action:
            return {"text": button.label, "callback_data": encode(action, in_place=button.in_place)}
