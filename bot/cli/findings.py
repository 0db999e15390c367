"""Collects what every room finds wrong with content and catalogs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import bot
from bot.cli import compose, examples, overview
from bot.conversation.checks import cards_too_long
from bot.i18n.catalogs import CatalogError, load_catalogs
from bot.i18n.checks import catalog_problems
from bot.i18n.po import PoError
from bot.i18n.reviews import Reviews, load_reviews, reviewed_in_future
from bot.i18n.update import stale, up_to_date
from bot.knowledge.coverage import too_few_questions, too_few_unanswered
from bot.knowledge.denied import DenyList
from bot.knowledge.errors import ContentError
from bot.knowledge.freshness import checked_in_future, expiring, left_without_contact, overdue
from bot.knowledge.loader import load_knowledge
from bot.knowledge.model import Knowledge
from bot.settings import Settings


@dataclass(slots=True)
class Findings:
    """What must be mended, what should be looked at, and the example questions that another entry would answer."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    stolen: list[str] = field(default_factory=list)


def find(settings: Settings, day: date) -> Findings:
    """Check everything as it is on ``day``; later checks need a base that can be read, so they wait for the first.

    Raises:
        ModelError: when the example questions cannot be asked because no model can be learned.
    """
    try:
        knowledge = load_knowledge(settings.knowledge_dir)
        reviews = load_reviews(settings.knowledge_dir, settings.locales_dir, knowledge.entries)
    except ContentError as error:
        return Findings([str(problem) for problem in error.problems])
    try:
        catalogs = load_catalogs(settings.locales_dir, compose.CATALOGS)
        found = Findings(
            [
                *_freshness_errors(knowledge, reviews, day),
                *too_few_questions(knowledge),
                *too_few_unanswered(knowledge),
                *_catalog_errors(settings, knowledge, day),
                *cards_too_long(knowledge, catalogs, day),
            ],
            list(_freshness_warnings(knowledge, day)),
        )
    except (CatalogError, PoError, ContentError) as error:
        return Findings(str(error).splitlines())
    if not overview.is_current(settings, knowledge, catalogs, reviews):
        found.errors.append(f"{settings.knowledge_dir / overview.FILE}: not up to date; run: python -m bot overview")
    if not found.errors:  # a mistake in a file is told within seconds, the questions take longer
        _ask_examples(settings, knowledge, found)
    return found


def _ask_examples(settings: Settings, knowledge: Knowledge, found: Findings) -> None:
    stolen = examples.stolen_examples(knowledge)
    try:
        errors, warnings = examples.too_many_stolen(settings, stolen)
    except ContentError as error:
        errors, warnings = str(error).splitlines(), []
    found.errors += errors
    found.warnings += warnings
    found.stolen += examples.told(stolen)


def _catalog_errors(settings: Settings, knowledge: Knowledge, day: date) -> Iterator[str]:
    files = up_to_date(Path(bot.__file__).parent, settings.knowledge_dir, settings.locales_dir, day)
    yield from (f"{path}: not up to date; run: python -m bot translate update" for path in stale(files))
    yield from catalog_problems(settings.locales_dir, DenyList(knowledge.contacts.values()))


def _freshness_errors(knowledge: Knowledge, reviews: Reviews, day: date) -> Iterator[str]:
    for entry in checked_in_future(knowledge, day):
        yield f"knowledge/entries/{entry.topic}/{entry.id}.yaml: checked on {entry.checked}, which is yet to come"
    for name in reviewed_in_future(reviews, day):
        yield f"reviews.yaml: {name} was reviewed on a day that is yet to come"
    for name in left_without_contact(knowledge, day):
        yield (
            f"knowledge/entries/{knowledge.entries[name].topic}/{name}.yaml: all its contacts have expired on {day}; "
            "call them and set confirmed_by, confirmed_on and show_until in contacts.yaml, or name others"
        )


def _freshness_warnings(knowledge: Knowledge, day: date) -> Iterator[str]:
    for name, last in expiring(knowledge, day):
        yield f"knowledge/contacts.yaml: {name} is shown only until {last}; call it and confirm it"
    for entry in overdue(knowledge, day):
        yield (
            f"knowledge/entries/{entry.topic}/{entry.id}.yaml: last checked {entry.checked}, due every "
            f"{entry.review_days} days; read the sources again and set 'checked'"
        )
