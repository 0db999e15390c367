"""``stats``: what was asked, in numbers that name nobody."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli import compose
from bot.cli.open_store import open_store, store_path
from bot.settings import Settings
from bot.storage.protocol import NO_ANSWER, Total

FEWEST = 5
"""Counts below this are not told: two questions on a day in a small group may be known to be somebody's."""

DAYS = 30
"""How far back is looked where nothing else is asked."""
_VOTES = ("helped", "not-helped")


def stats(
    days: Annotated[int, typer.Option(help="How many days back.", min=1, max=400)] = DAYS,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Show how many questions there were, by day, outcome, language, entry and partner; few are shown as "<5".

    Example: python -m bot stats --days 7
    """
    since = (compose.today() - timedelta(days=days - 1)).isoformat()
    with compose.explained():
        totals = asyncio.run(totals_since(since))
    counts = counted(totals)
    if as_json:
        shown = {title: {name: told(count) for name, count in each.items()} for title, each in counts.items()}
        typer.echo(json.dumps(shown, ensure_ascii=False))
        return
    console = Console()
    for title, each in counts.items():
        console.print(_table(title, each))


def counted(totals: Sequence[Total]) -> dict[str, Counter[str]]:
    """Return the counts by day, outcome, language, entry and partner; votes and silent contacts apart."""
    questions = [total for total in totals if total.tally.outcome not in (*_VOTES, NO_ANSWER)]
    counts = {part: _sums(questions, part) for part in ("outcome", "locale", "entry", "partner")}
    votes = {vote: _sums([total for total in totals if total.tally.outcome == vote], "entry") for vote in _VOTES}
    return {"day": _sums(questions, "day"), **counts, **votes, NO_ANSWER: unanswered(totals)}


def unanswered(totals: Iterable[Total]) -> Counter[str]:
    """Return how often people said of a contact that it did not answer."""
    return _sums([total for total in totals if total.tally.outcome == NO_ANSWER], "entry")


async def totals_since(since: str) -> list[Total]:
    """Return the store's counts of all days from ``since`` (YYYY-MM-DD)."""
    store = open_store(compose.settings())
    try:
        return await store.totals(since)
    finally:
        await store.close()


def silent_contacts(settings: Settings) -> list[str]:
    """Return a line for every contact of which people said in the last 30 days that it did not answer.

    Nothing where the store is a file and no bot has run on this machine yet.

    Raises:
        StoreError: when the store cannot be used.
    """
    path = store_path(settings)
    if path is not None and not path.exists():
        return []
    since = (compose.today() - timedelta(days=DAYS - 1)).isoformat()
    silent = unanswered(asyncio.run(totals_since(since)))
    return [
        f"knowledge/contacts.yaml: {name}: {told(count)} people said in {DAYS} days that it did not answer; call it"
        for name, count in silent.most_common()
    ]


def _sums(totals: Iterable[Total], part: str) -> Counter[str]:
    """Return the counts by one part of what was counted; what has no such part is left out."""
    sums: Counter[str] = Counter()
    for total in totals:
        name = total.day if part == "day" else getattr(total.tally, part)
        if name:
            sums[name] += total.count
    return sums


def _table(title: str, counts: Mapping[str, int]) -> Table:
    table = Table(title, "count")
    in_order = (
        sorted(counts.items()) if title == "day" else sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    )
    for name, count in in_order:
        table.add_row(name, told(count))
    return table


def told(count: int) -> str:
    """Return a count as it may be shown."""
    return str(count) if count >= FEWEST else f"<{FEWEST}"
