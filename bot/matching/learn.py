"""Room matching: the classifier and its limits, learned from labelled texts; uses scikit-learn inside its functions.

Two linear classifiers summed: support vectors, one label against the rest, which learn from made-up typos too, and
multinomial logistic regression, which ranks the runners-up better. Chosen by grouped cross-validation on the examples.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import numpy.typing as npt

from bot.matching.features import Keys, features, is_prefix
from bot.matching.model import Floats, Names, Weighed, rows_of, weigh
from bot.matching.typos import with_typos

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

STRENGTH: Final = 0.5
"""Cost of a mistake against the length of the weights of the support vectors (C of scikit-learn)."""
REGRESSION_STRENGTH: Final = 15.0
"""The same of the regression."""
REGRESSION_ITERATIONS: Final = 25
"""Of the regression; more cost time and ranked no better."""
REGRESSION_SHARE: Final = 0.2
"""Of the regression's logits beside those of the support vectors, which are about five times smaller."""
MISTYPED: Final = ("first", "second")
"""Seeds of the mistyped copies that are learned beside each example."""
HOLDERS: Final = 2
"""Texts that must hold a feature for it to be known; what one alone has can tell nothing about another."""
FOLDS: Final = 4
"""Parts of the cross-validation."""
UNKNOWN_ENTRIES: Final = 5
"""In each part, one entry of this many is taken away: what no entry answers yet, no neighbour may answer."""
PRECISION: Final = 0.93
"""Share of right answers among those shown at once, out-of-scope and unknown questions counted as wrong.

High while most of the planned entries are not written yet: a question of one of them is better asked back.
"""
LIKELIER: Final = 0.5
"""The least score of an answer, however precise lower ones are: likelier than all else together."""
REFUSED: Final = 0.02
"""Share of questions some entry answers that may be refused."""
ENOUGH: Final = 500
"""Examples below which cross-validation says nothing; the limits are then those of Limits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What logits are divided by to become honest probabilities, and the two limits of model.Model."""

    temperature: float = 0.2
    answer_at: float = 0.7
    offer_at: float = 0.2


class LinearClassifier(Protocol):
    """What scikit-learn's linear classifiers have in common."""

    classes_: Names
    coef_: npt.NDArray[np.float64]
    intercept_: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """A linear classifier over weighed features: a row of ``weights`` a feature, a column a label."""

    keys: Keys
    rarity: Floats
    labels: Names
    weights: Floats
    bias: Floats

    def weigh(self, folded: str) -> Weighed:
        """The features of one text, weighed."""
        return weigh(features(folded), self.keys, self.rarity)

    def logits(self, folded: str) -> npt.NDArray[np.float64]:
        """How strongly each label is meant."""
        question = self.weigh(folded)
        return np.asarray(question.counts @ self.weights[question.places] + self.bias, dtype=np.float64)


def fit(folded: Sequence[str], labels: Names) -> Classifier:
    """Learn from folded texts and their labels, two different ones at least.

    Raises:
        ImportError: scikit-learn is missing.
    """
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

    texts = [*folded, *(with_typos(text, seed) for seed in MISTYPED for text in folded)]
    found = [features(text) for text in texts]
    keys, holders = np.unique(np.concatenate([np.unique(each) for each in found]), return_counts=True)
    keys, holders = keys[holders >= HOLDERS], holders[holders >= HOLDERS]
    rarity = (np.log((1 + len(found)) / (1 + holders)) + 1).astype(np.float32)
    rows = rows_of([weigh(each, keys, rarity) for each in found])
    matrix = csr_matrix((rows.counts, rows.places, rows.ends), shape=(len(found), len(keys)))
    machine = LinearSVC(C=STRENGTH, tol=0.01, random_state=0).fit(matrix, np.tile(labels, 1 + len(MISTYPED)))
    weights, bias = _per_label(machine)
    likely_weights, likely_bias = _per_label(_regression(matrix[: len(folded)], labels))
    return Classifier(
        keys,
        rarity,
        np.unique(labels),
        np.ascontiguousarray((weights + REGRESSION_SHARE * likely_weights).T, np.float32),
        (bias + REGRESSION_SHARE * likely_bias).astype(np.float32),
    )


