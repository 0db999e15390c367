"""Room matching: from the probability of every label to an answer, suggestions, small talk or an honest nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SHOWN: Final = 3
"""The answer and two others, or three suggestions: as many buttons as a small phone shows beside a text."""
FEWEST_SUGGESTED: Final = 2
"""One suggestion alone would be an answer in disguise."""
NEAR_TIE: Final = 0.8
"""An urgent entry comes first when its score is at least this share of the best one."""
URGENT_SHARE: Final = 0.75
"""Share of the answer limit that an urgent entry must reach when it is far ahead."""
FAR_AHEAD: Final = 5
"""How many times the score of the next entry counts as far ahead."""
WORTH_SHOWING: Final = 0.02
"""Score below which an entry is not shown beside better ones."""
LIKELY_MEANT: Final = 0.25
"""Score from which an entry that a searched phone must not carry may be among the suggestions."""
CRISIS: Final = "crisis"
"""The kind of talk of somebody who wishes to die or is badly hurt."""
TALK: Final = frozenset({"greeting", "thanks", "chat", CRISIS})
"""Kinds of small talk that are answered as a person would."""


class Outcome(StrEnum):
    """What is done with a question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    REFUSE = "refuse"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done, the entries to show (best first), and the kind of small talk for SMALLTALK."""

    outcome: Outcome
    entries: tuple[str, ...]
    talk: str | None


@dataclass(frozen=True, slots=True)
class Decider:
    """The rules, with the limits that training learned.

    ``answer_at`` and ``offer_at`` are those of model.Model; ``urgent`` are ids that come first in near ties,
    ``sensitive`` ids that are never the first suggestion.
    """

    answer_at: float
    offer_at: float
    urgent: Collection[str] = frozenset()
    sensitive: Collection[str] = frozenset()

    def decide(self, scores: Mapping[str, float], talk: Mapping[str, float]) -> Decision:
        """Decide on a question by the probabilities of entries (``scores``) and of what no entry answers (``talk``)."""
        ranked = self._ranked(scores)
        outcome, kind = self._outcome(ranked, scores, talk)
        if outcome is Outcome.SUGGEST:
            ranked = self._calm(ranked, scores)
        least = FEWEST_SUGGESTED if outcome is Outcome.SUGGEST else 1
        shown = [entry for place, entry in enumerate(ranked) if place < least or scores[entry] >= WORTH_SHOWING]
        return Decision(outcome, tuple(shown[:SHOWN]), kind)

    def _ranked(self, scores: Mapping[str, float]) -> list[str]:
        """Entries by score; an urgent one comes first when it nearly ties with the best."""
        ranked = sorted(scores, key=lambda entry: (-scores[entry], entry))[: SHOWN + 1]
        tied = [entry for entry in ranked if entry in self.urgent and scores[entry] >= NEAR_TIE * scores[ranked[0]]]
        return tied[:1] + [entry for entry in ranked if entry not in tied[:1]]

    def _outcome(
        self, ranked: Sequence[str], scores: Mapping[str, float], talk: Mapping[str, float]
    ) -> tuple[Outcome, str | None]:
        inside = sum(scores.values())
        if self._is_crisis(ranked, scores, talk):
            return Outcome.SMALLTALK, CRISIS
        if ranked and self._is_clear(ranked, scores):
            return Outcome.ANSWER, None
        chatting = max(talk, key=lambda kind: talk[kind], default=None)
        polite = chatting in TALK and talk[chatting] > 1 - sum(talk.values())
        if polite and inside < self.offer_at / 2:
            return Outcome.SMALLTALK, chatting
        if ranked and (polite or inside >= self.offer_at):  # a greeting may hide a question: then ask back
            return Outcome.SUGGEST, None
        return Outcome.REFUSE, None

    def _is_crisis(self, ranked: Sequence[str], scores: Mapping[str, float], talk: Mapping[str, float]) -> bool:
        """Tell whether a crisis is likelier than any entry and than any other talk."""
        crisis = talk.get(CRISIS, 0.0)
        others = max((share for kind, share in talk.items() if kind != CRISIS), default=0.0)
        return crisis > 0 and crisis >= others and crisis >= max((scores[entry] for entry in ranked[:1]), default=0.0)

    def _is_clear(self, ranked: Sequence[str], scores: Mapping[str, float]) -> bool:
        """Tell whether the best entry may be shown as the answer.

        An urgent one far ahead of all others may be a little less sure: who asks it has no time for a second tap, and
        its card does no harm to who meant something else.
        """
        best = ranked[0]
        if scores[best] >= self.answer_at:
            return True
        others = max((scores[entry] for entry in ranked[1:]), default=0.0)
        return (
            best in self.urgent
            and best not in self.sensitive
            and scores[best] >= FAR_AHEAD * others
            and scores[best] >= URGENT_SHARE * self.answer_at
        )

    def _calm(self, ranked: list[str], scores: Mapping[str, float]) -> list[str]:
        """The same entries, a sensitive one not first, and a discreet one only where it is likely to be meant."""
        named = [entry for entry in ranked if not self._is_discreet(entry) or scores[entry] >= LIKELY_MEANT]
        first = next((entry for entry in named if entry not in self.sensitive), None)
        return named if first is None else [first] + [entry for entry in named if entry != first]

    def _is_discreet(self, entry: str) -> bool:
        """Tell whether the title alone may harm a person whose phone is searched; see knowledge.model.Entry."""
        return entry in self.sensitive and entry not in self.urgent
