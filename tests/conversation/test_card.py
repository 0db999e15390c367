"""The answer card: what a reader is shown first, which contacts, and what they are told of the text's state."""

from datetime import date
from pathlib import Path

import pytest

from bot.conversation.card import entry_card
from bot.conversation.reply import Copy, Folded, Line, OpenEntry, Reply, Style, plain
from bot.conversation.speech import Speech
from bot.i18n.catalogs import Catalogs, Messages, message_key
from bot.knowledge.loader import load_knowledge
from bot.knowledge.model import Knowledge
from tests.small_base import FILES

DAY = date(2026, 11, 22)


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    """Load the small base."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return load_knowledge(tmp_path)


def catalogs(**texts: str) -> Catalogs:
    """Return Tajik catalogs that translate the given fields of the entry."""
    english = {"short": "Stay calm.", "steps": "Ask why.", "say": "I ask for an interpreter."}
    current = {message_key(f"detained-now.{field}", english[field]): text for field, text in texts.items()}
    return Catalogs({("knowledge", "tg"): Messages(current)})


def card(knowledge: Knowledge, locale: str = "en", day: date = DAY, **texts: str) -> Reply:
    return entry_card(knowledge, Speech(catalogs(**texts), locale), knowledge.entries["detained-now"], day)


def test_the_first_line_is_neutral_and_what_to_do_comes_next(knowledge: Knowledge) -> None:
    first, second, *_ = card(knowledge).blocks
    assert isinstance(first, Line)
    assert not {"police", "army", "contract", "detained"} & set(first.text.lower().split())
    assert second == Line("Stay calm.", Style.STRONG)


def test_the_matched_question_comes_last(knowledge: Knowledge) -> None:
    speech = Speech(Catalogs({}), "en")
    reply = entry_card(knowledge, speech, knowledge.entries["detained-now"], DAY, question="меня взяли")
    assert "меня взяли" in plain(reply.blocks[-1])


def test_a_contact_is_shown_with_its_string_its_page_and_a_copy_button(knowledge: Knowledge) -> None:
    reply = card(knowledge)
    assert "Office: +998901234567" in reply.text
    assert "Seen on example.org (July 2025)." in reply.text
    assert "We have not tried these contacts ourselves yet." in reply.text
    assert Copy("+998901234567") in [button.action for row in reply.rows for button in row]


def test_an_expired_contact_is_left_out_and_the_reader_is_told(knowledge: Knowledge) -> None:
    assert "+998901234567" in card(knowledge, day=date(2027, 5, 31)).text
    reply = card(knowledge, day=date(2027, 6, 1))
    assert "+998901234567" not in reply.text
    assert "A contact was withdrawn" in reply.text
    assert not any(isinstance(button.action, Copy) for row in reply.rows for button in row)


def test_sources_are_folded_and_dated(knowledge: Knowledge) -> None:
    (sources,) = [block for block in card(knowledge).blocks if isinstance(block, Folded)]
    assert sources.lines == ("• A law, art. 1", "Checked against the sources on November 22, 2026.")


def test_the_reader_is_told_of_what_is_not_translated(knowledge: Knowledge) -> None:
    told = "not translated yet"
    assert told not in card(knowledge).text
    partly = card(knowledge, "tg", short="Ором бошед.")
    assert "Ором бошед." in partly.text
    assert "Ask why." in partly.text
    assert told in partly.text


def test_the_reader_is_told_that_nobody_has_reviewed_the_text(knowledge: Knowledge) -> None:
    assert "No lawyer and no native speaker has checked this text yet." in card(knowledge).text


def test_russian_is_one_tap_away_and_phrases_need_no_meaning_there(knowledge: Knowledge) -> None:
    in_english, in_russian = card(knowledge), card(knowledge, "ru")
    show = OpenEntry("detained-now", "ru")
    assert show in [button.action for row in in_english.rows for button in row]
    assert show not in [button.action for row in in_russian.rows for button in row]
    assert "I ask for an interpreter." in in_english.text
    assert "I ask for an interpreter." not in in_russian.text
