"""The conversation as people have it, over real HTTP."""

import pytest

from bot.cli.content import Content
from bot.conversation.actions import OpenDetails
from bot.matching.decide import Outcome
from bot.telegram.render import utf16_length
from bot.web.botapi import Chat, Message
from tests.telegram.conftest import Telegram

PHOTO = {"file_id": "1", "file_unique_id": "1", "width": 9, "height": 9}
NAMES = ["Oʻzbekcha", "Ўзбекча", "Тоҷикӣ", "Кыргызча", "Русский", "English"]


def answered_example(content: Content, entry: str, locale: str) -> str:
    """Return an example question of ``entry`` that is answered with it, not only suggested."""
    for example in content.knowledge.examples:
        if (example.label, example.locale) == (entry, locale):
            match = content.matcher.match(example.text, locale)
            if match.outcome is Outcome.ANSWER and match.candidates[0].entry == entry:
                return example.text
    raise LookupError(f"no example of {entry} in {locale} is answered with it")


def labels(message: Message) -> list[str]:
    return [str(button["text"]) for row in message.buttons for button in row]


async def test_start_asks_for_the_language_with_the_emergency_on_the_same_screen(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("tg")
    telegram.api.start(chat)
    screen = await telegram.api.next_bot_message(chat)
    assert labels(screen)[0].startswith("🆘")
    assert sorted(labels(screen)[1:]) == sorted(NAMES)
    assert labels(screen)[1] == "Тоҷикӣ"
    assert len(screen.text.split("\n\n")) == len(NAMES)


async def test_the_emergency_is_answered_before_any_choice_with_languages_beneath(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ky")
    telegram.api.start(chat)
    screen = await telegram.api.next_bot_message(chat)
    card = await telegram.tap(chat, screen, "🆘")
    assert set(NAMES) <= set(labels(card))
    in_uzbek = await telegram.tap(chat, card, "Ўзбекча")
    assert "Хотиржам" in in_uzbek.text or "тинч" in in_uzbek.text.lower() or "осойишта" in in_uzbek.text.lower()


async def test_a_chosen_language_takes_the_place_of_the_question_and_is_remembered(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("")
    telegram.api.start(chat)
    screen = await telegram.api.next_bot_message(chat)
    await telegram.tap_in_place(chat, screen, "Русский")
    assert labels(screen)[0].startswith("🆘")
    assert "Русский" not in labels(screen)
    again = await telegram.say(chat, "/start")
    assert again.text == screen.text


@pytest.mark.parametrize(
    ("language", "locale"),
    [("Русский", "ru"), ("Oʻzbekcha", "uz"), ("Ўзбекча", "uz"), ("Тоҷикӣ", "tg"), ("Кыргызча", "ky")],
)
async def test_a_question_gets_its_card_with_phrases_contacts_and_sources(
    telegram: Telegram, content: Content, language: str, locale: str
) -> None:
    chat = await telegram.person("ru", language)
    card = await telegram.say(chat, answered_example(content, "detained-now", locale))
    assert card.text.startswith("ℹ️")
    assert "Прошу" in card.text
    assert "legal@ovdinfo.org" in card.text
    kinds = {entity["type"] for entity in card.body.entities}
    assert {"bold", "italic", "expandable_blockquote"} <= kinds
    assert any("copy_text" in button for row in card.buttons for button in row)


async def test_a_question_before_any_choice_is_answered_in_its_own_language(
    telegram: Telegram, content: Content
) -> None:
    chat = telegram.api.private_chat("ru")
    card = await telegram.say(chat, answered_example(content, "detained-now", "tg"))
    assert set(NAMES) <= set(labels(card))
    assert labels(card)[-6] == "Тоҷикӣ"
    assert "Прошу" in card.text


async def test_details_open_and_lead_back(telegram: Telegram, content_language: tuple[Chat, Message]) -> None:
    chat, card = content_language
    details = await telegram.tap(chat, card, labels(card)[labels(card).index("More about this")])
    assert len(details.text) > 300
    back = await telegram.tap(chat, details, "Back to the answer")
    assert back.text == card.text


@pytest.fixture
async def content_language(telegram: Telegram) -> tuple[Chat, Message]:
    """Return an English reader with the emergency card open."""
    chat = await telegram.person("en", "English")
    menu = await telegram.say(chat, "/menu")
    return chat, await telegram.tap(chat, menu, "🆘")


async def test_topics_open_in_place_and_lead_to_entries(telegram: Telegram) -> None:
    chat = await telegram.person("en", "English")
    menu = await telegram.say(chat, "/menu")
    await telegram.tap_in_place(chat, menu, "Your rights")
    assert labels(menu)[0] == "Police ask for my documents on the street"
    assert "How long may the police hold me?" in labels(menu)
    card = await telegram.tap(chat, menu, "How long may the police hold me?")
    assert "48" in card.text


async def test_help_language_and_unknown_commands(telegram: Telegram) -> None:
    chat = await telegram.person("en", "English")
    assert "How to use this bot" in (await telegram.say(chat, "/help")).text
    assert "How to use this bot" in (await telegram.say(chat, "/whatever")).text
    assert set(NAMES) <= set(labels(await telegram.say(chat, "/language")))


async def test_a_deep_link_opens_its_entry_in_its_language(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("de")
    telegram.api.start(chat, "ky__phone-call__ngo")
    card = await telegram.api.next_bot_message(chat)
    assert card.text.startswith("ℹ️")
    menu = await telegram.say(chat, "/menu")
    assert "Кыргызча" not in labels(menu)
    telegram.api.start(chat, "nonsense___")
    assert (await telegram.api.next_bot_message(chat)).text == menu.text


async def test_greetings_and_thanks_are_answered_as_a_person_would(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    greeting = await telegram.say(chat, "здравствуйте")
    thanks = await telegram.say(chat, "спасибо большое")
    assert "ℹ️" not in greeting.text + thanks.text
    assert greeting.text != thanks.text


async def test_what_nobody_answers_is_refused_with_the_topics_one_tap_away(telegram: Telegram) -> None:
    chat = await telegram.person("en", "English")
    reply = await telegram.say(chat, "qwzx jjkk vvbb 12345")
    assert "do not guess" in reply.text
    assert labels(reply)[0].startswith("🆘")
    assert any("Your rights" in label for label in labels(reply))


async def test_an_edited_question_is_answered_anew(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    asked = telegram.api.say(chat, "привет")
    await telegram.api.next_bot_message(chat)
    telegram.api.edit(chat, asked.id, "сколько часов меня могут держать в отделе")
    assert "48" in (await telegram.api.next_bot_message(chat)).text


async def test_what_is_not_text_gets_a_kind_word(telegram: Telegram) -> None:
    chat = await telegram.person("en", "English")
    api = telegram.api
    for send, words in (
        (api.send_voice, "cannot listen"),
        (api.send_photo, "cannot look at pictures"),
        (api.send_document, "cannot look at pictures"),
        (api.send_location, "safer to delete"),
        (api.send_contact, "safer to delete"),
        (api.send_sticker, "only read text"),
        (api.send_poll, "only read text"),
    ):
        send(chat)
        assert words in (await api.next_bot_message(chat)).text


async def test_before_any_choice_a_voice_message_brings_the_languages(telegram: Telegram) -> None:
    chat = telegram.api.private_chat("ru")
    telegram.api.send_voice(chat)
    assert set(NAMES) <= set(labels(await telegram.api.next_bot_message(chat)))


async def test_groups_get_one_line_for_a_command_and_channels_silence(telegram: Telegram) -> None:
    api = telegram.api
    group, channel = api.group(), api.channel()
    api.say(group, "меня задержали")
    api.say(channel, "меня задержали")
    api.send_photo(group)
    api.say(group, "/start")
    assert (await api.next_bot_message(group)).text.count("\n") == 0
    chat = await telegram.person("en", "English")
    await telegram.say(chat, "/help")  # all that came before it has been handled
    assert not any(message.from_bot for message in channel.messages.values())
    assert sum(message.from_bot for message in group.messages.values()) == 1


@pytest.mark.parametrize("data", ["e:no-such-entry", "c:xx", "t:weather", "rubbish", "d:no-such-entry", "~e:x:y:z"])
async def test_a_button_nobody_made_leads_to_the_first_screen(telegram: Telegram, data: str) -> None:
    chat = await telegram.person("en", "English")
    menu = await telegram.say(chat, "/menu")
    telegram.api.inject(
        {
            "callback_query": {
                "id": "1",
                "from": chat.as_json() | {"is_bot": False, "language_code": "en"},
                "message": menu.as_json(),
                "chat_instance": "1",
                "data": data,
            }
        },
        lane=chat.id,
    )
    assert (await telegram.api.next_bot_message(chat)).text == menu.text


async def test_the_longest_message_is_answered(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    reply = await telegram.say(chat, ("меня задержали " * 300)[:4096].strip())
    assert 0 < utf16_length(reply.text) <= 4096


async def test_strange_updates_harm_nobody(telegram: Telegram) -> None:
    chat = await telegram.person("en", "English")
    updates: tuple[dict[str, object], ...] = (
        {"message": {"message_id": 1}},
        {"message": {"message_id": "x", "date": "never", "chat": {"id": chat.id, "type": "private"}}},
        {"something_new": {"a": 1}},
        {"callback_query": {"id": "7"}},
        {"message": None},
    )
    for update in updates:
        telegram.api.inject(update)
    assert "How to use this bot" in (await telegram.say(chat, "/help")).text


async def test_many_chats_at_once_each_in_its_order(telegram: Telegram) -> None:
    chats = [telegram.api.private_chat("en") for _ in range(20)]
    for text in ("/help", "/language"):
        for chat in chats:
            telegram.api.say(chat, text)
    for chat in chats:
        first, second = [await telegram.api.next_bot_message(chat) for _ in range(2)]
        assert "How to use this bot" in first.text
        assert "Choose your language" in second.text


async def test_before_any_choice_what_buttons_open_is_spoken_as_the_question_was(
    telegram: Telegram, content: Content
) -> None:
    chat = telegram.api.private_chat("ru")
    card = await telegram.say(chat, answered_example(content, "detained-now", "tg"))
    details = await telegram.tap(chat, card, content.catalogs.interface("tg", "More about this"))
    assert details.text == content.dialog.act(OpenDetails("detained-now"), "tg").text
    assert "Тоҷикӣ" in labels(details)
    menu = await telegram.tap(chat, details, content.catalogs.interface("tg", "Menu"))
    assert menu.text == content.dialog.home("tg").text


async def test_an_album_gets_one_answer_and_a_caption_is_a_question(telegram: Telegram) -> None:
    chat = await telegram.person("ru", "Русский")
    api = telegram.api
    for _ in range(3):
        api.send_content(chat, {"photo": [PHOTO], "media_group_id": "7"})
    api.send_photo(chat, caption="сколько часов меня могут держать в полиции")
    await api.next_bot_message(chat)
    assert "48" in (await api.next_bot_message(chat)).text
