"""Commands, name and descriptions: set in every language Telegram keeps, once."""

from bot.cli.content import Content
from bot.telegram.profile import update_profile
from tests.telegram.conftest import Telegram

SETTERS = ("setMyCommands", "setMyName", "setMyDescription", "setMyShortDescription")


async def test_it_is_set_per_language_and_only_when_it_differs(telegram: Telegram, content: Content) -> None:
    await update_profile(telegram.app.bot, content.catalogs, "")
    assert {name: telegram.api.calls[name] for name in SETTERS} == dict.fromkeys(SETTERS, 5)
    codes = {str(params.get("language_code", "")) for name, params in telegram.api.recent_calls if name in SETTERS}
    assert codes == {"uz", "tg", "ky", "ru", ""}
    await update_profile(telegram.app.bot, content.catalogs, "")
    assert {name: telegram.api.calls[name] for name in SETTERS} == dict.fromkeys(SETTERS, 5)


async def test_the_operators_title_replaces_the_name(telegram: Telegram, content: Content) -> None:
    await update_profile(telegram.app.bot, content.catalogs, "Neutral name")
    assert (await telegram.app.bot.get_my_name("tg")).name == "Neutral name"
