"""The page in a real browser, against a small script in place of the bot that speaks the Bot API over HTTP."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.web.botapi import BotApi, serve
from bot.web.playground import playground_app
from tests.browser import DESK, PHONE, open_browser, screenshot
from tests.web.local import TOKEN, Local
from tests.web.stage import Script, Stage, explain

pytestmark = pytest.mark.asyncio(loop_scope="module")  # one browser for all

HOSTILE = "<script>document.title='broken'</script><img src=x onerror=alert(1)> \u202eabc\u202c مرحبا "


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    api = BotApi(TOKEN)
    async with serve(playground_app(api, explain)) as port, aiohttp.ClientSession() as http:
        local = Local(api, f"http://127.0.0.1:{port}", http)
        await local.result("setMyName", name="Ҳуқуқҳои ман")
        await local.result("setMyDescription", description="Савол диҳед.\nOʻzbekcha · Тоҷикӣ · Кыргызча · Русский")
        commands = [{"command": "menu", "description": "Мавзӯъҳо"}, {"command": "help", "description": "Ёрӣ"}]
        await local.result("setMyCommands", commands=commands, language_code="tg")
        script = Script(local)
        running = asyncio.create_task(script.run())
        yield Stage(local, script, browser)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def start(page: Page) -> None:
    await page.get_by_role("button", name="START", exact=True).click()
    await expect(page.get_by_role("button", name="Тоҷикӣ")).to_be_visible()


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Message", exact=True).fill(text)
    await page.keyboard.press("Enter")


def bodies(page: Page) -> Locator:
    return page.locator(".message .body")


async def assert_no_sideways_scroll(page: Page) -> None:
    wide = await page.evaluate(
        "() => [...document.querySelectorAll('html, body, .chat, .panel, .bubble, .keyboard')]"
        ".filter((node) => node.scrollWidth > node.clientWidth + 1).map((node) => node.className || node.tagName)"
    )
    assert wide == []


async def test_start_greets_and_a_tap_edits_at_once(stage: Stage) -> None:
    async with stage.page() as page:
        await expect(page.get_by_role("heading", name="Ҳуқуқҳои ман", level=2)).to_be_visible()
        await expect(page.get_by_text("Савол диҳед.")).to_be_visible()
        await expect(page.get_by_label("Message", exact=True)).to_be_hidden()
        await screenshot(page, "playground-start")
        await start(page)
        await expect(page.get_by_role("heading", level=2)).to_be_hidden()
        await page.get_by_role("button", name="Тоҷикӣ").click()
        await expect(bodies(page).last).to_have_text("chosen: Тоҷикӣ")
        await expect(page.locator(".toast")).to_have_text("done")
        await expect(page.get_by_text("edited", exact=True)).to_be_visible()
        await expect(page.locator(".key")).to_have_count(0)
        assert stage.script.taps == ["Тоҷикӣ"]


async def test_a_deep_link_starts_with_its_payload(stage: Stage) -> None:
    async with stage.page() as page:
        for payload, said in {"tg__entry__partner": "/start tg__entry__partner", "<b>": "/start"}.items():
            await page.goto(f"{stage.local.url}/?start={payload}")
            await page.get_by_role("button", name="START", exact=True).click()
            await expect(bodies(page).first).to_have_text(said)
            await page.locator("#panel summary").click()
            await page.get_by_role("button", name="Restart chat").click()
            await expect(page.locator(".message")).to_have_count(0)


async def test_an_important_answer_is_a_dialog_the_keyboard_can_close(stage: Stage) -> None:
    async with stage.page() as page:
        await start(page)
        await page.get_by_role("button", name="SOS").press("Enter")
        await expect(page.get_by_role("dialog")).to_contain_text("Important")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_a_long_answer_shows_its_top_and_reads_well(stage: Stage) -> None:
    async with stage.page() as page:
        await start(page)
        await say(page, "recite")
        answer = page.locator(".message").last
        await expect(answer.get_by_role("button", name="Copy number")).to_be_attached()
        await expect(answer.get_by_text("Агар шуморо боздошта бошанд")).to_be_in_viewport()
        await expect(answer.get_by_role("button", name="Copy number")).not_to_be_in_viewport()
        await assert_no_sideways_scroll(page)
        await screenshot(page, "playground-answer")
        await page.get_by_role("button", name="Go to the newest message").click()
        await expect(answer.get_by_role("button", name="Copy number")).to_be_in_viewport()
        fold = answer.locator(".fold-body")
        closed = await fold.bounding_box()
        await answer.get_by_role("button", name="Show all").click()
        opened = await fold.bounding_box()
        assert closed is not None
        assert opened is not None
        assert opened["height"] > 2 * closed["height"]
        link = answer.get_by_role("link", name="сайт")
        assert await link.get_attribute("rel") == "noopener noreferrer"
        assert await answer.get_by_role("link", name="Site").get_attribute("href") == "https://example.org/x"
        await answer.get_by_role("button", name="Copy number").click()
        await expect(page.locator(".toast")).to_have_text("Copied")
        assert await page.evaluate("navigator.clipboard.readText()") == "+70000000000"
        await answer.get_by_role("button", name="/help").click()
        await expect(bodies(page).last).to_have_text("/help")


async def test_deletions_of_both_sides_show_at_once(stage: Stage) -> None:
    async with stage.page() as page:
        await start(page)
        await say(page, "recite")
        await page.get_by_role("button", name="Wipe").click()
        await expect(page.get_by_role("button", name="Wipe")).to_have_count(0)
        mine = page.locator(".message.own").last
        await mine.get_by_role("button", name="Message actions").click()
        await mine.get_by_role("button", name="Delete for both").click()
        await expect(page.locator(".message.own")).to_have_count(1)
        assert len(stage.chat.messages) == 2


async def test_an_own_message_can_be_changed(stage: Stage) -> None:
    async with stage.page() as page:
        await start(page)
        await say(page, "helo")
        mine = page.locator(".message.own").last
        await expect(mine.locator(".body")).to_have_text("helo")
        await mine.get_by_role("button", name="Message actions").click()
        await mine.get_by_role("button", name="Edit").click()
        await expect(page.get_by_label("Message", exact=True)).to_have_value("helo")
        await say(page, "hello")
        await expect(mine.locator(".body")).to_have_text("hello")


async def test_hostile_text_stays_text(stage: Stage) -> None:
    text = (HOSTILE + "ж" * 4096)[:4096]
    async with stage.page() as page:
        await start(page)
        await say(page, text)
        await expect(bodies(page)).to_have_count(4)
        assert await bodies(page).nth(2).text_content() == text
        assert await bodies(page).nth(3).text_content() == text
        assert await page.locator("#log script, #log img").count() == 0
        assert "playground" in await page.title()
        await assert_no_sideways_scroll(page)
        name = "<script>document.title='broken'</script>"
        await stage.local.result("setMyName", name=name)
        await expect(page.get_by_role("heading", level=1)).to_have_text(name)
        await stage.local.result("setMyName", name=name, language_code="tg")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_small_phone_and_a_desk_show_everything(stage: Stage, scheme: str) -> None:
    for name, viewport in {"phone": PHONE, "desk": DESK}.items():
        async with stage.page(viewport=viewport, color_scheme=scheme) as page:
            await start(page)
            await assert_no_sideways_scroll(page)
            await screenshot(page, f"playground-languages-{name}-{scheme}")
            await say(page, "recite")
            await expect(page.locator("#why-badge")).to_have_text("answered")
            if name == "phone":
                await expect(page.get_by_text("rights.lawyer")).to_be_hidden()
                await page.locator("#panel summary").click()
            await expect(page.get_by_text("rights.lawyer")).to_be_visible()
            await expect(page.locator("#why")).to_contain_text("маро полис боздошт")
            await assert_no_sideways_scroll(page)
            await screenshot(page, f"playground-why-{name}-{scheme}")
            small = await page.evaluate(
                "() => [...document.querySelectorAll('button, a.key, select, textarea, summary')]"
                ".filter((node) => node.checkVisibility() && !node.matches('.command, .body button'))"
                ".filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.outerHTML)"
            )
            assert small == []


async def test_the_phone_language_changes_the_commands(stage: Stage) -> None:
    async with stage.page(viewport=DESK) as page:
        await start(page)
        await page.get_by_role("button", name="Commands").click()
        await expect(page.locator("#commands button")).to_have_text([re.compile("Мавзӯъҳо"), re.compile("Ёрӣ")])
        await page.keyboard.press("Escape")
        await expect(page.locator("#commands")).to_be_hidden()
        await page.get_by_label("Phone language").select_option("ru")
        await expect(page.get_by_role("button", name="Commands")).to_be_hidden()
        await page.get_by_label("Phone language").select_option("tg")
        await page.get_by_role("button", name="Commands").click()
        await page.get_by_role("button", name="/menu").click()
        await expect(bodies(page).last).to_have_text("/menu")


async def test_typing_shows_until_the_message_comes(stage: Stage) -> None:
    async with stage.page() as page:
        await start(page)
        await stage.local.result("sendChatAction", chat_id=stage.chat.id, action="typing")
        await expect(page.locator("#status")).to_have_text("typing…")
        await expect(page.locator(".dots")).to_be_visible()
        await stage.local.send(stage.chat, "here")
        await expect(page.locator(".dots")).to_be_hidden()
        await expect(page.locator("#status")).to_have_text("bot")


async def test_reply_keyboards_and_files(stage: Stage) -> None:
    async with stage.page() as page:
        await start(page)
        await stage.local.send(stage.chat, "choose", reply_markup={"keyboard": [["one", "two"]]})
        await page.get_by_role("button", name="two").click()
        await expect(bodies(page).last).to_have_text("two")
        await stage.local.send(stage.chat, "thanks", reply_markup={"remove_keyboard": True})
        await expect(page.get_by_role("button", name="two")).to_be_hidden()
        form = aiohttp.FormData({"chat_id": str(stage.chat.id), "caption": "the offline pack"})
        form.add_field("document", b"x" * 1500, filename="rights-uz.html")
        async with stage.local.http.post(f"{stage.local.url}/bot{TOKEN}/sendDocument", data=form) as response:
            assert response.status == 200
        await expect(page.locator(".file-name")).to_have_text("rights-uz.html2 KB")
        await expect(bodies(page).last).to_have_text("the offline pack")
        await page.get_by_role("button", name="Send something else").click()
        await page.get_by_role("button", name="Location").click()
        await expect(page.locator(".file-name").last).to_contain_text("Location")


async def test_a_reload_keeps_the_chat_and_restart_empties_it(stage: Stage) -> None:
    async with stage.page() as page:
        await start(page)
        before = stage.chat.id
        await page.reload()
        await expect(page.get_by_role("button", name="Тоҷикӣ")).to_be_visible()
        assert stage.chat.id == before
        await page.locator("#panel summary").click()
        await page.get_by_role("button", name="Restart chat").click()
        await expect(page.get_by_role("button", name="START", exact=True)).to_be_visible()
        await expect(page.locator(".message")).to_have_count(0)
        assert stage.chat.id != before


async def test_two_tabs_are_two_people(stage: Stage) -> None:
    async with stage.page() as first, stage.page() as second:
        await start(first)
        await say(first, "only here")
        await expect(bodies(first).last).to_have_text("only here")
        await expect(second.get_by_role("button", name="START", exact=True)).to_be_visible()
        assert len(stage.local.api.state.chats) == 2
