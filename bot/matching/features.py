"""Room matching: a folded text to numbered features; touches numpy alone.

A feature is one exact 64-bit number: the skeleton's 38 letters, digits and the space take 6 bits each, the kind of
feature the highest ones. So there are no collisions, and the vocabulary of a model is one sorted array, no strings.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int64]

LONGEST_RUN: Final = 5
"""Letters of the longest run inside a word, the shortest has two; a word's edges count as letters."""
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
    codes = _CODES[np.frombuffer(f" {folded} ".encode("utf-16-le"), dtype=np.uint16)]
    inner = codes != _SPACE
    found = [_prefixes(codes, inner), _frames(codes, inner)]
    keys = codes
    whole = inner  # the run has no space but at its edges
    for length in range(2, LONGEST_RUN + 1):
        keys = (keys[:-1] << _BITS) | codes[length - 1 :]
        whole = whole[:-1] & inner[length - 2 : -1] if length > 2 else inner[:-1] | inner[1:]
        found.append(keys[whole])
    return np.concatenate(found)


def is_prefix(keys: Keys) -> npt.NDArray[np.bool_]:
    """Tell which features are beginnings of words, not letter runs."""
    prefixes: npt.NDArray[np.bool_] = (keys & _PREFIX_KIND) != 0
    return prefixes


def is_frame(keys: Keys) -> npt.NDArray[np.bool_]:
    """Tell which features are frames of words: their first consonants."""
    frames: npt.NDArray[np.bool_] = (keys & _FRAME_KIND) != 0
    return frames


def gram_lengths(keys: Keys) -> npt.NDArray[np.int64]:
    """How many letters each letter run has; 0 for beginnings and frames of words."""
    lengths = sum((keys >> (_BITS * place)) > 0 for place in range(LONGEST_RUN))
    return np.where(is_prefix(keys) | is_frame(keys), 0, lengths)


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
    word = np.cumsum(inner & ~np.append(False, inner[:-1]))  # the number of the word that a letter stands in
    places = np.flatnonzero(inner & ~_VOWELS[codes])
    words, first, count = np.unique(word[places], return_index=True, return_counts=True)
    rank = np.arange(len(places)) - np.repeat(first, count)
    keys = np.zeros(len(words), dtype=np.int64)
    row = np.repeat(np.arange(len(words)), count)
    for place in range(FRAME):
        here = rank == place
        keys[row[here]] = keys[row[here]] << _BITS | codes[places[here]]
    return keys[count >= FRAMED] | _FRAME_KIND
