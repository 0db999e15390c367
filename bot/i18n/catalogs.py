"""The translations a reader gets, read from PO files, with what is shown where a translation is missing or outdated."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from bot.i18n.extract import DOMAINS, INTERFACE, KNOWLEDGE
from bot.i18n.languages import FALLBACK_LOCALES, LOCALES, SOURCE_LOCALE
from bot.i18n.po import PoError, compiled, read

_CACHE_VERSION = "1"


class CatalogError(Exception):
    """Some catalogs cannot be used; ``problems`` says for each file what is wrong and how to mend it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class State(StrEnum):
    """How a text stands to its English source."""

    CURRENT = "current"
    OUTDATED = "outdated"  # a translation of an earlier English text
    MISSING = "missing"  # shown in another language


@dataclass(frozen=True, slots=True)
class Translation:
    """A text for the reader, the language it is in and, when outdated, the day on which its source changed."""

    text: str
    locale: str
    state: State
    changed: date | None = None


@dataclass(frozen=True, slots=True)
class Messages:
    """One compiled PO file: keys are context, U+0004 and msgid, as in gettext's own compiled files."""

    current: Mapping[str, str] = field(default_factory=dict)
    outdated: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def message_key(context: str | None, msgid: str) -> str:
    """Return the key of a message in :class:`Messages`."""
    return f"{context}\x04{msgid}" if context else msgid


class Catalogs:
    """All catalogs, by domain and locale."""

    def __init__(self, messages: Mapping[tuple[str, str], Messages]) -> None:
        self._messages = messages

    def interface(self, locale: str, msgid: str) -> str:
        """Return what the bot itself says, in ``locale``; in Russian or English where that is missing."""
        return self._find(INTERFACE, locale, None, msgid, withdrawn=False).text

    def knowledge(self, locale: str, context: str, msgid: str, *, withdrawn: bool = False) -> Translation:
        """Return a text of the knowledge base.

        Args:
            locale: the reader's.
            context: where the text belongs (see :mod:`bot.i18n.extract`).
            msgid: the English text.
            withdrawn: the former wording is dangerous, translations of it are not shown.
        """
        return self._find(KNOWLEDGE, locale, context, msgid, withdrawn=withdrawn)

    def _find(self, domain: str, locale: str, context: str | None, msgid: str, *, withdrawn: bool) -> Translation:
        key = message_key(context, msgid)
        for number, candidate in enumerate(dict.fromkeys((locale, *FALLBACK_LOCALES))):
            if candidate == SOURCE_LOCALE:
                return Translation(msgid, candidate, State.MISSING if number else State.CURRENT)
            messages = self._messages.get((domain, candidate), Messages())
            if text := messages.current.get(key):
                return Translation(text, candidate, State.MISSING if number else State.CURRENT)
            if number == 0 and not withdrawn and key in messages.outdated:
                text, day = messages.outdated[key]
                return Translation(text, candidate, State.OUTDATED, date.fromisoformat(day))
        raise AssertionError("English is always there")  # pragma: no cover


def load_catalogs(folder: Path, cache: Path) -> Catalogs:
    """Read the catalogs of every locale below ``folder``.

    Args:
        folder: ``locales/``, with ``<locale>/LC_MESSAGES/{interface,knowledge}.po``.
        cache: where compiled catalogs are kept, each named by the hash of its PO file.

    Raises:
        CatalogError: when a PO file is missing or cannot be read.
    """
    messages: dict[tuple[str, str], Messages] = {}
    problems: list[str] = []
    for locale in LOCALES:
        for domain in DOMAINS if locale != SOURCE_LOCALE else ():
            path = po_path(folder, locale, domain)
            try:
                messages[domain, locale] = _load(path, cache)
            except PoError as error:
                problems.append(str(error))
    if problems:
        raise CatalogError(problems)
    return Catalogs(messages)


def po_path(folder: Path, locale: str, domain: str) -> Path:
    """Return where the PO file of a locale and domain lies below ``folder`` (``locales/``)."""
    return folder / locale / "LC_MESSAGES" / f"{domain}.po"


def _load(path: Path, cache: Path) -> Messages:
    content = read(path)
    compiled_path = cache / f"{hashlib.sha256(_CACHE_VERSION.encode() + content).hexdigest()}.json"
    try:
        data = json.loads(compiled_path.read_bytes())
        return Messages(data["current"], data["outdated"])
    except (OSError, ValueError, KeyError):
        current, outdated = compiled(path, content)
        _write(compiled_path, {"current": current, "outdated": outdated})
        return Messages(current, outdated)


def _write(path: Path, data: Mapping[str, object]) -> None:
    """Keep a compiled catalog; a cache that cannot be written costs time, not answers."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
        os.replace(file.name, path)  # noqa: PTH105 - atomic, and Path.replace is the same call
    except OSError:
        return
