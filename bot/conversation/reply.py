"""A reply as the conversation means it, before anything knows how it is shown: blocks of text, and buttons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.actions import Action


class Style(StrEnum):
    """How a line of text stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered actions."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Russian phrases to show or say, each with its meaning in the reader's language (empty for a Russian reader)."""

    heading: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """Lines that stay closed until the reader taps them."""

    heading: str
    lines: tuple[str, ...]


Block = Line | Steps | Phrases | Folded


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a reply; ``in_place`` says that its answer takes the place of the message it hangs on."""

    label: str
    action: Action
    in_place: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says; ``rows`` are the rows of buttons beneath."""

    blocks: tuple[Block, ...]
    rows: tuple[tuple[Button, ...], ...] = ()

    @property
    def text(self) -> str:
        """The plain text of all blocks, folded ones too; blank lines between blocks."""
        return "\n\n".join(plain(block) for block in self.blocks)


def plain(block: Block) -> str:
    """Return the text of a block without any markup, as a reader sees it."""
    match block:
        case Line(text=text):
            return text
        case Steps(items=items):
            return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
        case Phrases(heading=heading, items=phrases):
            return "\n".join([heading, *(f"{ru}\n{meaning}" if meaning else ru for ru, meaning in phrases)])
        case Folded(heading=heading, lines=lines):
            return "\n".join([heading, *lines])
