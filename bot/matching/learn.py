"""Room matching: the classifier and its limits, learned from labelled texts; uses scikit-learn inside its functions.

Linear support vectors, one label against the rest: of what was compared on our examples (bench/engines.py) they ranked
best. Training on made-up typos, word features, class weights and a second classifier beside it measured no better.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from bot.matching.features import Keys, is_prefix
from bot.matching.model import Floats, Names, Weighed, rows_of, weigh

STRENGTH: Final = 0.5
"""Cost of a mistake against the length of the weights (C of scikit-learn)."""
HOLDERS: Final = 2
"""Texts that must hold a feature for it to be known; what one alone has can tell nothing about another."""
FOLDS: Final = 5
"""Parts of the cross-validation."""
PRECISION: Final = 0.90
"""Share of right answers among those shown at once to questions unlike any example, the unanswerable counted as wrong.

People's own questions are more like the examples than that, so far fewer than a tenth of their answers are wrong.
"""
LIKELIER: Final = 0.5
"""The least score of an answer, however precise lower ones are: likelier than all else together."""
REFUSED: Final = 0.02
"""Share of questions some entry answers that may be refused."""
ENOUGH: Final = 500
"""Examples below which cross-validation says nothing; the limits are then those of Limits."""

Logits = npt.NDArray[np.float64]


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

    def weigh(self, found: Keys) -> Weighed:
        """The features found in one text, weighed."""
        return weigh(found, self.keys, self.rarity)

    def logits(self, found: Keys) -> Logits:
        """How strongly each label is meant by a text with these features."""
        question = self.weigh(found)
        return np.asarray(question.counts @ self.weights[question.places] + self.bias, dtype=np.float64)


def fit(found: Sequence[Keys], labels: Names) -> Classifier:
    """Learn from the features of texts and their labels, two different ones at least.

    Raises:
        ImportError: scikit-learn is missing.
    """
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

    keys, rarity = vocabulary(found)
    rows = rows_of([weigh(each, keys, rarity) for each in found])
    matrix = csr_matrix((rows.counts, rows.places, rows.ends), shape=(len(found), len(keys)))
    weights, bias = _per_label(LinearSVC(C=STRENGTH, tol=0.01, random_state=0).fit(matrix, labels))
    return Classifier(
        keys, rarity, np.unique(labels), np.ascontiguousarray(weights.T, np.float32), bias.astype(np.float32)
    )


def vocabulary(found: Sequence[Keys]) -> tuple[Keys, Floats]:
    """The features, of those found in each text, that more than one text holds; and how much each counts."""
    keys, holders = np.unique(np.concatenate([np.unique(each) for each in found]), return_counts=True)
    keys, holders = keys[holders >= HOLDERS], holders[holders >= HOLDERS]
    return keys, (np.log((1 + len(found)) / (1 + holders)) + 1).astype(np.float32)


def _per_label(fitted: LinearClassifier) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Weights and bias of each label; for two labels scikit-learn keeps those of the second alone."""
    if len(fitted.classes_) == 2:
        return np.concatenate([-fitted.coef_, fitted.coef_]), np.concatenate([-fitted.intercept_, fitted.intercept_])
    return fitted.coef_, fitted.intercept_


def learn(found: Sequence[Keys], labels: Names) -> tuple[Classifier, Logits | None]:
    """Learn from all texts; and the logits of each text by a classifier that saw neither it nor its like.

    ``found`` are the features of each text. The logits have a row a text and a column a label, as in Classifier.labels
    (minus infinity for a label that was not seen); None where there are too few texts to say anything. All classifiers
    are learned side by side.

    Raises:
        ImportError: scikit-learn is missing.
    """
    part = parts(found, labels)
    names = np.unique(labels)
    if len(labels) < ENOUGH or any(len(np.unique(labels[part != held])) < 2 for held in range(FOLDS)):
        return fit(found, labels), None
    logits = np.full((len(labels), len(names)), -np.inf)
    # Started anew rather than forked: a fork beside the threads of the numeric libraries may hang.
    with ProcessPoolExecutor(min(FOLDS + 1, _processors()), get_context("spawn")) as pool:
        whole = pool.submit(fit, found, labels)
        for held, (seen_labels, held_logits) in enumerate(pool.map(_held_out, _jobs(found, labels, part))):
            logits[np.ix_(part == held, np.isin(names, seen_labels))] = held_logits
        return whole.result(), logits


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_Job = tuple[list[Keys], Names, list[Keys]]


def _jobs(found: Sequence[Keys], labels: Names, part: npt.NDArray[np.int64]) -> Iterator[_Job]:
    """Yield, for each part, the features of the others' texts, their labels, and the features of its own texts."""
    for held in range(FOLDS):
        seen = [each for each, its_part in zip(found, part, strict=True) if its_part != held]
        unseen = [each for each, its_part in zip(found, part, strict=True) if its_part == held]
        yield seen, labels[part != held], unseen


def _held_out(job: _Job) -> tuple[Names, Logits]:
    """Learn from the first texts; return the labels learned, and the logits of the last texts."""
    seen, labels, unseen = job
    classifier = fit(seen, labels)
    logits = np.array([classifier.logits(found) for found in unseen])
    return classifier.labels, logits.reshape(len(unseen), len(classifier.labels))


def parts(found: Sequence[Keys], labels: Names) -> npt.NDArray[np.int64]:
    """The part of each text: those of a label that begin their words alike stay together.

    A label with as many such groups as there are parts has some of its texts in each.
    """
    placed: dict[tuple[str, bytes], int] = {}
    count: dict[str, int] = {}
    alike = [
        (str(label), np.unique(each[is_prefix(each)]).tobytes()) for each, label in zip(found, labels, strict=True)
    ]
    for group in alike:
        if group not in placed:
            placed[group] = count.get(group[0], 0) % FOLDS
            count[group[0]] = count.get(group[0], 0) + 1
    return np.array([placed[group] for group in alike])


def limits(logits: Logits, labels: Names) -> Limits:
    """The limits that reach PRECISION and REFUSED, by the logits of texts the classifier had not seen."""
    names = np.unique(labels)
    entries = np.array([not name.startswith("_") for name in names])
    meant = np.searchsorted(names, labels)
    temperature = _temperature(logits, meant)
    likely = probabilities(logits / temperature)
    answers = np.where(entries, likely, 0)
    right = answers.argmax(axis=1) == meant
    return Limits(
        temperature=temperature,
        answer_at=max(LIKELIER, _lowest_precise(answers.max(axis=1), right)),
        offer_at=float(np.quantile(answers.sum(axis=1)[entries[meant]], REFUSED)),
    )


def _temperature(logits: Logits, meant: npt.NDArray[np.int64]) -> float:
    """The divisor that makes the probabilities of what was meant likeliest."""
    rows = np.flatnonzero(np.isfinite(logits[np.arange(len(meant)), meant]))
    tried = np.geomspace(0.02, 5, 120)
    losses = [
        -np.log(probabilities(logits[rows] / divisor)[np.arange(len(rows)), meant[rows]]).mean() for divisor in tried
    ]
    return float(tried[int(np.argmin(losses))])


def probabilities(logits: Logits) -> Logits:
    """The softmax of each row."""
    likely = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), dtype=np.float64)


def _lowest_precise(scores: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """The lowest score at and above which PRECISION of the answers are right; 1 if there is none."""
    order = np.argsort(-scores, kind="stable")
    precise = np.flatnonzero(np.cumsum(right[order]) / np.arange(1, len(order) + 1) >= PRECISION)
    return float(scores[order[precise[-1]]]) if len(precise) else 1.0
