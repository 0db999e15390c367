"""Room matching: the classifier and its limits, learned from labelled texts; uses scikit-learn inside its functions.

Linear support vectors, one label against the rest: of what was compared on our examples (bench/engines.py) they ranked
best. Training on made-up typos, word features, class weights and a second classifier beside it measured no better.
"""

import os
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from bot.matching.features import Keys, is_prefix
from bot.matching.model import Names
from bot.matching.weigh import Bags, Floats, Rows, weigh

STRENGTH: Final = 0.5
"""Cost of a mistake against the length of the weights (C of scikit-learn)."""
PASSES: Final = 5
"""Times the examples are gone through; more change the ranking no further, and take as long again."""
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

    def weigh(self, texts: Bags) -> Rows:
        """The features of texts, weighed."""
        return weigh(texts, self.keys, self.rarity)

    def logits(self, texts: Bags) -> Logits:
        """How strongly each label is meant by each text; a row a text."""
        from scipy.sparse import csr_matrix

        rows = self.weigh(texts)
        matrix = csr_matrix((rows.counts, rows.places, rows.ends), shape=(len(rows.ends) - 1, len(self.keys)))
        return np.asarray(matrix @ self.weights + self.bias, dtype=np.float64)


def fit(texts: Bags, labels: Names) -> Classifier:
    """Learn from texts and their labels, two different ones at least.

    Raises:
        ImportError: scikit-learn is missing.
    """
    from scipy.sparse import csr_matrix
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.svm import LinearSVC

    keys, rarity = vocabulary(texts)
    rows = weigh(texts, keys, rarity)
    matrix = csr_matrix((rows.counts, rows.places, rows.ends), shape=(len(labels), len(keys)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # PASSES are fewer than it would make
        weights, bias = _per_label(LinearSVC(C=STRENGTH, max_iter=PASSES, random_state=0).fit(matrix, labels))
    return Classifier(
        keys, rarity, np.unique(labels), np.ascontiguousarray(weights.T, np.float32), bias.astype(np.float32)
    )


def vocabulary(texts: Bags) -> tuple[Keys, Floats]:
    """The features that more than one of the texts holds, and how much each counts."""
    keys, holders = np.unique(texts.keys, return_counts=True)
    keys, holders = keys[holders >= HOLDERS], holders[holders >= HOLDERS]
    return keys, (np.log(len(texts.ends) / (1 + holders)) + 1).astype(np.float32)


def _per_label(fitted: LinearClassifier) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Weights and bias of each label; for two labels scikit-learn keeps those of the second alone."""
    if len(fitted.classes_) == 2:
        return np.concatenate([-fitted.coef_, fitted.coef_]), np.concatenate([-fitted.intercept_, fitted.intercept_])
    return fitted.coef_, fitted.intercept_


def learn(texts: Bags, labels: Names) -> tuple[Classifier, Logits | None]:
    """Learn from all texts; and the logits of each text by a classifier that saw neither it nor its like.

    The logits have a row a text and a column a label, as in Classifier.labels (minus infinity for a label that was not
    seen); None where there are too few texts to say anything. All classifiers are learned side by side.

    Raises:
        ImportError: scikit-learn is missing.
    """
    part = parts(texts, labels)
    names = np.unique(labels)
    if len(labels) < ENOUGH or any(len(np.unique(labels[part != held])) < 2 for held in range(FOLDS)):
        return fit(texts, labels), None
    logits = np.full((len(labels), len(names)), -np.inf)
    # Processes, as liblinear draws from one row of chance numbers a process: threads would learn another model each
    # time. Started anew rather than forked: a fork beside the threads of the numeric libraries may hang.
    workers = min(FOLDS + 1, _processors())
    with ProcessPoolExecutor(workers, get_context("spawn"), _given, (texts, labels, part)) as pool:
        whole = pool.submit(_of_all)
        for held, (seen_labels, held_logits) in enumerate(pool.map(_of_unseen, range(FOLDS))):
            logits[np.ix_(part == held, np.isin(names, seen_labels))] = held_logits
        return whole.result(), logits


_LESSON: list[tuple[Bags, Names, npt.NDArray[np.int64]]] = []
"""In a process that learns: the texts, their labels and parts."""


def _given(*lesson: *tuple[Bags, Names, npt.NDArray[np.int64]]) -> None:
    _LESSON.append(lesson)


def _of_all() -> Classifier:
    [(texts, labels, _)] = _LESSON
    return fit(texts, labels)


def _of_unseen(held: int) -> tuple[Names, Logits]:
    """Learn from all parts but one; return the labels learned, and the logits of the texts of that part."""
    [(texts, labels, part)] = _LESSON
    classifier = fit(texts.some(part != held), labels[part != held])
    return classifier.labels, classifier.logits(texts.some(part == held))


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def parts(texts: Bags, labels: Names) -> npt.NDArray[np.int64]:
    """The part of each text: those of a label that begin their words alike stay together.

    A label with as many such groups as there are parts has some of its texts in each.
    """
    placed: dict[tuple[str, bytes], int] = {}
    count: dict[str, int] = {}
    beginnings = [each[is_prefix(each)].tobytes() for each in np.split(texts.keys, texts.ends[1:-1])]
    alike = list(zip(map(str, labels), beginnings, strict=True))
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
    tried = np.geomspace(0.02, 5, 60)
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
