"""Learning: limits come from examples the classifier has not seen, and keep their promise."""

from random import Random

import numpy as np
import pytest

from bot.matching.learn import ENOUGH, Limits, fit, learn, limits
from bot.matching.model import Names
from bot.matching.weigh import bags

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


def learned_limits(shared: float) -> Limits:
    texts, labels = made_up(each=ENOUGH // 6 + 1, shared=shared)
    _, logits = learn(bags(texts), labels)
    assert logits is not None
    return limits(logits, labels)


def test_few_examples_teach_nothing_about_limits() -> None:
    texts, labels = made_up(each=4, shared=0.5)
    assert len(texts) < ENOUGH
    _, logits = learn(bags(texts), labels)
    assert logits is None


@pytest.mark.parametrize("shared", [0.3, 0.8])
def test_limits_are_repeatable_and_in_range(shared: float) -> None:
    found = learned_limits(shared)
    assert found == learned_limits(shared)
    assert 0.5 <= found.answer_at <= 1
    assert 0 < found.offer_at < 1
    assert found.temperature > 0


def test_harder_examples_make_probabilities_humbler() -> None:
    assert learned_limits(0.8).offer_at < learned_limits(0.3).offer_at


def test_no_text_is_judged_by_a_classifier_that_saw_it_or_its_like() -> None:
    texts, labels = made_up(each=ENOUGH // 6 + 1, shared=0.3)
    odd = "zzzzz zizizz"  # its letters stand nowhere else: only who saw one of the two can know the other's label
    classifier, logits = learn(bags([*texts, odd, odd]), np.append(labels, ["e", "e"]))
    assert logits is not None
    [seen] = classifier.logits(bags([odd]))
    assert classifier.labels[int(np.argmax(seen))] == "e"
    place = int(np.flatnonzero(classifier.labels == "e")[0])
    assert logits[-1, place] < seen[place] - 0.5


def test_labels_of_few_texts_are_learned_too() -> None:
    texts, labels = made_up(each=ENOUGH // 6 + 1, shared=0.3)
    _, logits = learn(bags([*texts, "rara dodo", "gigi"]), np.append(labels, ["lone", "pair"]))
    assert logits is not None
    assert np.isfinite(logits[-1]).sum() >= 6
    same = np.array(["a"] * ENOUGH + ["b"])
    _, logits = learn(bags(["bababa keke"] * ENOUGH + ["dudu"]), same)
    assert logits is None  # whoever has not seen the one text of b has seen one label only


def test_two_labels_are_told_apart() -> None:
    texts, labels = made_up(each=20, shared=0.1)
    two = np.isin(labels, ["a", "b"])
    chosen = bags(texts).some(two)
    classifier = fit(chosen, labels[two])
    assert list(classifier.labels) == ["a", "b"]
    likeliest = classifier.labels[np.argmax(classifier.logits(chosen), axis=1)]
    assert np.mean(likeliest == labels[two]) > 0.95
