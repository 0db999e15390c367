"""Finds what could name a person in a message: phone and document numbers, e-mail addresses, @names, links.

Too much is struck out rather than too little. Sums and dates stay, they say nothing of who wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

STRUCK: Final = "▒▒▒"
"""What stands instead of it."""

_LONG = 7
"""Digits from which a number is taken for a phone, a card or a document; house numbers and articles are shorter."""

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_LINK = r"(?:https?://|www\.|t\.me/)\S+"
_NAME = r"(?<!\w)@\w{3,}"
_DOCUMENT = (
    r"(?<![^\W\d_])[^\W\d_]{2}\s?\d{7}(?!\d)"  # passports of Uzbekistan and Kyrgyzstan: two letters, seven digits
)
_NUMBER = r"\+?\(?\d(?:[ \t().\-–]{0,3}\d)+"
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})")
_SUM = re.compile(r"\d{1,3}(?: \d{3})+")
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
            and _digits(found.group()) not in self._public
            for found in _ANY.finditer(text)
        )


def _is_harmless(found: re.Match[str]) -> bool:
    """Tell whether a number is too short to be anybody's, a date or a sum."""
    if found.lastgroup != "number":
        return False
    text = found.group().strip()
    return len(_digits(text)) < _LONG or bool(_DATE.fullmatch(text) or _SUM.fullmatch(text))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
