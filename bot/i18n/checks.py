"""Checks of the translations: nothing missing, placeholders and numbers the same, letters of one script in a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message

from bot.i18n.catalogs import po_path
from bot.i18n.extract import DOMAINS, INTERFACE
from bot.i18n.glossary import FILE as GLOSSARY_FILE
from bot.i18n.glossary import QUOTED, Glossary, load_glossary
from bot.i18n.languages import LANGUAGES, TRANSLATED_LOCALES
from bot.i18n.po import changed_on, parse, read
from bot.knowledge.denied import DenyList, told

_PLACEHOLDER = re.compile(r"\{\w*\}")
_NUMBER = re.compile(r"\d+")
_QUOTED_RUSSIAN = re.compile(r"«([^»]*[а-яё][^»]*)»", re.IGNORECASE)
"""What stands on a paper or is to be written on one: a reader must find it letter by letter."""
_MIXED = re.compile(r"\b\w*(?:[a-zʻʼ][а-яёўқғҳӣӯҷөүң]|[а-яёўқғҳӣӯҷөүң][a-zʻʼ])\w*\b", re.IGNORECASE)
_WRONG_APOSTROPHE = re.compile(r"[A-Za-z]['`´‘’][A-Za-z]?")
_ALIEN = {
    "tg": re.compile(r"[ЎўӨөҮүҢңЩщЫыЬьЦц]"),
    "ky": re.compile(r"[ЎўҚқҒғҲҳӢӣӮӯҶҷ]"),
    "ru": re.compile(r"[ЎўҚқҒғҲҳӢӣӮӯҶҷӨөҮүҢң]"),
    "uz_Cyrl": re.compile(r"[ӢӣӮӯҶҷӨөҮүҢңЩщЫы]"),
}


def catalog_problems(folder: Path, denied: DenyList) -> Iterator[str]:
    """Yield a line for every message below ``folder`` (``locales/``) that a translator must mend.

    Raises:
        PoError: when a catalog is missing or cannot be read.
        ContentError: when a glossary cannot be read.
    """
    for locale in (language.locale for language in LANGUAGES if language.translated or language.generated_from):
        glossary = load_glossary(folder / locale / GLOSSARY_FILE)
        for domain in DOMAINS:
            path = po_path(folder, locale, domain)
            for message in parse(path, read(path)):
                if message.id:
                    problems = [
                        *_problems(locale, domain, message),
                        *(() if message.fuzzy else _word_problems(glossary, str(message.id), str(message.string))),
                        *_denied_problems(denied, str(message.string)),
                    ]
                    yield from (f"{path}: {message.context or 'interface'}: {problem}" for problem in problems)


def _problems(locale: str, domain: str, message: Message) -> Iterator[str]:
    source, text = str(message.id), str(message.string)
    if not text:
        if locale in TRANSLATED_LOCALES:
            yield f"not translated: {_short(source)}"
        return
    if message.fuzzy:
        if not changed_on(message):
            yield f"marked fuzzy ('needs work'), so it is not shown: {_short(source)}; mend it and take the mark off"
        return  # a former wording is shown with a note, and counted by translate status
    yield from _differences(domain, source, text)
    if "<" in text or ">" in text:
        yield f"< and > may not stand in a text: {_short(text)}"
    if mixed := _MIXED.search(text):
        yield f"Latin and Cyrillic letters in one word: {mixed[0]!r}; type it again with one keyboard"
    yield from _letter_problems(locale, text)


def _differences(domain: str, source: str, text: str) -> Iterator[str]:
    """Yield what must be the same in both languages and is not."""
    if Counter(_PLACEHOLDER.findall(source)) != Counter(_PLACEHOLDER.findall(text)):
        yield f"placeholders differ from the English {_short(source)}; copy {{…}} exactly"
    if domain != INTERFACE and Counter(_NUMBER.findall(source)) != Counter(_NUMBER.findall(text)):
        yield f"numbers differ from the English {_short(source)}; every number must stay as it is"
    for quoted in _QUOTED_RUSSIAN.findall(source):
        if quoted.casefold() not in text.casefold():
            yield f"the Russian words «{quoted}» are not in the translation of {_short(source)}; copy them exactly"


def _word_problems(glossary: Glossary, english: str, text: str) -> Iterator[str]:
    for word, name, term in glossary.avoided_words(english, text):
        yield f"{word!r} is a word to avoid for {name!r}; the glossary says: {term.translation}"


def _denied_problems(denied: DenyList, text: str) -> Iterator[str]:
    if name := denied.found(text):
        yield told(name)


def _letter_problems(locale: str, text: str) -> Iterator[str]:
    if locale == "uz" and (wrong := _WRONG_APOSTROPHE.search(text)):
        yield f"wrong apostrophe in {wrong[0]!r}; use ʻ (U+02BB) in oʻ and gʻ, ʼ (U+02BC) elsewhere"
    alien = _ALIEN.get(locale)
    if alien and (found := alien.search(QUOTED.sub("", text))):
        yield f"the letter {found[0]!r} is not of this language: {_short(text)}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "…")
