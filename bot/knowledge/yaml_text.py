"""Reads YAML the way non-programmers mean it: every scalar is the text that stands there.

A phone number keeps its plus, ``010`` its zero, and ``no`` stays ``no``. What YAML offers beyond plain lists and
mappings (anchors, tags, flow style, several documents) is refused, because in a file kept by hand it is a slip.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.knowledge.errors import Problem

Plain = str | list["Plain"] | dict[str, "Plain"]
Place = tuple[int, int]
Loc = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """One parsed file: plain values, and where each of them stands.

    ``places`` maps a path of keys and list positions to the (line, column) of the value there, both from 1; ``keys``
    maps the same path to the place of its key.
    """

    path: Path
    value: Plain = field(default_factory=dict)
    places: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)

    def texts(self) -> Iterator[tuple[Loc, str]]:
        """Yield every text that stands in the file as a value, with its place."""
        for loc in self.places:
            value: Plain | None = self.value
            for step in loc:
                value = _part(value, step)
            if isinstance(value, str):
                yield loc, value

    def problem(self, loc: Loc, message: str, *, at_key: bool = False) -> Problem:
        """Make a :class:`Problem` at the place of ``loc``, or of its nearest parent that stands in the file."""
        tables = (self.keys, self.places) if at_key else (self.places, self.keys)
        for end in range(len(loc), -1, -1):
            for table in tables:
                if place := table.get(loc[:end]):
                    return Problem(self.path, *place, message)
        return Problem(self.path, 1, 1, message)


def _part(value: Plain | None, step: str | int) -> Plain | None:
    if isinstance(value, dict):
        return value.get(str(step))
    return value[step] if isinstance(value, list) and isinstance(step, int) else None


# The parser written in C reads ten times as fast; it comes with nearly every build of PyYAML.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Reader:
    """Walks the events of one YAML file and builds plain values; collects mistakes, never stops at the first."""

    def __init__(self, document: Document, events: Iterator[yaml.Event], problems: list[Problem]) -> None:
        self._document = document
        self._events = events
        self._problems = problems

    def _complain(self, event: yaml.Event, message: str) -> None:
        self._problems.append(Problem(self._document.path, *_place(event), message))

    def read(self, event: yaml.Event, loc: Loc) -> Plain:
        """Read the value that begins with ``event`` and note its place under ``loc``."""
        self._document.places[loc] = _place(event)
        if isinstance(event, yaml.AliasEvent):
            self._complain(event, f"*{event.anchor} repeats another part of the file; write the text out here instead")
            return ""
        assert isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent)  # noqa: S101 - the grammar of YAML events
        self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value).strip()  # a folded text ends with a line break that nobody means
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(loc)
        return self._mapping(loc)

    def _refuse_extras(self, event: yaml.NodeEvent) -> None:
        if event.anchor:
            self._complain(event, f"&{event.anchor} is YAML's way to reuse text; remove it and write the text out")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self._complain(event, f"the YAML tag {tag!r} is not used here; remove it, every value is read as text")
        if getattr(event, "flow_style", False):
            self._complain(event, "brackets [ ] and { } are not used here; put one item a line, each after '- '")

    def _sequence(self, loc: Loc) -> list[Plain]:
        items: list[Plain] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self.read(event, (*loc, len(items))))
        return items

    def _mapping(self, loc: Loc) -> dict[str, Plain]:
        values: dict[str, Plain] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self.read(event, (*loc, "?"))
            if not isinstance(key, str) or not key:
                self._complain(event, "a key must be a plain word, as in 'title: …'")
                key = "?"
            here = (*loc, key)
            if key in values:
                first = self._document.keys[here][0]
                self._complain(
                    event, f"{key!r} stands twice; it was already given in line {first}, keep one of the two"
                )
                self._skip_value(here)
                continue
            self._document.keys[here] = _place(event)
            values[key] = self.read(next(self._events), here)
        return values

    def _skip_value(self, loc: Loc) -> None:
        """Read past the second value of a repeated key, so that what is wrong inside it is told too."""
        place = self._document.places[loc]
        self.read(next(self._events), loc)
        self._document.places[loc] = place


def read_yaml(path: Path, problems: list[Problem], *, may_be_empty: bool = False) -> Document | None:
    """Read one file.

    Args:
        path: the YAML file.
        problems: mistakes are added to this list.
        may_be_empty: a file that holds nothing but comments is no mistake.

    Returns:
        The document, or None when nothing in it can be used: no such file, not UTF-8, broken YAML, or empty.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem(path, 1, 1, "the file is missing; put it back or take it from the repository"))
        return None
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path, 1, 1, f"the file cannot be read ({error}); save it as UTF-8 text"))
        return None
    if may_be_empty and all(line.lstrip().startswith("#") or not line.strip() for line in text.splitlines()):
        return None
    return parse_yaml(path, text, problems)


def parse_yaml(path: Path, text: str, problems: list[Problem]) -> Document | None:
    """Read the ``text`` of a file, as :func:`read_yaml` does; ``path`` is only named in problems."""
    try:
        # The whole file is parsed before any complaint of ours, so that a syntax error is told once and alone.
        events = list(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(path, text, error))
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problems.append(Problem(path, line, 1, "a character that YAML does not allow; delete it and type it again"))
        return None
    return _read_events(Document(path), iter(events[1:]), problems)


def _read_events(document: Document, events: Iterator[yaml.Event], problems: list[Problem]) -> Document | None:
    if isinstance(next(events), yaml.StreamEndEvent):
        problems.append(Problem(document.path, 1, 1, "the file is empty; write its content or delete the file"))
        return None
    document.value = _Reader(document, events, problems).read(next(events), ())
    next(events)  # the end of the document
    if not isinstance(event := next(events), yaml.StreamEndEvent):
        problems.append(Problem(document.path, *_place(event), "'---' begins a second document; remove that line"))
    return document


def _syntax_problem(path: Path, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = error.problem or "this is not YAML"
    cure = "put the text in double quotes if it holds ': ' or ' #' or starts with a sign, and check the indentation"
    lines = text.split("\n")
    if line <= len(lines) and "\t" in lines[line - 1]:
        cure = "use spaces instead of the tab"
    return Problem(path, line, column, f"{what}; {cure}")
