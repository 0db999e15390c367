"""What Telegram shows of the bot before anybody writes: commands, name and descriptions, per language.

They are rate-limited by Telegram, so they are set only where they differ from what it has.
"""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand
from telegram.constants import BotDescriptionLimit, BotNameLimit
from telegram.error import TelegramError

from bot.conversation.speech import N_
from bot.events import report
from bot.i18n.catalogs import Catalogs
from bot.i18n.languages import LANGUAGES

_COMMANDS = {
    "menu": N_("Topics"),
    "language": N_("Change the language"),
    "clear": N_("Delete all messages here"),
    "privacy": N_("What is kept"),
    "help": N_("How to use this bot"),
    "about": N_("Whose bot this is"),
}
_NAME = N_("Rights and help")
_SHORT_DESCRIPTION = N_("Answers to questions about rights, in several languages. Free, no registration.")
_DESCRIPTION = N_(
    "Write your question in your own words. You get a short answer with its sources. "
    "You need not say your name. General information, not a lawyer."
)


async def update_profile(bot: Bot, catalogs: Catalogs, title: str) -> None:
    """Set commands, name and descriptions in every language Telegram can keep them in; ``title`` replaces the name.

    Telegram refusing is logged and harmless: the bot answers all the same.
    """
    for language in LANGUAGES:
        if language.telegram_code is None:
            continue
        try:
            await _update(bot, catalogs, language.locale, language.telegram_code, title)
        except TelegramError as error:
            report(logging.WARNING, "profile_refused", locale=language.locale, error=type(error).__name__)
            return


async def _update(bot: Bot, catalogs: Catalogs, locale: str, code: str, title: str) -> None:
    def say(text: str) -> str:
        return catalogs.interface(locale, text)

    commands = [BotCommand(name, say(text)) for name, text in _COMMANDS.items()]
    if list(await bot.get_my_commands(language_code=code)) != commands:
        await bot.set_my_commands(commands, language_code=code)
    name = (title or say(_NAME))[: BotNameLimit.MAX_NAME_LENGTH]
    if (await bot.get_my_name(code)).name != name:
        await bot.set_my_name(name, code)
    description = say(_DESCRIPTION)[: BotDescriptionLimit.MAX_DESCRIPTION_LENGTH]
    if (await bot.get_my_description(code)).description != description:
        await bot.set_my_description(description, code)
    short = say(_SHORT_DESCRIPTION)[: BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH]
    if (await bot.get_my_short_description(code)).short_description != short:
        await bot.set_my_short_description(short, code)
