"""A newcomer's first minutes: the program as ``make run`` starts it, used through its page in a real Chromium."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.browser import PHONE, open_browser, screenshot
from tests.program import playground


@pytest.fixture
async def page_url(tmp_path: Path) -> AsyncIterator[str]:
    """Run the bot without a token; yields the address of its page."""
    async with playground(tmp_path) as url:
        yield url


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        ("Oʻzbekcha", "militsiya ushlab ketdi nima qilay", "Прошу"),
        ("Ўзбекча", "милиция ушлаб кетди нима қилай", "Прошу"),
        ("Тоҷикӣ", "маро милиса дастгир кард, чӣ кор кунам", "Прошу"),
        ("Кыргызча", "мени милиция кармап кетти, эмне кылам", "Прошу"),
        ("Русский", "сколько часов меня могут держать в полиции", "48"),
    ],
)
async def test_a_newcomer_asks_in_every_language_and_gets_the_cited_answer(
    page_url: str, language: str, question: str, expected: str
) -> None:
    async with open_browser() as browser:
        page = await browser.new_page(viewport=PHONE)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(page_url)
        await page.get_by_role("button", name="START", exact=True).click()
        await page.get_by_role("button", name=language, exact=True).click()
        await page.get_by_role("textbox", name="Message").fill(question)
        await page.get_by_role("button", name="Send", exact=True).click()
        answer = page.get_by_role("log").get_by_text(expected).last
        await answer.wait_for()
        assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        await screenshot(page, f"newcomer-{language}")
        assert faults == []


async def test_the_panel_says_why(page_url: str) -> None:
    async with open_browser() as browser:
        page = await browser.new_page(viewport={"width": 1200, "height": 800})
        await page.goto(page_url)
        await page.get_by_role("button", name="START", exact=True).click()
        await page.get_by_role("textbox", name="Message").fill("сколько часов меня могут держать в полиции")
        await page.get_by_role("button", name="Send", exact=True).click()
        why = page.get_by_label("Why this answer", exact=True)
        await why.get_by_text("how-long").first.wait_for()
        await screenshot(page, "why-this-answer")
