"""Made-up typing mistakes: repeatable, and never beyond recognition."""

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.typos import with_typos

FOLDED = st.lists(st.text(alphabet="abdeghiklmnoprst", min_size=1, max_size=12), max_size=8).map(" ".join)


@given(FOLDED, st.text(max_size=3))
def test_words_keep_their_number_their_first_letter_and_nearly_their_length(folded: str, seed: str) -> None:
    mistyped = with_typos(folded, seed)
    assert mistyped == with_typos(folded, seed)
    for before, after in zip(folded.split(), mistyped.split(), strict=True):
        assert after[0] == before[0]
        assert len(before) - 1 <= len(after) <= len(before)
        assert len(before) > 3 or after == before


def test_mistakes_are_made_and_differ_from_copy_to_copy() -> None:
    folded = "kandai kilib politsia bolimidan čikib ketaman ertaga ertalab"
    assert len({folded, with_typos(folded, "first"), with_typos(folded, "second")}) == 3
