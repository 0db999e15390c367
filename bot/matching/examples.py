"""Room matching: the example questions of one model, in its order; pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from bot.knowledge.model import Example


class Examples:
    """Example questions as the rows of a model are, those of one entry together, whatever file they came from.

    ``digest`` is a sha256 that tells them from any others; the order in which they were given does not matter.
    """

    def __init__(self, given: Iterable[Example]) -> None:
        self.ordered = sorted(given, key=lambda example: (example.label, example.locale, example.text))
        self.digest = hashlib.sha256(json.dumps(self.plain()).encode()).hexdigest()

    def __len__(self) -> int:
        return len(self.ordered)

    def __iter__(self) -> Iterator[Example]:
        return iter(self.ordered)

    def plain(self) -> list[list[str]]:
        """Text, locale and label of each, in order."""
        return [[example.text, example.locale, example.label] for example in self.ordered]
