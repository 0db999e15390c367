"""Room matching: from a typed question to an answer, suggestions, small talk or an honest nothing; needs numpy.

Nothing is remembered between two questions.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from bot.knowledge.model import Example
from bot.matching.features import features
from bot.matching.fold import fold
from bot.matching.language import LATIN_LOCALES, guess_language, is_cyrillic
from bot.matching.model import Floats, Model, ModelError, digest, in_model_order

SHOWN: Final = 3
"""The answer and two others, or three suggestions: as many buttons as a small phone shows beside a text."""
NEAR_TIE: Final = 0.8
"""An urgent entry comes first when its score is at least this share of the best one."""
URGENT_SHARE: Final = 0.75
"""Share of the answer limit that an urgent entry must reach when it is far ahead."""
FAR_AHEAD: Final = 5
"""How many times the score of the next entry counts as far ahead."""
WORTH_SHOWING: Final = 0.02
"""Score below which an entry is not shown beside better ones."""
SAME_SCRIPT: Final = 0.1
"""What an example in the asker's script gains in likeness, of 1.5 at most."""
OFTENER: Final = 10
"""How many times as often as in other examples a word must stand in greetings and thanks to count as one."""
TALK: Final = frozenset({"greeting", "thanks", "chat"})
"""Kinds of small talk that are answered as a person would."""


class Outcome(StrEnum):
    """What is done with a question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    REFUSE = "refuse"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry, the probability that it is meant (0 to 1), and the example question of it nearest to what was asked."""

    entry: str
    score: float
    question: str


@dataclass(frozen=True, slots=True)
class Match:
    """What was found.

    ``candidates`` come best first. For ANSWER the first is the answer and up to two runners-up follow; for SUGGEST they
    are the ones to choose from; for REFUSE and SMALLTALK they only explain the decision to a maintainer.
    ``talk`` is the kind of small talk for SMALLTALK, one of TALK. ``folded`` is the question as it was compared.
    """

    outcome: Outcome
    candidates: tuple[Candidate, ...]
    talk: str | None
    folded: str


