"""Checks of what a reader would see: the length of every answer card in every language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.conversation.card import MOST_CARD_CHARACTERS, entry_card
from bot.conversation.reply import Folded, plain
from bot.conversation.speech import Speech
from bot.i18n.catalogs import Catalogs
from bot.i18n.languages import LOCALES
from bot.knowledge.model import Entry, Knowledge


def cards_too_long(knowledge: Knowledge, catalogs: Catalogs, day: date) -> Iterator[str]:
    """Yield a line for every card that is longer than a reader can be asked to read."""
    for entry in knowledge.entries.values():
        for locale in LOCALES:
            length = card_length(knowledge, Speech(catalogs, locale), entry, day)
            if length > MOST_CARD_CHARACTERS:
                where = f"knowledge/entries/{entry.topic}/{entry.id}.yaml"
                what = f"the card has {length} characters in {locale}, at most {MOST_CARD_CHARACTERS}"
                yield f"{where}: {what}; shorten it or move something into 'details'"


def card_length(knowledge: Knowledge, speech: Speech, entry: Entry, day: date) -> int:
    """Return how many characters of the card of ``entry`` a reader sees at once; folded sources do not count."""
    card = entry_card(knowledge, speech, entry, day)
    return len("\n\n".join(plain(block) for block in card.blocks if not isinstance(block, Folded)))
