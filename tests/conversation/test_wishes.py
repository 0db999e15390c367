"""What is understood at once: a plain word that means "delete everything", and talk of dying or of a wound."""

import pytest

from bot.cli.content import Content
from bot.conversation import screens
from bot.conversation.wishes import _CLEAR
from bot.i18n.languages import LOCALES
from bot.i18n.uzbek import to_cyrillic

_CRISIS_UZ = ("yashagim kelmayapti", "o‘zimni o‘ldirmoqchiman", "yashashdan ma'no yo'q")
_CRISIS_RU = ("хочу умереть", "устал жить брат сил нету", "передайте маме что я её любил, прощайте")
CRISIS = {
    "uz": _CRISIS_UZ,
    "uz_Cyrl": tuple(map(to_cyrillic, _CRISIS_UZ)),
    "tg": ("мурдан мехоҳам", "аз ҷонам безор шудам", "модарҷон маро бубахшед, ман аз ин дунё меравам"),
    "ky": ("жашагым келбейт", "өзүмдү өлтүрөм", "апа кечир мени, мындан ары жашай албайм"),
    "ru": _CRISIS_RU,
    "en": _CRISIS_RU,  # read in English, written in Russian
}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_plain_word_clears_however_it_is_typed(content: Content, locale: str) -> None:
    words = [word.strip() for word in content.catalogs.interface(locale, _CLEAR).split("|")]
    assert len(words) >= 3
    assert locale == "en" or "delete" not in words
    for word in words:
        written = [word, word.upper(), word.capitalize(), f"  {word} ", f"{word}\n", word.replace(" ", "  ")]
        written += [f"{word}.", f"{word}!", f"{word} !!!", f"{word.upper()}!", f"{word}…", f"🗑 {word}"]
        written += [word.replace("ʻ", apostrophe) for apostrophe in ("'", "’", "‘", "`")]
        assert not [each for each in written if not content.wishes.is_clear(each)], word


def test_nothing_but_such_words_clears(content: Content) -> None:
    examples = content.knowledge.examples
    assert len(examples) > 19_000
    taken = {example.label for example in examples if content.wishes.is_clear(example.text)}
    assert taken <= {"delete-chat"}
    for text in ("", " ", "...", "🗑", "|", "как удалить приложение", "не удаляй", "удали номер", "menga tozalash ishi"):
        assert not content.wishes.is_clear(text), text


@pytest.mark.parametrize("locale", LOCALES)
def test_who_does_not_want_to_live_is_never_told_that_there_is_no_answer(content: Content, locale: str) -> None:
    dialog, speech = content.dialog, content.dialog.speech(locale)
    crisis = screens.small_talk(content.knowledge, speech, "crisis")
    nothing = screens.nothing_found(content.knowledge, speech)
    written = [example.text for example in content.knowledge.examples if example.label == "_crisis"]
    for text in (*CRISIS[locale], *written):
        reply = dialog.answer(text, locale).reply
        assert reply.blocks == crisis.blocks, text
        assert reply.blocks != nothing.blocks
        assert reply.rows[: len(crisis.rows)] == crisis.rows


@pytest.mark.parametrize("locale", LOCALES)
def test_a_crisis_before_a_choice_is_answered_as_well(content: Content, locale: str) -> None:
    for text in CRISIS[locale]:
        answered = content.dialog.answer(text, None, locale)
        speech = content.dialog.speech(answered.locale)
        assert answered.reply.blocks == screens.small_talk(content.knowledge, speech, "crisis").blocks


@pytest.mark.parametrize("label", ["_greeting", "_thanks"])
def test_a_greeting_is_no_crisis(content: Content, label: str) -> None:
    taken = [
        example.text
        for example in content.knowledge.examples
        if example.label == label and content.dialog.answer(example.text, example.locale).match.talk == "crisis"
    ]
    assert not taken
    assert content.dialog.answer("добрый день всем", "ru").match.talk == "greeting"


@pytest.mark.parametrize("word", ["удали" + "!" * 40, "удали" + "и" * 40, "удали" + " " * 40])
def test_a_wish_said_with_force_clears(content: Content, word: str) -> None:
    assert content.wishes.is_clear(word)
