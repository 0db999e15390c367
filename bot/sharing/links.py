"""The payload of a deep link, ``LOCALE__ENTRY__PARTNER``: any part may be empty, empty ones at the end left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"[A-Za-z0-9_-]{1,64}")  # https://core.telegram.org/bots/features#deep-linking
_LOCALE = re.compile(r"([a-z]{2}(_[A-Z][a-z]{3})?)?")
_ENTRY = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*)?")
_PARTNER = re.compile(r"[a-z0-9-]{0,20}")
_SEPARATOR = "__"


@dataclass(frozen=True, slots=True)
class DeepLink:
    """Where a link leads; an empty part says nothing."""

    locale: str = ""
    entry: str = ""
    partner: str = ""


def parse_payload(payload: str) -> DeepLink:
    """Return what a start payload says; anything malformed is a plain start, an empty :class:`DeepLink`."""
    parts = payload.split(_SEPARATOR)
    if not _FORM.fullmatch(payload) or len(parts) > 3:
        return DeepLink()
    locale, entry, partner = (*parts, "", "")[:3]
    if not (_LOCALE.fullmatch(locale) and _ENTRY.fullmatch(entry) and _PARTNER.fullmatch(partner)):
        return DeepLink()
    return DeepLink(locale, entry, partner)
