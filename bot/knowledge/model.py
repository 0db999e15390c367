"""What the knowledge base holds, as frozen models. Every value arrives as text and is checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

TOPICS = ("emergency", "recruitment", "rights", "leaving", "help", "about")
"""The topics, in the order in which the menu shows them; each is a folder of ``knowledge/entries``."""

QUESTION_LOCALES = ("uz", "tg", "ky", "ru")
"""Languages of the example questions, each a folder of ``knowledge/questions``; Uzbek Cyrillic is folded from uz."""

SMALL_TALK = ("greeting", "thanks", "chat", "crisis")
"""Kinds of ``_none.yaml`` that a person would answer with a friendly line."""
UNANSWERED = ("near", "far")
"""Kinds of ``_none.yaml`` that no entry answers: near the subject, and of other worlds."""


OPERATOR = "{operator}"
"""Stands in a text for the name of who runs the bot, which only the configuration knows."""


def _yes_or_no(text: object) -> object:
    """Read yes/no as people write it; YAML's own true/on/1 are refused to keep one spelling."""
    if text not in {"yes", "no"}:
        raise ValueError("must be yes or no")
    return text == "yes"


def _day(text: object) -> object:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise ValueError("must be a day written as YEAR-MONTH-DAY, for example 2026-11-22") from error


def _no_angle_brackets(text: str) -> str:
    """Nothing that could be taken for markup may stand in a text, whatever later shows it."""
    if "<" in text or ">" in text:
        raise ValueError("must not contain < or >; write the words out")
    return text


def _no_placeholder(text: str) -> str:
    """Braces that nothing fills in would reach the reader as they are."""
    if found := re.search(r"\{[^{}]*\}?|\}", text):
        raise ValueError(f"must not contain {found[0]}; only {OPERATOR} is filled in, and only in texts of an entry")
    return text


def _no_unknown_placeholder(text: str) -> str:
    _no_placeholder(text.replace(OPERATOR, ""))
    return text


def _no_impossible_day(text: str) -> str:
    """Refuse the 13th month and the 31st of June: such a day would fail only when a reader opens the answer."""
    if text != "undated":
        try:
            date.fromisoformat(text + "-01-01"[: 10 - len(text)])
        except ValueError as error:
            raise ValueError("must be a day that exists") from error
    return text


YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Day = Annotated[date, BeforeValidator(_day)]
_Line = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True, pattern=r"^[^\n]*$"),
    AfterValidator(_no_angle_brackets),
]
Text = Annotated[_Line, AfterValidator(_no_placeholder)]
EntryText = Annotated[_Line, AfterValidator(_no_unknown_placeholder)]
"""A text of an entry, in which the operator may be named."""
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""Short enough for a button (64 bytes with its action) and a deep link."""
LooseDay = Annotated[
    str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|undated)$"), AfterValidator(_no_impossible_day)
]
"""A day as exactly as it is known: 2025, 2025-07, 2025-07-28, or ``undated``."""


class Record(BaseModel):
    """What stands in a file: unknown keys are mistakes, and nothing changes it afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Phrase(Record):
    """A Russian phrase to say or show to an officer, and what it means."""

    ru: Text
    meaning: Text


class Citation(Record):
    """Which source carries the answer, and where in it."""

    source: Id
    where: Text


class Entry(Record):
    """One answer of the knowledge base; the texts are English and are translated through gettext."""

    id: Id
    topic: str
    urgent: YesNo = False
    sensitive: YesNo = False
    needs_contact: YesNo = False
    title: EntryText
    short: EntryText
    steps: tuple[EntryText, ...] = ()
    say: tuple[Phrase, ...] = ()
    warning: EntryText | None = None
    details: EntryText | None = None
    sms: EntryText | None = None
    contacts: tuple[Id, ...] = ()
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    related: tuple[Id, ...] = ()
    checked: Day
    review_days: Annotated[int, Field(gt=0, le=366)]
    withdraw: YesNo = False
    """A change made the former wording dangerous: translations that do not follow the new one are not shown."""

    @property
    def discreet(self) -> bool:
        """Named only to a person who speaks of it first: a searched phone must not carry its title.

        An urgent entry stays in sight: who needs it may not find the words.
        """
        return self.sensitive and not self.urgent

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield (field, English text) of everything that is translated, in reading order."""
        yield "title", self.title
        yield "short", self.short
        yield from (("steps", step) for step in self.steps)
        yield from (("say", phrase.meaning) for phrase in self.say)
        for name, text in (("warning", self.warning), ("details", self.details), ("sms", self.sms)):
            if text is not None:
                yield name, text


class Show(StrEnum):
    """May a contact be given out?"""

    YES = "yes"
    HOLD = "hold"
    NEVER = "never"


class Contact(Record):
    """A way to reach somebody who helps; ``value`` is the exact string, never reformatted."""

    id: Id
    name: Text
    what: Text
    kind: Literal["phone", "email", "web", "telegram", "address"]
    value: Annotated[Text, StringConstraints(max_length=256)]  # what a button can copy (Bot API, CopyTextButton)
    country: Literal["uz", "tj", "kg"] | None = None
    """Whose citizens it serves; none: everybody."""
    languages: tuple[Literal["uz", "tg", "ky", "ru", "en"], ...] = ()
    confidence: Literal["high", "medium", "low"]
    seen_at: Text
    seen_on: LooseDay
    risk: Text | None = None
    show: Show
    show_until: Day | None = None
    confirmed_by: Text | None = None
    confirmed_on: Day | None = None
    note: Text | None = None

    def shown_on(self, day: date) -> bool:
        """Tell whether the contact may be given out on ``day``."""
        return self.show is Show.YES and self.show_until is not None and day <= self.show_until


class Source(Record):
    """A law or page that carries facts; ``url`` is where it was read, shown only when ``link`` says so."""

    id: Id
    title: Text
    kind: Literal["law", "treaty", "official", "court", "rights-group", "lawyer", "media", "article", "project"]
    url: Text
    link: YesNo = False
    published: LooseDay
    read: LooseDay
    confidence: Literal["high", "medium"]
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A question as people ask it.

    ``label`` is the id of the entry that answers it, or ``_`` and a kind of ``_none.yaml`` (``_near``).
    """

    text: str
    locale: str
    label: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that was read from the knowledge folder."""

    entries: Mapping[str, Entry]
    contacts: Mapping[str, Contact]
    sources: Mapping[str, Source]
    examples: tuple[Example, ...] = field(repr=False)
    menu: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def topics(self) -> tuple[str, ...]:
        """Return the topics that hold entries, in menu order."""
        used = {entry.topic for entry in self.entries.values()}
        return tuple(topic for topic in TOPICS if topic in used)

    def in_topic(self, topic: str) -> tuple[Entry, ...]:
        """Return the entries of a topic in the order of ``menu.yaml``."""
        return tuple(self.entries[name] for name in self.menu.get(topic, ()))
