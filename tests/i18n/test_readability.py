"""The readability report finds what is hard to read, and only that."""

from pathlib import Path

import pytest

from bot.i18n.catalogs import Catalogs, Messages, message_key
from bot.i18n.readability import LONGEST_SENTENCE, ease, hard_texts
from bot.knowledge.model import Knowledge
from tests.small_base import small_base


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return small_base(tmp_path)


def test_short_sentences_are_not_listed(knowledge: Knowledge) -> None:
    assert list(hard_texts(knowledge, Catalogs({}))) == []
    english = {each.locale: each for each in ease(knowledge, Catalogs({}))}["en"]
    assert english.sentences == 4
    assert english.words_a_sentence == pytest.approx((6 + 2 + 2 + 5) / 4)
    assert english.long_words == pytest.approx(1 / 15)  # interpreter


def test_a_long_sentence_and_long_words_are_listed_with_their_place(knowledge: Knowledge) -> None:
    sentence = " ".join(["слово"] * (LONGEST_SENTENCE + 1)) + "."
    words = "Административноправовое законодательство предусматривает ответственность за это и вот так."
    texts = {
        message_key("detained-now.short", "Stay calm."): sentence,
        message_key("detained-now.steps", "Ask why."): words,
    }
    hard = list(hard_texts(knowledge, Catalogs({("knowledge", "ru"): Messages(texts)})))
    assert [(each.locale, each.context, each.why) for each in hard] == [
        ("ru", "detained-now.short", f"a sentence of {LONGEST_SENTENCE + 1} words"),
        ("ru", "detained-now.steps", "4 long words of 9"),
    ]
