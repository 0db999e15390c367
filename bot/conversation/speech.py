"""One reader's language: interface texts, texts of the knowledge base with their state, and dates."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from babel.dates import format_date

from bot.i18n.catalogs import Catalogs, Translation
from bot.i18n.extract import WHERE_CONTEXT, contact_context, entry_context, source_context
from bot.i18n.languages import SOURCE_LOCALE
from bot.i18n.reviews import Reviews, ReviewState
from bot.knowledge.model import OPERATOR, Contact, Entry, Knowledge, Source

_DAY = {"uz": "y-'yil' d-MMMM", "uz_Cyrl": "y 'йил' d MMMM", "ru": "d MMMM y"}
"""Where CLDR's long date is not what people write in a sentence; the Russian one ends with a stop of its own."""
_CAPITAL_MONTHS = frozenset({"en"})


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark ``text`` for extraction where it is translated only later."""
    return text


@dataclass(frozen=True, slots=True)
class Speech:
    """Speaks ``locale``. Texts of the knowledge base come with their state, so that the reader can be told.

    ``operator`` names who runs the bot; empty where the configuration does not say.
    """

    catalogs: Catalogs
    locale: str
    reviews: Reviews = field(default_factory=Reviews)
    operator: str = ""

    def say(self, msgid: str) -> str:
        """Return an interface text; bound to ``_`` where it is used, so that it is found for translation."""
        return self.catalogs.interface(self.locale, msgid)

    def say_in(self, locale: str, msgid: str) -> str:
        """Return an interface text in another language."""
        return self.catalogs.interface(locale, msgid)

    def entry_text(self, entry: Entry, name: str, text: str) -> Translation:
        """Return a text of ``entry``: that of its field ``name``."""
        found = self.catalogs.knowledge(self.locale, entry_context(entry.id, name), text, withdrawn=entry.withdraw)
        return replace(found, text=found.text.replace(OPERATOR, self._operator())) if OPERATOR in found.text else found

    def _operator(self) -> str:
        _ = self.say
        return self.operator or _("a group that has not given its name here")

    def read_by_lawyer(self, knowledge: Knowledge, entry: Entry) -> bool:
        """Tell whether a lawyer has read ``entry`` as it stands."""
        return self.reviews.legal_state(knowledge, entry) is ReviewState.REVIEWED

    def read_by_native(self, knowledge: Knowledge, entry: Entry) -> bool:
        """Tell whether a native speaker has read ``entry`` as it stands; English is what it was written in."""
        if self.locale == SOURCE_LOCALE:
            return True
        return self.reviews.read_by_native(knowledge, entry, self.locale, self.catalogs)

    def title(self, entry: Entry) -> str:
        """Return the title of ``entry``."""
        return self.entry_text(entry, "title", entry.title).text

    def contact_text(self, contact: Contact, field: str, text: str) -> Translation:
        """Return a text of ``contact``."""
        return self.catalogs.knowledge(self.locale, contact_context(contact.id, field), text)

    def source_title(self, source: Source) -> Translation:
        """Return the name of ``source``."""
        return self.catalogs.knowledge(self.locale, source_context(source.id), source.title)

    def where(self, text: str) -> Translation:
        """Return a place in a source ("art. 14 part 3")."""
        return self.catalogs.knowledge(self.locale, WHERE_CONTEXT, text)

    def day(self, day: date) -> str:
        """Return a day in words."""
        return _date(day, _DAY.get(self.locale, "long"), self.locale)

    def loose_day(self, text: str) -> str:
        """Return a day known only as exactly as 2025, 2025-07 or 2025-07-28; empty when it is ``undated``."""
        match text.split("-"):
            case [year, month, day]:
                return self.day(date(int(year), int(month), int(day)))
            case [year, month]:
                return _date(date(int(year), int(month), 1), "LLLL y", self.locale)
            case [year] if year.isdigit():
                return year
            case _:
                return ""


@lru_cache(maxsize=4096)
def _date(day: date, pattern: str, locale: str) -> str:
    """Return a day in words; a card names a dozen, always those of the sources, so they are kept."""
    text = format_date(day, pattern, locale=locale)
    return text if locale in _CAPITAL_MONTHS else text.lower()
