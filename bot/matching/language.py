"""Room matching: which of our languages a text is written in, by the letter runs of its skeleton; touches numpy alone.

The skeleton makes Tajik typed in Latin letters meet Tajik in Cyrillic ones, so one naive Bayes model tells the
languages apart however they are typed, and the letters themselves tell the script.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.knowledge.model import Example
from bot.matching.english import SENTENCES
from bot.matching.features import Keys, runs
from bot.matching.fold import MAX_LENGTH, fold

LOCALES: Final = ("uz", "uz_Cyrl", "tg", "ky", "ru", "en")
"""Every locale a question may come from; guess_language gives one of these."""

LATIN_LOCALES: Final = frozenset({"uz", "en"})
"""Those of LOCALES that are written in Latin letters."""

CLEAR: Final = 6.0
"""By how much the likeliest language must lead, in natural logarithms; with this, 98.5 guesses of 100 were right."""

_LETTER_KIND: Final = 1 << 61
_SMOOTHING: Final = 0.3
_CYRILLIC: Final = (0x400, 0x52F)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What each feature says for each language: ``weights`` has a row a feature and a column a language."""

    names: npt.NDArray[np.str_]
    keys: Keys
    weights: npt.NDArray[np.float16]


def learn_languages(examples: Sequence[Example], folded: Sequence[str]) -> Evidence:
    """Learn from the example questions of every language, ``folded`` too, and English from sentences of our own."""
    given = [
        (example.locale.partition("_")[0], _features(example.text, skeleton))
        for example, skeleton in zip(examples, folded, strict=True)
    ]
    given += [("en", _features(sentence, fold(sentence))) for sentence in SENTENCES]
    names = sorted({language for language, _ in given})
    found = {name: np.concatenate([features for language, features in given if language == name]) for name in names}
    keys = np.unique(np.concatenate(list(found.values())))
    counts = np.stack([np.bincount(np.searchsorted(keys, found[name]), minlength=len(keys)) for name in names], axis=1)
    likely = np.log(counts + _SMOOTHING) - np.log((counts + _SMOOTHING).sum(axis=0))
    return Evidence(np.array(names), keys, (likely - likely.mean(axis=1, keepdims=True)).astype(np.float16))


def guess_language(text: str, evidence: Evidence) -> str | None:
    """The locale a text is written in, one of LOCALES; None when it is too short or too mixed to tell."""
    found = _features(text, fold(text))
    places = np.searchsorted(evidence.keys, found)
    places[places == len(evidence.keys)] = 0
    known = places[evidence.keys[places] == found]
    scores = evidence.weights[known].astype(np.float32).sum(axis=0)
    order = np.argsort(-scores, kind="stable")
    if len(order) > 1 and scores[order[0]] - scores[order[1]] < CLEAR:
        return None
    language = str(evidence.names[order[0]])
    if language == "uz" and is_cyrillic(text):
        return "uz_Cyrl"
    return language if language != "en" or not is_cyrillic(text) else None


def _features(text: str, folded: str) -> Keys:
    """Letter runs of two to four of the skeleton ``folded``, and the Cyrillic letters as typed: ҷ, ң or ы say a lot."""
    typed = unicodedata.normalize("NFKC", text[:MAX_LENGTH]).casefold()[:MAX_LENGTH]
    letters = [_LETTER_KIND | ord(letter) for letter in typed if _CYRILLIC[0] <= ord(letter) <= _CYRILLIC[1]]
    return np.concatenate([runs(folded, 2, 4), np.array(letters, dtype=np.int64)])


def is_cyrillic(text: str) -> bool:
    """Tell whether most letters of a text are Cyrillic."""
    cyrillic = sum(_CYRILLIC[0] <= ord(letter) <= _CYRILLIC[1] for letter in text)
    return cyrillic * 2 > sum(letter.isalpha() for letter in text)
