"""``wipe-all``: destroys the store and its key, so that nothing can be found out from them any more."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.cli import compose
from bot.cli.open_store import KEY_FILE, destroy, store_files, store_path
from bot.storage.redis import wipe
from bot.storage.redis_connection import address


def wipe_all(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Destroy the store and its key: languages, message numbers, timers, counts, questions for the team.

    Example: python -m bot wipe-all --yes
    """
    settings = compose.settings()
    path = store_path(settings)
    if not yes:
        typer.confirm(f"Destroy {path or address(settings.store_url)} and its key for good?", abort=True)
    # The key first: without it, what is left of the rest names nobody.
    gone = destroy([KEY_FILE, *store_files(path)] if path else [KEY_FILE])
    typer.echo(f"Destroyed: {', '.join(map(str, gone)) or 'nothing was there'}.")
    if path is None:
        _destroy_keys(settings.store_url)
    if settings.store_key is not None:
        typer.echo("STORE_KEY is set: destroy that secret where you keep it, or the hashes can still be compared.")
    typer.echo("A running bot keeps on with what it has open: stop it. Copies and backups are yours to destroy.")


def _destroy_keys(url: str) -> None:
    with compose.explained():
        gone = asyncio.run(wipe(url))
    typer.echo(f"Deleted: {gone} keys in {address(url)}.")
    typer.echo("Where that server writes to a disk, they stand there until it writes anew: see docs/privacy.md.")
