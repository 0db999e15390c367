"""The content, put together from all rooms and ready to answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property

import typer

from bot.cli.compose import CATALOGS, EXAMPLES, MODELS, today
from bot.conversation.dialog import Dialog
from bot.conversation.speech import Speech
from bot.conversation.wishes import Wishes
from bot.i18n.catalogs import Catalogs, load_catalogs
from bot.i18n.reviews import Reviews, load_reviews
from bot.knowledge.loader import load_knowledge
from bot.knowledge.model import Knowledge
from bot.matching.cache import cached, can_learn, load_or_train
from bot.matching.decide import Decider
from bot.matching.examples import Examples
from bot.matching.matcher import Matcher
from bot.matching.model import Model
from bot.settings import Settings

LEARNING = "Learning from {count} example questions, half a minute or so…"


@dataclass(frozen=True)
class Content:
    """Everything that is said, and the model that finds it.

    ``learned`` are the examples ``model`` was learned from. While a newer model is being learned they are not those of
    ``knowledge``; what is answered is always in ``knowledge``.
    """

    settings: Settings
    knowledge: Knowledge
    catalogs: Catalogs
    reviews: Reviews
    examples: Examples
    model: Model
    learned: Examples

    @cached_property
    def version(self) -> str:
        """A short hash of all content files: replicas that serve the same content have the same."""
        seen = hashlib.sha256()
        for folder, ending in ((self.settings.knowledge_dir, "*.yaml"), (self.settings.locales_dir, "*.po")):
            for path in sorted(folder.rglob(ending)):
                seen.update(f"{path.relative_to(folder)} ".encode() + path.read_bytes())
        return f"v{seen.hexdigest()[:12]}"

    @property
    def is_current(self) -> bool:
        """Tell whether the model was learned from these very examples."""
        return self.learned.digest == self.examples.digest

    def learned_anew(self, model: Model) -> Content:
        """The same with the model that was learned from these examples."""
        return replace(self, model=model, learned=self.examples)

    @cached_property
    def matcher(self) -> Matcher:
        """Finds entries that exist now."""
        return Matcher(self.model, self.learned, self.knowledge.entries, decider(self.model, self.knowledge))

    @cached_property
    def dialog(self) -> Dialog:
        """Answers people."""
        operator = named_operator(self.settings)
        return Dialog(
            self.knowledge,
            lambda locale: Speech(self.catalogs, locale, self.reviews, operator),
            self.matcher,
            self.matcher.guess_language,
            today,
            self.settings.official_links,
        )

    def make(self) -> None:
        """Make now what is otherwise made when it is first used."""
        _ = self.dialog, self.wishes, self.version

    @cached_property
    def wishes(self) -> Wishes:
        """Understands a wish said in a plain word."""
        return Wishes(self.catalogs)


def load_content(settings: Settings) -> Content:
    """Load everything that is needed to answer; the model is trained first where no cached one fits the content.

    Raises:
        ContentError: when the knowledge base or a record of reviews has mistakes.
        CatalogError: when a catalog is missing or unreadable.
        ModelError: when there is no model and none can be trained.
    """
    knowledge, catalogs, reviews = _read(settings)
    examples = Examples(knowledge.examples)
    model = cached(examples, MODELS)
    if model is None:
        if can_learn():
            typer.echo(LEARNING.format(count=len(examples)), err=True)
        model = load_or_train(examples, MODELS)
    return Content(settings, knowledge, catalogs, reviews, examples, model, examples)


def reload_content(last: Content) -> Content:
    """Read the files again; where no model fits them yet, the ``last`` one goes on finding what is still there.

    Raises:
        ContentError: when the knowledge base or a record of reviews has mistakes.
        CatalogError: when a catalog is missing or unreadable.
    """
    knowledge, catalogs, reviews = _read(last.settings)
    examples = Examples(knowledge.examples)
    read = replace(last, knowledge=knowledge, catalogs=catalogs, reviews=reviews, examples=examples)
    if not read.is_current and (model := cached(examples, MODELS)):
        return read.learned_anew(model)
    return read


def _read(settings: Settings) -> tuple[Knowledge, Catalogs, Reviews]:
    knowledge = load_knowledge(settings.knowledge_dir, EXAMPLES)
    catalogs = load_catalogs(settings.locales_dir, CATALOGS)
    return knowledge, catalogs, load_reviews(settings.knowledge_dir, settings.locales_dir, knowledge.entries)


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
