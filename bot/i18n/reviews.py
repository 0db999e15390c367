"""Who has read which text, and whether that still holds: the state of a review is derived from the text itself.

A record names the reviewer, the day, and a hash of the exact text that was read. A text that changes no longer fits
the hash, so its review lapses without anybody switching a mark; nothing can be called reviewed by hand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from bot.i18n.catalogs import Catalogs, State
from bot.i18n.extract import WHERE_CONTEXT, contact_context, entry_context, source_context
from bot.i18n.languages import BY_LOCALE, TRANSLATED_LOCALES
from bot.knowledge.errors import ContentError, Problem
from bot.knowledge.model import Day, Entry, Knowledge, Record, Text
from bot.knowledge.records import build
from bot.knowledge.yaml_text import Document, read_yaml

FILE = "reviews.yaml"
URGENT_REVIEWERS = 2
"""Different people who must have read an urgent entry: a slip there does harm before anybody notices."""
_HASH_LENGTH = 16
"""Hexadecimal digits of SHA-256 that are kept: against slips, not against forgers, who could write any record."""


class Review(Record):
    """One reading of one entry: by whom (a pseudonym will do), on which day, and the hash of what was read."""

    by: Text
    on: Day
    text: Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{_HASH_LENGTH}}}$")]


class ReviewState(StrEnum):
    """What a reader may be told of a text."""

    REVIEWED = "reviewed"
    OUTDATED = "outdated"  # the text changed after it was read, or its source after it was translated
    UNREVIEWED = "unreviewed"
    MISSING = "missing"  # shown in another language


Records = Mapping[str, Sequence[Review]]


@dataclass(frozen=True, slots=True)
class Reviews:
    """All records, by entry: ``legal`` of lawyers, ``native`` of native speakers, by locale."""

    legal: Records = field(default_factory=dict)
    native: Mapping[str, Records] = field(default_factory=dict)

    def legal_state(self, knowledge: Knowledge, entry: Entry) -> ReviewState:
        """Return whether a lawyer has read the English text of ``entry`` as it stands."""
        records = self.legal.get(entry.id, ())
        return _state(records, legal_hash(knowledge, entry), entry) if records else ReviewState.UNREVIEWED

    def read_by_native(self, knowledge: Knowledge, entry: Entry, locale: str, catalogs: Catalogs) -> bool:
        """Tell whether ``native_state`` is REVIEWED; at once where nobody has read the entry."""
        read = BY_LOCALE[locale].generated_from or locale
        if entry.id not in self.native.get(read, {}):
            return False
        return self.native_state(knowledge, entry, locale, catalogs) is ReviewState.REVIEWED

    def native_state(self, knowledge: Knowledge, entry: Entry, locale: str, catalogs: Catalogs) -> ReviewState:
        """Return whether a native speaker has read what ``entry`` shows in ``locale`` as it stands.

        A locale that is made from another one has the records of that one.
        """
        states = {catalogs.knowledge(locale, *message).state for message in messages_of(knowledge, entry)}
        if State.MISSING in states:
            return ReviewState.MISSING
        if State.OUTDATED in states:
            return ReviewState.OUTDATED
        read = BY_LOCALE[locale].generated_from or locale
        records = self.native.get(read, {}).get(entry.id, ())
        if not records:
            return ReviewState.UNREVIEWED
        return _state(records, native_hash(knowledge, entry, read, catalogs), entry)


def _state(records: Sequence[Review], text: str, entry: Entry) -> ReviewState:
    reviewers = {review.by.casefold() for review in records if review.text == text}
    if len(reviewers) >= (URGENT_REVIEWERS if entry.urgent else 1):
        return ReviewState.REVIEWED
    return ReviewState.UNREVIEWED if reviewers else ReviewState.OUTDATED


def legal_hash(knowledge: Knowledge, entry: Entry) -> str:
    """Return the hash of what a lawyer reads: English texts, Russian phrases, places in sources, and contacts."""
    contacts = [knowledge.contacts[name] for name in entry.contacts]
    return _hash([*messages_of(knowledge, entry), *_phrases(entry), *(("contact", each.value) for each in contacts)])


def native_hash(knowledge: Knowledge, entry: Entry, locale: str, catalogs: Catalogs) -> str:
    """Return the hash of what a native speaker reads: all that a card shows, in English and in ``locale``."""
    messages = messages_of(knowledge, entry)
    return _hash(
        [
            *messages,
            *((context, catalogs.knowledge(locale, context, english).text) for context, english in messages),
            *_phrases(entry),
        ]
    )


def _phrases(entry: Entry) -> list[tuple[str, str]]:
    return [("ru", phrase.ru) for phrase in entry.say]


def messages_of(knowledge: Knowledge, entry: Entry) -> list[tuple[str, str]]:
    """Return (context, English) of everything translated that the card of ``entry`` and its details show."""
    messages = [(entry_context(entry.id, name), english) for name, english in entry.texts()]
    for citation in entry.sources:
        messages.append((source_context(citation.source), knowledge.sources[citation.source].title))
        messages.append((WHERE_CONTEXT, citation.where))
    for name in entry.contacts:
        contact = knowledge.contacts[name]
        texts = (("name", contact.name), ("what", contact.what), ("risk", contact.risk))
        messages += [(contact_context(name, field), text) for field, text in texts if text]
    return messages


def _hash(pairs: Iterable[tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps(list(pairs)).encode()).hexdigest()[:_HASH_LENGTH]


def load_reviews(knowledge: Path, locales: Path, entries: Collection[str]) -> Reviews:
    """Read ``knowledge``/reviews.yaml (legal) and ``locales``/<locale>/reviews.yaml; each may be missing or empty.

    ``entries`` are the ids that exist.

    Raises:
        ContentError: with every mistake found.
    """
    problems: list[Problem] = []
    legal = _read(knowledge / FILE, entries, problems)
    native = {locale: _read(locales / locale / FILE, entries, problems) for locale in TRANSLATED_LOCALES}
    if problems:
        raise ContentError(problems)
    return Reviews(legal, native)


def record(path: Path, entry: Entry, review: Review) -> None:
    """Add ``review`` of ``entry`` to the file ``path``; what stands in it already, comments too, stays as it is."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    new = [f"  - by: {json.dumps(review.by, ensure_ascii=False)}", f"    on: {review.on}", f"    text: {review.text}"]
    key = f"{entry.id}:"
    if key in lines:
        at = lines.index(key) + 1
        lines[at:at] = new
    else:
        lines += [key, *new]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _read(path: Path, entries: Collection[str], problems: list[Problem]) -> Records:
    if not path.exists():
        return {}
    document = read_yaml(path, problems, may_be_empty=True)
    if document is None:
        return {}
    if not isinstance(document.value, dict):
        problems.append(document.problem((), "must be a mapping: an entry's id, a colon, and its reviews below"))
        return {}
    return {key: _reviews(document, key, entries, problems) for key in document.value}


def _reviews(document: Document, key: str, entries: Collection[str], problems: list[Problem]) -> list[Review]:
    if key not in entries:
        problems.append(document.problem((key,), f"{key!r} is not the id of an entry; check the spelling", at_key=True))
    listed = document.value[key] if isinstance(document.value, dict) else ""
    if not isinstance(listed, list):
        problems.append(document.problem((key,), "must be a list; begin each review with '- by: NAME'"))
        return []
    read = [build(Review, document, (key, number), {}, problems) for number in range(len(listed))]
    return [review for review in read if review is not None]


def reviewed_in_future(reviews: Reviews, day: date) -> Iterator[str]:
    """Yield the entries with a review dated after ``day``, as "LOCALE ENTRY"; a lawyer's as "legal ENTRY"."""
    for name, records in {"legal": reviews.legal, **reviews.native}.items():
        for entry, listed in records.items():
            if any(review.on > day for review in listed):
                yield f"{name} {entry}"