def _regression(matrix: csr_matrix, labels: Names) -> LogisticRegression:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped on purpose, see REGRESSION_ITERATIONS
        return LogisticRegression(C=REGRESSION_STRENGTH, max_iter=REGRESSION_ITERATIONS).fit(matrix, labels)


def _per_label(fitted: LinearClassifier) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Weights and bias of each label; for two labels scikit-learn keeps those of the second alone."""
    if len(fitted.classes_) == 2:
        return np.concatenate([-fitted.coef_, fitted.coef_]), np.concatenate([-fitted.intercept_, fitted.intercept_])
    return fitted.coef_, fitted.intercept_


def thresholds(folded: Sequence[str], labels: Names) -> Limits:
    """The limits that reach PRECISION and REFUSED on examples the classifier has not seen."""
    if len(labels) < ENOUGH:
        return Limits()
    names = np.unique(labels)
    logits, known = _unseen(folded, labels, names)
    entries = np.array([not name.startswith("_") for name in names])
    meant = np.searchsorted(names, labels)
    temperature = _temperature(logits[known], meant[known])
    likely = _probabilities(logits / temperature)
    likely[:, ~entries] *= -1  # so that the highest is an entry
    best = likely.argmax(axis=1)
    right = known & (best == meant)
    inside = np.where(likely > 0, likely, 0).sum(axis=1)[known & entries[meant]]
    return Limits(
        temperature=temperature,
        answer_at=max(LIKELIER, _lowest_precise(likely.max(axis=1), right)),
        offer_at=float(np.quantile(inside, REFUSED)),
    )


def _unseen(
    folded: Sequence[str], labels: Names, names: Names
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Logits of each example by a classifier that saw neither it nor its like, and whether that one knew its label."""
    part = _parts(folded, labels)
    entries = [name for name in names if not name.startswith("_")]
    logits = np.full((len(labels), len(names)), -np.inf)
    known = np.ones(len(labels), dtype=bool)
    for held in range(FOLDS):
        seen = (part != held) & ~np.isin(labels, entries[held::UNKNOWN_ENTRIES])
        classifier = fit([text for text, used in zip(folded, seen, strict=True) if used], labels[seen])
        columns = np.searchsorted(names, classifier.labels)
        for row, text in enumerate(folded):
            if part[row] == held:
                logits[row, columns] = classifier.logits(text)
        known[(part == held) & ~np.isin(labels, classifier.labels)] = False
    return logits, known


def _parts(folded: Sequence[str], labels: Names) -> npt.NDArray[np.int64]:
    """The part of each example: those of a label that begin their words alike stay together, no part lacks a label."""
    parts: dict[tuple[str, bytes], int] = {}
    count: dict[str, int] = {}
    alike = [(str(label), _beginnings(text)) for text, label in zip(folded, labels, strict=True)]
    for group in alike:
        if group not in parts:
            count[group[0]] = count.get(group[0], 0) + 1
            parts[group] = count[group[0]] % FOLDS
    return np.array([parts[group] for group in alike])


def _beginnings(folded: str) -> bytes:
    found = features(folded)
    return np.unique(found[is_prefix(found)]).tobytes()


def _temperature(logits: npt.NDArray[np.float64], meant: npt.NDArray[np.int64]) -> float:
    """The divisor that makes the probabilities of what was meant likeliest."""
    rows = np.arange(len(meant))
    tried = np.geomspace(0.02, 5, 120)
    with np.errstate(divide="ignore"):
        losses = [-np.log(_probabilities(logits / divisor)[rows, meant]).mean() for divisor in tried]
    return float(tried[int(np.argmin(losses))])


def _probabilities(logits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    likely = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), dtype=np.float64)


def _lowest_precise(scores: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """The lowest score at and above which PRECISION of the answers are right; 1 if there is none."""
    order = np.argsort(-scores, kind="stable")
    precise = np.flatnonzero(np.cumsum(right[order]) / np.arange(1, len(order) + 1) >= PRECISION)
    return float(scores[order[precise[-1]]]) if len(precise) else 1.0
