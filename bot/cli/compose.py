"""Puts the rooms together: settings, content, catalogs, matcher, conversation."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from bot.conversation.dialog import Dialog
from bot.conversation.speech import Speech
from bot.i18n.catalogs import CatalogError, Catalogs, load_catalogs
from bot.i18n.po import PoError
from bot.i18n.reviews import load_reviews
from bot.knowledge.errors import ContentError
from bot.knowledge.loader import load_knowledge
from bot.knowledge.model import Knowledge
from bot.matching.cache import cached, load_or_train
from bot.matching.decide import Decider
from bot.matching.matcher import Matcher
from bot.matching.model import Model, ModelError
from bot.settings import Settings, SettingsError, load_settings
from bot.storage.protocol import StoreError

CACHE = Path("var/cache")
"""What can be made again from the content: compiled catalogs and the trained model."""

LEARNING = "Learning from {count} example questions, a minute or so…"

EXIT_CONFIGURATION = 2
"""Exit code for a wrong environment, unusable content, or a token that Telegram refuses at start."""


@dataclass(frozen=True, slots=True)
class Content:
    """The content, ready to answer."""

    knowledge: Knowledge
    catalogs: Catalogs
    matcher: Matcher
    dialog: Dialog


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turn what an operator or author can mend into plain lines on stderr and exit code 2; no traceback."""
    try:
        yield
    except (SettingsError, ContentError, CatalogError, PoError, ModelError, StoreError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line speaks to a person
        raise typer.Exit(EXIT_CONFIGURATION) from None


def settings() -> Settings:
    """Return the settings, or end the program with what is wrong in them."""
    with explained():
        return load_settings()


def load_content(settings: Settings) -> Content:
    """Load everything that is needed to answer; the model is trained first where no cached one fits the content.

    Raises:
        ContentError: when the knowledge base or a record of reviews has mistakes.
        CatalogError: when a catalog is missing or unreadable.
        ModelError: when there is no model and none can be trained.
    """
    knowledge = load_knowledge(settings.knowledge_dir)
    catalogs = load_catalogs(settings.locales_dir, CACHE / "catalogs")
    reviews = load_reviews(settings.knowledge_dir, settings.locales_dir, knowledge.entries)
    model = cached(knowledge.examples, CACHE / "models")
    if model is None:
        typer.echo(LEARNING.format(count=len(knowledge.examples)), err=True)
        model = load_or_train(knowledge.examples, CACHE / "models")
    matcher = Matcher(model, knowledge.examples, knowledge.entries, decider(model, knowledge))
    operator = named_operator(settings)
    dialog = Dialog(
        knowledge,
        lambda locale: Speech(catalogs, locale, reviews, operator),
        matcher,
        matcher.guess_language,
        today,
    )
    return Content(knowledge, catalogs, matcher, dialog)


def decider(model: Model, knowledge: Knowledge) -> Decider:
    """Return the rules by which ``model`` answers from ``knowledge``."""
    entries = knowledge.entries.values()
    urgent = frozenset(entry.id for entry in entries if entry.urgent)
    sensitive = frozenset(entry.id for entry in entries if entry.sensitive)
    return Decider(model.answer_at, model.offer_at, urgent, sensitive)


def named_operator(settings: Settings) -> str:
    """Return who runs the bot and how to reach them, as the configuration says it; empty when it does not."""
    name, contact = settings.operator_name, settings.operator_contact
    return f"{name} ({contact})" if name and contact else name or contact


def today() -> date:
    """Return the day, in UTC."""
    return datetime.now(UTC).date()
