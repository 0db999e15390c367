"""How many example questions another entry may take, per language: a count that only ever goes down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.knowledge.errors import ContentError, Problem
from bot.knowledge.yaml_text import read_yaml

FILE = "known-failing.yaml"

_HEADER = """\
# How many example questions of each language another entry would answer, asked of a model that has not seen them.
# python -m bot check lists them. The counts may only go down: python -m bot check --shrink lowers them.
"""


def read_known_failing(folder: Path) -> dict[str, int]:
    """Return the counts in ``folder``/known-failing.yaml by locale; nothing where there is no such file.

    Raises:
        ContentError: with every mistake found.
    """
    path = folder / FILE
    if not path.exists():
        return {}
    problems: list[Problem] = []
    document = read_yaml(path, problems, may_be_empty=True)
    value = document.value if document else {}
    counts: dict[str, int] = {}
    if document and not isinstance(value, dict):
        problems.append(document.problem((), "must be a mapping: a language, a colon, a count"))
    for locale, count in value.items() if isinstance(value, dict) else ():
        if isinstance(count, str) and count.isdecimal():
            counts[locale] = int(count)
        elif document:
            problems.append(document.problem((locale,), f"{locale!r} must be a whole number"))
    if problems:
        raise ContentError(problems)
    return counts


def write_known_failing(folder: Path, counts: Mapping[str, int]) -> None:
    """Write the counts by locale."""
    lines = "".join(f"{locale}: {count}\n" for locale, count in sorted(counts.items()))
    (folder / FILE).write_text(_HEADER + lines, encoding="utf-8")
