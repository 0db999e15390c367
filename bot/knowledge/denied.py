"""Contacts that may not be given out: look-alike bots, dead numbers, unconfirmed ones. No text may carry one either.

Telegram turns ``@name``, ``t.me/name``, a bare domain and a phone number in any text into something to tap, so a name
in a sentence is as good as a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.knowledge.errors import Problem
from bot.knowledge.model import Contact, Show, Source
from bot.knowledge.yaml_text import Document

_SHORTEST_PHONE = 7
"""Digits; a shorter number (1899) is also a year or the number of a decree, and nothing to tap."""
_OWN_DIGITS = 9
"""Last digits of a phone number that are its own: what stands before is written in many ways (+7, 8, 0, nothing)."""

_MAY_HOLD_ONE = re.compile(rf"@|/|=|\w\.\w|(?:\d\D{{0,3}}){{{_SHORTEST_PHONE}}}")


class DenyList:
    """Finds contacts that may not be given out, in the form in which a reader could tap them."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        patterns = {contact.id: _tappable(contact) for contact in contacts if contact.show is not Show.YES}
        self._patterns = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items() if pattern}

    def found(self, text: str) -> str | None:
        """Return the id of the first contact that ``text`` would make a link or a number to call, or None."""
        if not _MAY_HOLD_ONE.search(text):  # one look for what most texts do not have
            return None
        return next((name for name, pattern in self._patterns.items() if pattern.search(text)), None)


def _tappable(contact: Contact) -> str:
    """Return the pattern of what a phone would make of the contact; empty where nothing could be tapped."""
    match contact.kind:
        case "telegram":
            name = re.escape(contact.value.removeprefix("https://").removeprefix("t.me/").removeprefix("@"))
            return rf"(?:(?:@|\b(?:t|telegram)\.(?:me|dog)/(?:s/)?|\bdomain=){name}(?!\w)|(?<!\w){name}\.t\.me\b)"
        case "phone":
            digits = re.sub(r"\D", "", contact.value)
            return r"\D{0,3}".join(digits[-_OWN_DIGITS:]) if len(digits) >= _SHORTEST_PHONE else ""
        case "web" if "." in contact.value:
            host = contact.value.removeprefix("https://").removeprefix("http://").split("/")[0]
            return rf"(?<![\w-]){re.escape(host)}(?![\w-])"
        case "email":
            return re.escape(contact.value)
        case _:
            return ""


def denied_in_documents(documents: Iterable[Document], denied: DenyList) -> Iterator[Problem]:
    """Yield a problem for every text of the entries in ``documents`` that carries a denied contact."""
    for document in documents:
        for loc, text in document.texts():
            if name := denied.found(text):
                yield document.problem(loc, told(name))


def denied_in_sources(sources: Iterable[Source], document: Document | None, denied: DenyList) -> Iterator[Problem]:
    """Yield a problem for every source whose title or link would lead to a denied contact (a mirror host)."""
    for source in sources:
        if document and (name := denied.found(source.title)):
            yield document.problem((source.id, "title"), told(name))
        if document and source.link and (name := denied.found(source.url)):
            yield document.problem((source.id, "url"), f"{told(name)} Or write 'link: no'.")


def denied_in_contacts(contacts: Iterable[Contact], document: Document | None, denied: DenyList) -> Iterator[Problem]:
    """Yield a problem for every contact that may be shown and carries, or is, one that may not."""
    for contact in contacts:
        texts = {"value": contact.value, "name": contact.name, "what": contact.what, "risk": contact.risk or ""}
        for field, text in texts.items() if contact.show is Show.YES else ():
            if document and (name := denied.found(text)):
                yield document.problem((contact.id, field), told(name))


def told(name: str) -> str:
    """Return what is said of a text that carries the contact ``name``."""
    return f"holds the contact {name!r}, which contacts.yaml says may not be given out; take it out of the text."
