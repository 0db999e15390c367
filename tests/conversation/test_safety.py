"""What a locked or searched phone shows, what is said of dangers, and that a wish to delete is understood at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from bot.cli.content import Content
from bot.conversation import feedback, safety, screens
from bot.conversation.actions import (
    DeleteQuestion,
    OpenDetails,
    OpenEntry,
    OpenPrivacy,
    Share,
    ShortNotifications,
    VanishAfter,
)
from bot.conversation.dialog import Wanted
from bot.conversation.reply import Line
from bot.i18n.languages import LOCALES
from bot.matching.decide import TALK, Outcome
from tests.conversation.asked import ASKED, EMERGENCY, NONSENSE, PHONE, buttons
from tests.telegram.test_limits import replies

MEANINGS = ("police", "army", "war", "contract", "military", "detained", "deport", "front")
STEMS: Mapping[str, tuple[str, ...]] = {
    # How words of each meaning begin, in the order of MEANINGS; "|" divides words of one meaning.
    "en": (
        "police|officer",
        r"arm(?:y|ies)\b|soldier",
        r"wars?\b",
        "contract",
        "militar",
        "detain|arrest",
        "deport",
        "front",
    ),
    "ru": (
        "полиц|милиц",
        "арми|солдат",
        "войн|воева",
        "контракт",
        "военн|воинск",
        "задерж|арест",
        "депорт|выдвор",
        "фронт",
    ),
    "uz": (
        "polits|militsi",
        "armiya|askar",
        "urush",
        "kontrakt|shartnoma",
        "harbiy",
        "ushla|hibs|qamoq",
        "deport",
        "front",
    ),
    "uz_Cyrl": (
        "полиц|милиц",
        "армия|аскар",
        "уруш",
        "контракт|шартнома",
        "ҳарбий",
        "ушла|ҳибс|қамоқ",
        "депорт",
        "фронт",
    ),
    "tg": (
        "полис|милис",
        "артиш|аскар|сарбоз",
        "ҷанг",
        "контракт|шартнома|қарордод",
        "ҳарб",
        "дастгир|боздошт|ҳабс",
        "депорт|ихроҷ",
        "фронт|ҷабҳа",
    ),
    "ky": (
        "полиц|милиц",
        "арми|аскер",
        "согуш",
        "контракт|келишим",
        "аскердик",
        "карма|камак|камал",
        "депорт",
        "фронт",
    ),
}
TELLING = re.compile(rf"\b(?:{'|'.join(stem for stems in STEMS.values() for stem in stems)})")


def first_line(text: str) -> str:
    return text.split("\n", maxsplit=1)[0].casefold()


def everything_said(content: Content, locale: str) -> Iterator[str]:
    """Yield the text of every reply there is for a reader of ``locale``."""
    dialog, knowledge = content.dialog, content.knowledge
    speech = dialog.speech(locale)
    card = dialog.answer(ASKED[locale], locale).reply
    told = f"меня задержали, полиция, {PHONE}"
    said = [
        *replies(content, locale),
        card,
        dialog.answer(ASKED[locale], None, locale).reply,
        dialog.answer(ASKED[locale], locale, short=True).reply,
        dialog.answer(f"{ASKED[locale]} {PHONE}", locale).reply,
        dialog.answer(NONSENSE, locale).reply,
        dialog.answer(f"{NONSENSE} {PHONE}", locale).reply,
        screens.suggestions(knowledge, speech, list(knowledge.entries)[:3]),
        *(screens.small_talk(knowledge, speech, kind) for kind in sorted(TALK)),
        dialog.languages(None),
        dialog.failed(locale),
        dialog.private_only(locale),
        *(safety.privacy(speech, minutes, short=True) for minutes in (0, *safety.VANISH_MINUTES)),
        *(safety.cleared(speech, all_gone=gone) for gone in (True, False)),
        safety.not_cleared(speech),
        safety.forgotten(speech),
        safety.not_forgotten(speech),
        safety.too_many(knowledge, speech),
        safety.with_warning(card, speech, 1),
        safety.behind_a_button(speech, EMERGENCY),
        feedback.preview(speech, told),
        feedback.sent(speech),
        feedback.question_gone(speech),
    ]
    yield from (reply.text for reply in said)
    yield from (safety.deleted(speech, gone=gone) for gone in (True, False))
    yield from (feedback.counted(speech), feedback.noted(speech))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_first_line_tells_a_locked_screen_what_is_spoken_of(content: Content, locale: str) -> None:
    firsts = {first_line(text) for text in everything_said(content, locale)}
    assert len(firsts) > 20
    assert all(line.strip() for line in firsts)
    assert not [line for line in firsts if TELLING.search(line)]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_stems_are_those_of_words_that_the_cards_do_use(content: Content, locale: str) -> None:
    assert set(STEMS) == set(LOCALES)
    texts = "\n".join(content.dialog.act(OpenEntry(entry), locale).text for entry in content.knowledge.entries)
    for meaning, stem in zip(MEANINGS, STEMS[locale], strict=True):
        assert re.search(rf"\b(?:{stem})", texts.casefold()), meaning
    assert TELLING.search(content.dialog.speech(locale).title(content.knowledge.entries[EMERGENCY]).casefold())


@pytest.mark.parametrize("locale", LOCALES)
def test_a_short_notification_is_the_neutral_line_and_the_answer_is_one_tap_away(content: Content, locale: str) -> None:
    answered = content.dialog.answer(ASKED[locale], locale, short=True)
    assert answered.entry == EMERGENCY
    assert answered.reply.blocks == (Line(content.dialog.speech(locale).say("ℹ️ I have an answer.")),)
    (button,) = buttons(answered.reply)
    assert button.action == OpenEntry(EMERGENCY)
    assert button.in_place
    whole = content.dialog.answer(ASKED[locale], locale).reply
    opened = content.dialog.act(button.action, locale)
    assert opened.blocks[:-1] == whole.blocks[:-1]  # the last says which question was understood


@pytest.mark.parametrize("locale", LOCALES)
def test_a_short_notification_before_a_choice_adds_nothing_but_the_languages(content: Content, locale: str) -> None:
    answered = content.dialog.answer(ASKED[locale], None, locale, short=True)
    assert answered.entry == EMERGENCY
    assert len(answered.reply.blocks) == 1
    show, *languages = buttons(answered.reply)
    assert show.action == OpenEntry(EMERGENCY, answered.locale)
    assert len(languages) == len(LOCALES)


def test_what_is_no_answer_is_the_same_with_short_notifications(content: Content) -> None:
    for text in (NONSENSE, "спасибо", "хочу умереть"):
        assert content.dialog.answer(text, "ru", short=True) == content.dialog.answer(text, "ru")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_question_with_a_number_is_warned_of_and_still_answered_whole(content: Content, locale: str) -> None:
    question = ASKED[locale]
    plain = content.dialog.answer(question, locale, message=77)
    warned = content.dialog.answer(f"{question} {PHONE}", locale, message=77)
    assert plain.entry == warned.entry == EMERGENCY
    first, warning, *rest = warned.reply.blocks
    assert (first, *rest) == plain.reply.blocks
    assert isinstance(warning, Line)
    assert warning.text.startswith("⚠️ ")
    (delete,), *rows = warned.reply.rows
    assert delete.action == DeleteQuestion(77)
    assert tuple(rows) == plain.reply.rows


def test_a_number_hides_neither_what_is_asked_nor_a_crisis(content: Content) -> None:
    examples = content.knowledge.examples
    chosen = [*examples[::40], *(example for example in examples if example.label == "_crisis")]
    for example in chosen:
        plain = content.dialog.answer(example.text, example.locale).match
        for number in (PHONE, "AA1234567"):
            numbered = content.dialog.answer(f"{example.text} {number}", example.locale).match
            assert (numbered.outcome, numbered.talk) == (plain.outcome, plain.talk), example.text
            assert numbered.candidates == plain.candidates, example.text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_number_is_warned_of_where_there_is_no_answer_too(content: Content, locale: str) -> None:
    answered = content.dialog.answer(f"{NONSENSE} {PHONE}", locale, message=77)
    assert answered.match.outcome is Outcome.REFUSE
    nothing = screens.nothing_found(content.knowledge, content.dialog.speech(locale))
    assert (answered.reply.blocks[0], *answered.reply.blocks[2:]) == nothing.blocks
    assert buttons(answered.reply)[0].action == DeleteQuestion(77)


def test_a_question_without_a_number_or_with_a_published_one_is_not_warned_of(content: Content) -> None:
    for text in (ASKED["ru"], f"{ASKED['ru']} 12.03.2026", "кто это +7 (495) 967-98-44", "@OvdInfoBot настоящий?"):
        reply = content.dialog.answer(text, "ru").reply
        assert not any(isinstance(button.action, DeleteQuestion) for button in buttons(reply)), text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_relative_is_told_in_russian_and_in_the_own_language_with_blanks_to_fill(
    content: Content, locale: str
) -> None:
    card = content.dialog.act(OpenEntry(EMERGENCY), locale)
    (share,) = [button.action for button in buttons(card) if isinstance(button.action, Share)]
    assert content.matcher.guess_language(share.russian) == "ru"
    assert content.matcher.guess_language(share.own) == locale
    assert share.russian.count("____") == share.own.count("____") == 2


@pytest.mark.parametrize("locale", LOCALES)
def test_only_the_emergency_is_shared_with_a_relative(content: Content, locale: str) -> None:
    for entry in content.knowledge.entries:
        shared = [
            button
            for action in (OpenEntry(entry), OpenDetails(entry))
            for button in buttons(content.dialog.act(action, locale))
            if isinstance(button.action, Share)
        ]
        assert len(shared) == (entry == EMERGENCY), entry


@pytest.mark.parametrize("minutes", [0, *safety.VANISH_MINUTES])
@pytest.mark.parametrize("locale", LOCALES)
def test_privacy_marks_after_how_many_minutes_messages_vanish(content: Content, locale: str, minutes: int) -> None:
    reply = content.dialog.act(OpenPrivacy(), locale, wanted=Wanted(vanish=minutes))
    choices = {
        button.action.minutes: button.label for button in buttons(reply) if isinstance(button.action, VanishAfter)
    }
    assert set(choices) == {0, *safety.VANISH_MINUTES}
    assert [each for each, label in choices.items() if label.startswith("✅")] == [minutes]
    assert all(str(each) in label for each, label in choices.items() if each)


@pytest.mark.parametrize("locale", LOCALES)
def test_privacy_offers_the_other_state_of_short_notifications(content: Content, locale: str) -> None:
    labels = set()
    for short in (True, False):
        reply = content.dialog.act(OpenPrivacy(), locale, wanted=Wanted(short=short))
        (switch,) = [button for button in buttons(reply) if isinstance(button.action, ShortNotifications)]
        assert switch.action == ShortNotifications(not short)
        assert switch.in_place
        labels.add(switch.label)
    assert len(labels) == 2


LINKS = ("https://t.me/example_rights_bot", "https://t.me/example_rights", "https://example.org/bot")


@pytest.mark.parametrize("locale", LOCALES)
def test_about_lists_the_true_addresses_or_says_that_none_are_given(content: Content, locale: str) -> None:
    none = content.dialog.speech(locale).say("Whoever runs it has not listed its true addresses here.")

    def about(*links: str) -> str:
        named = replace(content, settings=content.settings.model_copy(update={"official_links": links}))
        return named.dialog.about(locale).text

    assert "\n\n" + "\n".join(LINKS) + "\n\n" in about(*LINKS)
    assert none not in about(*LINKS)
    assert none in about()
    assert "://" not in about()
