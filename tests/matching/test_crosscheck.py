"""The cross-check: examples that another entry would answer are found, and only those."""

from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.model import Example
from bot.matching.cache import load_or_judge
from bot.matching.crosscheck import Stolen, Unseen, stolen
from bot.matching.decide import Decider
from bot.matching.examples import Examples
from bot.matching.model import ModelError

EXAMPLES = Examples(
    [
        Example("билет", "ru", "_near"),
        Example("нужен врач", "ru", "doctor"),
        Example("где врач", "ru", "doctor"),
        Example("пропал паспорт", "ru", "passport"),
    ]
)
LABELS = np.array(["_near", "doctor", "passport"])
DECIDER = Decider(answer_at=0.7, offer_at=0.2)


def judged(*rows: tuple[float, float, float]) -> list[Stolen]:
    return list(stolen(Unseen(LABELS, np.array(rows, dtype=np.float16)), EXAMPLES, DECIDER))


def test_what_its_own_entry_answers_or_nothing_answers_is_not_listed() -> None:
    assert judged((0.9, 0.1, 0.0), (0.1, 0.8, 0.1), (0.3, 0.4, 0.3), (0.0, 0.1, 0.9)) == []


def test_what_another_entry_would_answer_is_listed() -> None:
    found = judged((0.2, 0.8, 0.0), (0.1, 0.1, 0.8), (0.0, 0.9, 0.1), (0.0, 0.3, 0.7))
    first, second, *_ = EXAMPLES
    assert found == [Stolen(first, "doctor"), Stolen(second, "passport")]


def test_nothing_is_listed_where_there_are_too_few_examples_to_judge_any() -> None:
    assert list(stolen(Unseen(LABELS, np.empty((0, 3), dtype=np.float16)), EXAMPLES, DECIDER)) == []


def test_it_is_learned_with_the_model_and_again_when_damaged(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    words = {label: [f"{label[-2:]}{number}" for number in range(40)] for label in ("aa", "bb", "_near")}
    examples = Examples(
        Example(" ".join(chance.choice(words[label], 6)) + f" {number}", "ru", label)
        for label in words
        for number in range(180)
    )
    model, unseen = load_or_judge(examples, tmp_path)
    assert unseen.likely.shape == (len(examples), 3)
    assert np.allclose(unseen.likely.astype(np.float64).sum(axis=1), 1, atol=0.01)
    assert len(list(stolen(unseen, examples, Decider(model.answer_at, model.offer_at)))) < len(examples) / 10
    [file] = tmp_path.glob("*.unseen")
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(ModelError, match="cannot be read"):
        Unseen.load(file)
    assert np.array_equal(load_or_judge(examples, tmp_path)[1].likely, unseen.likely)
