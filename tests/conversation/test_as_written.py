"""Numbers, addresses and links as people and their phones write them, and what is no reason to warn."""

import re

import pytest

from bot.cli.content import Content
from bot.conversation.actions import DeleteQuestion
from bot.conversation.personal import STRUCK, Dangers, struck_out
from bot.matching.decide import Outcome


@pytest.mark.parametrize("email", ["ali@mail.ru", "ali1096@mail.ru", "али@почта.рф"])
def test_published_contacts_hide_no_other_address(content: Content, email: str) -> None:
    public = [contact.value for contact in content.knowledge.contacts.values()]
    assert Dangers(public).stand_in(f"пишите мне {email}")


def test_an_address_in_a_question_is_warned_of(content: Content) -> None:
    reply = content.dialog.answer("меня увезли в полицию что мне делать, ali@mail.ru", "ru").reply
    assert any(isinstance(button.action, DeleteQuestion) for row in reply.rows for button in row)


@pytest.mark.parametrize(
    "number",
    [
        "996 555 123 456",
        "0 555 123 456",
        "555 123 456",
        "998 901 234 567",
        "992 931 234 567",
        "926 123 456",
        "401 234 567",
    ],
)
def test_a_number_divided_by_threes_is_no_sum(number: str) -> None:
    assert struck_out(f"мой {number}") == f"мой {STRUCK}"


@pytest.mark.parametrize(
    "number",
    [
        "+7\N{NO-BREAK SPACE}926\N{NO-BREAK SPACE}123\N{NO-BREAK SPACE}45\N{NO-BREAK SPACE}67",
        "+7 926 123\N{NON-BREAKING HYPHEN}45\N{NON-BREAKING HYPHEN}67",
        "8—926—123—45—67",
        "8 926\n123 45 67",
        "8/926/123/45/67",
        "8_926_123_45_67",
        "8,926,123,45,67",
        "8*926*123*45*67",
        "45 10 № 123456",
    ],
)
def test_no_digit_is_left_behind_other_separators(number: str) -> None:
    assert not re.search(r"\d", struck_out(number))


@pytest.mark.parametrize("text", ["на 8926123 45 67", "от 8926123-45-67", "AA1234567-8"])
def test_no_digit_is_left_behind_what_looks_like_a_passport(text: str) -> None:
    assert not re.search(r"\d", struck_out(text))


@pytest.mark.parametrize(
    "link",
    [
        "T.me/ali",
        "Https://t.me/ali",
        "HTTPS://ok.ru/ali",
        "Www.vk.com/ali",
        "telegram.me/ali",
        "tg://resolve?domain=ali",
        "wa.me/ali",
        "vk.com/id1",
        "instagram.com/ali",
    ],
)
def test_a_link_is_struck_out_however_it_is_written(link: str) -> None:
    assert struck_out(link) == STRUCK


@pytest.mark.parametrize("text", ["1234567@ali", "@ali@vali", "AA1234567@ali", "ali@mail.ru@vali"])
def test_a_name_glued_to_another_secret_is_struck_out_too(text: str) -> None:
    assert not re.search(r"\w", struck_out(text))
    assert struck_out(struck_out(text)) == struck_out(text)


@pytest.mark.parametrize(
    "harmless",
    [
        "(12.03.2026)",
        "(1 500 000)",
        "12.03.2026 13.03.2026",
        "01.02.2026-03.04.2026",
        "18.03.2026 15:30",
        "25 000 - 30 000",
        "2024-2026",
        "1500000",
        "2026-03-12",
        "31.12.2025 2 000 000",
        "1.500.000",
    ],
)
def test_dates_and_sums_are_not_warned_of(harmless: str) -> None:
    assert not Dangers().stand_in(harmless)
    assert struck_out(harmless) == harmless


def test_a_number_changes_nothing_of_the_answer(content: Content) -> None:
    changed = []
    for example in content.knowledge.examples[::10]:
        plain = content.dialog.answer(example.text, example.locale)
        warned = content.dialog.answer(f"{example.text} +998 90 123-45-67", example.locale)
        if plain.match.outcome is not Outcome.REFUSE and (plain.entry, plain.match.talk) != (
            warned.entry,
            warned.match.talk,
        ):
            changed.append((example.text, plain.entry, warned.match.outcome.value))
    assert not changed, (len(changed), changed[:5])


def test_a_crisis_with_a_number_is_a_crisis(content: Content) -> None:
    refused = [
        example.text
        for example in content.knowledge.examples
        if example.label == "_crisis"
        and content.dialog.answer(f"{example.text} +998 90 123-45-67", example.locale).match.talk != "crisis"
    ]
    assert not refused, (len(refused), refused)
