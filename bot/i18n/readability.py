"""How hard the texts are to read, per language: long sentences and long words, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from bot.i18n.catalogs import Catalogs
from bot.i18n.extract import entry_context
from bot.i18n.languages import BY_LOCALE
from bot.knowledge.model import Knowledge

LONGEST_SENTENCE = 22
"""Words; above it a sentence is listed. Plain-language guides ask for 15 to 20 on average."""
LONG_WORD: Mapping[str, int] = {"uz": 12, "tg": 10, "ky": 11, "ru": 11, "en": 9}
"""Letters from which a word counts as long: about one word in twenty of our own texts when this was written (2026)."""
MOST_LONG_WORDS = 0.25
"""Share of long words above which a text of some length is listed."""
_SOME_LENGTH = 8
"""Words; in a shorter text one name alone would make the share."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|[;:]\s+")
_WORD = re.compile(r"[^\W\d_][\w’ʻʼ-]*")


@dataclass(frozen=True, slots=True)
class Ease:
    """How easily the texts of one language are read; ``long_words`` is their share among all words."""

    locale: str
    sentences: int
    words_a_sentence: float
    long_sentences: int
    long_words: float


@dataclass(frozen=True, slots=True)
class Hard:
    """A text that is hard to read, and why."""

    locale: str
    context: str
    why: str
    text: str


def ease(knowledge: Knowledge, catalogs: Catalogs) -> Iterator[Ease]:
    """Yield the figures of every language; a generated script reads as the one it is made from."""
    for locale in _locales():
        sentences = [sentence for _, text in _texts(knowledge, catalogs, locale) for sentence in _sentences(text)]
        words = [word for sentence in sentences for word in sentence]
        yield Ease(
            locale,
            len(sentences),
            fmean(map(len, sentences)) if sentences else 0.0,
            sum(len(sentence) > LONGEST_SENTENCE for sentence in sentences),
            sum(_is_long(word, locale) for word in words) / len(words) if words else 0.0,
        )


def hard_texts(knowledge: Knowledge, catalogs: Catalogs) -> Iterator[Hard]:
    """Yield every text with a sentence above LONGEST_SENTENCE or more long words than MOST_LONG_WORDS."""
    for locale in _locales():
        for context, text in _texts(knowledge, catalogs, locale):
            sentences = _sentences(text)
            longest = max(sentences, key=len, default=[])
            if len(longest) > LONGEST_SENTENCE:
                yield Hard(locale, context, f"a sentence of {len(longest)} words", " ".join(longest))
            words = [word for sentence in sentences for word in sentence]
            long = [word for word in words if _is_long(word, locale)]
            if len(words) >= _SOME_LENGTH and len(long) > MOST_LONG_WORDS * len(words):
                yield Hard(locale, context, f"{len(long)} long words of {len(words)}", ", ".join(long))


def _locales() -> list[str]:
    return [locale for locale, language in BY_LOCALE.items() if not language.generated_from]


def _texts(knowledge: Knowledge, catalogs: Catalogs, locale: str) -> Iterator[tuple[str, str]]:
    for entry in knowledge.entries.values():
        for name, english in entry.texts():
            context = entry_context(entry.id, name)
            found = catalogs.knowledge(locale, context, english)
            if found.locale == locale:
                yield context, found.text


def _sentences(text: str) -> Sequence[Sequence[str]]:
    """Return the words of each sentence; a colon ends one as a stop does."""
    split = (_WORD.findall(sentence) for sentence in _SENTENCE_END.split(text))
    return [words for words in split if words]


def _is_long(word: str, locale: str) -> bool:
    return len(word) >= LONG_WORD[locale]
