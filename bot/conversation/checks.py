"""Checks of what a reader would see: the length of every answer card in every language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.conversation.card import MOST_CARD_CHARACTERS, entry_card
from bot.conversation.reply import Folded, plain
from bot.conversation.speech import Speech
from bot.i18n.catalogs import Catalogs
from bot.i18n.languages import LOCALES
from bot.knowledge.model import Knowledge


def cards_too_long(knowledge: Knowledge, catalogs: Catalogs, day: date) -> Iterator[str]:
    """Yield a line for every card that is longer than a reader can be asked to read; folded sources do not count."""
    for entry in knowledge.entries.values():
        for locale in LOCALES:
            card = entry_card(knowledge, Speech(catalogs, locale), entry, day)
            shown = "\n\n".join(plain(block) for block in card.blocks if not isinstance(block, Folded))
            if len(shown) > MOST_CARD_CHARACTERS:
                where = f"knowledge/entries/{entry.topic}/{entry.id}.yaml"
                what = f"the card has {len(shown)} characters in {locale}, at most {MOST_CARD_CHARACTERS}"
                yield f"{where}: {what}; shorten it or move something into 'details'"
