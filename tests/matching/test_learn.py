"""Learning: limits come from examples the classifier has not seen, and keep their promise."""

from random import Random

import numpy as np
import pytest

from bot.matching.learn import ENOUGH, Limits, fit, thresholds
from bot.matching.model import Names

SYLLABLES = [first + second for first in "bdgklmnprst" for second in "aeio"]


def made_up(each: int, shared: float) -> tuple[list[str], Names]:
    """Texts of six labels; a share of their words belongs to all labels, the rest to one."""
    chance = Random(1)  # noqa: S311 - nothing secret hangs on it
    words = {
        label: ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(30)]
        for label in ("a", "b", "c", "d", "e", "_far", "")
    }
    texts, labels = [], []
    for label in sorted(set(words) - {""}):
        for _ in range(each):
            texts.append(" ".join(chance.choice(words["" if chance.random() < shared else label]) for _ in range(6)))
            labels.append(label)
    return texts, np.array(labels)


def test_few_examples_leave_the_limits_as_they_are() -> None:
    texts, labels = made_up(each=4, shared=0.5)
    assert len(texts) < ENOUGH
    assert thresholds(texts, labels) == Limits()


@pytest.mark.parametrize("shared", [0.3, 0.8])
def test_limits_are_repeatable_and_in_range(shared: float) -> None:
    texts, labels = made_up(each=ENOUGH // 6 + 1, shared=shared)
    limits = thresholds(texts, labels)
    assert limits == thresholds(texts, labels)
    assert 0.5 <= limits.answer_at <= 1
    assert 0 < limits.offer_at < 1
    assert limits.temperature > 0


def test_harder_examples_make_probabilities_humbler() -> None:
    easy, hard = (thresholds(*made_up(each=ENOUGH // 6 + 1, shared=shared)) for shared in (0.3, 0.8))
    assert hard.offer_at < easy.offer_at


def test_two_labels_are_told_apart() -> None:
    texts, labels = made_up(each=20, shared=0.1)
    two = np.isin(labels, ["a", "b"])
    classifier = fit([text for text, used in zip(texts, two, strict=True) if used], labels[two])
    assert list(classifier.labels) == ["a", "b"]
    likeliest = [classifier.labels[int(np.argmax(classifier.logits(text)))] for text in np.array(texts)[two]]
    assert np.mean(np.array(likeliest) == labels[two]) > 0.95
