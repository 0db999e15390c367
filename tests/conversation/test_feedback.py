"""Votes, contacts that did not answer, and what would be sent to the team: shown before, and where it belongs."""

import pytest

from bot.cli.content import Content
from bot.conversation import feedback, screens
from bot.conversation.actions import (
    Copy,
    DeleteThis,
    NoAnswer,
    SendQuestion,
    Vote,
)
from bot.conversation.reply import Line, Reply, Style
from bot.i18n.languages import LOCALES
from bot.matching.decide import TALK
from tests.conversation.asked import ASKED, EMERGENCY, NONSENSE, PHONE, buttons
from tests.telegram.test_limits import replies


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


@pytest.mark.parametrize("locale", LOCALES)
def test_what_would_be_sent_is_shown_before_and_names_nobody(content: Content, locale: str) -> None:
    question = f"меня обманули, я Али, {PHONE}, ali@mail.ru, паспорт AA1234567"
    preview = feedback.preview(content.dialog.speech(locale), question)
    assert Line(feedback.kept(question), Style.STRONG) in preview.blocks
    assert not [secret for secret in (PHONE, "ali@mail.ru", "AA1234567") if secret in preview.text]
    assert [button.action for button in buttons(preview)] == [SendQuestion(), DeleteThis()]
