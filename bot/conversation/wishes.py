"""Plain words that mean "delete everything": for those who know no commands, and have no time to look for one."""

from __future__ import annotations

from bot.conversation.speech import N_
from bot.i18n.catalogs import Catalogs
from bot.i18n.languages import LOCALES
from bot.matching.fold import fold

# Translators: words that a person would send alone to have the whole chat deleted, divided by " | ".
_CLEAR = N_("clear | delete | delete everything")
_BETWEEN = "|"
LONGEST = 100
"""Characters of a wish, signs and repeated letters among them; longer texts are questions."""


class Wishes:
    """Knows the words of all languages: a frightened person does not look which one was chosen."""

    def __init__(self, catalogs: Catalogs) -> None:
        words = (word for locale in LOCALES for word in catalogs.interface(locale, _CLEAR).split(_BETWEEN))
        self._clear = frozenset(filter(None, map(fold, words)))

    def is_clear(self, text: str) -> bool:
        """Tell whether ``text`` says nothing but that everything is to be deleted."""
        return len(text) <= LONGEST and fold(text) in self._clear
