"""How many example questions may fail: the count is kept, and only ever goes down."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.cli.examples import shrink, told, too_many_stolen
from bot.knowledge.known_failing import read_known_failing, write_known_failing
from bot.knowledge.model import Example
from bot.matching.crosscheck import Stolen
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "locales").mkdir()
    return Settings(_env_file=None, knowledge_dir=tmp_path, locales_dir=tmp_path / "locales")


def taken(*locales: str) -> Sequence[Stolen]:
    return [Stolen(Example(f"вопрос {number}", locale, "lawyer"), "silence") for number, locale in enumerate(locales)]


def test_more_than_may_fail_is_an_error_and_fewer_a_reason_to_lower_the_count(settings: Settings) -> None:
    write_known_failing(settings.knowledge_dir, {"ru": 100, "tg": 2, "uz": 100})
    found = taken(*["ru"] * 106, "tg", *["ky"] * 3, *["uz"] * 105)
    errors, warnings = too_many_stolen(settings, found)
    assert [error.split(":", 1)[1].split(" example")[0] for error in errors] == [
        " ky: another entry would answer 3",
        " ru: another entry would answer 106",
    ]
    assert [warning.split(":", 1)[1] for warning in warnings] == [
        " tg: only 1 fail now, 2 may; run: python -m bot check --shrink"
    ]


def test_counts_are_lowered_and_never_raised(settings: Settings) -> None:
    shrink(settings, taken("ru", "tg"))
    assert read_known_failing(settings.knowledge_dir) == {"ru": 1, "tg": 1, "uz": 0, "ky": 0}
    shrink(settings, taken("ru", "ru", "ky"))
    assert read_known_failing(settings.knowledge_dir) == {"ru": 1, "tg": 0, "uz": 0, "ky": 0}


def test_questions_are_listed_by_the_pair_of_entries() -> None:
    found = [*taken("ru", "ru"), Stolen(Example("билет", "ky", "_near"), "leave-russia")]
    assert list(told(found)) == [
        "ky: leave-russia would answer of 'near' of _none.yaml: билет",
        "ru: silence would answer of lawyer: вопрос 0 · вопрос 1",
    ]
