"""The language of a question, whatever letters it is typed in."""

import pytest

from bot.matching.matcher import Matcher


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("pasportimni yo'qotdim qayerga boraman", "uz"),
        ("паспортимни йўқотдим қаерга бораман", "uz_Cyrl"),
        ("паспортимни йукотдим каерга бораман", "uz_Cyrl"),
        ("шиносномаамро гум кардам ба куҷо равам", "tg"),
        ("shinosnomaamro gum kardam ba kujo ravam", "tg"),
        ("паспортумду жоготуп алдым кайда барам", "ky"),
        ("pasportumdu jogotup aldym kaida baram", "ky"),
        ("потерял паспорт что мне делать", "ru"),
        ("poteryal pasport chto delat", "ru"),
        ("I have lost my passport, what should I do?", "en"),
    ],
)
def test_the_language_is_found(matcher: Matcher, text: str, locale: str) -> None:
    assert matcher.guess_language(text) == locale


@pytest.mark.parametrize("text", ["", "228", "?", "а", "👍", "pasport", "паспорт"])
def test_too_little_tells_no_language(matcher: Matcher, text: str) -> None:
    assert matcher.guess_language(text) is None
