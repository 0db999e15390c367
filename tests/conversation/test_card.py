"""The answer card: what a reader is shown first, which contacts, and what they are told of the text's state."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.actions import Copy, OpenEntry
from bot.conversation.card import details_card, entry_card
from bot.conversation.reply import Folded, Line, Reply, Style, plain
from bot.conversation.speech import Speech
from bot.i18n.catalogs import Catalogs, Messages, message_key
from bot.i18n.reviews import Review, Reviews, legal_hash, native_hash
from bot.knowledge.model import Entry, Knowledge
from tests.small_base import small_base

DAY = date(2026, 11, 22)


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    """Load the small base."""
    return small_base(tmp_path)


def catalogs(**texts: str) -> Catalogs:
    """Return Tajik catalogs that translate the given fields of the entry."""
    english = {
        "title": "I am being detained right now",
        "short": "Stay calm.",
        "steps": "Ask why.",
        "say": "I ask for an interpreter.",
    }
    current = {message_key(f"detained-now.{field}", english[field]): text for field, text in texts.items()}
    return Catalogs({("knowledge", "tg"): Messages(current)})


def whole_catalogs() -> Catalogs:
    """Return Tajik catalogs that translate all that the card shows."""
    whole = catalogs(title="Маро доштанд", short="Ором бошед.", steps="Сабабро пурсед.", say="Тарҷумон мехоҳам.")
    current = dict(whole._messages["knowledge", "tg"].current)  # noqa: SLF001
    for context, english in (
        ("where", "art. 1"),
        ("source.law.title", "A law"),
        ("contact.office.name", "Office"),
        ("contact.office.what", "It helps."),
    ):
        current[message_key(context, english)] = "…"
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


def test_the_reader_is_told_who_has_not_read_the_text_and_no_longer_when_they_have(knowledge: Knowledge) -> None:
    entry = knowledge.entries["detained-now"]
    texts = whole_catalogs()
    lawyers = {entry.id: [Review(by=name, on=DAY, text=legal_hash(knowledge, entry)) for name in ("A", "B")]}
    natives = {
        entry.id: [Review(by=name, on=DAY, text=native_hash(knowledge, entry, "tg", texts)) for name in ("C", "D")]
    }

    def told(reviews: Reviews, locale: str = "tg") -> str:
        return entry_card(knowledge, Speech(texts, locale, reviews), entry, DAY).text

    assert "No lawyer and no native speaker has checked this text yet." in told(Reviews())
    assert "No native speaker has checked this text yet." in told(Reviews(legal=lawyers))
    assert "No lawyer has checked this text yet." in told(Reviews(native={"tg": natives}))
    assert "has checked this text yet" not in told(Reviews(lawyers, {"tg": natives}))
    assert "No lawyer has checked this text yet." in told(Reviews(), "en")


def with_contacts(knowledge: Knowledge, **countries: str | None) -> tuple[Knowledge, Entry]:
    """Return a base whose entry names a contact for each keyword, of the given country."""
    office = knowledge.contacts["office"]
    contacts = {
        name: office.model_copy(update={"id": name, "value": f"{name}.org", "country": country})
        for name, country in countries.items()
    }
    entry = knowledge.entries["detained-now"].model_copy(update={"contacts": tuple(contacts), "details": "More."})
    return replace(knowledge, contacts=contacts), entry


def shown(reply: Reply) -> list[str]:
    return [button.action.text for row in reply.rows for button in row if isinstance(button.action, Copy)]


@pytest.mark.parametrize(
    ("locale", "first", "further"),
    [
        ("ru", ["all.org", "uz.org"], ["tj.org", "everybody.org"]),  # the author's order
        ("en", ["all.org", "uz.org"], ["tj.org", "everybody.org"]),
        ("uz_Cyrl", ["uz.org", "all.org"], ["everybody.org", "tj.org"]),
        ("tg", ["tj.org", "all.org"], ["everybody.org", "uz.org"]),
        ("ky", ["all.org", "everybody.org"], ["uz.org", "tj.org"]),
    ],
)
def test_two_contacts_for_the_reader_stand_on_the_card_and_the_others_with_the_details(
    knowledge: Knowledge, locale: str, first: list[str], further: list[str]
) -> None:
    knowledge, entry = with_contacts(knowledge, all=None, uz="uz", tj="tj", everybody=None)
    speech = Speech(Catalogs({}), locale)
    card, details = entry_card(knowledge, speech, entry, DAY), details_card(knowledge, speech, entry, DAY)
    assert shown(card) == first
    assert shown(details) == further
    assert all(value in card.text for value in first)
    assert not any(value in card.text for value in further)


def test_where_contacts_are_the_answer_all_that_serve_the_reader_stand_on_the_card(knowledge: Knowledge) -> None:
    knowledge, entry = with_contacts(knowledge, one=None, two=None, three="kg", four="uz")
    entry = entry.model_copy(update={"needs_contact": True})
    speech = Speech(Catalogs({}), "ky")
    assert shown(entry_card(knowledge, speech, entry, DAY)) == ["three.org", "one.org", "two.org"]
    assert shown(details_card(knowledge, speech, entry, DAY)) == ["four.org"]


def test_a_reader_for_whom_there_is_no_contact_gets_those_of_others(knowledge: Knowledge) -> None:
    knowledge, entry = with_contacts(knowledge, embassy="tj")
    assert shown(entry_card(knowledge, Speech(Catalogs({}), "uz"), entry, DAY)) == ["embassy.org"]


def test_a_discreet_entry_is_not_named_under_others(knowledge: Knowledge) -> None:
    entry = knowledge.entries["detained-now"].model_copy(update={"related": ("quiet",)})
    quiet = entry.model_copy(update={"id": "quiet", "urgent": False, "sensitive": True, "title": "A quiet thing"})
    knowledge = replace(knowledge, entries={"detained-now": entry, "quiet": quiet})

    def titles(of: Entry) -> list[str]:
        reply = entry_card(knowledge, Speech(Catalogs({}), "en"), of, DAY)
        return [button.label for row in reply.rows for button in row]

    assert "A quiet thing" not in titles(entry)
    assert "A quiet thing" in titles(entry.model_copy(update={"sensitive": True}))


def test_the_operator_is_named_as_the_configuration_says(knowledge: Knowledge) -> None:
    entry = knowledge.entries["detained-now"].model_copy(update={"short": "Run by: {operator}."})
    named = entry_card(knowledge, Speech(Catalogs({}), "en", operator="Example Aid"), entry, DAY)
    assert "Run by: Example Aid." in named.text
    assert (
        "Run by: a group that has not given its name here."
        in entry_card(knowledge, Speech(Catalogs({}), "en"), entry, DAY).text
    )


def test_russian_is_one_tap_away_and_phrases_need_no_meaning_there(knowledge: Knowledge) -> None:
    in_english, in_russian = card(knowledge), card(knowledge, "ru")
    show = OpenEntry("detained-now", "ru")
    assert show in [button.action for row in in_english.rows for button in row]
    assert show not in [button.action for row in in_russian.rows for button in row]
    assert "I ask for an interpreter." in in_english.text
    assert "I ask for an interpreter." not in in_russian.text