class Matcher:
    """Matches questions against a trained model.

    Args:
        model: what was learned from ``examples``.
        examples: the example questions; their texts are what "matched question" shows.
        entries: ids that exist now; no other is ever returned.
        urgent: ids that come first in near ties.
        sensitive: ids that are never the first suggestion.

    Raises:
        ModelError: the model was trained from other examples.
    """

    def __init__(
        self,
        model: Model,
        examples: Sequence[Example],
        entries: Collection[str],
        urgent: Collection[str] = (),
        sensitive: Collection[str] = (),
    ) -> None:
        if model.digest != digest(examples):
            raise ModelError("the matching model was trained from other example questions; run `make setup`")
        self._model = model
        self._examples = in_model_order(examples)
        self._urgent = frozenset(urgent)
        self._sensitive = frozenset(sensitive)
        self._pleasantries = _pleasantries(self._examples)
        labels = [str(label) for label in model.labels]
        self._entries = [(place, label) for place, label in enumerate(labels) if label in entries]
        self._talk = [(place, label[1:]) for place, label in enumerate(labels) if label.startswith("_")]
        self._cyrillic = np.array([is_cyrillic(example.text) for example in self._examples])
        self._rows = _stretches((example.label, "") for example in self._examples)
        self._rows |= _stretches((example.label, _language(example.locale)) for example in self._examples)

    def match(self, text: str, locale: str) -> Match:
        """Decide what to do with ``text``, asked by a person whose language is ``locale``."""
        folded = fold(text)
        core = self._core(folded)
        found = self._matched(core, locale)
        if found.outcome is Outcome.REFUSE and core != folded:
            found = self._matched(folded, locale)  # a greeting with words around it that say nothing else
        return replace(found, folded=folded)

    def _core(self, folded: str) -> str:
        """The words that are no greeting or thanks; all of them where nothing else is said.

        People greet before they say that they are being held: a greeting must never hide what follows it.
        """
        return " ".join(word for word in folded.split() if word not in self._pleasantries) or folded

    def _matched(self, folded: str, locale: str) -> Match:
        weighed = self._model.weigh(features(folded))
        likely = self._model.probabilities(weighed)
        scores = {entry: float(likely[place]) for place, entry in self._entries}
        talk = {kind: float(likely[place]) for place, kind in self._talk}
        ranked = self._ranked(scores)
        outcome, kind = self._decide(ranked, scores, talk) if folded else (Outcome.REFUSE, None)
        if outcome is Outcome.SUGGEST:
            ranked = self._calm(ranked)
        shown = [entry for place, entry in enumerate(ranked) if place < 2 or scores[entry] >= WORTH_SHOWING][:SHOWN]
        spread = self._model.spread(weighed)
        candidates = tuple(Candidate(entry, scores[entry], self._nearest(entry, spread, locale)) for entry in shown)
        return Match(outcome, candidates, kind, folded)

    def guess_language(self, text: str) -> str | None:
        """The locale a text is written in, or None when it is too short or too mixed to tell."""
        return guess_language(text, self._model.languages)

    def _ranked(self, scores: dict[str, float]) -> list[str]:
        """Entries by score; an urgent one comes first when it nearly ties with the best."""
        ranked = sorted(scores, key=lambda entry: (-scores[entry], entry))[: SHOWN + 1]
        tied = [entry for entry in ranked if entry in self._urgent and scores[entry] >= NEAR_TIE * scores[ranked[0]]]
        return tied[:1] + [entry for entry in ranked if entry not in tied[:1]]

    def _decide(
        self, ranked: Sequence[str], scores: dict[str, float], talk: dict[str, float]
    ) -> tuple[Outcome, str | None]:
        inside = sum(scores.values())
        if ranked and self._is_clear(ranked, scores):
            return Outcome.ANSWER, None
        chatting = max(talk, key=lambda kind: talk[kind], default=None)
        polite = chatting in TALK and talk[chatting] > 1 - sum(talk.values())
        if polite and inside < self._model.offer_at / 2:
            return Outcome.SMALLTALK, chatting
        if ranked and (polite or inside >= self._model.offer_at):  # a greeting may hide a question: then ask back
            return Outcome.SUGGEST, None
        return Outcome.REFUSE, None

    def _is_clear(self, ranked: Sequence[str], scores: dict[str, float]) -> bool:
        """Tell whether the best entry may be shown as the answer.

        An urgent one far ahead of all others may be a little less sure: who asks it has no time for a second tap, and
        its card does no harm to who meant something else.
        """
        best = ranked[0]
        if scores[best] >= self._model.answer_at:
            return True
        others = max((scores[entry] for entry in ranked[1:]), default=0.0)
        far_ahead = scores[best] >= FAR_AHEAD * others
        return (
            best in self._urgent - self._sensitive
            and far_ahead
            and scores[best] >= URGENT_SHARE * self._model.answer_at
        )

    def _calm(self, ranked: list[str]) -> list[str]:
        """The same entries, a sensitive one not first: it is for those who ask for it."""
        first = next((entry for entry in ranked if entry not in self._sensitive), None)
        return ranked if first is None else [first] + [entry for entry in ranked if entry != first]

    def _nearest(self, entry: str, spread: Floats, locale: str) -> str:
        """The example of ``entry`` likest to the question, among those in the asker's language if there are any."""
        first, end = self._rows.get((entry, _language(locale))) or self._rows[entry, ""]
        alike = self._model.likeness(spread, first, end)
        same_script = self._cyrillic[first:end] == (locale not in LATIN_LOCALES)
        return self._examples[first + int(np.argmax(alike + SAME_SCRIPT * same_script))].text


def _stretches(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, int]]:
    """Where each name begins and ends, equal ones standing together."""
    ends: dict[tuple[str, str], tuple[int, int]] = {}
    for row, name in enumerate(names):
        first, _ = ends.get(name, (row, row))
        ends[name] = (first, row + 1)
    return ends


def _language(locale: str) -> str:
    """Both scripts of a language are one: their examples are kept together."""
    return locale.partition("_")[0]


def _pleasantries(examples: Sequence[Example]) -> frozenset[str]:
    """Words of greetings and thanks that hardly stand in questions: they say nothing of what is asked."""
    polite: Counter[str] = Counter()
    other: Counter[str] = Counter()
    lines = Counter[bool]()
    for example in examples:
        is_polite = example.label in {"_greeting", "_thanks"}
        lines[is_polite] += 1
        (polite if is_polite else other).update(set(fold(example.text).split()))
    return frozenset(
        word
        for word, times in polite.items()
        if times > 1 and times * lines[False] > OFTENER * other[word] * lines[True]
    )
