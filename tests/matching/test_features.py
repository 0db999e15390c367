"""Features: runs of two to five letters inside words, word beginnings and frames, without collisions."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.features import VOWELS, features, is_frame, is_prefix, runs

WORDS = st.lists(st.text(alphabet="abdegzčš029", min_size=1, max_size=9), max_size=5).map(" ".join)


def frame(word: str) -> str:
    return "".join(letter for letter in word if letter not in VOWELS)[:4]


@given(WORDS)
def test_there_is_one_feature_for_each_run_inside_a_padded_word_and_one_for_each_beginning(folded: str) -> None:
    words = folded.split()
    padded = [f" {word} " for word in words]
    inside = [len(word) - length + 1 for word in padded for length in range(2, 6) if len(word) >= length]
    found = features(folded)
    frames = [word for word in words if len(frame(word)) > 1]
    assert len(found) == sum(inside) + len(words) + len(frames)
    assert is_prefix(found).sum() == len(words)
    assert is_frame(found).sum() == len(frames)
    assert sorted(runs(folded, 2, 5)) == sorted(found[~is_prefix(found) & ~is_frame(found)])


@given(WORDS, WORDS)
def test_texts_share_their_features_only_if_they_share_runs(one: str, other: str) -> None:
    def parts(folded: str) -> set[str]:
        padded = [f" {word} " for word in folded.split()]
        inside = {word[at : at + n] for word in padded for n in range(2, 6) for at in range(len(word) - n + 1)}
        frames = {f"/{frame(word)}" for word in folded.split() if len(frame(word)) > 1}
        return inside | frames | {f"^{word[:4]}" for word in folded.split()}

    assert len(np.intersect1d(features(one), features(other))) == len(parts(one) & parts(other))


def test_the_order_of_words_does_not_matter() -> None:
    assert sorted(features("meni ošladi")) == sorted(features("ošladi meni"))


def test_a_word_keeps_its_frame_when_its_vowels_are_mistaken() -> None:
    right, wrong = (features(word) for word in ("militsia", "mletsea"))
    assert set(right[is_frame(right)]) == set(wrong[is_frame(wrong)])
