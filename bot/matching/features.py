"""Room matching: a folded text to numbered features; touches numpy alone.

A feature is one exact 64-bit number: the skeleton's 38 letters, digits and the space take 6 bits each, the kind of
feature the highest ones. So there are no collisions, and the vocabulary of a model is one sorted array, no strings.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int64]

SHORTEST_RUN: Final = 2
LONGEST_RUN: Final = 5
"""Letters of the runs inside a word; a word's edges count as letters."""
PREFIX: Final = 4
"""Letters of a word's beginning that stand for its stem: in all four languages what bends comes after."""
FRAME: Final = 4
"""Consonants of a word's frame. Vowels are what people leave out or mistake most, in all four languages."""
FRAMED: Final = 2
"""Consonants a word must have for its frame to say anything."""
VOWELS: Final = "aeio"
"""The vowels of the skeleton."""

_SPACE: Final = 1
_BITS: Final = 6
_FRAME_KIND: Final = 1 << 59
_PREFIX_KIND: Final = 1 << 60
_CODES: Final = np.zeros(0x180, dtype=np.int64)
for _code, _letter in enumerate(" abcdefghijklmnopqrstuvwxyzčš0123456789", start=_SPACE):
    _CODES[ord(_letter)] = _code
_VOWELS: Final = np.isin(np.arange(64), [_CODES[ord(letter)] for letter in VOWELS])


def features(folded: str) -> Keys:
    """All features of a folded text, with repetitions: as often as each occurs."""
    codes, inner = _read(folded)
    found = [_prefixes(codes, inner), _frames(codes, inner), *_runs(codes, inner, SHORTEST_RUN, LONGEST_RUN)]
    return np.concatenate(found)


def runs(folded: str, shortest: int, longest: int) -> Keys:
    """The letter runs of a folded text, of two letters at least."""
    return np.concatenate(list(_runs(*_read(folded), shortest, longest)))


def is_prefix(keys: Keys) -> npt.NDArray[np.bool_]:
    """Tell which features are beginnings of words, not letter runs."""
    prefixes: npt.NDArray[np.bool_] = (keys & _PREFIX_KIND) != 0
    return prefixes


def is_frame(keys: Keys) -> npt.NDArray[np.bool_]:
    """Tell which features are frames of words: their first consonants."""
    frames: npt.NDArray[np.bool_] = (keys & _FRAME_KIND) != 0
    return frames


def _read(folded: str) -> tuple[Keys, npt.NDArray[np.bool_]]:
    """The letters of a text as numbers, a space at either end, and which of them stand in words."""
    codes = _CODES[np.frombuffer(f" {folded} ".encode("utf-16-le"), dtype=np.uint16)]
    return codes, codes != _SPACE


def _runs(codes: Keys, inner: npt.NDArray[np.bool_], shortest: int, longest: int) -> Iterator[Keys]:
    keys = codes
    whole = inner  # the run has no space but at its edges
    for length in range(2, longest + 1):
        keys = (keys[:-1] << _BITS) | codes[length - 1 :]
        whole = whole[:-1] & inner[length - 2 : -1] if length > 2 else inner[:-1] | inner[1:]
        if length >= shortest:
            yield keys[whole]


def _prefixes(codes: Keys, inner: npt.NDArray[np.bool_]) -> Keys:
    starts = np.flatnonzero(inner[1:] & ~inner[:-1]) + 1
    padded = np.append(codes, [_SPACE] * PREFIX)
    keys = np.full(len(starts), _PREFIX_KIND, dtype=np.int64)
    going_on = np.ones(len(starts), dtype=bool)
    for place in range(PREFIX):
        letters = padded[starts + place]
        going_on &= letters != _SPACE
        keys = np.where(going_on, (keys & ~_PREFIX_KIND) << _BITS | letters | _PREFIX_KIND, keys)
    return keys


def _frames(codes: Keys, inner: npt.NDArray[np.bool_]) -> Keys:
    word = np.cumsum(inner[1:] & ~inner[:-1])  # the number of the word that a letter stands in
    places = np.flatnonzero(inner & ~_VOWELS[codes])
    words = word[places - 1]
    first = np.flatnonzero(np.diff(words, prepend=0))
    count = np.diff(first, append=len(places))
    keys = np.zeros(len(first), dtype=np.int64)
    for place in range(FRAME):
        longer = count > place
        keys[longer] = keys[longer] << _BITS | codes[places[first[longer] + place]]
    return keys[count >= FRAMED] | _FRAME_KIND
