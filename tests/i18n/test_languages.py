"""The list of languages: names in their own script, Telegram's hint."""

import pytest

from bot.i18n.languages import LANGUAGES, from_telegram, in_order_for


def test_the_buttons_say_what_everybody_agreed_on() -> None:
    assert [language.name for language in LANGUAGES] == [
        "Oʻzbekcha",
        "Ўзбекча",
        "Тоҷикӣ",
        "Кыргызча",
        "Русский",
        "English",
    ]


@pytest.mark.parametrize(
    ("code", "locale"), [("uz", "uz"), ("ru-RU", "ru"), ("tg", "tg"), ("de", None), ("", None), (None, None)]
)
def test_telegrams_hint(code: str | None, locale: str | None) -> None:
    assert from_telegram(code) == locale


def test_the_hinted_language_comes_first_in_both_scripts() -> None:
    assert [language.locale for language in in_order_for("tg")][:2] == ["tg", "uz"]
    assert [language.locale for language in in_order_for("uz")][:2] == ["uz", "uz_Cyrl"]


def test_telegram_is_never_told_of_a_script() -> None:
    assert {language.telegram_code for language in LANGUAGES} == {"uz", "tg", "ky", "ru", "", None}
