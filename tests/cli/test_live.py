"""Content changes while the bot runs: what is right is served at once, what is gone never again, what is broken not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.cli.content import Content, load_content
from bot.cli.live import Live
from bot.matching.decide import Outcome
from bot.settings import Settings
from tests.program import ROOT
from tests.small_base import ENTRY, write_small_base

DOCTOR = ENTRY.replace("detained-now", "doctor").replace("I am being detained right now", "I need a doctor")
QUESTIONS = "detained-now:\n  - меня задержали\n  - меня держат в отделе\n"
OF_DOCTOR = "doctor:\n  - нужен врач\n  - где найти врача\n"


class Served:
    """The content that is served, as the bot sees it."""

    def __init__(self, knowledge: Path) -> None:
        self.knowledge = knowledge
        self.content = load_content(Settings(_env_file=None, knowledge_dir=knowledge, locales_dir=ROOT / "locales"))
        self.seen: list[Content] = []

    def serve(self, newer: Content) -> None:
        self.content = newer
        self.seen.append(newer)

    def entries(self, text: str) -> list[str]:
        """Return the entries shown to a question."""
        match = self.content.matcher.match(text, "ru")
        shown = match.outcome in {Outcome.ANSWER, Outcome.SUGGEST}
        return [each.entry for each in match.candidates] if shown else []

    def matched(self, text: str) -> str:
        """Return the example question that is nearest to a question."""
        return self.content.matcher.match(text, "ru").candidates[0].question

    def write(self, name: str, text: str) -> None:
        (self.knowledge / name).write_text(text, encoding="utf-8")

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not true():  # noqa: ASYNC110 - what is awaited is seen from outside only
                await asyncio.sleep(0.01)


@pytest.fixture
async def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Served]:
    monkeypatch.chdir(tmp_path)  # caches go here
    knowledge = tmp_path / "knowledge"
    write_small_base(knowledge)
    (knowledge / "entries/emergency/doctor.yaml").write_text(DOCTOR, encoding="utf-8")
    (knowledge / "menu.yaml").write_text("emergency:\n  - detained-now\n  - doctor\n", encoding="utf-8")
    (knowledge / "questions/ru/emergency.yaml").write_text(QUESTIONS + OF_DOCTOR, encoding="utf-8")
    served = Served(knowledge)
    async with following(served):
        yield served


@asynccontextmanager
async def following(served: Served) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(Live(served.content, served.serve).follow(stop))
    await asyncio.sleep(0.5)  # until the files are watched
    yield
    stop.set()
    await asyncio.wait_for(task, 5)


async def test_a_changed_text_is_served(served: Served) -> None:
    served.write("entries/emergency/doctor.yaml", DOCTOR.replace("Stay calm.", "Call an ambulance."))
    await served.until(lambda: served.content.knowledge.entries["doctor"].short == "Call an ambulance.")
    assert served.content.is_current


async def test_changed_questions_count_once_they_are_learned(served: Served) -> None:
    served.write("questions/ru/emergency.yaml", QUESTIONS + OF_DOCTOR + "  - зубы разболелись\n")
    await served.until(lambda: served.matched("зубы разболелись") == "зубы разболелись")
    assert not served.seen[0].is_current  # the older model served meanwhile
    assert served.content.is_current


async def test_an_entry_that_is_gone_is_never_shown_from_the_older_model(served: Served) -> None:
    assert "doctor" in served.entries("нужен врач")
    served.write("menu.yaml", "emergency:\n  - detained-now\n")
    served.write("questions/ru/emergency.yaml", QUESTIONS)
    (served.knowledge / "entries/emergency/doctor.yaml").unlink()
    await served.until(lambda: "doctor" not in served.content.knowledge.entries)
    assert not served.content.is_current
    assert "doctor" not in served.entries("нужен врач")
    await served.until(lambda: served.content.is_current)
    assert "doctor" not in served.entries("нужен врач")


async def test_a_broken_file_leaves_the_last_good_content(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    before = served.content
    served.write("entries/emergency/doctor.yaml", DOCTOR.replace("title:", "titel:"))
    said = ""

    def told() -> bool:
        nonlocal said
        said += capsys.readouterr().err
        return "goes on being served" in said

    await served.until(told)
    assert "doctor.yaml:3:1: unknown key 'titel'" in said
    assert served.content is before
    served.write("entries/emergency/doctor.yaml", DOCTOR.replace("Stay calm.", "Rest."))
    await served.until(lambda: served.content.knowledge.entries["doctor"].short == "Rest.")


async def test_the_program_ends_at_once_though_it_is_learning(served: Served) -> None:
    served.write("questions/ru/emergency.yaml", QUESTIONS + OF_DOCTOR + "  - болит зуб\n")
    await served.until(lambda: not served.content.is_current)
