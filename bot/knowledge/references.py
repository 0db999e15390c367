"""Checks that what entries point at exists: related entries, contacts that may be shown, sources."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.knowledge.errors import Problem
from bot.knowledge.model import Contact, Entry, Show
from bot.knowledge.yaml_text import Document, Loc


def reference_problems(
    entries: Mapping[str, Entry],
    files: Mapping[str, Document],
    ids: Collection[str],
    contacts: Mapping[str, Contact | None],
    sources: Collection[str],
) -> Iterator[Problem]:
    """Yield a problem for every id that does not exist or may not be used, at the place where it stands.

    ``ids`` are those of all entries, also of entries with a mistake inside; ``contacts`` holds None for a contact that
    stands in its file but could not be read.
    """
    for entry in entries.values():
        document = files[entry.id]
        yield from _unknown(document, "related", entry.related, ids, "entry")
        yield from _unknown(document, "contacts", entry.contacts, contacts, "contact of contacts.yaml")
        for number, citation in enumerate(entry.sources):
            if citation.source not in sources:
                loc = ("sources", number, "source")
                yield document.problem(loc, _not_found(citation.source, sources, "source of sources.yaml"))
        yield from _forbidden(document, entry, contacts)
        if entry.id in entry.related:
            yield document.problem(
                ("related", entry.related.index(entry.id)), "an entry is not related to itself; remove it"
            )


def _unknown(document: Document, key: str, ids: Iterable[str], known: Collection[str], what: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, name in enumerate(ids):
        loc: Loc = (key, number)
        if name not in known:
            yield document.problem(loc, _not_found(name, known, what))
        elif name in seen:
            yield document.problem(loc, f"{name!r} stands twice in this list; remove one")
        seen.add(name)


def _not_found(name: str, known: Iterable[str], what: str) -> str:
    close = difflib.get_close_matches(name, list(known), 1)
    cure = f"did you mean {close[0]!r}?" if close else "check the spelling, or add it"
    return (
        f"{name!r} is not the id of an {what}; {cure}"
        if what == "entry"
        else f"{name!r} is not the id of a {what}; {cure}"
    )


def _forbidden(document: Document, entry: Entry, contacts: Mapping[str, Contact | None]) -> Iterator[Problem]:
    """Only contacts that may be shown are referenced (the dossier's column "Publish?")."""
    for number, name in enumerate(entry.contacts):
        contact = contacts.get(name)
        if contact is not None and contact.show is not Show.YES:
            yield document.problem(
                ("contacts", number),
                f"{name!r} has 'show: {contact.show}' in contacts.yaml and may not be given out; remove it here",
            )
