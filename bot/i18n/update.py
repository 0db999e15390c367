"""Brings the catalogs up to the sources: new texts are added, changed ones keep their former translation, marked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from bot.i18n.catalogs import po_path
from bot.i18n.extract import INTERFACE, KNOWLEDGE, WHERE_CONTEXT, interface_template, knowledge_template
from bot.i18n.languages import LANGUAGES, TRANSLATED_LOCALES
from bot.i18n.po import changed_on, mark_changed, parse, written
from bot.i18n.uzbek import to_cyrillic

_SIMILAR = 0.6
"""How alike two list items must be for one to count as the other's earlier wording (difflib's own measure of close)."""
_LISTS = ("steps", "say")
_NUMBER = re.compile(r"\d+")
_HEADER = "# Translations of rights-bot. Texts are found by: python -m bot translate update"


def up_to_date(package: Path, knowledge: Path, locales: Path, today: date) -> dict[Path, bytes]:
    """Return what every PO file below ``locales`` should hold.

    Args:
        package: the folder of the code whose texts are found (``bot``).
        knowledge: the folder of the knowledge base.
        locales: the folder of the catalogs.
        today: noted with texts whose source has changed since the last update.

    Raises:
        PoError: when an existing file cannot be read; it is not touched.
    """
    templates = {INTERFACE: interface_template(package), KNOWLEDGE: knowledge_template(knowledge)}
    files: dict[Path, bytes] = {}
    for domain, template in templates.items():
        merged: dict[str, Catalog] = {}
        for locale in TRANSLATED_LOCALES:
            path = po_path(locales, locale, domain)
            merged[locale] = _merge(_existing(path, locale), template, today)
            files[path] = written(merged[locale])
        for language in LANGUAGES:
            if language.generated_from:
                generated = _cyrillic(merged[language.generated_from], language.locale)
                files[po_path(locales, language.locale, domain)] = written(generated)
    return files


def _existing(path: Path, locale: str) -> Catalog:
    if path.exists():
        return parse(path, path.read_bytes(), locale)
    return Catalog(locale=locale, project="rights-bot", fuzzy=False, header_comment=_HEADER)


def _empty_like(catalog: Catalog, locale: str) -> Catalog:
    """Return a catalog without messages but with the header of ``catalog``, so that an update changes no date in it."""
    return Catalog(
        locale=locale,
        project="rights-bot",
        version="1",
        fuzzy=False,
        header_comment=_HEADER,
        msgid_bugs_address="",
        creation_date=catalog.creation_date,
        revision_date=catalog.revision_date if isinstance(catalog.revision_date, datetime) else catalog.creation_date,
        last_translator=catalog.last_translator if "FULL NAME" not in catalog.last_translator else "",
        language_team=locale,
    )


def _merge(existing: Catalog, template: Catalog, today: date) -> Catalog:
    merged = _empty_like(existing, str(existing.locale))
    former = _former(existing, template)
    same = {str(each.id): each for messages in former.values() for each in messages if not each.fuzzy}
    for wanted in template:
        if not wanted.id:
            continue
        message = _added(merged, wanted)
        if known := existing.get(wanted.id, wanted.context) or same.get(str(wanted.id)):
            _copy(known, message)
        elif earlier := _earlier(wanted, former.get(wanted.context, [])):
            _copy(earlier, message)
            if not (earlier.fuzzy and changed_on(earlier)):
                message.previous_id = [str(earlier.id)]
                mark_changed(message, today)
    for messages in former.values():  # kept as obsolete: a text that comes back finds its translation
        for message in messages:
            merged.obsolete[str(message.id), str(message.context)] = message
    return merged


def _added(catalog: Catalog, wanted: Message) -> Message:
    return catalog.add(
        wanted.id, locations=wanted.locations, auto_comments=wanted.auto_comments, context=wanted.context
    )


def _copy(known: Message, message: Message) -> None:
    message.string = known.string
    message.flags |= known.flags
    message.user_comments = list(known.user_comments)
    message.previous_id = list(known.previous_id)


def _former(existing: Catalog, template: Catalog) -> dict[str | None, list[Message]]:
    """Return the translated messages whose English is gone, by context."""
    former: dict[str | None, list[Message]] = {}
    for message in [*existing, *existing.obsolete.values()]:
        if message.id and message.string and not template.get(message.id, message.context):
            former.setdefault(message.context, []).append(message)
    return former


def _earlier(wanted: Message, former: list[Message]) -> Message | None:
    """Return the message of which ``wanted`` is the new wording.

    A field that holds one text had that text before. Of several (steps, what the bot itself says), only a similar one
    with the same numbers can be: another step's translation, or another article's, would be worse than none.
    """
    if not former or wanted.context == WHERE_CONTEXT:
        return None
    if wanted.context and not wanted.context.endswith(_LISTS):
        return former[0]
    numbers = _NUMBER.findall(str(wanted.id))
    by_text = {str(each.id): each for each in former if _NUMBER.findall(str(each.id)) == numbers}
    close = difflib.get_close_matches(str(wanted.id), by_text, 1, _SIMILAR)
    return by_text[close[0]] if close else None


def _cyrillic(latin: Catalog, locale: str) -> Catalog:
    catalog = _empty_like(latin, locale)
    for source in latin:
        if source.id:
            message = _added(catalog, source)
            _copy(source, message)
            message.string = to_cyrillic(str(source.string or ""))
    return catalog


def stale(files: dict[Path, bytes]) -> Iterator[Path]:
    """Yield the files whose content on disk is not what :func:`up_to_date` says."""
    for path, content in files.items():
        if not path.exists() or path.read_bytes() != content:
            yield path
