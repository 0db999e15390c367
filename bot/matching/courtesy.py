"""Room matching: greetings and thanks, whole and word by word; touches nothing.

People greet before they say that they are being held: a greeting must never hide what follows it.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.knowledge.model import Example

OFTENER: Final = 10
"""How many times as often as in other examples a word must stand in greetings and thanks to count as one."""


def pleasantries(examples: Sequence[Example], folded: Sequence[str]) -> frozenset[str]:
    """Words of greetings and thanks that hardly stand in questions; ``folded`` are the examples' folded texts."""
    polite: Counter[str] = Counter()
    other: Counter[str] = Counter()
    lines = Counter[bool]()
    for example, text in zip(examples, folded, strict=True):
        is_polite = example.label in {"_greeting", "_thanks"}
        lines[is_polite] += 1
        (polite if is_polite else other).update(set(text.split()))
    return frozenset(
        word
        for word, times in polite.items()
        if times > 1 and times * lines[False] > OFTENER * other[word] * lines[True]
    )


def phrases(examples: Sequence[Example], folded: Sequence[str]) -> dict[str, str]:
    """Whole greetings, thanks and words about the bot that nobody writes for another reason, each with its kind."""
    labels: dict[str, set[str]] = {}
    for example, text in zip(examples, folded, strict=True):
        labels.setdefault(text, set()).add(example.label)
    polite = {"_greeting", "_thanks", "_chat"}
    return {text: found.pop()[1:] for text, found in labels.items() if text and len(found) == 1 and found <= polite}
