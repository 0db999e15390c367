"""Everything that ships keeps Telegram's limits, in every language."""

import pytest
from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, MessageLimit

from bot.cli.content import Content
from bot.conversation.actions import OpenDetails, OpenEntry, OpenLanguages, OpenMenu, OpenPrivacy, OpenTopic, Screen
from bot.conversation.reply import Reply
from bot.conversation.screens import UNREADABLE
from bot.i18n.languages import LOCALES
from bot.telegram.render import keyboard, messages, utf16_length


def replies(content: Content, locale: str) -> list[Reply]:
    """Return every screen and card a reader of ``locale`` can reach, before and after choosing the language."""
    actions: list[Screen] = [OpenMenu(), OpenLanguages(), OpenPrivacy()]
    actions += [OpenTopic(topic) for topic in content.knowledge.topics()]
    for entry in content.knowledge.entries:
        actions += [OpenEntry(entry), OpenEntry(entry, "ru"), OpenDetails(entry)]
    dialog = content.dialog
    reached = [dialog.act(action, chosen, locale) for action in actions for chosen in (locale, None)]
    return [
        *reached,
        dialog.help(locale),
        dialog.about(locale),
        dialog.too_many(locale),
        *(dialog.unreadable(kind, locale) for kind in sorted(UNREADABLE)),
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_screen_and_card_is_one_message_with_buttons_that_telegram_takes(content: Content, locale: str) -> None:
    for reply in replies(content, locale):
        (page,) = messages(reply)
        assert utf16_length(page) <= MessageLimit.MAX_TEXT_LENGTH
        buttons = keyboard(reply) or {"inline_keyboard": []}
        rows = buttons["inline_keyboard"]
        assert isinstance(rows, list)
        assert sum(len(row) for row in rows) <= InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
        for button in (button for row in rows for button in row):
            assert button["text"].strip()
            data = button.get("callback_data", "copied")
            assert 0 < len(data.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_copy_button_copies_is_whole(content: Content, locale: str) -> None:
    for entry in content.knowledge.entries.values():
        shown = {content.knowledge.contacts[name].value for name in entry.contacts}
        rows = (keyboard(content.dialog.act(OpenEntry(entry.id), locale)) or {}).get("inline_keyboard", [])
        assert isinstance(rows, list)
        assert {button["copy_text"]["text"] for row in rows for button in row if "copy_text" in button} <= shown
