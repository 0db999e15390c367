"""Room matching: made-up typing mistakes for training, on folded text; touches nothing.

They are the ones the skeleton cannot undo: vowels left out or mistaken (the commonest in all four languages), a
consonant left out, two letters swapped.
"""

from random import Random
from typing import Final

VOWELS: Final = "aeio"
SHARE: Final = 0.36
"""Share of the words longer than three letters that get a mistake."""


def with_typos(folded: str, seed: str) -> str:
    """The text with typing mistakes; the same text and seed give the same mistakes."""
    chance = Random(f"{seed}:{folded}")  # noqa: S311 - nothing secret hangs on it
    return " ".join(
        _mistyped(word, chance) if len(word) > 3 and chance.random() < SHARE else word for word in folded.split()
    )


def _mistyped(word: str, chance: Random) -> str:
    """A word with one mistake; its first letter, which people get right, stays."""
    place = chance.randrange(1, len(word))
    vowels = [position for position in range(1, len(word)) if word[position] in VOWELS]
    kind = chance.random()
    if kind < 0.45 and vowels:
        place = chance.choice(vowels)
        return word[:place] + word[place + 1 :]
    if kind < 0.7 and vowels:
        place = chance.choice(vowels)
        return word[:place] + chance.choice(VOWELS) + word[place + 1 :]
    if kind < 0.85:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
