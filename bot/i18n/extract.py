"""Finds every text to translate: English texts of the knowledge base, and what the bot itself says.

Each text of the knowledge base has a context that says where it belongs (``detained-now.steps``), so that equal words
in two entries can be translated apart and a changed text can find its former translation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from bot.knowledge.yaml_text import Document, Loc, Plain, parse_yaml

INTERFACE = "interface"
KNOWLEDGE = "knowledge"
DOMAINS = (INTERFACE, KNOWLEDGE)

WHERE_CONTEXT = "where"
"""Context of places in sources; many entries share them ("art. 51"), so they are translated once."""

Message = tuple[int, str, tuple[str, str], list[str]]

_ENTRY_HINTS = {
    "title": "Title, as the person would call it; about 60 characters",
    "short": "The answer in one or two sentences; about 280 characters",
    "steps": "One step: one action; about 150 characters",
    "say": "What the Russian phrase means",
    "warning": "Warning; about 260 characters",
    "details": "Shown behind a button; about 1,200 characters",
    "sms": "Text message; at most 134 characters in all",
    "sources": "Place in a source",
}
_CONTACT_HINTS = {
    "name": "Its name; a proper name stays as it is",
    "what": "What it does and for whom",
    "risk": "Shown with the contact",
}
_SOURCE_HINTS = {"title": "Name of a source"}

_METHODS = [
    ("entries/**.yaml", "bot.i18n.extract:extract_entry"),
    ("contacts.yaml", "bot.i18n.extract:extract_contacts"),
    ("sources.yaml", "bot.i18n.extract:extract_sources"),
]


def entry_context(entry_id: str, field: str) -> str:
    """Return the gettext context of a text of an entry."""
    return f"{entry_id}.{field}"


def contact_context(contact_id: str, field: str) -> str:
    """Return the gettext context of a text of a contact."""
    return f"contact.{contact_id}.{field}"


def source_context(source_id: str) -> str:
    """Return the gettext context of the title of a source."""
    return f"source.{source_id}.title"


def knowledge_template(folder: Path) -> Catalog:
    """Return a catalog of every text of the knowledge base in ``folder`` that a reader may see, untranslated."""
    template = _template(folder, "knowledge", _METHODS)
    named = _named_by_entries(folder / "entries")
    for message in list(template):
        kind, _, rest = (message.context or "").partition(".")
        if kind in {"contact", "source"} and rest.split(".")[0] not in named:
            template.delete(message.id, message.context)
    return template


def _named_by_entries(folder: Path) -> set[str]:
    """Return the ids of contacts and sources that some entry names; nobody reads the others, so none is translated."""
    named: set[str] = set()
    for path in folder.glob("*/*.yaml"):
        value = parse_yaml(path, path.read_text(encoding="utf-8"), [])
        entry = value.value if value and isinstance(value.value, dict) else {}
        for item in [*entry.get("contacts", ()), *entry.get("sources", ())]:
            named.add(str(item["source"]) if isinstance(item, dict) else str(item))
    return named


def interface_template(package: Path) -> Catalog:
    """Return a catalog of everything the bot itself says, found in the code of ``package`` (the folder ``bot``)."""
    return _template(package, "bot", [("conversation/**.py", "python"), ("telegram/**.py", "python")])


def _template(folder: Path, name: str, methods: list[tuple[str, str]]) -> Catalog:
    template = Catalog(project="rights-bot", fuzzy=False)
    found = extract_from_dir(
        folder,
        method_map=methods,
        keywords={**DEFAULT_KEYWORDS, "_": None, "N_": None},
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for path, line, text, comments, context in found:
        template.add(text, locations=[(f"{name}/{path}", line)], auto_comments=comments, context=context)
    return template


def extract_entry(fileobj: IO[bytes], keywords: object, comment_tags: object, options: object) -> Iterator[Message]:
    """Yield the texts of one entry file, in reading order (Babel's interface for extractors)."""
    del keywords, comment_tags, options
    document = _parse(fileobj)
    if not isinstance(document.value, dict):
        return
    entry_id = str(document.value.get("id", ""))
    for field, hint in _ENTRY_HINTS.items():
        for loc, text, extra in _texts(document, field):
            context = WHERE_CONTEXT if field == "sources" else entry_context(entry_id, field)
            yield document.places[loc][0], "pgettext", (context, text), [hint + extra]


def _texts(document: Document, field: str) -> Iterator[tuple[Loc, str, str]]:
    """Yield (place, text, addition to the hint) of every text of a field: a text, a list of texts, or of mappings."""
    assert isinstance(document.value, dict)  # noqa: S101 - the caller looked
    value = document.value.get(field)
    if isinstance(value, str):
        yield (field,), value, ""
    for number, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, str):
            yield (field, number), item, ""
        elif isinstance(item, dict):
            key = "meaning" if field == "say" else "where"
            yield (field, number, key), str(item[key]), f": {item.get('ru', item.get('source'))}"


def extract_contacts(fileobj: IO[bytes], keywords: object, comment_tags: object, options: object) -> Iterator[Message]:
    """Yield the texts of the contacts that may be shown (Babel's interface for extractors)."""
    del keywords, comment_tags, options
    yield from _records(_parse(fileobj), contact_context, _CONTACT_HINTS, lambda record: record.get("show") == "yes")


def extract_sources(fileobj: IO[bytes], keywords: object, comment_tags: object, options: object) -> Iterator[Message]:
    """Yield the names of the sources (Babel's interface for extractors)."""
    del keywords, comment_tags, options
    yield from _records(_parse(fileobj), lambda key, _: source_context(key), _SOURCE_HINTS, lambda _: True)


def _records(
    document: Document,
    context: Callable[[str, str], str],
    hints: Mapping[str, str],
    wanted: Callable[[Mapping[str, Plain]], bool],
) -> Iterator[Message]:
    for key, record in document.value.items() if isinstance(document.value, dict) else ():
        if not isinstance(record, dict) or not wanted(record):
            continue
        for field, hint in hints.items():
            if isinstance(text := record.get(field), str):
                line = document.places[key, field][0]
                yield line, "pgettext", (context(key, field), text), [f"{hint}: {record.get('name', key)}"]


def _parse(fileobj: IO[bytes]) -> Document:
    """Read a file for its texts; its mistakes are told by the loader, which runs before any extraction."""
    path = Path(fileobj.name)
    return parse_yaml(path, fileobj.read().decode("utf-8"), []) or Document(path)
