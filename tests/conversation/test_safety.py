"""What a locked or searched phone shows, what is said of dangers, and that a wish to delete is understood at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from bot.cli.content import Content
from bot.conversation import feedback, safety, screens
from bot.conversation.actions import (
    Copy,
    DeleteQuestion,
    DeleteThis,
    NoAnswer,
    OpenDetails,
    OpenEntry,
    OpenPrivacy,
    SendQuestion,
    Share,
    ShortNotifications,
    VanishAfter,
    Vote,
)
from bot.conversation.dialog import Wanted
from bot.conversation.reply import Button, Line, Reply, Style
from bot.conversation.wishes import _CLEAR
from bot.i18n.languages import LOCALES
from bot.i18n.uzbek import to_cyrillic
from bot.matching.decide import TALK, Outcome
from tests.telegram.test_limits import replies

EMERGENCY = screens.EMERGENCY_ENTRY
NONSENSE = "ывапролд щшзх 42"
PHONE = "+998 90 123-45-67"

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

ASKED = {
    "uz": "meni ushlab olib ketishdi nima qilay",
    "uz_Cyrl": "мени ушлаб олиб кетишди нима қилай",
    "tg": "маро дошта бурданд чӣ кор кунам",
    "ky": "мени кармап алып кетишти эмне кылайын",
    "ru": "меня увезли в полицию что мне делать",
    "en": "I am detained right now",
}
"""A question that each language's reader gets the emergency entry for."""

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


def buttons(reply: Reply) -> list[Button]:
    return [button for row in reply.rows for button in row]


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


@pytest.mark.parametrize("locale", LOCALES)
def test_votes_stand_under_the_answer_to_a_typed_question_only(content: Content, locale: str) -> None:
    def votes(reply: Reply) -> list[object]:
        return [button.action for button in buttons(reply) if isinstance(button.action, Vote)]

    dialog = content.dialog
    assert votes(dialog.answer(ASKED[locale], locale).reply) == [Vote(True, EMERGENCY), Vote(False, EMERGENCY)]
    assert not [reply for reply in replies(content, locale) if votes(reply)]
    talk = (screens.small_talk(content.knowledge, dialog.speech(locale), kind) for kind in TALK)
    offered = screens.suggestions(content.knowledge, dialog.speech(locale), list(content.knowledge.entries)[:3])
    assert not [reply for reply in (*talk, offered, dialog.answer(NONSENSE, locale).reply) if votes(reply)]


@pytest.mark.parametrize("locale", LOCALES)
def test_beside_every_contact_stands_that_it_did_not_answer(content: Content, locale: str) -> None:
    by_value = {contact.value: contact.id for contact in content.knowledge.contacts.values()}
    rows = [row for reply in replies(content, locale) for row in reply.rows]
    shown = [row for row in rows if any(isinstance(button.action, Copy) for button in row)]
    assert shown
    for row in shown:
        copy, silent = [button.action for button in row]
        assert isinstance(copy, Copy)
        assert silent == NoAnswer(by_value[copy.text])
    assert len([row for row in rows if any(isinstance(button.action, NoAnswer) for button in row)]) == len(shown)


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


@pytest.mark.parametrize("locale", LOCALES)
def test_what_would_be_sent_is_shown_before_and_names_nobody(content: Content, locale: str) -> None:
    question = f"меня обманули, я Али, {PHONE}, ali@mail.ru, паспорт AA1234567"
    preview = feedback.preview(content.dialog.speech(locale), question)
    assert Line(feedback.kept(question), Style.STRONG) in preview.blocks
    assert not [secret for secret in (PHONE, "ali@mail.ru", "AA1234567") if secret in preview.text]
    assert [button.action for button in buttons(preview)] == [SendQuestion(), DeleteThis()]


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
