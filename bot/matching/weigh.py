"""Room matching: how much each feature of a text counts; touches numpy alone.

All texts are weighed in one go, one question as a bag of one: there is a single rule for examples and questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.features import Keys, features, is_frame, is_prefix

PREFIX_WEIGHT: Final = 0.7
"""Of word beginnings beside letter runs; each kind of feature is a vector of length one before."""
FRAME_WEIGHT: Final = 0.5
"""Of the frames of words."""

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Bags:
    """The distinct features of texts: text number i has ``keys[ends[i]:ends[i + 1]]``, each as often as ``times``."""

    ends: Places
    keys: Keys
    times: npt.NDArray[np.int64]

    @property
    def texts(self) -> Places:
        """The number of the text that each feature belongs to."""
        return np.repeat(np.arange(len(self.ends) - 1, dtype=np.int32), np.diff(self.ends))

    def some(self, chosen: npt.NDArray[np.bool_]) -> Bags:
        """The texts that are ``chosen``, one truth a text."""
        kept = chosen[self.texts]
        return Bags(_ends(np.diff(self.ends)[chosen]), self.keys[kept], self.times[kept])


def bags(folded: Iterable[str]) -> Bags:
    """Find the features of each folded text."""
    distinct = [np.unique(features(text), return_counts=True) for text in folded]
    keys = np.concatenate([keys for keys, _ in distinct])
    return Bags(_ends([len(keys) for keys, _ in distinct]), keys, np.concatenate([times for _, times in distinct]))


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Weighed texts: number i has the features ``places[ends[i]:ends[i + 1]]`` of a model, and as many ``counts``."""

    ends: Places
    places: Places
    counts: Floats


def weigh(given: Bags, keys: Keys, rarity: Floats) -> Rows:
    """TF-IDF of the features that are among ``keys``, each kind of feature of a text a vector of length one.

    Unknown features have a part in the length, as the rarest of all: a text is not taken for the one word known of it.
    """
    texts, number = given.texts, len(given.ends) - 1
    places = np.searchsorted(keys, given.keys)
    places[places == len(keys)] = 0
    known = keys[places] == given.keys
    counts = (1 + np.log(given.times)) * np.where(known, rarity[places], rarity.max())
    prefixes, frames = is_prefix(given.keys), is_frame(given.keys)
    for kind, weight in ((prefixes, PREFIX_WEIGHT), (frames, FRAME_WEIGHT), (~prefixes & ~frames, 1.0)):
        lengths = np.sqrt(np.bincount(texts[kind], np.square(counts[kind]), minlength=number))
        counts[kind] *= weight / lengths[texts[kind]]  # a text that has one of the kind has a length
    ends = _ends(np.bincount(texts[known], minlength=number))
    return Rows(ends, places[known].astype(np.int32), counts[known].astype(np.float32))


def _ends(sizes: npt.ArrayLike) -> Places:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
