"""How many example questions there are: with too few, an entry is not found, or answers what it does not answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.knowledge.model import QUESTION_LOCALES, SMALL_TALK, Knowledge

FEWEST = 25
"""Example questions of an entry in each language; more examples help more than any engine (measured)."""
FEWEST_UNANSWERED = 80
"""Lines of a language near the subject that no entry answers; and as many of small talk, noise and other worlds."""


def too_few_questions(knowledge: Knowledge) -> Iterator[str]:
    """Yield a line for every entry and language with fewer than ``FEWEST`` example questions."""
    counts = Counter((example.label, example.locale) for example in knowledge.examples)
    for entry in knowledge.entries.values():
        for locale in QUESTION_LOCALES:
            if (count := counts[entry.id, locale]) < FEWEST:
                where = f"knowledge/questions/{locale}/{entry.topic}.yaml"
                yield f"{where}: {entry.id} has {count} questions; write at least {FEWEST}, different in their words"


def too_few_unanswered(knowledge: Knowledge) -> Iterator[str]:
    """Yield a line for every language with fewer than ``FEWEST_UNANSWERED`` lines of either sort."""
    counts = Counter((example.label, example.locale) for example in knowledge.examples)
    for locale in QUESTION_LOCALES:
        near = counts["_near", locale]
        rest = sum(counts[f"_{kind}", locale] for kind in ("far", *SMALL_TALK))
        for count, what in ((near, "'near'"), (rest, f"'far', {', '.join(map(repr, SMALL_TALK))} together")):
            if count < FEWEST_UNANSWERED:
                yield f"knowledge/questions/{locale}/_none.yaml: {what}: {count} lines; write {FEWEST_UNANSWERED}"
