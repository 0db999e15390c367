"""The order of the menu: ``menu.yaml`` lists the entries of each topic, every one of them once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.errors import Problem
from bot.knowledge.model import TOPICS
from bot.knowledge.yaml_text import Document, Plain, read_yaml


def read_menu(folder: Path, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """Return the ids of each topic, in order, from ``folder``/menu.yaml; mistakes are added to ``problems``."""
    document = read_yaml(folder / "menu.yaml", problems)
    if document is None:
        return {}
    if not isinstance(document.value, dict):
        problems.append(document.problem((), "must be a mapping: a topic, a colon, and its entries below"))
        return {}
    problems += [
        document.problem((topic,), f"{topic!r} is no topic; use {', '.join(TOPICS)}", at_key=True)
        for topic in document.value
        if topic not in TOPICS
    ]
    menu: dict[str, tuple[str, ...]] = {}
    for topic in TOPICS:
        there = {path.stem for path in (folder / "entries" / topic).glob("*.yaml")}
        listed = document.value.get(topic, [])
        problems += _problems(document, topic, listed, there)
        menu[topic] = tuple(str(name) for name in listed) if isinstance(listed, list) else ()
    return menu


def _problems(document: Document, topic: str, listed: Plain, there: set[str]) -> Iterator[Problem]:
    if not isinstance(listed, list):
        yield document.problem((topic,), "must be a list; put each entry's id on its own line after '- '")
        return
    seen: set[str] = set()
    for number, name in enumerate(listed):
        if name not in there:
            yield document.problem(
                (topic, number), f"{name!r} is not the id of an entry of {topic!r}; check the spelling"
            )
        elif name in seen:
            yield document.problem((topic, number), f"{name!r} stands twice in this list; remove one")
        seen.add(str(name))
    for name in sorted(there - seen):
        yield document.problem((topic,), f"{name!r} is not listed; add it where the menu should show it", at_key=True)
