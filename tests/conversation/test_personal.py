"""What could name a person is struck out and warned of; what says nothing of who wrote stays as it is."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.cli.content import Content
from bot.conversation.feedback import MOST_KEPT, kept
from bot.conversation.personal import STRUCK, Dangers, struck_out

DOCUMENTS = (
    "AA1234567",  # Uzbekistan, as it is printed, and as it is typed
    "AB 1234567",
    "aa1234567",
    "АА1234567",  # in Cyrillic letters that look the same
    "ID1234567",  # Kyrgyzstan
    "AN 1234567",
    "401234567",  # Tajikistan
    "4510 123456",  # Russia
    "45 10 123456",
    "4510123456",
    "12345678901234",  # the personal number of Uzbekistan
)
PHONES = (
    "+998 90 123-45-67",
    "+998 (90) 123-45-67",
    "+998901234567",
    "998901234567",
    "901234567",
    "90 123 45 67",
    "8 (926) 123 45 67",
    "8(926)123-45-67",
    "8-926-123-45-67",
    "8 926 123 4567",
    "8.926.123.45.67",
    "89261234567",
    "+7 926 123–45–67",
    "9261234567",
    "+992 93 123 45 67",
    "992931234567",
    "93 123-45-67",
    "+996 555 12 34 56",
    "+996 555 123 456",
    "+996(555)123456",
    "0555 12 34 56",
    "0555 123 456",
    "0(555)12-34-56",
    "0555123456",
)
CARDS = ("8600 1234 5678 9012", "8600123456789012", "8600-1234-5678-9012", "5058 2701 2345 6789", "2202 2012 3456 7890")
EMAILS = ("ali@mail.ru", "ali.valiev+ish@mail.co.uk", "ali_92@mail.ru", "али@почта.рф")
NAMES = ("@ali_92", "@Ali", "@алишер")
LINKS = (
    "t.me/ali_92",
    "https://t.me/ali_92",
    "t.me/+AbCdEf123",
    "https://example.org/people?id=7",
    "http://ok.ru/a",
    "www.vk.com/ali",
)

DANGEROUS = (*DOCUMENTS, *PHONES, *CARDS, *EMAILS)
SECRETS = (*DANGEROUS, *NAMES, *LINKS)

HARMLESS = (
    "12.03.2026",
    "1.3.2026",
    "01/02/26",
    "01-02-2026",
    "12.03.26 и 15.03.26",
    "1 500 000",
    "50 000",
    "12 500 000 сум",
    "ст. 17.9",
    "статья 281.3 часть 2",
    "ст. 18.8 КоАП",
    "2026",
    "в 2024, 2025 и 2026",
    "3 года",
    "дом 15 кв 4",
    "ул. Ленина 12/3, кв. 456",
    "24/7",
    "100%",
    "15:30",
    "звонил 112",
    "1,500,000",
    "5-10 человек",
    "№ 115",
    "метро, 2-й выход",
)

_SUM_OR_DATE = re.compile(r"\d{1,3}(?: \d{3})+|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})")
_BETWEEN = st.text(" \t().-–", max_size=3)
_NO_DIGITS = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=60)


def endangers(text: str, public: Iterable[str] = ()) -> bool:
    return Dangers(public).stand_in(text)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Return a number of seven digits or more, divided as nobody could foresee, that is neither a sum nor a date."""
    digits = draw(st.text("0123456789", min_size=7, max_size=19))
    number = digits[0] + "".join(draw(_BETWEEN) + digit for digit in digits[1:])
    assume(not _SUM_OR_DATE.fullmatch(number))
    return draw(st.sampled_from(["", "+", "("])) + number


@pytest.mark.parametrize("secret", SECRETS)
def test_what_names_a_person_is_struck_out_and_nothing_around_it(secret: str) -> None:
    assert struck_out(secret) == STRUCK
    assert struck_out(f"салом, {secret} у меня") == f"салом, {STRUCK} у меня"
    assert struck_out(f"вот:\n{secret}\nпомогите") == f"вот:\n{STRUCK}\nпомогите"


@pytest.mark.parametrize("secret", DANGEROUS)
def test_a_number_or_an_address_endangers(secret: str) -> None:
    assert endangers(secret)
    assert endangers(f"меня задержали, {secret} мой, что делать?")


@pytest.mark.parametrize("mention", [*NAMES, *LINKS])
def test_a_name_or_a_link_alone_is_not_warned_of(mention: str) -> None:
    assert not endangers(f"это настоящий бот? {mention}")


@pytest.mark.parametrize("harmless", HARMLESS)
def test_dates_sums_articles_and_houses_stay_and_are_not_warned_of(harmless: str) -> None:
    for text in (harmless, f"это {harmless}, что делать?", f"«{harmless}»"):
        assert struck_out(text) == text
        assert not endangers(text)


def test_two_secrets_are_both_struck_out() -> None:
    assert struck_out("AA1234567, тел. +998 90 123-45-67") == f"{STRUCK}, тел. {STRUCK}"
    assert struck_out("@ali ali@mail.ru 12.03.2026") == f"{STRUCK} {STRUCK} 12.03.2026"


@settings(max_examples=200)
@given(before=_NO_DIGITS, glue=st.sampled_from([": ", "\n", " — "]), number=numbers(), after=_NO_DIGITS)
def test_no_digit_of_a_number_is_left_however_it_is_divided(before: str, glue: str, number: str, after: str) -> None:
    text = f"{before}{glue}{number}{after}"
    left = struck_out(text)
    assert STRUCK in left
    assert not any(character.isdecimal() for character in left)
    assert endangers(text)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(SECRETS), min_size=1), _NO_DIGITS)
def test_no_secret_is_left_in_any_text(secrets: list[str], between: str) -> None:
    left = struck_out(f" {between} ".join(secrets))
    assert not [secret for secret in secrets if secret in left]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(SECRETS + HARMLESS) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="@"))
    ).map(" ".join)
)
def test_what_is_struck_out_once_stays_as_it_is(text: str) -> None:
    once = struck_out(text)
    assert struck_out(once) == once


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=["Nd", "Cs"], exclude_characters="@./")))
def test_words_alone_are_never_touched(text: str) -> None:
    assert struck_out(text) == text
    assert not endangers(text)


def test_a_secret_cut_in_two_by_the_most_that_is_kept_is_struck_out_whole() -> None:
    for place in range(MOST_KEPT - 20, MOST_KEPT):
        question = "a" * place + " +998 90 123-45-67"
        assert len(kept(question)) <= MOST_KEPT
        assert not re.search(r"\d", kept(question))


def test_a_contact_that_the_bot_itself_publishes_endangers_nobody(content: Content) -> None:
    public = [contact.value for contact in content.knowledge.contacts.values()]
    assert any(map(endangers, public))
    for value in public:
        for text in (value, f"кто это, {value}?", f"Звонил на {value}.", f"{value}\nне отвечает"):
            assert not endangers(text, public), text


@pytest.mark.parametrize("secret", [*DOCUMENTS, *PHONES, *CARDS])
def test_published_contacts_hide_no_other_number(content: Content, secret: str) -> None:
    public = [contact.value for contact in content.knowledge.contacts.values()]
    assert endangers(secret, public)
    assert endangers(f"{public[0]}, а мой {secret}", public)
