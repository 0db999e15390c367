"""The one list of languages; menus, catalogs, example questions and Telegram's per-language texts follow it."""

from __future__ import annotations

from dataclasses import dataclass

SOURCE_LOCALE = "en"
"""The language of the msgids."""
FALLBACK_LOCALES = ("ru", "en")
"""What is shown, in this order, where a text is missing in the reader's language."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language in one script.

    ``name`` is what its button says, in its own script. ``telegram_code`` is the ISO 639-1 code under which Telegram
    keeps commands and descriptions (empty: Telegram's default for everybody else; None: Telegram has no code for it).
    ``generated_from`` names the locale from which its catalogs are made.
    """

    locale: str
    name: str
    telegram_code: str | None
    generated_from: str | None = None

    @property
    def translated(self) -> bool:
        """Tell whether people translate into it: neither the source nor generated."""
        return self.locale != SOURCE_LOCALE and self.generated_from is None


LANGUAGES = (
    Language("uz", "Oʻzbekcha", "uz"),
    Language("uz_Cyrl", "Ўзбекча", None, generated_from="uz"),
    Language("tg", "Тоҷикӣ", "tg"),
    Language("ky", "Кыргызча", "ky"),
    Language("ru", "Русский", "ru"),
    Language("en", "English", ""),
)
BY_LOCALE = {language.locale: language for language in LANGUAGES}
LOCALES = tuple(BY_LOCALE)
TRANSLATED_LOCALES = tuple(language.locale for language in LANGUAGES if language.translated)


def from_telegram(language_code: str | None) -> str | None:
    """Return the locale that Telegram's ``language_code`` (IETF tag of the person's app) hints at, if we have it."""
    base = (language_code or "").replace("_", "-").split("-")[0].lower()
    return base if base in BY_LOCALE else None


def in_order_for(hint: str | None) -> tuple[Language, ...]:
    """Return all languages, those of the hinted locale (in both scripts) first."""
    return tuple(sorted(LANGUAGES, key=lambda language: hint not in {language.locale, language.generated_from}))
