"""Takes the pictures of the README: the real bot on the playground page, in a real Chromium.

Usage: make screenshots
"""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize

from tests.browser import DESK, PHONE, open_browser
from tests.program import ROOT, playground

PICTURES = ROOT / "docs"


async def chat(browser: Browser, url: str, size: ViewportSize, language: str, question: str) -> Page:
    """Open the page as a person whose language button says ``language``, and ask ``question``."""
    page = await browser.new_page(viewport=size, device_scale_factor=2)
    await page.goto(url)
    await page.get_by_role("button", name="START", exact=True).click()
    await page.get_by_role("button", name=language, exact=True).click()
    await page.get_by_role("textbox", name="Message").fill(question)
    await page.get_by_role("button", name="Send", exact=True).click()
    await page.get_by_text("📚").last.wait_for()
    await page.wait_for_timeout(600)  # the page scrolls to the answer's first line
    return page


async def main() -> None:
    """Take the pictures into docs/."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        await take_pictures(Path(folder))


async def take_pictures(folder: Path) -> None:
    """Take both pictures of a bot whose store is in ``folder``."""
    async with playground(folder) as url, open_browser() as browser:
        desk = await chat(browser, url, DESK, "Тоҷикӣ", "маро милиса дастгир кард, чӣ кор кунам")
        await desk.screenshot(path=PICTURES / "playground.png")
        phone = await chat(browser, url, PHONE, "Oʻzbekcha", "militsiya ushlab ketdi nima qilay")
        await phone.screenshot(path=PICTURES / "playground-phone.png")


if __name__ == "__main__":
    asyncio.run(main())
