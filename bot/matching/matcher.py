"""Room matching: from a typed question to an answer, suggestions, small talk or an honest nothing; needs numpy.

Nothing is remembered between two questions.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

import numpy as np

from bot.matching.decide import Decider, Decision, Outcome
from bot.matching.examples import Examples
from bot.matching.fold import fold
from bot.matching.language import LATIN_LOCALES, guess_language
from bot.matching.model import Model, ModelError
from bot.matching.weigh import Floats

SAME_SCRIPT: Final = 0.1
"""What an example in the asker's script gains in likeness, of 1.8 at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry, and the probability that it is meant (0 to 1)."""

    entry: str
    score: float
    nearest: Callable[[], str] = field(compare=False, repr=False)

    @property
    def question(self) -> str:
        """The example question of the entry that is nearest to what was asked; looked for when it is asked for."""
        return self.nearest()


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
        decider: the rules; those of the model alone where none are given.

    Raises:
        ModelError: the model was trained from other examples.
    """

    def __init__(
        self, model: Model, examples: Examples, entries: Collection[str], decider: Decider | None = None
    ) -> None:
        if model.digest != examples.digest:
            raise ModelError("the matching model was trained from other example questions; run `make setup`")
        self._model = model
        self._examples = examples.ordered
        self._decider = decider or Decider(model.answer_at, model.offer_at)
        self._phrases = dict(zip(map(str, model.phrases), map(str, model.phrase_kinds), strict=True))
        self._pleasantries = frozenset(map(str, model.pleasantries))
        labels = [str(label) for label in model.labels]
        self._entries = [(place, label) for place, label in enumerate(labels) if label in entries]
        self._talk = [(place, label[1:]) for place, label in enumerate(labels) if label.startswith("_")]
        self._rows = _stretches((example.label, "") for example in self._examples)
        self._rows |= _stretches((example.label, _language(example.locale)) for example in self._examples)

    def match(self, text: str, locale: str) -> Match:
        """Decide what to do with ``text``, asked by a person whose language is ``locale``."""
        folded = fold(text)
        if kind := self._phrases.get(folded):
            return Match(Outcome.SMALLTALK, (), kind, folded)
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
        weighed = self._model.weigh(folded)
        likely = self._model.probabilities(weighed)
        scores = {entry: float(likely[place]) for place, entry in self._entries}
        talk = {kind: float(likely[place]) for place, kind in self._talk}
        found = self._decider.decide(scores, talk) if folded else Decision(Outcome.REFUSE, (), None)
        spread = self._model.spread(weighed)
        candidates = tuple(
            Candidate(entry, scores[entry], partial(self._nearest, entry, spread, locale)) for entry in found.entries
        )
        return Match(found.outcome, candidates, found.talk, folded)

    def guess_language(self, text: str) -> str | None:
        """The locale a text is written in, or None when it is too short or too mixed to tell."""
        return guess_language(text, self._model.languages)

    def _nearest(self, entry: str, spread: Floats, locale: str) -> str:
        """The example of ``entry`` likest to the question, among those in the asker's language if there are any."""
        first, end = self._rows.get((entry, _language(locale))) or self._rows[entry, ""]
        alike = self._model.likeness(spread, first, end)
        same_script = self._model.row_cyrillic[first:end] == (locale not in LATIN_LOCALES)
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
