"""One word for one thing: ``locales/<locale>/glossary.yaml`` says which, and which words translators keep out.

A word to avoid is one that means something else, is too learned, or is the officer's word: it is refused where the
English text speaks of that very term. Words in quotes and brackets are names of Russian things and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from bot.knowledge.errors import ContentError, Problem
from bot.knowledge.model import Record, Text
from bot.knowledge.records import read_records

FILE = "glossary.yaml"
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\([^)]*\)")
"""Quoted and bracketed words, which may be Russian names of things."""

_SHORTEST_STEM = 4
"""Letters; a shorter word is looked for whole, because too many others begin like it."""


class Term(Record):
    """How one English term (the key; several with commas) is said, and what is not said for it."""

    translation: Text
    avoid: tuple[Text, ...] = ()
    note: Text | None = None


class Glossary:
    """The terms of one language."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = terms
        avoided = {word for term in terms.values() for word in term.avoid}
        self._any = re.compile("|".join(_word(word).pattern for word in sorted(avoided)) or "(?!)", re.IGNORECASE)

    def avoided_words(self, english: str, text: str) -> Iterator[tuple[str, str, Term]]:
        """Yield (word, term's name, term) for every word to avoid in ``text``, the translation of ``english``."""
        spoken = QUOTED.sub("", text)
        if not self._any.search(spoken):
            return
        meant = {name: term for name, term in self.terms.items() if _names(name).search(english)}
        for name, term in meant.items():
            rest = " ".join(other.translation for other in meant.values() if other is not term)
            for word in term.avoid:
                if _word(word).search(spoken) and not _word(word).search(rest):
                    yield word, name, term


def load_glossary(path: Path) -> Glossary:
    """Read a glossary; a language that has none yet has an empty one.

    Raises:
        ContentError: with every mistake found.
    """
    problems: list[Problem] = []
    terms, document = read_records(path, Term, problems) if path.exists() else ({}, None)
    for name, term in terms.items():
        for number, word in enumerate(term.avoid):
            if document and _word(word).search(QUOTED.sub("", term.translation)):
                problems.append(document.problem((name, "avoid", number), f"{word!r} is its own translation"))
    if problems:
        raise ContentError(problems)
    return Glossary(terms)


@cache
def _names(name: str) -> re.Pattern[str]:
    """Return the pattern of an English term: its commas part synonyms, what stands in brackets only explains."""
    synonyms = (synonym.strip() for synonym in QUOTED.sub("", name).split(","))
    return re.compile("|".join(rf"\b{re.escape(each)}(?:s|es|ed|ing)?\b" for each in synonyms if each), re.IGNORECASE)


@cache
def _word(word: str) -> re.Pattern[str]:
    """Return the pattern of a word with whatever ending these languages give it."""
    ending = r"\w*" if len(word) >= _SHORTEST_STEM else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(word)}{ending}", re.IGNORECASE)
