"""Why an answer was given: the words between the page and whoever matches questions. Touches nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import NamedTuple, TypeAlias


class Candidate(NamedTuple):
    """An entry that was considered: its id, its score, and the example question that came nearest."""

    entry: str
    score: float
    example: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one question was understood.

    Attributes:
        outcome: `answer`, `suggest`, `refuse` or `smalltalk`.
        question: what was asked.
        folded: the question as the matcher saw it.
        candidates: best first; of an answer the first is the one shown.
    """

    outcome: str
    question: str
    folded: str
    candidates: tuple[Candidate, ...] = ()

    def as_json(self) -> dict[str, object]:
        """For the page."""
        return asdict(self) | {"candidates": [candidate._asdict() for candidate in self.candidates]}


@dataclass(frozen=True, slots=True)
class Asked:
    """The question to explain, and by whom: the bot may know the chat's chosen language by its id."""

    text: str
    chat_id: int
    phone_language: str


Explain: TypeAlias = Callable[[Asked], Explanation | Awaitable[Explanation]]
