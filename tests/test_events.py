"""The log is an allow-list: what is no name of ours is struck out, and nothing but our own events is ever printed."""

import inspect
import logging
import re
import string
import subprocess
import sys
from collections.abc import Callable
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.actions import OpenEntry
from bot.events import failed, report
from bot.telegram.callback import encode
from tests.program import ROOT, environment

NAMED = ("event", "outcome", "locale", "entry", "error", "why")
MEASURED = ("ms", "retry_in")
STRUCK = "?"

SECRET = "канарейка Kanarejkova @kanarejka_bird +998 90 123-45-67 998901234567 123456:ABC-DEF"
LEVELS = (1, logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL, 1000)
LOGGERS = (
    "",
    "aiohttp",
    "aiohttp.access",
    "aiohttp.server",
    "asyncio",
    "bot",
    "bot.telegram.sending",
    "concurrent.futures",
    "httpx",
    "py.warnings",
    "redis",
    "telegram",
    "telegram.ext.Application",
)

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


def printed(code: str, **settings: str) -> list[str]:
    """Run ``code`` in a program that has set up its log, most talkative; return all lines it prints, without times."""
    start = "import asyncio, gc, logging, sys, threading, warnings\nfrom bot import events\nevents.set_up('DEBUG')\n"
    script = f"{start}SECRET = {SECRET!r}\n{dedent(code)}"
    result = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(PYTHONWARNINGS="always", PYTHONIOENCODING="utf-8", **settings),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return [re.sub(r"^[\d-]+ [\d:,]+ ", "", line) for line in (result.stdout + result.stderr).splitlines()]


def test_no_library_and_no_other_logger_prints_anything_at_any_level() -> None:
    lines = printed(
        f"""
        for name in {LOGGERS!r}:
            logger = logging.getLogger(name)
            logger.setLevel(1)
            for level in {LEVELS!r}:
                logger.log(level, SECRET)
                logger.log(level, "%s %d", SECRET, SECRET)
                logger.log(level, SECRET, exc_info=ValueError(SECRET), stack_info=True)
            try:
                raise ValueError(SECRET)
            except ValueError:
                logger.exception(SECRET)
            logger.propagate = False
            logger.critical(SECRET)
            logger.propagate = True
        logging.error(SECRET)
        logging.basicConfig(level=1)
        logging.error(SECRET)
        events.report(logging.DEBUG, "alive")
        """
    )
    assert lines == ["DEBUG event=alive"]


@pytest.mark.parametrize(("level", "lines"), [("INFO", []), ("DEBUG", ["DEBUG event=alive"])])
def test_events_below_the_level_asked_for_are_not_printed(level: str, lines: list[str]) -> None:
    assert printed(f"events.set_up({level!r})\nevents.report(logging.DEBUG, 'alive')") == lines


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("raise ValueError(SECRET)", "ValueError"),
        ("raise ValueError(SECRET) from KeyError(SECRET)", "ValueError"),
        ("raise ExceptionGroup(SECRET, [ValueError(SECRET)])", "ExceptionGroup"),
        ("raise type(SECRET, (Exception,), {})(SECRET)", STRUCK),
        ("raise KeyboardInterrupt(SECRET)", "KeyboardInterrupt"),
        ("exec(SECRET)", "SyntaxError"),
        (
            """
            class Unspeakable(Exception):
                def __str__(self):
                    raise RuntimeError(SECRET)
            raise Unspeakable
            """,
            "Unspeakable",
        ),
        (
            """
            async def work():
                raise ValueError(SECRET)
            asyncio.run(work(), debug=True)
            """,
            "ValueError",
        ),
        (
            """
            import typer
            app = typer.Typer(pretty_exceptions_enable=False)
            @app.command()
            def run():
                events.set_up("DEBUG")  # as the command does: typer is at work by then
                raise ValueError(SECRET)
            app([])
            """,
            "ValueError",
        ),
    ],
)
def test_a_crash_is_told_by_its_kind_alone(code: str, error: str) -> None:
    assert printed(code) == [f"ERROR event=crashed error={error}"]


def test_a_crash_in_the_program_is_told_with_its_place() -> None:
    [line] = printed(
        """
        from bot.conversation.actions import OpenEntry
        from bot.telegram.callback import encode
        encode(OpenEntry(SECRET * 2))
        """
    )
    assert re.fullmatch(r"ERROR event=crashed error=ValueError why=bot\.telegram\.callback\.L\d+", line)


@pytest.mark.parametrize(
    "code",
    [
        """
        class Dying:
            def __del__(self):
                raise ValueError(SECRET)
        Dying()
        """,
        """
        import atexit
        def last():
            raise ValueError(SECRET)
        atexit.register(last)
        """,
    ],
)
def test_what_nobody_can_catch_is_told_by_its_kind_alone(code: str) -> None:
    assert printed(code) == ["ERROR event=unraisable error=ValueError"]


@pytest.mark.parametrize(
    "work",
    [
        "asyncio.create_task(fail(), name=SECRET)",
        "asyncio.get_running_loop().call_soon(fail_at_once)",
        "asyncio.get_running_loop().run_in_executor(None, fail_at_once)",
        "asyncio.get_running_loop().create_future().set_exception(ValueError(SECRET))",
        "asyncio.gather(fail(), fail())",
    ],
)
@pytest.mark.parametrize("debug", [False, True])
def test_what_fails_in_the_event_loop_unseen_prints_nothing(work: str, debug: bool) -> None:
    code = f"""
        def fail_at_once():
            raise ValueError(SECRET)
        async def fail():
            fail_at_once()
        async def main():
            {work}
            await asyncio.sleep(0.05)
            gc.collect()
        asyncio.run(main(), debug={debug})
        """
    assert printed(code) == []


def test_a_task_that_never_ends_prints_nothing() -> None:
    code = """
        loop = asyncio.new_event_loop()
        task = loop.create_task(asyncio.sleep(9), name=SECRET)
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
        del task
        gc.collect()
        """
    assert printed(code) == []


def test_a_coroutine_nobody_awaits_prints_nothing_of_what_it_was_given() -> None:
    lines = printed("async def work(text):\n    pass\nwork(SECRET)\ngc.collect()")
    assert not any(word in line for line in lines for word in SECRET.split())


def test_a_crash_in_a_thread_is_told_by_its_kind_alone() -> None:
    code = """
        def work():
            raise ValueError(SECRET)
        thread = threading.Thread(target=work, name=SECRET)
        thread.start()
        thread.join()
        """
    assert printed(code) == ["ERROR event=crashed error=ValueError"]


@pytest.mark.parametrize("kind", ["UserWarning", "DeprecationWarning", "ResourceWarning", "RuntimeWarning"])
def test_warnings_print_nothing(kind: str) -> None:
    assert printed(f"warnings.warn(SECRET, {kind}, stacklevel=1)") == []


@pytest.mark.parametrize("code", ["async def work(text):\n    pass\nwork(SECRET)", "asyncio.new_event_loop()"])
def test_what_python_warns_of_itself_prints_nothing(code: str) -> None:
    assert printed(f"{code}\ngc.collect()") == []
