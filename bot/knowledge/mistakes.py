"""Puts what pydantic finds wrong with a value into words that say how to mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.knowledge.errors import Problem
from bot.knowledge.model import Citation, Phrase
from bot.knowledge.yaml_text import Document, Loc

_WORDS: Mapping[str, str] = {
    "missing": "the key {name!r} is missing; add a line '{name}: …'",
    "string_too_short": "{name!r} is empty; write its text or remove the line",
    "too_short": "{name!r} is empty; it needs at least one item, on its own line after '- '",
    "string_too_long": "{name!r} is too long: at most {max_length} characters",
    "int_parsing": "{name!r} is {value!r}, but it must be a number from 1 to 366",
    "greater_than": "{name!r} is {value!r}, but it must be a number from 1 to 366",
    "less_than_equal": "{name!r} is {value!r}, but it must be a number from 1 to 366",
    "tuple_type": "{name!r} must be a list; put each item on its own line after '- '",
    "string_type": "{name!r} must be a text on one line; if it is a list, is the '- ' too much?",
    "model_type": "an item of {field!r} must be 'key: value' lines; see another entry",
}
_PATTERNS = {
    "undated": "write YEAR, YEAR-MONTH or YEAR-MONTH-DAY, or: undated",
    "a-f": "16 digits that stand for the text; let python -m bot review write them",
    "a-z0-9": "use small Latin letters, digits and hyphens",
    "": "write it on one line, without line breaks",
}


def mistake(model: type[BaseModel], document: Document, loc: Loc, detail: ErrorDetails) -> Problem:
    """Return the problem that ``detail`` tells of a value of ``model`` that stands at ``loc`` in ``document``."""
    where = (*loc, *detail["loc"])
    name = str(where[-1]) if where else ""
    if detail["type"] == "extra_forbidden":
        cure = _did_you_mean(name, _keys(model, detail["loc"]))
        return document.problem(where, f"unknown key {name!r}; {cure}", at_key=True)
    place = where[:-1] if detail["type"] == "missing" else where
    return document.problem(place, _message(detail, name, where))


def _message(detail: ErrorDetails, name: str, where: Loc) -> str:
    value, context = detail["input"], detail.get("ctx", {})
    if words := _WORDS.get(detail["type"]):
        field = next((step for step in reversed(where) if isinstance(step, str)), "")
        return words.format(name=name, value=value, field=field, max_length=context.get("max_length"))
    if detail["type"] == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        cure = next(cure for part, cure in _PATTERNS.items() if part in pattern)
        return f"{value!r} is not a valid {name!r}; {cure}"
    told = re.sub(r"^(Value error, |Input )", "", detail["msg"]).removeprefix("should be ")
    return f"{name!r} is {value!r}, but it {told if told.startswith('must') else f'must be {told}'}"


def _did_you_mean(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    return f"did you mean {close[0]!r}?" if close else f"known keys are: {', '.join(sorted(known))}"


def _keys(model: type[BaseModel], loc: Loc) -> set[str]:
    """Return the keys that may stand where ``loc`` points; lists of an entry hold models of their own."""
    inner: dict[str | int, type[BaseModel]] = {"say": Phrase, "sources": Citation}
    return set((inner.get(loc[0], model) if len(loc) > 1 else model).model_fields) - {"topic"}
