"""``inbox``: questions that people sent to the team, without their names."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli import compose
from bot.cli.open_store import open_store
from bot.storage.protocol import KeptQuestion


def inbox(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list instead of a table.")] = False,
    delete: Annotated[
        list[int] | None, typer.Option("--delete", metavar="NUMBER", help="Delete this question; may be repeated.")
    ] = None,
    delete_all: Annotated[bool, typer.Option("--delete-all", help="Delete all of them.")] = False,
) -> None:
    """Show the questions that people sent to the team; they are deleted by themselves after 30 days.

    Example: python -m bot inbox --json > questions.json
    """
    with compose.explained():
        kept = asyncio.run(_kept(set(delete or ()), delete_all=delete_all))
    if as_json:
        rows = [{"number": each.number, "day": each.day, "locale": each.locale, "text": each.text} for each in kept]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = Table("number", "day", "language", "question", title=f"{len(kept)} questions")
    for each in kept:
        table.add_row(str(each.number), each.day, each.locale, each.text)
    Console().print(table, markup=False)


async def _kept(unwanted: set[int], *, delete_all: bool) -> list[KeptQuestion]:
    """Delete what is unwanted; return what is left."""
    store = open_store(compose.settings())
    try:
        if delete_all:
            unwanted = {each.number for each in await store.questions()}
        await store.delete_questions(unwanted)
        return await store.questions()
    finally:
        await store.close()
