"""Finds what could name a person in a message: phone and document numbers, e-mail addresses, @names, links.

Too much is struck out rather than too little. Sums and dates stay, they say nothing of who wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

STRUCK: Final = "▒▒▒"
"""What stands instead of it."""

_SHORT = 2
"""Digits of an hour, or of a number that nothing can be told from."""
_LONG = 7
"""Digits from which a number is taken for a phone, a card or a document; house numbers and articles are shorter."""

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_LINK = r"(?i:(?:https?|tg)://|www\.|(?:t|telegram|wa)\.me/|(?:vk|ok|instagram|facebook)\.(?:com|ru)/)\S+"
_NAME = r"@\w{3,}"
_APART = r"(?:[\s().\-‐‑–—−/_*№]{0,3}|,)"
"""What people, and phones that copy a contact, put between the digits of a number."""
_DOCUMENT = rf"(?<![^\W\d_])[^\W\d_]{{2}}\s?\d{{7}}(?!{_APART}\d)"  # passports of Uzbekistan, Kyrgyzstan: AB1234567
_NUMBER = rf"\+?\(?\d(?:{_APART}\d)+"
_DAY = r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
_YEARS = r"(?:19|20)\d{2}[-–](?:19|20)\d{2}"
_SUM = r"[1-9]\d?(?:[ \u00a0]\d{3}){1,2}|[1-9]\d{0,2}(?:[ \u00a0.,]\d{3})*[ \u00a0.,]000|[1-9]\d{0,3}000000?"
"""Sums as they are written; a phone number in groups of three has more groups, or does not end in zeros."""
_HARMLESS = re.compile(f"{_DAY}|{_YEARS}|{_SUM}")
_TWO = re.compile(r"\s[-–—]\s|(?<=[./-]\d{4})[\s-]")
"""What stands between two sums or behind a date."""
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in (
    ("email", _EMAIL), ("link", _LINK), ("name", _NAME), ("document", _DOCUMENT), ("number", _NUMBER)
)))  # fmt: skip


def struck_out(text: str, mark: str = STRUCK) -> str:
    """Return ``text`` with everything that could name a person struck out, ``mark`` in its place."""
    return _ANY.sub(lambda found: found.group() if _is_harmless(found) else mark, text)


class Dangers:
    """Finds in messages what endangers who wrote them.

    Args:
        public: contacts that the bot itself shows: who asks about one of them gives nothing away.
    """

    def __init__(self, public: Iterable[str] = ()) -> None:
        self._public = frozenset(form for contact in public for form in (contact.casefold(), _digits(contact)))

    def stand_in(self, text: str) -> bool:
        """Tell whether ``text`` holds a phone, document or card number or an e-mail address."""
        return any(
            found.lastgroup in {"email", "document", "number"}
            and not _is_harmless(found)
            and found.group().casefold() not in self._public
            and (found.lastgroup != "number" or _digits(found.group()) not in self._public)
            for found in _ANY.finditer(text)
        )


def _is_harmless(found: re.Match[str]) -> bool:
    """Tell whether a number is too short to be anybody's, or made of dates and sums alone."""
    if found.lastgroup != "number":
        return False
    text = found.group().strip("( )\t")
    return len(_digits(text)) < _LONG or all(
        len(part) <= _SHORT or _HARMLESS.fullmatch(part) for part in _TWO.split(text)
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
