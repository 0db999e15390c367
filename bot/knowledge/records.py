"""Reads files that map ids to records (contacts, sources, terms) into models, with the place of each mistake."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.knowledge.errors import Problem
from bot.knowledge.mistakes import mistake
from bot.knowledge.yaml_text import Document, Loc, Plain, read_yaml

_M = TypeVar("_M", bound=BaseModel)


def read_records(path: Path, model: type[_M], problems: list[Problem]) -> tuple[dict[str, _M], Document | None]:
    """Read a file that maps ids to records; a model that has a field ``id`` is given its key.

    Returns:
        The records without a mistake, and the document (None when nothing in the file can be used). Mistakes are
        added to ``problems``.
    """
    records: dict[str, _M] = {}
    document = read_yaml(path, problems)
    if document is None:
        return records, None
    if not isinstance(document.value, dict):
        problems.append(document.problem((), "must be a mapping: an id, a colon, and its fields indented below"))
        return records, document
    for key in document.value:
        given = {"id": key} if "id" in model.model_fields else {}
        record = build(model, document, (key,), given, problems)
        if record is not None:
            records[key] = record
    return records, document


def build(
    model: type[_M], document: Document, loc: Loc, given: Mapping[str, str], problems: list[Problem]
) -> _M | None:
    """Make one model from the part of ``document`` at ``loc``; ``given`` are fields that the place itself says."""
    value: Plain = document.value
    for step in loc:
        value = value[step]  # type: ignore[index] # loc was made from this very value
    if not isinstance(value, dict):
        problems.append(document.problem(loc, "must be a mapping: one 'key: value' a line, indented"))
        return None
    problems += [
        document.problem((*loc, key), f"unknown key {key!r}; remove it, the place of the text says it", at_key=True)
        for key in sorted(given.keys() & value.keys())
    ]
    try:
        return model.model_validate({**value, **given})
    except ValidationError as error:
        problems += [mistake(model, document, loc, detail) for detail in error.errors(include_url=False)]
        return None
