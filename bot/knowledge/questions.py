"""Reads the example questions of all languages, and keeps them beside: they are most of what there is to read."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from bot.knowledge.errors import Problem
from bot.knowledge.model import SMALL_TALK, UNANSWERED, Example
from bot.knowledge.yaml_text import Document, Plain, read_yaml

NONE_FILE = "_none.yaml"

_READ_BY = ("questions", "yaml_text")
"""Modules whose change makes the same files read differently."""


def questions_of(folder: Path, ids: set[str], problems: list[Problem], cache: Path | None) -> list[Example]:
    """Return the example questions in the files of ``folder`` (``<language>/<topic>.yaml``).

    Args:
        folder: where they are.
        ids: of the entries there are.
        problems: mistakes are added to this list.
        cache: a file that keeps questions in which there was no mistake; they are read anew when anything changes.
    """
    key = _key(folder, ids)
    if cache and (kept := _kept(cache, key)) is not None:
        return kept
    mistakes: list[Problem] = []
    examples = _read_all(folder, ids, mistakes)
    problems += mistakes
    if cache and not mistakes:
        _keep(cache, key, examples)
    return examples


def _key(folder: Path, ids: set[str]) -> str:
    """Return a hash of all that the questions are made of."""
    seen = hashlib.sha256(json.dumps(sorted(ids)).encode())
    for path in (*(Path(__file__).with_stem(module) for module in _READ_BY), *sorted(folder.glob("*/*.yaml"))):
        with suppress(OSError):  # told when it is read
            content = path.read_bytes()
            seen.update(f"{path.parent.name}/{path.name} {len(content)} ".encode() + content)
    return seen.hexdigest()


def _kept(cache: Path, key: str) -> list[Example] | None:
    try:
        kept = json.loads(cache.read_bytes())
        return [Example(*each) for each in kept["examples"]] if kept["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(cache: Path, key: str, examples: Sequence[Example]) -> None:
    """Keep the questions; a cache that cannot be written costs time, not answers."""
    plain = [[example.text, example.locale, example.label] for example in examples]
    with suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=cache.parent, delete=False, encoding="utf-8") as file:
            json.dump({"key": key, "examples": plain}, file, ensure_ascii=False)
        os.replace(file.name, cache)  # noqa: PTH105 - atomic, and Path.replace is the same call


def _read_all(folder: Path, ids: set[str], problems: list[Problem]) -> list[Example]:
    examples: list[Example] = []
    seen: dict[tuple[str, str], Problem] = {}
    kinds = set(SMALL_TALK + UNANSWERED)
    for path in sorted(folder.glob("*/*.yaml")):
        document = read_yaml(path, problems)
        if document is None:
            continue
        if not isinstance(document.value, dict):
            problems.append(document.problem((), "must be a mapping: an entry's id, a colon, and its questions below"))
            continue
        none_file = path.name == NONE_FILE
        for key, lines in document.value.items():
            if key not in (kinds if none_file else ids):
                problems.append(_unknown_key(document, key, kinds if none_file else ids, none_file=none_file))
                continue
            label = f"_{key}" if none_file else key
            read = list(_read_lines(document, key, lines, path.parent.name, label, problems))
            problems += _repeated(document, key, read, seen)
            examples += read
    return examples


def _repeated(
    document: Document, key: str, read: Iterable[Example], seen: dict[tuple[str, str], Problem]
) -> Iterable[Problem]:
    """Yield a problem for every question that stands twice in a language: one of the two places must be wrong."""
    for number, example in enumerate(read):
        here = document.problem((key, number), f"{example.text!r} stands twice")
        first = seen.setdefault((example.locale, example.text.casefold()), here)
        if first is not here:
            told = f"{here.message}, first in {first.path}:{first.line}; keep it where it belongs"
            yield Problem(here.path, here.line, here.column, told)


def _unknown_key(document: Document, key: str, known: set[str], *, none_file: bool) -> Problem:
    close = difflib.get_close_matches(key, known, 1)
    what = "not a kind of unanswered question" if none_file else "not the id of an entry"
    cure = f"did you mean {close[0]!r}?" if close else f"use one of: {', '.join(sorted(known))}"
    return document.problem((key,), f"{key!r} is {what}; {cure}", at_key=True)


def _read_lines(
    document: Document, key: str, lines: Plain, locale: str, label: str, problems: list[Problem]
) -> Iterable[Example]:
    if not isinstance(lines, list):
        problems.append(document.problem((key,), "must be a list; put each question on its own line after '- '"))
        return
    for number, line in enumerate(lines):
        if isinstance(line, str) and line.strip():
            yield Example(line.strip(), locale, label)
        else:
            problems.append(
                document.problem(
                    (key, number), "must be one question as text; put it in double quotes if it holds ': '"
                )
            )
