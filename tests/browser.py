"""A real headless Chromium for tests of pages, and where their screenshots go.

    from tests.browser import open_browser, screenshot

    async with open_browser() as browser:
        page = await browser.new_page(viewport=PHONE)

The browser is a system package: scripts/install-system-packages.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

ARTEFACTS = Path(__file__).parent / "artefacts"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1200, "height": 800}

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path() -> str:
    """The browser's command.

    Raises:
        FileNotFoundError: none is installed.
    """
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    raise FileNotFoundError("no Chromium found; run scripts/install-system-packages")


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """Chromium for the length of a block."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path(), args=_ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


async def screenshot(page: Page, name: str) -> Path:
    """Keep what the page shows as `artefacts/<name>.png`, which is not committed."""
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"{name}.png"
    await page.screenshot(path=path, animations="disabled")
    return path
