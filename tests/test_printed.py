"""Whatever happens in the program, only our own events are printed: run in processes of their own, most talkative."""

import logging
import re
import subprocess
import sys
from textwrap import dedent

import pytest

from tests.program import environment

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
