"""What grows old: contacts that may no longer be given out, and entries whose legal check is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.knowledge.model import Entry, Knowledge

SOON = timedelta(days=30)
"""How long before its last day a contact is listed as expiring."""


def expiring(knowledge: Knowledge, day: date) -> Iterator[tuple[str, date]]:
    """Yield (contact, last day) of the contacts that may be shown on ``day`` but not ``SOON`` after it."""
    for contact in knowledge.contacts.values():
        if contact.shown_on(day) and contact.show_until is not None and contact.show_until < day + SOON:
            yield contact.id, contact.show_until


def left_without_contact(knowledge: Knowledge, day: date) -> Iterator[str]:
    """Yield the entries that are useless without a contact, and whose contacts have all expired on ``day``."""
    for entry in knowledge.entries.values():
        if entry.needs_contact and not any(knowledge.contacts[name].shown_on(day) for name in entry.contacts):
            yield entry.id


def checked_in_future(knowledge: Knowledge, day: date) -> Iterator[Entry]:
    """Yield the entries whose check is dated after ``day``: a slip that would keep them fresh for years."""
    for entry in knowledge.entries.values():
        if entry.checked > day:
            yield entry


def overdue(knowledge: Knowledge, day: date) -> Iterator[Entry]:
    """Yield the entries whose legal check is longer ago than their review interval allows."""
    for entry in knowledge.entries.values():
        if day > entry.checked + timedelta(days=entry.review_days):
            yield entry
