"""Whole answers from the content that ships: languages, refusals, and what is named only to those who speak of it."""

import re
from urllib.parse import urlsplit

import pytest

from bot.cli.content import Content
from bot.conversation.actions import ChooseLanguage, OpenDetails, OpenEntry, OpenTopic
from bot.conversation.reply import Reply
from bot.i18n.languages import LOCALES
from bot.matching.decide import Outcome


def actions(reply: Reply) -> list[object]:
    return [button.action for row in reply.rows for button in row]


@pytest.mark.parametrize(
    ("chosen", "question", "other"),
    [
        ("uz", "меня задержала полиция, что мне делать", "ru"),
        ("ru", "polis meni ushlab ketdi, endi nima qilishim kerak", "uz"),
        ("uz", "мени полиция ушлаб кетди, нима қилишим керак", "uz_Cyrl"),
        ("ky", "маро полис дошт, акнун чӣ кор кунам", "tg"),
    ],
)
def test_a_question_in_another_language_gets_a_button_to_switch(
    content: Content, chosen: str, question: str, other: str
) -> None:
    answered = content.dialog.answer(question, chosen)
    assert answered.locale == chosen
    switches = [action for action in actions(answered.reply) if isinstance(action, ChooseLanguage)]
    assert [switch.locale for switch in switches] == [other]
    if answered.match.outcome is Outcome.ANSWER:
        assert switches[0].entry == answered.match.candidates[0].entry


def test_a_question_in_the_chosen_language_gets_none(content: Content) -> None:
    reply = content.dialog.answer("меня задержала полиция, что мне делать", "ru").reply
    assert not any(isinstance(action, ChooseLanguage) for action in actions(reply))


@pytest.mark.parametrize(
    ("question", "locale"),
    [
        ("сколько сейчас стоит патент в Москве", "ru"),
        ("megafonda arzon tarif bormi", "uz"),
        ("прораб се моҳ боз маош намедиҳад", "tg"),
        ("самолетко билет канча турат", "ky"),
    ],
)
def test_what_is_only_near_the_subject_is_not_answered(content: Content, question: str, locale: str) -> None:
    assert content.dialog.answer(question, locale).match.outcome is not Outcome.ANSWER


def test_a_refusal_has_the_emergency_whom_to_call_and_the_topics_one_tap_away(content: Content) -> None:
    answered = content.dialog.answer("ывапролд 42", "ru")
    assert answered.match.outcome is Outcome.REFUSE
    offered = actions(answered.reply)
    assert offered[:2] == [OpenEntry("detained-now"), OpenEntry("hotlines")]
    assert OpenTopic("recruitment") in offered


def test_discreet_entries_are_in_no_menu_but_are_answered_when_asked_for(content: Content) -> None:
    discreet = {entry.id for entry in content.knowledge.entries.values() if entry.discreet}
    assert discreet >= {"deserter-help", "surrender"}
    for topic in content.knowledge.topics():
        shown = {
            action.entry
            for action in actions(content.dialog.act(OpenTopic(topic), "ru"))
            if isinstance(action, OpenEntry)
        }
        assert not shown & discreet
    match = content.dialog.answer("кто помогает дезертирам убежать из армии", "ru").match
    assert "deserter-help" in [candidate.entry for candidate in match.candidates]


_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")


def test_nothing_but_contacts_and_sources_meant_as_links_can_be_tapped(content: Content) -> None:
    knowledge = content.knowledge
    assert _ADDRESS.search("Migrant.Media says")
    for entry in knowledge.entries.values():
        meant = [knowledge.contacts[name].value for name in entry.contacts]
        meant += [urlsplit(knowledge.contacts[name].seen_at).netloc for name in entry.contacts]
        meant += [knowledge.sources[each.source].url for each in entry.sources if knowledge.sources[each.source].link]
        for locale in LOCALES:
            for action in (OpenEntry, OpenDetails):
                text = content.dialog.act(action(entry.id), locale).text
                tappable = {address for address in _ADDRESS.findall(text) if not any(address in each for each in meant)}
                assert not tappable, (entry.id, locale)


def test_no_answer_in_any_language_names_a_contact_that_may_not_be_given_out(content: Content) -> None:
    held = [contact.value for contact in content.knowledge.contacts.values() if contact.show != "yes"]
    for entry in content.knowledge.entries.values():
        for locale in LOCALES:
            shown = [content.dialog.act(action(entry.id), locale) for action in (OpenEntry, OpenDetails)]
            assert not [value for value in held for reply in shown if len(value) > 6 and value in reply.text]
