"""How many example questions each entry has: too few, and it is not found by those who need it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.knowledge.model import QUESTION_LOCALES, Knowledge

FEWEST = 12
"""Example questions of an entry in each language; below it, more examples help more than any engine (measured)."""


def too_few_questions(knowledge: Knowledge) -> Iterator[str]:
    """Yield a line for every entry and language with fewer than ``FEWEST`` example questions."""
    counts = Counter((example.label, example.locale) for example in knowledge.examples)
    for entry in knowledge.entries.values():
        for locale in QUESTION_LOCALES:
            if (count := counts[entry.id, locale]) < FEWEST:
                where = f"knowledge/questions/{locale}/{entry.topic}.yaml"
                yield f"{where}: {entry.id} has {count} questions; write at least {FEWEST}, different in their words"
