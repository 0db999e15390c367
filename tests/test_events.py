"""The log is an allow-list: there is no field for what people write, and what is no name of ours is struck out."""

import inspect
import logging
import re
import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.actions import OpenEntry
from bot.events import failed, report
from bot.telegram.callback import encode
from tests.program import ROOT

NAMED = ("event", "outcome", "locale", "entry", "error", "why")
MEASURED = ("ms", "retry_in")
STRUCK = "?"

SECRET = "канарейка Kanarejkova @kanarejka_bird +998 90 123-45-67 998901234567 123456:ABC-DEF"
ANY_WORDS = st.text(max_size=20)
DIGITS = st.text(string.digits, min_size=5, max_size=20)
CYRILLIC = st.text("абвгғдеёжзийӣкқлмнңоөпрстуўӯүфхҳцчҷшщъыьэюяІ", min_size=1, max_size=20)
TOKENS = st.from_regex(r"[0-9]{1,12}:[A-Za-z0-9_-]{3,35}", fullmatch=True)
NAMES = st.from_regex(r"@[A-Za-z][A-Za-z0-9_]{3,31}", fullmatch=True)
ABOUT_PEOPLE = DIGITS | CYRILLIC | TOKENS | NAMES
OUR_WORDS = st.from_regex(r"[a-zA-Z][a-zA-Z_.-]{0,30}", fullmatch=True)


class Kept(logging.Handler):
    """Keeps what is written, as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def written(log: Callable[[], None]) -> str:
    """Return the one line that ``log`` writes."""
    logger, kept = logging.getLogger("bot"), Kept()
    level = logger.level
    logger.addHandler(kept)
    logger.setLevel(1)
    try:
        log()
    finally:
        logger.setLevel(level)
        logger.removeHandler(kept)
    [line] = kept.lines
    return line


def named(**names: str) -> str:
    """Return the line of an event with these names."""
    return written(lambda: report(logging.INFO, **{"event": "happened", **names}))  # type: ignore[arg-type] # no numbers


def test_there_is_no_field_for_what_people_write() -> None:
    assert set(inspect.signature(report).parameters) == {"level", *NAMED, *MEASURED}
    line = written(
        lambda: report(
            logging.INFO,
            "answered",
            outcome="answer",
            locale="uz_Cyrl",
            entry="-",
            error="E",
            why="w",
            ms=1,
            retry_in=2.25,
        )
    )
    assert line == "event=answered outcome=answer locale=uz_Cyrl entry=- error=E why=w ms=1.0 retry_in=2.2"


def test_what_is_not_given_is_not_written() -> None:
    assert written(lambda: report(logging.INFO, "polling")) == "event=polling"


@given(st.sampled_from(NAMED), ANY_WORDS | ABOUT_PEOPLE)
def test_any_text_is_written_as_a_harmless_name_or_not_at_all(field: str, text: str) -> None:
    line = named(**{field: text})
    value = dict(part.split("=", 1) for part in line.split(" "))[field]
    assert value in {text, STRUCK}
    assert len(value) <= 40
    assert set(value) <= set(string.ascii_letters + string.digits + "_.-" + STRUCK)
    assert not re.search("[0-9]{5}", value)


@given(st.sampled_from(NAMED), ANY_WORDS, ABOUT_PEOPLE, ANY_WORDS)
def test_numbers_cyrillic_tokens_and_names_are_struck_out_wherever_they_stand(
    field: str, before: str, secret: str, after: str
) -> None:
    assert named(**{field: f"{before}{secret}{after}"}).endswith(f"{field}={STRUCK}")


@given(st.lists(ABOUT_PEOPLE | ANY_WORDS, min_size=len(NAMED), max_size=len(NAMED)))
def test_no_text_makes_a_second_line_or_a_field_of_its_own(texts: list[str]) -> None:
    line = named(**dict(zip(NAMED, texts, strict=True)))
    assert re.fullmatch(" ".join(rf"{field}=\S+" for field in NAMED), line)


@given(st.sampled_from(NAMED), OUR_WORDS)
def test_a_name_of_ours_is_kept(field: str, word: str) -> None:
    assert named(**{field: word}).endswith(f"{field}={word}")


def test_every_place_in_the_program_can_be_named() -> None:
    for path in (ROOT / "bot").rglob("*.py"):
        place = ".".join(path.relative_to(ROOT).with_suffix("").parts) + ".L9999"
        assert named(why=place).endswith(f"why={place}")


def test_a_failure_is_told_by_its_kind_and_place_alone() -> None:
    with pytest.raises(ValueError, match="канарейка") as caught:
        encode(OpenEntry(SECRET * 2))
    caught.value.add_note(SECRET)
    line = written(lambda: failed("failed", caught.value))
    assert re.fullmatch(r"event=failed error=ValueError why=bot\.telegram\.callback\.L\d+", line)


def test_a_kind_of_error_with_a_name_not_ours_is_struck_out() -> None:
    error = type(SECRET, (Exception,), {})(SECRET)
    assert written(lambda: failed("failed", error)) == f"event=failed error={STRUCK}"
