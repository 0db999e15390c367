"""``overview``: writes ``knowledge/README.md``, a table of all entries: state, length and examples in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import compose
from bot.conversation.checks import card_length
from bot.conversation.speech import Speech
from bot.i18n.catalogs import Catalogs, load_catalogs
from bot.i18n.languages import BY_LOCALE, LOCALES, SOURCE_LOCALE
from bot.i18n.reviews import Reviews, load_reviews
from bot.knowledge.loader import load_knowledge
from bot.knowledge.model import Entry, Knowledge
from bot.settings import Settings

FILE = "README.md"

_INTRODUCTION = """\
# What the knowledge base holds

Written by `python -m bot overview`; a change by hand is lost. Each cell says whether a native speaker has read the
translation (reviewed, outdated, unreviewed or missing), how many characters of the answer are seen at once, and how
many example questions lead to it. Under "lawyer": whether a lawyer has read the English text and its sources. Both are
derived from the texts themselves (`reviews.yaml` here, `locales/<language>/reviews.yaml`): a text that changes is not
reviewed any more. Uzbek Cyrillic is made from the Latin texts and questions and has their state.
"""


def overview(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if the table is not what would be written.")
    ] = False,
) -> None:
    """Write the table of all entries into README.md of the knowledge folder.

    Example: python -m bot overview
    """
    settings = compose.settings()
    with compose.explained():
        knowledge = load_knowledge(settings.knowledge_dir)
        catalogs = load_catalogs(settings.locales_dir, compose.CATALOGS)
        reviews = load_reviews(settings.knowledge_dir, settings.locales_dir, knowledge.entries)
    if is_current(settings, knowledge, catalogs, reviews):
        return
    path = _path(settings)
    typer.echo(f"{path}: {'not up to date; run: python -m bot overview' if check else 'updated'}")
    if check:
        raise typer.Exit(1)
    path.write_text(_page(knowledge, catalogs, reviews), encoding="utf-8")


def is_current(settings: Settings, knowledge: Knowledge, catalogs: Catalogs, reviews: Reviews) -> bool:
    """Tell whether the table on disk is the one that would be written."""
    path = _path(settings)
    return path.exists() and path.read_text(encoding="utf-8") == _page(knowledge, catalogs, reviews)


def _path(settings: Settings) -> Path:
    return settings.knowledge_dir / FILE


def _page(knowledge: Knowledge, catalogs: Catalogs, reviews: Reviews) -> str:
    return "\n".join([_INTRODUCTION, *_table(knowledge, catalogs, reviews), ""])


def _table(knowledge: Knowledge, catalogs: Catalogs, reviews: Reviews) -> Iterator[str]:
    examples = Counter((example.label, example.locale) for example in knowledge.examples)
    yield "| " + " | ".join(["topic", "entry", "marks", "lawyer", *LOCALES]) + " |"
    yield "| --- " * (4 + len(LOCALES)) + "|"
    for topic in knowledge.topics():
        for entry in knowledge.in_topic(topic):
            cells = [_cell(knowledge, Speech(catalogs, locale, reviews), entry, examples) for locale in LOCALES]
            marks = " ".join(name for name in ("urgent", "sensitive", "needs_contact") if getattr(entry, name))
            yield "| " + " | ".join([topic, entry.id, marks, reviews.legal_state(knowledge, entry), *cells]) + " |"


def _cell(knowledge: Knowledge, speech: Speech, entry: Entry, examples: Counter[tuple[str, str]]) -> str:
    """Return "state, length, examples"; the length is that of the day of the entry's check: it stays the same."""
    length = card_length(knowledge, speech, entry, entry.checked)
    if speech.locale == SOURCE_LOCALE:
        return f"{length}"
    state = speech.reviews.native_state(knowledge, entry, speech.locale, speech.catalogs)
    asked = examples[entry.id, BY_LOCALE[speech.locale].generated_from or speech.locale]
    return f"{state}, {length}, {asked}"
